import { grownI32, grownU16, grownU32 } from '../domain/typed-growth';
import { CITY } from './areas';
import type { ColumnsIn, ColumnsOut } from './watch-columns';
import { check } from './watch-columns';

/** Steps of 5 minutes that are counted one by one: three hours, the running step included. */
export const STEPS_KEPT = 36;
/** With so many cells no further ones are told apart: about 14 MB. A megacity of 349 townships and 102 categories has up to 45,000. */
export const MOST_CELLS = 2 ** 17;
const FIRST_CELLS = 128;
const SPREAD = 0x9e3779b1;
const MOST_OF_STEP = 0xffff;

/** What is asked for together lies together, because there are more cells than a processor's cache holds: key, cases in all steps, weight, last minute in which it was met. */
const FIELDS = 4;
const KEY = 0;
const SUM = 1;
const WEIGHT = 2;
const MINUTE = 3;
/** A place of the hash table: key, and one more than the cell. */
const ENTRY = 2;

/**
 * What is counted of a cell, an area and a category (0: all categories): its cases in each of the last steps, and its learned weight, the cases of the past, older ones weighing
 * less. 72 bytes a cell of steps, 16 of fields and 16 to 32 of hash table. Cells are never removed: the city has so many and no more.
 */
export class CellTable {
  private table = new Uint32Array(FIRST_CELLS * 2 * ENTRY);
  private fields = new Uint32Array(FIRST_CELLS * FIELDS);
  /** The same bytes: weights. */
  private weights = new Float32Array(this.fields.buffer);
  private counts = new Uint16Array(FIRST_CELLS * STEPS_KEPT);
  /** One more than the cell of an area in all categories, and of a category in the whole city: those are asked for with every other. */
  private wholes = new Int32Array(FIRST_CELLS);
  private ofCity = new Int32Array(FIRST_CELLS);
  private used = 0;
  /** Of the product, the highest bits are the place: they depend on area and category. */
  private shift = 32 - Math.log2(FIRST_CELLS * 2);

  /** Cells are numbered 0 … length − 1, in the order in which they were met. */
  get length(): number {
    return this.used;
  }

  /** Above all keys of categories that were met. */
  get categories(): number {
    return this.ofCity.length;
  }

  areaOf(cell: number): number {
    return this.fields[cell * FIELDS + KEY]! >>> 16;
  }
  categoryOf(cell: number): number {
    return this.fields[cell * FIELDS + KEY]! & 0xffff;
  }

  /** −1: there is no such cell. */
  find(area: number, category: number): number {
    if (category === 0) return (this.wholes[area] ?? 0) - 1;
    if (area === CITY) return (this.ofCity[category] ?? 0) - 1;
    return this.table[this.placeOf(keyOf(area, category)) + 1]! - 1;
  }

  /** −1: there is room for no more. */
  take(area: number, category: number): number {
    const found = this.find(area, category);
    if (found >= 0 || this.used >= MOST_CELLS) return found;
    if ((this.used + 1) * FIELDS > this.fields.length) this.grow();
    const cell = this.used;
    this.fields[cell * FIELDS + KEY] = keyOf(area, category);
    this.used += 1;
    this.enter(cell);
    if (category === 0) this.wholes = withCell(this.wholes, area, cell + 1);
    else if (area === CITY) this.ofCity = withCell(this.ofCity, category, cell + 1);
    return cell;
  }

  /** Counts a case of `cell` in the step at `place`, which is its number modulo STEPS_KEPT; stops at MOST_OF_STEP. What it was before. */
  count(cell: number, place: number): number {
    const at = cell * STEPS_KEPT + place;
    const before = this.counts[at]!;
    if (before < MOST_OF_STEP) {
      this.counts[at] = before + 1;
      this.fields[cell * FIELDS + SUM]! += 1;
    }
    return before;
  }

  /** Whether the cell is met for the first time in that minute, which is not 0 and later than those asked for before. */
  isNewIn(minute: number, cell: number): boolean {
    const at = cell * FIELDS + MINUTE;
    if (this.fields[at] === minute) return false;
    this.fields[at] = minute;
    return true;
  }

  countAt(cell: number, place: number): number {
    return this.counts[cell * STEPS_KEPT + place]!;
  }

  /** Cases of a cell in all steps that are kept. */
  kept(cell: number): number {
    return this.fields[cell * FIELDS + SUM]!;
  }

  /** Cases of a cell in `steps` steps one after the other, the first of which lies at `place`. */
  sum(cell: number, place: number, steps: number): number {
    if (steps === STEPS_KEPT) return this.kept(cell);
    const { counts } = this;
    const from = cell * STEPS_KEPT;
    const end = place + steps;
    const wrapped = end - STEPS_KEPT;
    let sum = 0;
    for (let at = place; at < end && at < STEPS_KEPT; at += 1) sum += counts[from + at]!;
    for (let at = 0; at < wrapped; at += 1) sum += counts[from + at]!;
    return sum;
  }

  /** `cases` of a cell lie in the step at `place`. */
  put(cell: number, place: number, cases: number): void {
    const at = cell * STEPS_KEPT + place;
    this.fields[cell * FIELDS + SUM]! += cases - this.counts[at]!;
    this.counts[at] = cases;
  }

  weight(cell: number): number {
    return cell < 0 ? 0 : this.weights[cell * FIELDS + WEIGHT]!;
  }

  learn(cell: number, cases: number): void {
    if (cell >= 0) this.weights[cell * FIELDS + WEIGHT]! += cases;
  }

  /** The past weighs so much less from now on. */
  fade(factor: number): void {
    for (let cell = 0; cell < this.used; cell += 1) this.weights[cell * FIELDS + WEIGHT]! *= factor;
  }

  bytes(): number {
    const { table, fields, counts, wholes, ofCity } = this;
    return [table, fields, counts, wholes, ofCity].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Keys and weights of all cells; the counts are written by who lists the cells that have some. */
  write(out: ColumnsOut): void {
    for (const field of [KEY, WEIGHT]) out.u32s(Uint32Array.from({ length: this.used }, (_, cell) => this.fields[cell * FIELDS + field]!));
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
      this.weights[cell * FIELDS + WEIGHT] = weights[cell]!;
    }
  }

  /** Of the entry of a key, or of the empty one where it belongs. */
  private placeOf(key: number): number {
    const { table } = this;
    const mask = table.length - 1;
    let place = (Math.imul(key, SPREAD) >>> this.shift) * ENTRY;
    while (table[place + 1] !== 0 && table[place] !== key) place = (place + ENTRY) & mask;
    return place;
  }

  private enter(cell: number): void {
    const key = this.fields[cell * FIELDS + KEY]!;
    const place = this.placeOf(key);
    this.table[place] = key;
    this.table[place + 1] = cell + 1;
  }

  private grow(): void {
    this.fields = grownU32(this.fields, this.fields.length * 2);
    this.weights = new Float32Array(this.fields.buffer);
    this.counts = grownU16(this.counts, this.counts.length * 2);
    this.table = new Uint32Array(this.table.length * 2);
    this.shift -= 1;
    for (let cell = 0; cell < this.used; cell += 1) this.enter(cell);
  }
}

function keyOf(area: number, category: number): number {
  return ((area << 16) | category) >>> 0;
}

/** `entry` at `index` of a column that grows with it. */
function withCell(column: Int32Array<ArrayBuffer>, index: number, entry: number): Int32Array<ArrayBuffer> {
  const wide = index < column.length ? column : grownI32(column, Math.max(index + 1, column.length * 2));
  wide[index] = entry;
  return wide;
}
