import { grownI32, grownU16, grownU32 } from '../domain/typed-growth';
import { CITY } from './areas';
import type { ColumnsIn, ColumnsOut } from './watch-columns';
import { check } from './watch-columns';

/** Steps of 5 minutes that are counted one by one: three hours, the running step included. */
export const STEPS_KEPT = 36;
/** With so many cells no further ones are told apart: about 3 MB, and 80 bytes for each that is busy. A megacity of 349 townships and 102 categories has up to 45,000. */
export const MOST_CELLS = 2 ** 17;
const FIRST_CELLS = 128;
const FIRST_ROWS = 16;
const SPREAD = 0x9e3779b1;
const MOST_OF_STEP = 0xffff;

/** What is asked for together lies together, because there are more cells than a processor's cache holds: key, cases in all steps, weight, and where its cases lie. */
const FIELDS = 4;
const KEY = 0;
const SUM = 1;
const WEIGHT = 2;
const CASES = 3;
/** A cell with so few cases needs no row: each has a byte of CASES, one more than the place of its step. */
const FEW = 3;
const BYTE = 8;
/** CASES of a cell whose cases are counted in row r is −1 − r. It keeps its row until it has no case left. */

/**
 * What is counted of a cell, an area and a category (0: all categories): its cases in each of the last steps, and its learned weight, the cases of the past, older ones weighing
 * less. 16 bytes a cell and 8 to 16 of hash table; most have hardly any case in three hours, only the others have a row of steps, 76 bytes. Cells are never removed: the city
 * has so many and no more.
 */
