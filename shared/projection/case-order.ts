import { STRETCH } from './packed-columns';
import type { CaseColumns } from './case-columns';

const BITS = 11;
const BUCKETS = 2 ** BITS;

/** Slots that are looked through between two yields: a look is cheap. */
const LOOKED = 8 * STRETCH;

/** The slots in use for which `wanted` holds, by rising key. The cases must not change before the last step. */
export function* slotsByKey(cases: CaseColumns, wanted?: (slot: number) => boolean): Generator<void, Uint32Array> {
  const slots = new Uint32Array(cases.size);
  const found = { rows: 0, sorted: true, lastKey: 0 };
  for (let from = 0; from < cases.end; from += LOOKED) {
    look(cases, from, Math.min(cases.end, from + LOOKED), wanted, slots, found);
    yield;
  }
  const rows = slots.subarray(0, found.rows);
  return found.sorted ? rows : yield* sortByKey(rows, cases.keys);
}

function look(
  { keys }: CaseColumns,
  from: number,
  to: number,
  wanted: ((slot: number) => boolean) | undefined,
  slots: Uint32Array,
  found: { rows: number; sorted: boolean; lastKey: number },
): void {
  let { rows, sorted, lastKey } = found;
  for (let slot = from; slot < to; slot += 1) {
    const key = keys[slot]!;
    if (key === 0 || (wanted !== undefined && !wanted(slot))) continue;
    sorted &&= key > lastKey;
    lastKey = key;
    slots[rows] = slot;
    rows += 1;
  }
  found.rows = rows;
  found.sorted = sorted;
  found.lastKey = lastKey;
}

/** Radix sort, from the lowest digit up: a million keys in a few passes, where comparing takes ten times as long. */
function* sortByKey(slots: Uint32Array, keys: Uint32Array): Generator<void, Uint32Array> {
  let from: Uint32Array = slots;
  let into: Uint32Array = new Uint32Array(slots.length);
  const ends = new Uint32Array(BUCKETS);
  for (let shift = 0; shift < 32; shift += BITS) {
    ends.fill(0);
    for (let row = 0; row < from.length; row += LOOKED) {
      countDigits(from.subarray(row, row + LOOKED), keys, shift, ends);
      yield;
    }
    let sum = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      const count = ends[bucket]!;
      ends[bucket] = sum;
      sum += count;
    }
    for (let row = 0; row < from.length; row += LOOKED) {
      deal(from.subarray(row, row + LOOKED), keys, shift, ends, into);
      yield;
    }
    [from, into] = [into, from];
  }
  return from;
}

function countDigits(slots: Uint32Array, keys: Uint32Array, shift: number, counts: Uint32Array): void {
  for (let row = 0; row < slots.length; row += 1) counts[(keys[slots[row]!]! >>> shift) & (BUCKETS - 1)]! += 1;
}

function deal(slots: Uint32Array, keys: Uint32Array, shift: number, ends: Uint32Array, into: Uint32Array): void {
  for (let row = 0; row < slots.length; row += 1) {
    const slot = slots[row]!;
    const bucket = (keys[slot]! >>> shift) & (BUCKETS - 1);
    into[ends[bucket]!] = slot;
    ends[bucket]! += 1;
  }
}
