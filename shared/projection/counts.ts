import { grownU32 } from '../domain/typed-growth';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { BadSnapshot } from './errors';
import { SMALL_KEY_LIMIT } from './key-limits';

/** Counters by small key (0 counts what has no key). Grows on demand up to the key limit; never shrinks. */
export class Counts {
  private values: Uint32Array;

  /** `room`: keys 0…room−1 need no growth. */
  constructor(room = 16) {
    this.values = new Uint32Array(room);
  }

  /** `key` must be a checked small key; the sum must not fall below 0. */
  add(key: number, change: number): void {
    if (key >= this.values.length) this.values = grownU32(this.values, Math.max(key + 1, this.values.length * 2));
    this.values[key]! += change;
  }

  /** The counters by key, with room up to `key`, for who counts much at once: good until the next call of anything here. */
  upTo(key: number): Uint32Array {
    this.add(key, 0);
    return this.values;
  }

  /** The same with room for entries `from` … `to` − 1 of a column. */
  upToAll(column: Uint16Array, from: number, to: number): Uint32Array {
    return this.upTo(highest(column, from, to));
  }

  get(key: number): number {
    return this.values[key] ?? 0;
  }

  /** One more than the highest key that may have been counted. */
  get end(): number {
    return this.values.length;
  }

  clear(): void {
    this.values.fill(0);
  }

  /** Counts by key up to the highest key that is not 0. */
  toArray(): number[] {
    let end = this.values.length;
    while (end > 0 && this.values[end - 1] === 0) end -= 1;
    return Array.from(this.values.subarray(0, end));
  }

  write(writer: SnapshotWriter): void {
    writer.u32s(Uint32Array.from(this.toArray()));
  }

  /** Takes over counts that `write` wrote. */
  read(reader: SnapshotReader): void {
    const values = reader.u32s();
    if (values.length > SMALL_KEY_LIMIT + 1) throw new BadSnapshot('a counter has more keys than there can be');
    this.values = values.length > 0 ? values : new Uint32Array(16);
  }

  get bytes(): number {
    return this.values.byteLength;
  }
}

/** None of entries `from` … `to` − 1 is higher, and it is less than twice the highest. */
export function highest(column: Uint16Array, from: number, to: number): number {
  let found = 0;
  for (let at = from; at < to; at += 1) found |= column[at]!;
  return found;
}
