import type { CatalogueTile, SortColumn, TableQuery } from '../../shared/contract/frames';
import type { CaseColumns } from '../../shared/projection/case-columns';
import { referenceRanks } from './reference-ranks';
import type { Passed } from './table-filter';

type Sort = TableQuery['sort'];

/** A number packs a rank of 21 bits above a case key of 32: 53 bits, all that a double holds exactly. */
const KEYS = 2 ** 32;
const MOST_RANK = 2 ** 21 - 1;

/** Below this share of the rows a page's end is found by selection instead of sorting everything. */
const SELECT_SHARE = 0.25;

/**
 * The rows of one query in order: by the sort column, then by case key. Ranks are coarse where a value needs more than 21 bits (times,
 * references); rows of one rank are put in their exact order when a page shows them. Only as far as somebody looks is sorted at all.
 */
export class CaseOrder {
  readonly #packed: Float64Array;
  readonly #columns: CaseColumns;
  readonly #exact: ((a: number, b: number) => number) | null;
  /** Rows before this place are sorted by rank and key. */
  #sortedTo = 0;
  /** Ranks that have been put in their exact order. */
  readonly #settled = new Set<number>();

  constructor(passed: Passed, columns: CaseColumns, sort: Sort, catalogue: CatalogueTile) {
    const { slots, count } = passed;
    const ranking = rankingOf(sort.column, passed, columns, catalogue);
    const packed = new Float64Array(count);
    const { keys } = columns;
    const { rank, last } = ranking;
    for (let i = 0; i < count; i += 1) {
      const slot = slots[i]!;
      const up = rank(slot);
      const place = sort.descending && up !== last ? MOST_RANK - 1 - up : up;
      packed[i] = place * KEYS + keys[slot]!;
    }
    this.#packed = packed;
    this.#columns = columns;
    const { exact } = ranking;
    this.#exact = exact === null || !sort.descending ? exact : (a, b) => exact(b, a);
  }

  get total(): number {
    return this.#packed.length;
  }

