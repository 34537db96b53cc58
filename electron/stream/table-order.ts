import type { CaseRow } from '../../shared/contract/frames';
import type { CaseColumns } from '../../shared/projection/case-columns';
import type { Passed } from './table-filter';
import { WindowSelection } from './table-select';
import type { SortValues } from './table-values';

/** A place in an order, whether or not anything stands there now. */
export interface OrderPlace {
  /** Rows that stand before it. */
  readonly place: number;
  /** The row itself stands there. */
  readonly stands: boolean;
}

/**
 * The rows of one question in order: by the value of the sort column, then by case key, so that the order is one and the same on every machine. It is
 * never written down: what is kept is a number per row, 12 bytes with its slot, and only the rows that somebody looks at are sorted.
 */
export class CaseOrder {
  readonly #columns: CaseColumns;
  readonly #sort: SortValues;
  #passed: Passed = { slots: new Int32Array(0), count: 0 };
  #values = new Float64Array(0);

  constructor(columns: CaseColumns, sort: SortValues) {
    this.#columns = columns;
    this.#sort = sort;
  }

  get total(): number {
    return this.#passed.count;
  }

  /** Takes in which rows pass now; right until the columns change. `passed` must stay as it is as long. */
  update(passed: Passed): void {
    const { slots, count } = passed;
    if (this.#values.length < count) this.#values = new Float64Array(Math.ceil(count * 1.1) + 64);
    this.#sort.fill(slots, count, this.#values);
    this.#passed = passed;
  }

  /** Slots of rows `offset` … `offset + limit`. */
  page(offset: number, limit: number): readonly number[] {
    const { slots, count } = this.#passed;
    const selection = new WindowSelection(this.#columns.keys, this.#sort.finer);
    return selection.select({ slots, values: this.#values, count }, offset, offset + limit);
  }

  /** Where a row as it was shown once belongs now, whatever has become of its case since; null: that cannot be told. */
  placeOf(row: CaseRow): OrderPlace | null {
    const value = this.#sort.of(row);
    if (Number.isNaN(value)) return null;
    const { compare } = this.#sort;
    const { keys } = this.#columns;
    const { slots, count } = this.#passed;
    const values = this.#values;
    let place = 0;
    let stands = false;
    for (let i = 0; i < count; i += 1) {
      const other = values[i]!;
      if (other > value) continue;
      if (other < value) {
        place += 1;
        continue;
      }
      const slot = slots[i]!;
      const difference = (compare === null ? 0 : compare(slot, row)) || keys[slot]! - row.case;
      if (difference < 0) place += 1;
      else if (difference === 0) stands = true;
    }
    return { place, stands };
  }
}
