import type { CaseRow, CatalogueTile, SortColumn } from '../../shared/contract/frames';
import { CHANNEL_CODE, GRADE_CODE, STATUS_CODE } from '../../shared/projection/term-codes';
import type { CaseColumns } from '../../shared/projection/case-columns';
import { ReferenceDigits } from './reference-digits';
import { ReferenceRanks } from './reference-ranks';
import type { Finer } from './table-select';

/** Of rows that come last in both directions. */
const LAST = Number.POSITIVE_INFINITY;

/** What a column sorts by, as numbers: `up` is 1 or −1, the direction. */
export interface SortValues {
  /** Puts the value of `slots[i]` into `values[i]`, i < count. */
  fill(slots: Int32Array, count: number, values: Float64Array): void;
  /** The value of a row as it was shown; NaN: it cannot be told. */
  of(row: CaseRow): number;
  /** null: rows of one value differ by nothing but their keys. */
  readonly finer: Finer | null;
  /** Compares the case in a slot with a row as it was shown, both of one value. null as above. */
  readonly compare: ((slot: number, row: CaseRow) => number) | null;
}

/** Grades, statuses and channels in the domain's order, areas, units and categories in the order of their codes ("none" last), references as text. */
export function sortValues(column: SortColumn, up: 1 | -1, columns: CaseColumns, catalogue: CatalogueTile): SortValues {
  switch (column) {
    case 'grade':
      return byTerm(
        () => columns.grade,
        ({ grade }) => GRADE_CODE[grade],
        up,
      );
    case 'status':
      return byTerm(
        () => columns.status,
        ({ status }) => STATUS_CODE[status],
        up,
      );
    case 'channel':
      return byTerm(
        () => columns.channel,
        ({ channel }) => CHANNEL_CODE[channel],
        up,
      );
    case 'unit':
      return byCatalogue(
        () => columns.unit,
        ({ unit }) => unit,
        catalogue.units,
        up,
      );
    case 'district':
      return byCatalogue(
        () => columns.district,
        ({ district }) => district,
        catalogue.districts,
        up,
      );
    case 'category':
      return byCatalogue(
        () => columns.category,
        ({ category }) => category,
        catalogue.categories,
        up,
      );
    case 'receivedAt':
      return byTime(
        () => columns.receivedAt,
        ({ receivedAt }) => receivedAt,
        up,
      );
    case 'dueAt':
      return byTime(
        () => columns.dueAt,
        ({ dueAt }) => dueAt,
        up,
      );
    case 'reference':
      return byReference(columns, up);
  }
}

/** Columns are asked for anew each time: they are replaced when the table of cases grows. */
function byTerm(column: () => Uint8Array, of: (row: CaseRow) => number, up: number): SortValues {
  return {
    fill(slots, count, values) {
      const codes = column();
      for (let i = 0; i < count; i += 1) values[i] = codes[slots[i]!]! * up;
    },
    of: (row) => of(row) * up,
    finer: null,
    compare: null,
  };
}

function byCatalogue(
  column: () => Uint16Array,
  of: (row: CaseRow) => number,
  list: readonly { readonly code: string }[],
  up: number,
): SortValues {
  const places = new Float64Array(0x1_0000).fill(LAST);
  const order = list.map(({ code }, key) => ({ code, key })).filter(({ key }) => key !== 0);
  order.sort((a, b) => compareText(a.code, b.code) || a.key - b.key);
  order.forEach(({ key }, place) => {
    places[key] = place * up;
  });
  return {
    fill(slots, count, values) {
      const keys = column();
      for (let i = 0; i < count; i += 1) values[i] = places[keys[slots[i]!]!]!;
    },
    of: (row) => places[of(row)] ?? LAST,
    finer: null,
    compare: null,
  };
}

/** A moment that has not come (0) is last. */
function byTime(column: () => Float64Array, of: (row: CaseRow) => number, up: number): SortValues {
  return {
    fill(slots, count, values) {
      const times = column();
      for (let i = 0; i < count; i += 1) {
        const at = times[slots[i]!]!;
        values[i] = at === 0 ? LAST : at * up;
      }
    },
    of: (row) => (of(row) === 0 ? LAST : of(row) * up),
    finer: null,
    compare: null,
  };
}

function byReference(columns: CaseColumns, up: number): SortValues {
  const ranks = new ReferenceRanks();
  return {
    fill(slots, count, values) {
      ranks.fill(columns, slots, count, values, up);
    },
    of: (row) => ranks.of(row.reference) * up,
    finer: {
      values(slots, count) {
        // Ranks made for these rows alone go further into their texts: what all of them share takes no room.
        const digits = new ReferenceDigits();
        for (let i = 0; i < count; i += 1) digits.meet(columns.reference(slots[i]!));
        digits.weigh();
        return Float64Array.from({ length: count }, (_, i) => digits.rank(columns.reference(slots[i]!)) * up);
      },
      compare: (slot, other) => compareText(columns.reference(slot), columns.reference(other)) * up,
    },
    compare: (slot, { reference }) => compareText(columns.reference(slot), reference) * up,
  };
}

/** By code unit: the same on every machine, whatever its language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
