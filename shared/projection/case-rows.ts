import type { CaseColumns } from './case-columns';
import { BadSnapshot } from './errors';
import { unzigzag, zigzag } from './zigzag';

/**
 * Columns of cases as rows of plain numbers, and numbers as differences to what lies near: loops without a call in them over the first `rows` of a stretch. What
 * runs on from row to row is handed in and comes back for the next stretch.
 */

/** into[row] = entry `offset` of the slot's `stride` entries, for rows `from` … of `slots`. */
export function gather(
  column: Uint8Array | Uint16Array | Uint32Array,
  stride: number,
  offset: number,
  slots: Uint32Array,
  into: Uint32Array,
): void {
  if (column instanceof Uint32Array) for (let row = 0; row < slots.length; row += 1) into[row] = column[slots[row]! * stride + offset]!;
  else if (column instanceof Uint16Array)
    for (let row = 0; row < slots.length; row += 1) into[row] = column[slots[row]! * stride + offset]!;
  else for (let row = 0; row < slots.length; row += 1) into[row] = column[slots[row]! * stride + offset]!;
}

export function gatherMoments(cases: CaseColumns, which: number, slots: Uint32Array, into: Float64Array): void {
  for (let row = 0; row < slots.length; row += 1) into[row] = cases.moment(slots[row]!, which);
}

/** Rising numbers as the gaps between them, counted from the number `before`; the last number. */
export function stepsAscending(values: Uint32Array, rows: number, before: number): number {
  let last = before;
  for (let row = 0; row < rows; row += 1) {
    const value = values[row]!;
    values[row] = value - last - 1;
    last = value;
  }
  return last;
}

/** The way back of `stepsAscending`, so each is above the one before. Throws BadSnapshot on what does not rise within 32 bits. */
export function sumAscending(values: Uint32Array, rows: number, before: number): number {
  let last = before;
  for (let row = 0; row < rows; row += 1) {
    last += values[row]! + 1;
    values[row] = last;
  }
  if (last > 0xffff_ffff) throw new BadSnapshot('keys of cases are none');
  return last;
}

/** Numbers as steps from the one before, in both directions; the last number. */
export function stepsBothWays(values: Float64Array, rows: number, before: number): number {
  let last = before;
  for (let row = 0; row < rows; row += 1) {
    const value = values[row]!;
    values[row] = zigzag(value - last);
    last = value;
  }
  return last;
}

/** The way back of `stepsBothWays`. Throws BadSnapshot unless all lie in 0 … `most`. */
export function sumBothWays(values: Float64Array, rows: number, before: number, most: number): number {
  let last = before;
  let least = 0;
  let highest = 0;
  for (let row = 0; row < rows; row += 1) {
    last += unzigzag(values[row]!);
    values[row] = last;
    if (last < least) least = last;
    if (last > highest) highest = last;
  }
  checkReach(least, highest, most);
  return last;
}

/** 0 stays 0, everything else becomes 1 + its difference to `near`, in both directions. */
export function differences(values: Float64Array, rows: number, near: Float64Array): void {
  for (let row = 0; row < rows; row += 1) values[row] = values[row] === 0 ? 0 : 1 + zigzag(values[row]! - near[row]!);
}

/** The way back of `differences`. Throws BadSnapshot unless all lie in 0 … `most`. */
export function addDifferences(values: Float64Array, rows: number, near: Float64Array, most: number): void {
  let least = 0;
  let highest = 0;
  for (let row = 0; row < rows; row += 1) {
    const step = values[row]!;
    // 0 stays 0, without a branch by what nobody can foretell.
    const value = Math.min(step, 1) * (near[row]! + unzigzag(step - 1));
    values[row] = value;
    if (value < least) least = value;
    if (value > highest) highest = value;
  }
  checkReach(least, highest, most);
}

/** Numbers as differences back from `now`, as numbers again. Throws BadSnapshot unless all lie in 0 … `most`. */
export function backFrom(now: number, values: Float64Array, rows: number, most: number): void {
  let least = 0;
  let highest = 0;
  for (let row = 0; row < rows; row += 1) {
    const value = now - unzigzag(values[row]!);
    values[row] = value;
    if (value < least) least = value;
    if (value > highest) highest = value;
  }
  checkReach(least, highest, most);
}

/** 0 stays 0, everything else becomes 1 + the difference to the last that was not 0, in both directions; the last such number. */
export function differencesToLast(values: Float64Array, rows: number, before: number): number {
  let last = before;
  for (let row = 0; row < rows; row += 1) {
    const value = values[row]!;
    if (value === 0) continue;
    values[row] = 1 + zigzag(value - last);
    last = value;
  }
  return last;
}

/** The way back of `differencesToLast`. Throws BadSnapshot unless all lie in 0 … `most`. */
export function sumToLast(values: Float64Array, rows: number, before: number, most: number): number {
  let last = before;
  let least = 0;
  let highest = 0;
  for (let row = 0; row < rows; row += 1) {
    if (values[row] === 0) continue;
    last += unzigzag(values[row]! - 1);
    values[row] = last;
    if (last < least) least = last;
    if (last > highest) highest = last;
  }
  checkReach(least, highest, most);
  return last;
}

/** Sums and differences of what planes hold are whole numbers, so their extremes tell whether all of them are sound. */
function checkReach(least: number, highest: number, most: number): void {
  if (least < 0 || highest > most) throw new BadSnapshot('a case has a moment that is none');
}
