import { BadSnapshot } from './errors';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/**
 * Columns of whole numbers as byte planes: all lowest bytes, then all second bytes, as far as any number reaches. What numbers have in common (high bytes that
 * are 0 or alike) lies together and is compressed to nothing, and an empty plane is not there at all.
 */
const HIGH = 2 ** 32;

/** Work that may be broken off for a while at every yield: some milliseconds for a million numbers. */
export type Steps = Generator<void, void>;

/** Writes numbers of 32 bits, a plane a step. They are copied. */
export function* writeWords(values: Uint32Array, writer: SnapshotWriter): Steps {
  const planes = bytesOf(allBits(values));
  writer.number(planes);
  for (let plane = 0; plane < planes; plane += 1) {
    yield;
    writer.u8s(planeOf(values, plane * 8));
  }
  yield;
}

/** Writes whole numbers in 0 … 2^53 − 1: their low 32 bits, then their high ones. */
export function* writeLong(values: Float64Array, writer: SnapshotWriter): Steps {
  const half = new Uint32Array(values.length);
  for (let row = 0; row < values.length; row += 1) half[row] = values[row]!;
  yield;
  yield* writeWords(half, writer);
  for (let row = 0; row < values.length; row += 1) half[row] = values[row]! / HIGH;
  yield;
  yield* writeWords(half, writer);
}

/** Reads as many numbers of 32 bits as `into` has room for. */
export function readWords(reader: SnapshotReader, into: Uint32Array): void {
  const planes = reader.integer(4);
  if (planes === 0) into.fill(0);
  for (let plane = 0; plane < planes; plane += 1) {
    const bytes = planeOfRows(reader, into.length);
    if (plane === 0) for (let row = 0; row < bytes.length; row += 1) into[row] = bytes[row]!;
    else for (let row = 0; row < bytes.length; row += 1) into[row]! |= bytes[row]! << (plane * 8);
  }
}

/** Reads what `writeLong` wrote, or what nobody writes: whole numbers below 2^64. `half` is as long as `into` and for nothing else. */
export function readLong(reader: SnapshotReader, into: Float64Array, half: Uint32Array): void {
  readWords(reader, half);
  into.set(half);
  const planes = reader.integer(4);
  let scale = HIGH;
  for (let plane = 0; plane < planes; plane += 1) {
    const bytes = planeOfRows(reader, into.length);
    for (let row = 0; row < bytes.length; row += 1) into[row]! += bytes[row]! * scale;
    scale *= 256;
  }
}

/** Reads one byte a number into entry `offset` of the slot's `stride` entries. */
export function readOctets(reader: SnapshotReader, rows: number, column: Uint8Array, stride: number, offset: number): void {
  if (reader.integer(1) === 0) return;
  const bytes = planeOfRows(reader, rows);
  for (let row = 0; row < rows; row += 1) column[row * stride + offset] = bytes[row]!;
}

/** The same of two bytes. */
export function readHalves(reader: SnapshotReader, rows: number, column: Uint16Array, stride: number, offset: number): void {
  const planes = reader.integer(2);
  for (let plane = 0; plane < planes; plane += 1) {
    const bytes = planeOfRows(reader, rows);
    for (let row = 0; row < rows; row += 1) column[row * stride + offset]! |= bytes[row]! << (plane * 8);
  }
}

function allBits(values: Uint32Array): number {
  let all = 0;
  for (let row = 0; row < values.length; row += 1) all |= values[row]!;
  return all;
}

function planeOf(values: Uint32Array, shift: number): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row += 1) bytes[row] = values[row]! >>> shift;
  return bytes;
}

function planeOfRows(reader: SnapshotReader, rows: number): Uint8Array {
  const bytes = reader.octets();
  if (bytes.length !== rows) throw new BadSnapshot('the columns of the cases are not of one length');
  return bytes;
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