  /** Case keys of rows `offset` … `offset + limit`. The columns must be as they were when the order was made. */
  page(offset: number, limit: number): readonly number[] {
    const packed = this.#packed;
    const end = Math.min(packed.length, offset + limit);
    if (offset >= end) return [];
    this.#sortTo(end);
    if (this.#exact !== null) this.#settle(offset, end);
    const keys: number[] = [];
    for (let i = offset; i < end; i += 1) keys.push(keyOf(packed[i]!));
    return keys;
  }

  #sortTo(end: number): void {
    const packed = this.#packed;
    if (end <= this.#sortedTo) return;
    const rest = packed.subarray(this.#sortedTo);
    const wanted = end - this.#sortedTo;
    if (wanted > rest.length * SELECT_SHARE) {
      rest.sort();
      this.#sortedTo = packed.length;
      return;
    }
    // Twice as far as asked, so that scrolling on does not select again for every page.
    const share = Math.min(rest.length, wanted * 2);
    selectFirst(rest, share);
    let to = share;
    if (this.#exact !== null) to = gatherRank(rest, share);
    rest.subarray(0, to).sort();
    this.#sortedTo += to;
  }

  /** Puts every rank that the page touches in its exact order. */
  #settle(offset: number, end: number): void {
    const packed = this.#packed;
    let from = offset;
    while (from > 0 && rankOf(packed[from - 1]!) === rankOf(packed[offset]!)) from -= 1;
    while (from < end) {
      const rank = rankOf(packed[from]!);
      let to = from + 1;
      while (to < packed.length && rankOf(packed[to]!) === rank) to += 1;
      // Rows of the last rank have no value to compare.
      if (to - from > 1 && rank !== MOST_RANK && !this.#settled.has(rank)) this.#settleRun(from, to, rank);
      from = to;
    }
  }

  #settleRun(from: number, to: number, rank: number): void {
    const exact = this.#exact;
    if (exact === null) return;
    this.#settled.add(rank);
    const columns = this.#columns;
    const rows = Array.from(this.#packed.subarray(from, to), (value) => ({ value, slot: columns.slotOf(keyOf(value)) }));
    rows.sort((a, b) => exact(a.slot, b.slot) || a.value - b.value);
    rows.forEach(({ value }, i) => {
      this.#packed[from + i] = value;
    });
  }
}

/** Brings every value whose rank is that of the last of the first `count` to them; says how many the first are then. */
function gatherRank(values: Float64Array, count: number): number {
  const bound = (rankOf(values[count - 1]!) + 1) * KEYS;
  let to = count;
  for (let i = count; i < values.length; i += 1) {
    const value = values[i]!;
    if (value >= bound) continue;
    values[i] = values[to]!;
    values[to] = value;
    to += 1;
  }
  return to;
}

function rankOf(packed: number): number {
  return Math.floor(packed / KEYS);
}

function keyOf(packed: number): number {
  return packed % KEYS;
}

/**
 * `rank` of a slot, 0 … MOST_RANK, never falling where the exact order rises; `exact` compares what a rank cannot tell apart (null: a
 * rank tells all); rows of rank `last` come last in both directions.
 */
interface Ranking {
  readonly rank: (slot: number) => number;
  readonly exact: ((a: number, b: number) => number) | null;
  readonly last: number;
}

const NOT_LAST = -1;

function rankingOf(column: SortColumn, passed: Passed, columns: CaseColumns, catalogue: CatalogueTile): Ranking {
  switch (column) {
    case 'grade':
      return byCode(columns.grade);
    case 'status':
      return byCode(columns.status);
    case 'channel':
      return byCode(columns.channel);
    case 'unit':
      return byCatalogue(columns.unit, catalogue.units);
    case 'district':
      return byCatalogue(columns.district, catalogue.districts);
    case 'category':
      return byCatalogue(columns.category, catalogue.categories);
    case 'receivedAt':
      return byTime(columns.receivedAt, passed);
    case 'dueAt':
      return byTime(columns.dueAt, passed);
    case 'reference':
      return {
        rank: referenceRanks(columns, passed),
        exact: (a, b) => compareText(columns.reference(a), columns.reference(b)),
        last: NOT_LAST,
      };
  }
}

function byCode(codes: Uint8Array): Ranking {
  return { rank: (slot) => codes[slot]!, exact: null, last: NOT_LAST };
}

/** In the order of the codes, which is the city's own order; "none" comes last. */
function byCatalogue(column: Uint16Array, list: readonly { readonly code: string }[]): Ranking {
  const ranks = new Uint32Array(0x1_0000).fill(MOST_RANK);
  const order = list.map((entry, key) => ({ code: entry.code, key })).filter(({ key }) => key !== 0);
  order.sort((a, b) => compareText(a.code, b.code) || a.key - b.key);
  order.forEach(({ key }, rank) => {
    ranks[key] = rank;
  });
  return { rank: (slot) => ranks[column[slot]!]!, exact: null, last: MOST_RANK };
}

/** A moment that has not come (0) is last in both directions. */
function byTime(times: Float64Array, { slots, count }: Passed): Ranking {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < count; i += 1) {
    const at = times[slots[i]!]!;
    if (at === 0) continue;
    if (at < least) least = at;
    if (at > most) most = at;
  }
  const step = Math.max(1, Math.ceil((most - least + 1) / MOST_RANK));
  return {
    rank: (slot) => {
      const at = times[slot]!;
      return at === 0 ? MOST_RANK : Math.floor((at - least) / step);
    },
    exact: step === 1 ? null : (a, b) => times[a]! - times[b]!,
    last: MOST_RANK,
  };
}

/** By code unit: the same on every machine, whatever its language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Quickselect (Hoare): afterwards the `count` smallest values are the first `count`, in any order. */
export function selectFirst(values: Float64Array, count: number): void {
  let left = 0;
  let right = values.length - 1;
  const nth = count - 1;
  while (left < right) {
    const a = values[left]!;
    const b = values[(left + right) >> 1]!;
    const c = values[right]!;
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i += 1;
      while (values[j]! > pivot) j -= 1;
      if (i <= j) {
        const held = values[i]!;
        values[i] = values[j]!;
        values[j] = held;
        i += 1;
        j -= 1;
      }
    }
    if (nth <= j) right = j;
    else if (nth >= i) left = i;
    else return;
  }
}
