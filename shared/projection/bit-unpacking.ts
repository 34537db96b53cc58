import { BYTE_BITS, HALF_BITS, MOST_NUMBERS, planeWords, WORD_BITS } from './bit-packing';
import type { Packed } from './bit-packing';

/**
 * The way back of `pack`. What the engine copies by itself, and loops of shifts that the compiler knows, four numbers at a time: three to eight times as fast as reading number by number what lies one
 * behind the other, and half as fast again above eight bits.
 */
const NARROW_MASK = BYTE_BITS - 1;
const FOURS = 0x0f0f_0f0f;
const TWOS = 0x0303_0303;
const ONES = 0x0101_0101;

/** Numbers of less than a byte on their way. The compiler knows where it lies. */
const narrow = new Uint32Array(MOST_NUMBERS / 4);
const narrowBytes = new Uint8Array(narrow.buffer);

/** `count` numbers of `width` bits, 8 at most, from `packed.words[at]` on: to be read at once and not kept. */
export function unpackBytes({ words, bytes }: Packed, at: number, count: number, width: number): Uint8Array {
  if (width === BYTE_BITS) return bytes.subarray(at * 4, at * 4 + count);
  unpackNarrow(words, at, count, width);
  return narrowBytes.subarray(0, count);
}

/** `count` numbers of `width` bits from `packed.words[at]` on, to the first places of `into`. */
export function unpack(packed: Packed, at: number, count: number, width: number, into: Uint32Array): void {
  if (width <= BYTE_BITS) {
    into.set(unpackBytes(packed, at, count, width));
    return;
  }
  if ((width & WORD_BITS) !== 0) {
    into.set(packed.words.subarray(at, at + count));
    return;
  }
  const words = planeWords(count);
  let next = at;
  let shift = 0;
  if ((width & HALF_BITS) !== 0) {
    into.set(packed.halves.subarray(next * 2, next * 2 + count));
    next += words * HALF_BITS;
    shift = HALF_BITS;
  }
  if ((width & BYTE_BITS) !== 0) {
    const plane = packed.bytes.subarray(next * 4, next * 4 + count);
    if (shift === 0) into.set(plane);
    else addBytes(plane, shift, into);
    next += words * BYTE_BITS;
    shift += BYTE_BITS;
  }
  if ((width & NARROW_MASK) === 0) return;
  unpackNarrow(packed.words, next, count, width);
  addBytes(narrowBytes.subarray(0, count), shift, into);
}

function addBytes(bytes: Uint8Array, shift: number, into: Uint32Array): void {
  for (let row = 0; row < bytes.length; row += 1) into[row]! |= bytes[row]! << shift;
}

/** The planes of less than a byte, to `narrow`. */
function unpackNarrow(words: Uint32Array, at: number, count: number, width: number): void {
  const plane = planeWords(count);
  let next = at;
  let shift = 0;
  narrow.fill(0, 0, plane * BYTE_BITS);
  if ((width & 4) !== 0) {
    addFours(words, next, plane * 4);
    next += plane * 4;
    shift = 4;
  }
  if ((width & 2) !== 0) {
    addTwos(words, next, plane * 2, shift);
    next += plane * 2;
    shift += 2;
  }
  if ((width & 1) !== 0) addOnes(words, next, plane, shift);
}

function addFours(words: Uint32Array, at: number, count: number): void {
  for (let i = 0; i < count; i += 1) {
    const word = words[at + i]!;
    narrow[i] = word & FOURS;
    narrow[i + count] = (word >>> 4) & FOURS;
  }
}

function addTwos(words: Uint32Array, at: number, count: number, shift: number): void {
  for (let i = 0; i < count; i += 1) {
    const word = words[at + i]!;
    narrow[i]! |= (word & TWOS) << shift;
    narrow[i + count]! |= ((word >>> 2) & TWOS) << shift;
    narrow[i + 2 * count]! |= ((word >>> 4) & TWOS) << shift;
    narrow[i + 3 * count]! |= ((word >>> 6) & TWOS) << shift;
  }
}

function addOnes(words: Uint32Array, at: number, count: number, shift: number): void {
  for (let i = 0; i < count; i += 1) {
    const word = words[at + i]!;
    narrow[i]! |= (word & ONES) << shift;
    narrow[i + count]! |= ((word >>> 1) & ONES) << shift;
    narrow[i + 2 * count]! |= ((word >>> 2) & ONES) << shift;
    narrow[i + 3 * count]! |= ((word >>> 3) & ONES) << shift;
    narrow[i + 4 * count]! |= ((word >>> 4) & ONES) << shift;
    narrow[i + 5 * count]! |= ((word >>> 5) & ONES) << shift;
    narrow[i + 6 * count]! |= ((word >>> 6) & ONES) << shift;
    narrow[i + 7 * count]! |= ((word >>> 7) & ONES) << shift;
  }
}
