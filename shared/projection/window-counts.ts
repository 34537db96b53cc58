import { BadSnapshot } from './errors';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { grownU32 } from '../domain/typed-growth';

/** Buckets in the window: 12 of 5 minutes, the running one included. */
export const WINDOW_BUCKETS = 12;
/** The length of a bucket that holds counts by key. */
const COUNTED = 0xffff_ffff;
const FIRST_ROOM = 16;

/**
 * Counts by small key over a sliding window of 12 buckets. The sum by key is always ready; a bucket only lists what was counted in it, to be taken back when it
 * leaves the window. A grid of 40,000 cells thus costs 4 bytes an appeal, where a grid a bucket costs 1 MB and 40,000 additions every 5 minutes. Under a flood a list
 * would become longer than that: it gives way to counts by key, so that a bucket is never much larger than the grid.
 */
export class WindowCounts {
  /** By key, over the window. Read-only for others; replaced when it grows. */
  sums: Uint32Array;
  /** Of each bucket: the keys, or counts by key. */
  private readonly lists: Uint32Array[] = Array.from({ length: WINDOW_BUCKETS }, () => new Uint32Array(FIRST_ROOM));
  /** Keys listed, or COUNTED. */
  private readonly lengths = new Uint32Array(WINDOW_BUCKETS);
  private newest = -1;

  /** `room`: keys 0…room−1 need no growth. */
  constructor(room: number) {
    this.sums = new Uint32Array(room);
  }

  /** Moves the window on so that `bucket` is its newest; earlier is a no-op. */
  open(bucket: number): void {
    if (bucket <= this.newest) return;
    const from = Math.max(this.newest + 1, bucket - WINDOW_BUCKETS + 1);
    for (let b = from; b <= bucket; b += 1) this.drop(b % WINDOW_BUCKETS);
    this.newest = bucket;
  }

  /** Counts `key` in `bucket`, which must have been opened; one that has left the window takes nothing. */
  add(bucket: number, key: number): void {
    if (bucket <= this.newest - WINDOW_BUCKETS) return;
    if (key >= this.sums.length) this.sums = grownU32(this.sums, Math.max(key + 1, this.sums.length * 2));
    this.sums[key]! += 1;
    const place = bucket % WINDOW_BUCKETS;
    const length = this.lengths[place]!;
    if (length === COUNTED) {
      this.count(place, key);
      return;
    }
    let list = this.lists[place]!;
    if (length === list.length) {
      if (length * 2 > this.sums.length) {
        this.countInstead(place);
        this.count(place, key);
        return;
      }
      list = grownU32(list, Math.max(FIRST_ROOM, length * 2));
      this.lists[place] = list;
    }
    list[length] = key;
    this.lengths[place] = length + 1;
  }

  get(key: number): number {
    return this.sums[key] ?? 0;
  }

  /** Keys with a count but for key 0, most first, the lower key first among equals, at most `limit`. */
  top(limit: number): { key: number; count: number }[] {
    const found: { key: number; count: number }[] = [];
    for (let key = 1; key < this.sums.length; key += 1) if (this.sums[key]! > 0) found.push({ key, count: this.sums[key]! });
    return found.sort((a, b) => b.count - a.count || a.key - b.key).slice(0, limit);
  }

  bytes(): number {
    return this.lists.reduce((sum, list) => sum + list.byteLength, this.sums.byteLength);
  }

  /** [key, count in the window] of everything counted. */
  canonical(): unknown {
    return Array.from(this.sums, (count, key) => [key, count] as const).filter(([, count]) => count > 0);
  }

  write(writer: SnapshotWriter): void {
    writer.number(this.newest);
    for (let place = 0; place < WINDOW_BUCKETS; place += 1) {
      const length = this.lengths[place]!;
      writer.u32s(length === COUNTED ? listed(this.lists[place]!) : this.lists[place]!.subarray(0, length));
    }
  }

  /** Into an empty window. `limit`: keys are below it. */
  read(reader: SnapshotReader, limit: number): void {
    const newest = reader.number();
    if (!(Number.isSafeInteger(newest) && newest >= -1)) throw new BadSnapshot('a window has no sound newest bucket');
    this.newest = newest;
    for (let place = 0; place < WINDOW_BUCKETS; place += 1) {
      const list = reader.u32s();
      let highest = 0;
      for (const key of list) highest = Math.max(highest, key);
      if (highest >= limit) throw new BadSnapshot('a window counts what it cannot');
      if (highest >= this.sums.length) this.sums = grownU32(this.sums, highest + 1);
      for (const key of list) this.sums[key]! += 1;
      this.lengths[place] = list.length;
      if (list.length > 0) this.lists[place] = list;
      if (list.length > this.sums.length) this.countInstead(place);
    }
  }

  private drop(place: number): void {
    const list = this.lists[place]!;
    const length = this.lengths[place]!;
    this.lengths[place] = 0;
    if (length !== COUNTED) {
      for (let at = 0; at < length; at += 1) this.sums[list[at]!]! -= 1;
      return;
    }
    for (let key = 0; key < list.length; key += 1) this.sums[key]! -= list[key]!;
    // What a flood took is not kept for ever.
    this.lists[place] = new Uint32Array(FIRST_ROOM);
  }

  /** Of a bucket that holds counts. */
  private count(place: number, key: number): void {
    if (key >= this.lists[place]!.length) this.lists[place] = grownU32(this.lists[place]!, this.sums.length);
    this.lists[place]![key]! += 1;
  }

  private countInstead(place: number): void {
    const counts = new Uint32Array(this.sums.length);
    for (const key of this.lists[place]!.subarray(0, this.lengths[place])) counts[key]! += 1;
    this.lists[place] = counts;
    this.lengths[place] = COUNTED;
  }
}

/** Every key as often as it was counted. */
function listed(counts: Uint32Array): Uint32Array {
  const keys = new Uint32Array(counts.reduce((sum, count) => sum + count, 0));
  let end = 0;
  for (const [key, count] of counts.entries()) {
    keys.fill(key, end, end + count);
    end += count;
  }
  return keys;
}
