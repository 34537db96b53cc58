import { grownF32, grownU16, grownU32 } from '../domain/typed-growth';

import type { ColumnsIn, ColumnsOut } from './watch-columns';
import { check } from './watch-columns';

/** Steps of 5 minutes that are counted one by one: three hours, the running step included. */
export const STEPS_KEPT = 36;
/** With so many cells no further ones are told apart: about 13 MB. A megacity of 349 townships and 102 categories has up to 45,000. */
export const MOST_CELLS = 2 ** 17;
const FIRST_CELLS = 128;
const SPREAD = 0x9e3779b1;

/**
 * What is counted of a cell, an area and a category (0: all categories): its cases in each of the last steps, and its learned weight, the cases of the past, older ones weighing
 * less. 88 bytes a cell: 72 of steps, 4 of weight, 4 of key, 8 of hash. Cells are never removed: the city has so many and no more.
 */
export class CellTable {
  private table = new Int32Array(FIRST_CELLS * 2);
  private keys = new Uint32Array(FIRST_CELLS);
  private counts = new Uint16Array(FIRST_CELLS * STEPS_KEPT);
  private learned = new Float32Array(FIRST_CELLS);
  private used = 0;
  /** Of the product, the highest bits are the place: they depend on area and category. */
  private shift = 32 - Math.log2(FIRST_CELLS * 2);

  /** Cells are numbered 0 … length − 1, in the order in which they were met. */
  get length(): number {
    return this.used;
  }

  areaOf(cell: number): number {
    return this.keys[cell]! >>> 16;
  }
  categoryOf(cell: number): number {
    return this.keys[cell]! & 0xffff;
  }

  /** −1: there is no such cell. */
  find(area: number, category: number): number {
    const key = ((area << 16) | category) >>> 0;
    const mask = this.table.length - 1;
    for (let place = Math.imul(key, SPREAD) >>> this.shift; ; place = (place + 1) & mask) {
      const cell = this.table[place]! - 1;
      if (cell < 0 || this.keys[cell] === key) return cell;
    }
  }

  /** −1: there is room for no more. */
  take(area: number, category: number): number {
    const found = this.find(area, category);
    if (found >= 0 || this.used >= MOST_CELLS) return found;
    if (this.used === this.keys.length) this.grow();
    this.keys[this.used] = ((area << 16) | category) >>> 0;
    this.place(this.used);
    this.used += 1;
    return this.used - 1;
  }

  /** Counts a case of `cell` in the step at `place`, which is its number modulo STEPS_KEPT; stops at 65,535. */
  count(cell: number, place: number): number {
    const at = cell * STEPS_KEPT + place;
    const before = this.counts[at]!;
    if (before < 0xffff) this.counts[at] = before + 1;
    return before;
  }

  countAt(cell: number, place: number): number {
    return this.counts[cell * STEPS_KEPT + place]!;
  }

  clear(cell: number, place: number): void {
    this.counts[cell * STEPS_KEPT + place] = 0;
  }

  weight(cell: number): number {
    return cell < 0 ? 0 : this.learned[cell]!;
  }

  learn(cell: number, cases: number): void {
    if (cell >= 0) this.learned[cell]! += cases;
  }

  /** The past weighs so much less from now on. */
  fade(factor: number): void {
    for (let cell = 0; cell < this.used; cell += 1) this.learned[cell]! *= factor;
  }

  bytes(): number {
    return this.table.byteLength + this.keys.byteLength + this.counts.byteLength + this.learned.byteLength;
  }

  private place(cell: number): void {
    const mask = this.table.length - 1;
    let place = Math.imul(this.keys[cell]!, SPREAD) >>> this.shift;
    while (this.table[place] !== 0) place = (place + 1) & mask;
    this.table[place] = cell + 1;
  }

  /** Keys and weights of all cells; the counts are written by who lists the cells that have some. */
  write(out: ColumnsOut): void {
    out.u32s(this.keys.subarray(0, this.used));
    out.u32s(new Uint32Array(this.learned.buffer, 0, this.used));
  }

  /** Into a table without cells. */
  read(from: ColumnsIn, areas: number): void {
    const keys = from.u32s();
    const bits = from.u32s();
    const weights = new Float32Array(bits.buffer, bits.byteOffset, bits.length);
    check(keys.length === weights.length && keys.length <= MOST_CELLS, 'cells that are none');
    for (let cell = 0; cell < keys.length; cell += 1) {
      const key = keys[cell]!;
      check(key >>> 16 < areas && weights[cell]! >= 0 && weights[cell]! < Number.POSITIVE_INFINITY, 'a cell of no area');
      check(this.take(key >>> 16, key & 0xffff) === cell, 'a cell twice');
      this.learned[cell] = weights[cell]!;
    }
  }

  /** Cases of a cell that lie in the step at `place`, where there are none yet. */
  put(cell: number, place: number, cases: number): void {
    this.counts[cell * STEPS_KEPT + place] = cases;
  }

  private grow(): void {
    const room = this.keys.length * 2;
    this.keys = grownU32(this.keys, room);
    this.counts = grownU16(this.counts, room * STEPS_KEPT);
    this.learned = grownF32(this.learned, room);
    this.table = new Int32Array(room * 2);
    this.shift -= 1;
    for (let cell = 0; cell < this.used; cell += 1) this.place(cell);
  }
}
