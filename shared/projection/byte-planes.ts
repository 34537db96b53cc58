import { BadSnapshot } from './errors';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/**
 * Columns of whole numbers as byte planes: all lowest bytes, then all second bytes, as far as any number reaches. What numbers have in common (high bytes that
 * are 0 or alike) lies together and is compressed to nothing, and an empty plane is not there at all.
 *
 * They are written and read a stretch of rows at a time: what is worked on stays in the processor's cache, and a step is short however many rows there are.
 */
const HIGH = 2 ** 32;
const WORD_PLANES = 4;

/** Rows of a stretch: well below a millisecond for some columns of them. */
export const STRETCH = 4096;

/** Work that may be broken off for a while at every yield. */
export type Steps = Generator<void, void>;

/** Numbers of 32 bits on their way into a snapshot. */
export class WordsOut {
  private readonly planes: Uint8Array[] = [];

  constructor(private readonly rows: number) {}

  /** Rows `from` … `to` − 1: `values` from 0 on. */
  put(values: Uint32Array, from: number, to: number): void {
    const { planes } = this;
    const reach = bytesOf(allBits(values, to - from));
    // Rows before these reach no plane that is new.
    while (planes.length < reach) planes.push(new Uint8Array(this.rows));
    for (let plane = 0; plane < reach; plane += 1) putPlane(values, plane * 8, planes[plane]!, from, to);
  }

  /** Hands the planes over, once every row was put. */
  write(writer: SnapshotWriter): void {
    writer.number(this.planes.length);
    for (const plane of this.planes) writer.u8s(plane);
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

  /** Rows `from` … `to` − 1, at most STRETCH of them: `values` from 0 on. */
  put(values: Float64Array, from: number, to: number): void {
    const { half } = this;
    for (let row = 0; row < to - from; row += 1) half[row] = values[row]!;
    this.low.put(half, from, to);
    for (let row = 0; row < to - from; row += 1) half[row] = values[row]! / HIGH;
    this.high.put(half, from, to);
  }

  write(writer: SnapshotWriter): void {
    this.low.write(writer);
    this.high.write(writer);
  }
}

/** Numbers of 32 bits, or of fewer `bytes`, as they lie in a snapshot. */
export class WordsIn {
  private readonly planes: readonly Uint8Array[];

  /** Throws BadSnapshot unless they are as many as there are rows. */
  constructor(reader: SnapshotReader, rows: number, bytes = WORD_PLANES) {
    this.planes = Array.from({ length: reader.integer(bytes) }, () => {
      const plane = reader.octets();
      if (plane.length !== rows) throw new BadSnapshot('the columns of the cases are not of one length');
      return plane;
    });
  }

  /** All are 0. */
  get isEmpty(): boolean {
    return this.planes.length === 0;
  }

  /** Rows `from` … `to` − 1 into `into` from 0 on. */
  words(from: number, to: number, into: Uint32Array): void {
    const [first, second, third, fourth] = this.planes;
    if (first === undefined) into.fill(0, 0, to - from);
    else if (second === undefined) into.set(first.subarray(from, to));
    else if (third === undefined) joinTwo(first, second, from, to, into);
    else joinThree(first, second, third, from, to, into);
    if (fourth !== undefined) addPlane(fourth, 24, from, to, into);
  }

  /** The same of numbers of one byte into entries `from` … of a column that holds nothing there yet. */
  octets(from: number, to: number, column: Uint8Array): void {
    const [plane] = this.planes;
    if (plane !== undefined) column.set(plane.subarray(from, to), from);
  }

  /** The same of numbers of two bytes. */
  halves(from: number, to: number, column: Uint16Array): void {
    const [low, high] = this.planes;
    if (low !== undefined) column.set(low.subarray(from, to), from);
    if (high !== undefined) for (let row = from; row < to; row += 1) column[row]! |= high[row]! << 8;
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

  /** Rows `from` … `to` − 1, at most STRETCH of them, into `into` from 0 on. */
  numbers(from: number, to: number, into: Float64Array): void {
    const { half, high } = this;
    this.low.words(from, to, half);
    into.set(half);
    if (high.isEmpty) return;
    high.words(from, to, half);
    for (let row = 0; row < to - from; row += 1) into[row]! += half[row]! * HIGH;
  }
}

function putPlane(values: Uint32Array, shift: number, plane: Uint8Array, from: number, to: number): void {
  for (let row = from; row < to; row += 1) plane[row] = values[row - from]! >>> shift;
}

function joinTwo(first: Uint8Array, second: Uint8Array, from: number, to: number, into: Uint32Array): void {
  for (let row = from; row < to; row += 1) into[row - from] = first[row]! | (second[row]! << 8);
}

function joinThree(first: Uint8Array, second: Uint8Array, third: Uint8Array, from: number, to: number, into: Uint32Array): void {
  for (let row = from; row < to; row += 1) into[row - from] = first[row]! | (second[row]! << 8) | (third[row]! << 16);
}

function addPlane(plane: Uint8Array, shift: number, from: number, to: number, into: Uint32Array): void {
  for (let row = from; row < to; row += 1) into[row - from]! |= plane[row]! << shift;
}

function allBits(values: Uint32Array, length: number): number {
  let all = 0;
  for (let row = 0; row < length; row += 1) all |= values[row]!;
  return all;
}

function bytesOf(bits: number): number {
  return Math.ceil((32 - Math.clz32(bits)) / 8);
}

/** 0, −1, 1, −2, … as 0, 1, 2, 3, …: small numbers of both signs are small. */
export function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}

export function unzigzag(value: number): number {
  // The remainder of a double is a call.
  const half = Math.floor(value / 2);
  return half * 2 === value ? half : -half - 1;
}
