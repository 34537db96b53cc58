import type { CaseColumns } from './case-columns';

const BITS = 11;
const BUCKETS = 2 ** BITS;

/** The slots in use for which `wanted` holds, by rising key. */
export function slotsByKey(cases: CaseColumns, wanted?: (slot: number) => boolean): Uint32Array {
  const { keys } = cases;
  let slots: Uint32Array = new Uint32Array(cases.size);
  let rows = 0;
  let sorted = true;
  let before = 0;
  for (let slot = 0; slot < cases.end; slot += 1) {
    const key = keys[slot]!;
    if (key === 0 || (wanted !== undefined && !wanted(slot))) continue;
    sorted &&= key > before;
    before = key;
    slots[rows] = slot;
    rows += 1;
  }
  slots = slots.subarray(0, rows);
  return sorted ? slots : sortByKey(slots, keys);
}

/** Radix sort, from the lowest digit up: a million keys in a few passes, where comparing takes ten times as long. */
function sortByKey(slots: Uint32Array, keys: Uint32Array): Uint32Array {
  let from: Uint32Array = slots;
  let into: Uint32Array = new Uint32Array(slots.length);
  const ends = new Uint32Array(BUCKETS);
  for (let shift = 0; shift < 32; shift += BITS) {
    ends.fill(0);
    for (let row = 0; row < from.length; row += 1) ends[(keys[from[row]!]! >>> shift) & (BUCKETS - 1)]! += 1;
    let sum = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      const count = ends[bucket]!;
      ends[bucket] = sum;
      sum += count;
    }
    for (let row = 0; row < from.length; row += 1) {
      const bucket = (keys[from[row]!]! >>> shift) & (BUCKETS - 1);
      into[ends[bucket]!] = from[row]!;
      ends[bucket]! += 1;
    }
    [from, into] = [into, from];
  }
  return from;
}
