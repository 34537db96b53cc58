import { BadSnapshot } from './errors';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { grownU16, grownU32 } from './typed-growth';

/** Buckets in the window: 12 of 5 minutes, the running one included. */
export const WINDOW_BUCKETS = 12;
const U16_MAX = 0xffff;

/**
 * Counts by small key over a sliding window of 12 buckets: their running sum is always ready, an addition is O(1), and a bucket that leaves the window is
 * subtracted once. Buckets are made when something falls into them. A key counts at most 65,535 in one bucket.
 */
export class WindowCounts {
  /** By key, over the window. Read-only for others; replaced when it grows. */
  sums: Uint32Array;
  private readonly buckets: (Uint16Array | null)[] = Array.from({ length: WINDOW_BUCKETS }, () => null);
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
    let counts = this.buckets[bucket % WINDOW_BUCKETS] ?? null;
    if (counts === null || key >= counts.length) {
      counts = counts === null ? new Uint16Array(this.sums.length) : grownU16(counts, this.sums.length);
      this.buckets[bucket % WINDOW_BUCKETS] = counts;
    }
    if (counts[key]! < U16_MAX) {
      counts[key]! += 1;
      this.sums[key]! += 1;
    }
  }

  get(key: number): number {
    return this.sums[key] ?? 0;
  }

  bytes(): number {
    return this.sums.byteLength + this.buckets.reduce((sum, bucket) => sum + (bucket?.byteLength ?? 0), 0);
  }

  /** [key, count in the window] of everything counted. */
  canonical(): unknown {
    return Array.from(this.sums, (count, key) => [key, count] as const).filter(([, count]) => count > 0);
  }

  /** Sparse: most cells of most buckets are empty. */
  write(writer: SnapshotWriter): void {
    writer.number(this.newest);
    for (const bucket of this.buckets) {
      const pairs: number[] = [];
      for (let key = 0; bucket !== null && key < bucket.length; key += 1) if (bucket[key]! > 0) pairs.push(key, bucket[key]!);
      writer.u32s(Uint32Array.from(pairs));
    }
  }

  /** `limit`: keys are below it. */
  read(reader: SnapshotReader, limit: number): void {
    const newest = reader.number();
    if (!(Number.isSafeInteger(newest) && newest >= -1)) throw new BadSnapshot('a window has no sound newest bucket');
    this.newest = newest;
    this.sums.fill(0);
    for (let b = 0; b < WINDOW_BUCKETS; b += 1) this.buckets[b] = this.bucketOf(reader.u32s(), limit);
  }

  private bucketOf(pairs: Uint32Array, limit: number): Uint16Array | null {
    if (pairs.length === 0) return null;
    // Keys were written in ascending order.
    const highest = pairs[pairs.length - 2] ?? limit;
    if (pairs.length % 2 !== 0 || highest >= limit) throw new BadSnapshot('a window counts what it cannot');
    if (highest >= this.sums.length) this.sums = grownU32(this.sums, highest + 1);
    const bucket = new Uint16Array(highest + 1);
    for (let at = 0; at < pairs.length; at += 2) {
      const key = pairs[at]!;
      const count = pairs[at + 1]!;
      if (key > highest || bucket[key] !== 0 || count > U16_MAX) throw new BadSnapshot('a window counts what it cannot');
      bucket[key] = count;
      this.sums[key]! += count;
    }
    return bucket;
  }

  private drop(place: number): void {
    const bucket = this.buckets[place];
    if (!bucket) return;
    for (let key = 0; key < bucket.length; key += 1) this.sums[key]! -= bucket[key]!;
    this.buckets[place] = null;
  }
}