export class CellTable {
  /** One more than the cell; the key is the cell's. */
  private table = new Uint32Array(FIRST_CELLS * 2);
  private fields = new Uint32Array(FIRST_CELLS * FIELDS);
  /** The same bytes: weights, and where cases lie. */
  private weights = new Float32Array(this.fields.buffer);
  private signed = new Int32Array(this.fields.buffer);
  /** Of rows: cases by step, and the last minute in which the cell was met. */
  private counts = new Uint16Array(FIRST_ROWS * STEPS_KEPT);
  private minutes = new Uint32Array(FIRST_ROWS);
  /** Rows that are nobody's; they are all zero. */
  private readonly freeRows: number[] = [];
  private rows = 0;
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
    return this.table[this.placeOf(keyOf(area, category))]! - 1;
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
    const before = this.countAt(cell, place);
    if (before < MOST_OF_STEP) this.add(cell, place, 1);
    return before;
  }

  /** Whether the cell is met for the first time in that minute, which is not 0 and later than those asked for before. It has more than FEW cases. */
  isNewIn(minute: number, cell: number): boolean {
    const row = ~this.signed[cell * FIELDS + CASES]!;
    if (this.minutes[row] === minute) return false;
    this.minutes[row] = minute;
    return true;
  }

  countAt(cell: number, place: number): number {
    const cases = this.signed[cell * FIELDS + CASES]!;
    return cases < 0 ? this.counts[~cases * STEPS_KEPT + place]! : fewFrom(cases, place, 1);
  }

  /** Cases of a cell in all steps that are kept. */
  kept(cell: number): number {
    return this.fields[cell * FIELDS + SUM]!;
  }

  /** Cases of a cell in `steps` steps one after the other, the first of which lies at `place`. */
  sum(cell: number, place: number, steps: number): number {
    if (steps === STEPS_KEPT) return this.kept(cell);
    const cases = this.signed[cell * FIELDS + CASES]!;
    if (cases >= 0) return fewFrom(cases, place, steps);
    const { counts } = this;
    const from = ~cases * STEPS_KEPT;
    const end = place + steps;
    const wrapped = end - STEPS_KEPT;
    let sum = 0;
    for (let at = place; at < end && at < STEPS_KEPT; at += 1) sum += counts[from + at]!;
    for (let at = 0; at < wrapped; at += 1) sum += counts[from + at]!;
    return sum;
  }

  /** `cases` of a cell lie in the step at `place`, at most MOST_OF_STEP. */
  put(cell: number, place: number, cases: number): void {
    this.leave(cell, place);
    this.add(cell, place, cases);
  }

  /** The step at `place` is over and done with. */
  leave(cell: number, place: number): void {
    const at = cell * FIELDS;
    const cases = this.signed[at + CASES]!;
    if (cases >= 0) {
      let left = 0;
      let few = 0;
      for (let rest = cases; rest > 0; rest >>= BYTE) {
        const byte = rest & 0xff;
        if (byte === place + 1) continue;
        left |= byte << (BYTE * few);
        few += 1;
      }
      this.fields[at + CASES] = left;
      this.fields[at + SUM] = few;
      return;
    }
    const row = ~cases;
    const sum = this.fields[at + SUM]! - this.counts[row * STEPS_KEPT + place]!;
    this.counts[row * STEPS_KEPT + place] = 0;
    this.fields[at + SUM] = sum;
    if (sum > 0) return;
    this.fields[at + CASES] = 0;
    this.minutes[row] = 0;
    this.freeRows.push(row);
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
    const { table, fields, counts, minutes, wholes, ofCity } = this;
    return [table, fields, counts, minutes, wholes, ofCity].reduce((sum, { byteLength }) => sum + byteLength, 0);
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

  private add(cell: number, place: number, more: number): void {
    const at = cell * FIELDS;
    const cases = this.signed[at + CASES]!;
    const sum = this.fields[at + SUM]!;
    this.fields[at + SUM] = sum + more;
    if (cases >= 0 && sum + more <= FEW) {
      let few = cases;
      for (let i = sum; i < sum + more; i += 1) few |= (place + 1) << (BYTE * i);
      this.fields[at + CASES] = few;
      return;
    }
    const row = cases >= 0 ? this.spread(cell, cases) : ~cases;
    this.counts[row * STEPS_KEPT + place]! += more;
  }

  /** Gives a cell a row for the few cases that it has. */
  private spread(cell: number, cases: number): number {
    const row = this.freeRows.pop() ?? this.rows++;
    if (row >= this.minutes.length) {
      this.minutes = grownU32(this.minutes, row * 2);
      this.counts = grownU16(this.counts, row * 2 * STEPS_KEPT);
    }
    for (let rest = cases; rest > 0; rest >>= BYTE) this.counts[row * STEPS_KEPT + (rest & 0xff) - 1]! += 1;
    this.signed[cell * FIELDS + CASES] = ~row;
    return row;
  }

  /** Of the entry of a key, or of the empty one where it belongs. */
  private placeOf(key: number): number {
    const { table, fields } = this;
    const mask = table.length - 1;
    let place = Math.imul(key, SPREAD) >>> this.shift;
    for (;;) {
      const entry = table[place]!;
      if (entry === 0 || fields[(entry - 1) * FIELDS + KEY] === key) return place;
      place = (place + 1) & mask;
    }
  }

  private enter(cell: number): void {
    this.table[this.placeOf(this.fields[cell * FIELDS + KEY]!)] = cell + 1;
  }

  private grow(): void {
    this.fields = grownU32(this.fields, this.fields.length * 2);
    this.weights = new Float32Array(this.fields.buffer);
    this.signed = new Int32Array(this.fields.buffer);
    this.table = new Uint32Array(this.table.length * 2);
    this.shift -= 1;
    for (let cell = 0; cell < this.used; cell += 1) this.enter(cell);
  }
}

/** How many of the few cases in the bytes of `cases` lie in `steps` steps one after the other, the first of which lies at `place`. */
function fewFrom(cases: number, place: number, steps: number): number {
  let found = 0;
  for (let rest = cases; rest > 0; rest >>= BYTE) {
    const after = (rest & 0xff) - 1 - place;
    if ((after < 0 ? after + STEPS_KEPT : after) < steps) found += 1;
  }
  return found;
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
