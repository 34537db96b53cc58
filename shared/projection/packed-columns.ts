import { grownU32 } from '../domain/typed-growth';
import type { Packed } from './bit-packing';
import { BYTE_BITS, Fit, MOST_NUMBERS, ODD_WORDS, pack, packedIn, packedWords, WORD_BITS } from './bit-packing';
import { unpack, unpackBytes } from './bit-unpacking';
import { BadSnapshot } from './errors';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/**
 * Columns of whole numbers, a stretch of rows at a time: what is worked on stays in the processor's cache, and a step is short however many rows there are. A stretch
 * is a word that says in how many bits its numbers lie and how many do not fit, then the bits, then those that do not fit: the row and all of the number. A column of
 * zeros is not there at all.
 */
const HIGH = 2 ** 32;
/** Of a stretch's first word: the width. The rest of it counts what does not fit. */
const WIDTH_BITS = 6;
const WIDTH_MASK = 2 ** WIDTH_BITS - 1;
/** Room for a column that does not go on as its first stretch began, as a part of what that makes. */
const SLACK = 1.25;

/** Rows of a stretch: well below a millisecond for some columns of them. */
export const STRETCH = MOST_NUMBERS;

/** Work that may be broken off for a while at every yield. */
export type Steps = Generator<void, void>;

/** Numbers of 32 bits on their way into a snapshot. */
export class WordsOut {
  private packed = packedIn(new Uint32Array(0));
  private end = 0;
  private isEmpty: boolean;
  private readonly fit = new Fit();

  /** `leastBits`: that each of the `rows` takes in any case. */
  constructor(
    private readonly rows: number,
    private readonly leastBits = 0,
  ) {
    this.isEmpty = leastBits === 0;
  }

  /** The next `count` rows, a stretch of them: `values` from 0 on. */
  put(values: Uint32Array, count: number): void {
    const { fit, end } = this;
    fit.find(values, count, this.leastBits);
    const { width, odd } = fit;
    const bits = end + 1;
    const odds = bits + packedWords(count, width);
    this.end = odds + odd * ODD_WORDS;
    this.makeRoom(Math.ceil(this.rows / count));
    const { packed } = this;
    const { words } = packed;
    words[end] = width + odd * 2 ** WIDTH_BITS;
    if (width > 0) pack(values, count, width, packed, bits);
    if (odd > 0) putOdd(values, count, width, words, odds);
    this.isEmpty &&= width === 0 && odd === 0;
  }

  /** Hands them over, once every row was put. */
  write(writer: SnapshotWriter): void {
    writer.u32s(this.packed.words.subarray(0, this.isEmpty ? 0 : this.end));
  }

  private makeRoom(stretches: number): void {
    const { words } = this.packed;
    const wanted = this.end;
    if (wanted <= words.length) return;
    const expected = words.length === 0 ? wanted * stretches : wanted;
    this.packed = packedIn(grownU32(words, Math.ceil(expected * SLACK)));
  }
}

/** Whole numbers in 0 … 2^53 − 1 on their way into a snapshot: their low 32 bits, then their high ones. */
export class LongsOut {
  private readonly low: WordsOut;
  private readonly high: WordsOut;
  private readonly half = new Uint32Array(STRETCH);

  constructor(rows: number) {
    this.low = new WordsOut(rows);
    this.high = new WordsOut(rows);
  }

  /** The next `count` rows, a stretch of them: `values` from 0 on. */
  put(values: Float64Array, count: number): void {
    const { half } = this;
    for (let row = 0; row < count; row += 1) half[row] = values[row]!;
    this.low.put(half, count);
    for (let row = 0; row < count; row += 1) half[row] = values[row]! / HIGH;
    this.high.put(half, count);
  }

  write(writer: SnapshotWriter): void {
    this.low.write(writer);
    this.high.write(writer);
  }
}

