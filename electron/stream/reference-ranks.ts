import type { CaseColumns } from '../../shared/projection/case-columns';
import { ReferenceDigits } from './reference-digits';
import type { Passed } from './table-filter';

/** So many references are looked at before the first ranks are made. */
const SAMPLE = 2_000;

/** The ranks of the references of all cases, where their own numbers do not tell the order. A reference never changes, so its rank is worked out once per case: 12 bytes each. */
export class ReferenceRanks {
  #digits = new ReferenceDigits();
  #ranks = new Float64Array(0);
  /** The case that the rank of a slot belongs to. */
  #of = new Uint32Array(0);

  /** To be called before ranks of these rows are asked for. */
  update(columns: CaseColumns, { slots, count }: Passed): void {
    this.#makeRoom(columns.end);
    // A few tell nearly always what all hold.
    if (!this.#digits.ready) this.#meet(columns, slots, count, Math.ceil(count / SAMPLE));
    if (this.#rank(columns, slots, count)) return;
    this.#meet(columns, slots, count, 1);
    this.#rank(columns, slots, count);
  }

  /** Puts rank · `up` of `slots[from + i]` into `into[i]`, i < count. */
  fill(slots: Int32Array, from: number, count: number, up: number, into: Float64Array): void {
    const ranks = this.#ranks;
    for (let i = 0; i < count; i += 1) into[i] = ranks[slots[from + i]!]! * up;
  }

  /** NaN: it cannot be told. */
  of(text: string): number {
    return this.#digits.rank(text);
  }

  #makeRoom(end: number): void {
    if (this.#ranks.length >= end) return;
    const room = Math.ceil(end * 1.1) + 64;
    const ranks = new Float64Array(room);
    ranks.set(this.#ranks);
    this.#ranks = ranks;
    const of = new Uint32Array(room);
    of.set(this.#of);
    this.#of = of;
  }

  /** Takes in what every `step`th reference holds. Ranks of before mean nothing afterwards. */
  #meet(columns: CaseColumns, slots: Int32Array, count: number, step: number): void {
    for (let i = 0; i < count; i += step) this.#digits.meet(columns.reference(slots[i]!));
    this.#digits.weigh();
    this.#of.fill(0);
  }

  /** false: a reference holds what was never met. */
  #rank(columns: CaseColumns, slots: Int32Array, count: number): boolean {
    const { keys } = columns;
    const of = this.#of;
    const ranks = this.#ranks;
    for (let i = 0; i < count; i += 1) {
      const slot = slots[i]!;
      if (of[slot] === keys[slot]) continue;
      const rank = this.#digits.rank(columns.reference(slot));
      if (Number.isNaN(rank)) return false;
      ranks[slot] = rank;
      of[slot] = keys[slot]!;
    }
    return true;
  }
}
