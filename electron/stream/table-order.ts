import type { CaseRow } from '../../shared/contract/frames';
import type { CaseColumns } from '../../shared/projection/case-columns';
import { Buckets } from './table-buckets';
import type { Passed } from './table-filter';
import { selectWindow } from './table-select';
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
 * never written down: what is kept is a slot and a bucket per row, 6 bytes, and only the rows that somebody looks at are sorted.
 */
export class CaseOrder {
  readonly #columns: CaseColumns;
  readonly #sort: SortValues;
  readonly #buckets = new Buckets();

  constructor(columns: CaseColumns, sort: SortValues) {
    this.#columns = columns;
    this.#sort = sort;
  }

  get total(): number {
    return this.#buckets.count;
  }

  /** Takes in which rows pass now; right until the columns change. `passed` must stay as it is as long. */
  update(passed: Passed): void {
    this.#sort.prepare(passed);
    this.#buckets.renew(passed.slots, passed.count, this.#sort);
  }

  /** Slots of rows `offset` … `offset + limit`. */
  page(offset: number, limit: number): readonly number[] {
    const { finer } = this.#sort;
    return selectWindow(this.#buckets, { values: this.#sort, finer, keys: this.#columns.keys }, offset, offset + limit);
  }

  /** Where a row as it was shown once belongs now, whatever has become of its case since; null: that cannot be told. */
  placeOf(row: CaseRow): OrderPlace | null {
    const value = this.#sort.of(row);
    if (Number.isNaN(value)) return null;
    const { keys } = this.#columns;
    const bucket = this.#buckets.of(value);
    const near = this.#buckets.take(bucket, bucket);
    const values = new Float64Array(near.length);
    this.#sort.fill(near, 0, near.length, values);
    let place = this.#buckets.before(bucket);
    let stands = false;
    for (let i = 0; i < near.length; i += 1) {
      const slot = near[i]!;
      const other = values[i]!;
      if (other > value) continue;
      const difference = other < value ? -1 : this.#sort.compare(slot, row) || keys[slot]! - row.case;
      if (difference < 0) place += 1;
      else if (difference === 0) stands = true;
    }
    return { place, stands };
  }
}
