import type { CaseRow, CatalogueTile, SortColumn } from '../../shared/contract/frames';
import { type ReferenceOrder, referenceOrder } from '../../shared/projection/reference-order';
import { CHANNEL_CODE, GRADE_CODE, STATUS_CODE } from '../../shared/projection/term-codes';
import type { CaseColumns } from '../../shared/projection/case-columns';
import { ReferenceDigits } from './reference-digits';
import { ReferenceRanks } from './reference-ranks';
import type { RowValues } from './table-buckets';
import type { Passed } from './table-filter';
import type { Finer } from './table-select';

/** Of rows that come last in both directions. */
const LAST = Number.POSITIVE_INFINITY;

/** What a column sorts by. */
export interface SortValues extends RowValues {
  /** To be called before values of these rows are asked for. */
  prepare(passed: Passed): void;
  /** The value of a row as it was shown; NaN: it cannot be told. */
  of(row: CaseRow): number;
  /** null: rows of one value differ by nothing but their keys. */
  readonly finer: Finer | null;
  /** Compares the case in a slot with a row as it was shown, both of one value, without their keys. */
  compare(slot: number, row: CaseRow): number;
}

/**
 * Grades, statuses and channels in the domain's order, areas, units and categories in the order of their codes ("none" last), references as text.
 * `up` is 1 or −1, the direction.
 */
export function sortValues(column: SortColumn, up: 1 | -1, columns: CaseColumns, catalogue: CatalogueTile): SortValues {
  switch (column) {
    case 'grade':
      return byPlace(columns, column, ({ grade }) => GRADE_CODE[grade], termPlaces(up));
    case 'status':
      return byPlace(columns, column, ({ status }) => STATUS_CODE[status], termPlaces(up));
    case 'channel':
      return byPlace(columns, column, ({ channel }) => CHANNEL_CODE[channel], termPlaces(up));
    case 'unit':
      return byPlace(columns, column, ({ unit }) => unit, codePlaces(catalogue.units, up));
    case 'district':
      return byPlace(columns, column, ({ district }) => district, codePlaces(catalogue.districts, up));
    case 'category':
      return byPlace(columns, column, ({ category }) => category, codePlaces(catalogue.categories, up));
    case 'receivedAt':
    case 'dueAt':
      return byTime(columns, column, up);
    case 'reference':
      return byReference(columns, up);
  }
}

/** In the order of the domain's lists. */
function termPlaces(up: number): Float64Array {
  return Float64Array.from({ length: 256 }, (_, code) => code * up);
}

/** In the order of the codes, which is the city's own order. */
function codePlaces(list: readonly { readonly code: string }[], up: number): Float64Array {
  const places = new Float64Array(0x1_0000).fill(LAST);
  const order = list.map(({ code }, key) => ({ code, key })).filter(({ key }) => key !== 0);
  order.sort((a, b) => compareText(a.code, b.code) || a.key - b.key);
  order.forEach(({ key }, place) => {
    places[key] = place * up;
  });
  return places;
}

/** More than any key. */
const KEYS = 2 ** 32;

/** The place of a code and the case's key make one number: a million rows have a few places only, but no two of them one number. */
function byPlace(
  columns: CaseColumns,
  column: 'grade' | 'status' | 'channel' | 'unit' | 'district' | 'category',
  of: (row: CaseRow) => number,
  places: Float64Array,
): SortValues {
  return {
    ...PLAIN,
    fill(slots, from, count, into) {
      const codes = columns[column];
      // One function per type: a loop that meets both kinds of arrays is several times slower.
      if (codes instanceof Uint8Array) fill8(codes, places, columns.keys, slots, from, count, into);
      else fill16(codes, places, columns.keys, slots, from, count, into);
    },
    of: (row) => (places[of(row)] ?? LAST) * KEYS + row.case,
  };
}

function fill8(
  codes: Uint8Array,
  places: Float64Array,
  keys: Uint32Array,
  slots: Int32Array,
  from: number,
  count: number,
  into: Float64Array,
): void {
  for (let i = 0; i < count; i += 1) {
    const slot = slots[from + i]!;
    into[i] = places[codes[slot]!]! * KEYS + keys[slot]!;
  }
}

function fill16(
  codes: Uint16Array,
  places: Float64Array,
  keys: Uint32Array,
  slots: Int32Array,
  from: number,
  count: number,
  into: Float64Array,
): void {
  for (let i = 0; i < count; i += 1) {
    const slot = slots[from + i]!;
    into[i] = places[codes[slot]!]! * KEYS + keys[slot]!;
  }
}

/** A moment that has not come (0) is last. Columns are asked for anew each time: they are replaced when the table of cases grows. */
function byTime(columns: CaseColumns, column: 'receivedAt' | 'dueAt', up: number): SortValues {
  return {
    ...PLAIN,
    fill(slots, from, count, into) {
      const times = columns[column];
      for (let i = 0; i < count; i += 1) {
        const at = times[slots[from + i]!]!;
        into[i] = at === 0 ? LAST : at * up;
      }
    },
    of: (row) => (row[column] === 0 ? LAST : row[column] * up),
  };
}

function byReference(columns: CaseColumns, up: number): SortValues {
  /** By the column's own numbers; null: they do not tell the order, and ranks are needed. */
  let order: ReferenceOrder | null = null;
  let ranks: ReferenceRanks | null = null;
  return {
    prepare(passed) {
      order = referenceOrder(columns.references);
      ranks = order === null ? (ranks ?? new ReferenceRanks()) : null;
      ranks?.update(columns, passed);
    },
    fill(slots, from, count, into) {
      if (order === null) ranks?.fill(slots, from, count, up, into);
      else fillOrder(order, slots, from, count, up, into);
    },
    of: ({ reference }) => ((order ?? ranks)?.of(reference) ?? Number.NaN) * up,
    finer: {
      values(slots) {
        // Digits made for these rows alone go further into their texts: what all of them share takes no room.
        const digits = new ReferenceDigits();
        for (const slot of slots) digits.meet(columns.reference(slot));
        digits.weigh();
        return {
          fill(some, from, count, into) {
            for (let i = 0; i < count; i += 1) into[i] = digits.rank(columns.reference(some[from + i]!)) * up;
          },
        };
      },
      compare: (slot, other) => compareText(columns.reference(slot), columns.reference(other)) * up,
    },
    compare: (slot, { reference }) => compareText(columns.reference(slot), reference) * up,
  };
}

function fillOrder(
  { base, form, tail }: ReferenceOrder,
  slots: Int32Array,
  from: number,
  count: number,
  up: number,
  into: Float64Array,
): void {
  for (let i = 0; i < count; i += 1) {
    const slot = slots[from + i]!;
    into[i] = (base[form[slot]!]! + tail[slot]!) * up;
  }
}

/** Values that say all but the key. */
const PLAIN: Pick<SortValues, 'prepare' | 'finer' | 'compare'> = { prepare() {}, finer: null, compare: () => 0 };

/** By code unit: the same on every machine, whatever its language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