/** Numbers of 32 bits, or of fewer `bytes`, as they lie in a snapshot. Everything throws BadSnapshot unless they are about as many as there are rows, and fit. */
export class WordsIn {
  private readonly packed: Packed;
  private readonly bits: number;
  private at = 0;
  /** Of the stretch that is taken. */
  private width = 0;
  private odds = 0;
  private readonly words = new Uint32Array(STRETCH);

  constructor(
    reader: SnapshotReader,
    private rows: number,
    bytes = WORD_BITS / BYTE_BITS,
  ) {
    this.packed = packedIn(reader.words());
    this.bits = bytes * BYTE_BITS;
  }

  /** All are 0. */
  get isEmpty(): boolean {
    return this.packed.words.length === 0;
  }

  /** The next `count` rows, a stretch as they were put, into `into` from 0 on, which has room for any stretch. */
  take(into: Uint32Array, count: number): void {
    if (this.isEmpty) {
      into.fill(0, 0, count);
      return;
    }
    const bits = this.open(count);
    if (this.width === 0) into.fill(0, 0, count);
    else unpack(this.packed, bits, count, this.width, into);
    this.takeOdd(into, 0, count);
  }

  /** The same to entries `from` … of a column that holds numbers of so many bytes, and nothing but 0 there so far. */
  takeInto(column: Uint8Array | Uint16Array | Uint32Array, from: number, count: number): void {
    if (this.isEmpty) return;
    const bits = this.open(count);
    if (this.width > BYTE_BITS) {
      unpack(this.packed, bits, count, this.width, this.words);
      column.set(this.words.subarray(0, count), from);
    } else if (this.width > 0) column.set(unpackBytes(this.packed, bits, count, this.width), from);
    this.takeOdd(column, from, count);
  }

  /** Goes on to the next stretch; where its bits begin. */
  private open(count: number): number {
    const { packed, at } = this;
    const { length } = packed.words;
    const head = packed.words[at] ?? 0;
    this.width = head & WIDTH_MASK;
    this.odds = at + 1 + packedWords(count, this.width);
    this.at = this.odds + (head >>> WIDTH_BITS) * ODD_WORDS;
    this.rows -= count;
    if (this.width > this.bits || this.at > length || (this.rows === 0 && this.at < length))
      throw new BadSnapshot('a column of the cases is not as long as it should be');
    return at + 1;
  }

  private takeOdd(into: Uint8Array | Uint16Array | Uint32Array, from: number, count: number): void {
    const { words } = this.packed;
    const limit = 2 ** this.bits;
    for (let next = this.odds; next < this.at; next += ODD_WORDS) {
      const row = words[next]!;
      const value = words[next + 1]!;
      if (row >= count || value >= limit) throw new BadSnapshot('a column of the cases has a number that has no place');
      into[from + row] = value;
    }
  }
}

/** What `LongsOut` wrote, or what nobody writes: whole numbers below 2^64. */
export class LongsIn {
  private readonly low: WordsIn;
  private readonly high: WordsIn;
  private readonly half = new Uint32Array(STRETCH);

  constructor(reader: SnapshotReader, rows: number) {
    this.low = new WordsIn(reader, rows);
    this.high = new WordsIn(reader, rows);
  }

  /** All are 0. */
  get isEmpty(): boolean {
    return this.low.isEmpty && this.high.isEmpty;
  }

  /** The same of these. */
  take(into: Float64Array, count: number): void {
    const { half, high } = this;
    this.low.take(half, count);
    into.set(half);
    if (high.isEmpty) return;
    high.take(half, count);
    for (let row = 0; row < count; row += 1) into[row]! += half[row]! * HIGH;
  }
}

function putOdd(values: Uint32Array, count: number, width: number, words: Uint32Array, at: number): void {
  let next = at;
  for (let row = 0; row < count; row += 1) {
    if (WORD_BITS - Math.clz32(values[row]!) <= width) continue;
    words[next] = row;
    words[next + 1] = values[row]!;
    next += ODD_WORDS;
  }
}
