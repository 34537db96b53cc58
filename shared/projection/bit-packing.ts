/**
 * Numbers of 32 bits in as many bits as most of them need: in planes of 32, 16, 8, 4, 2 and 1 bits, those that make up the width, the widest first and of the lowest bits. A plane of whole
 * bytes is a typed array as it lies. A plane of less holds numbers 0 … n − 1 in the lowest bits of its n bytes, the next n in the bits above and so on: four numbers are moved at a time.
 */
export const WORD_BITS = 32;
export const BYTE_BITS = 8;
export const HALF_BITS = 16;
/** Planes of less than a byte. */
export const NARROW = [4, 2, 1] as const;
/** Numbers that are packed together at most. */
export const MOST_NUMBERS = 4096;
/** A plane of one bit takes whole words. */
const ROUND = 32;
/** Of a number that needs more bits than the others: where it stands, and all of it. */
export const ODD_WORDS = 2;

/** Numbers of which one is looked at to find the width that fits most of them. */
const SAMPLE = 4;

/** Words that a plane of one bit takes of so many numbers; a wider one takes as many more. */
export function planeWords(count: number): number {
  return Math.ceil(count / ROUND);
}

/** Words that so many numbers of `width` bits take. */
export function packedWords(count: number, width: number): number {
  return planeWords(count) * width;
}

/** What is packed, or where it goes, from all three sides. */
export interface Packed {
  readonly words: Uint32Array;
  readonly halves: Uint16Array;
  readonly bytes: Uint8Array;
}

export function packedIn(words: Uint32Array): Packed {
  const { buffer, byteOffset, byteLength } = words;
  return { words, halves: new Uint16Array(buffer, byteOffset, byteLength / 2), bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}

/** Finds the width in which numbers take about the fewest words, those that do not fit counted. */
export class Fit {
  width = 0;
  /** Numbers that need more bits. */
  odd = 0;
  /** About how many numbers need how many bits. */
  private readonly needs = new Uint32Array(WORD_BITS + 1);

  /** For the first `count` numbers. `least`: bits that each takes in any case. */
  find(values: Uint32Array, count: number, least: number): void {
    const { needs } = this;
    needs.fill(0);
    for (let at = 0; at < count; at += SAMPLE) needs[WORD_BITS - Math.clz32(values[at]!)]! += SAMPLE;
    let best = WORD_BITS;
    let fewest = Number.POSITIVE_INFINITY;
    let odd = 0;
    for (let width = WORD_BITS; width >= least; width -= 1) {
      const words = packedWords(count, width) + odd * ODD_WORDS;
      if (words <= fewest) {
        fewest = words;
        best = width;
      }
      odd += needs[width]!;
    }
    this.width = best;
    this.odd = best === WORD_BITS ? 0 : beyond(values, count, best);
  }
}

function beyond(values: Uint32Array, count: number, width: number): number {
  let odd = 0;
  for (let at = 0; at < count; at += 1) odd += values[at]! >>> width === 0 ? 0 : 1;
  return odd;
}

/** Writes the low `width` bits of the first `count` numbers to `into.words[at]` …, where there is nothing but 0 so far. */
export function pack(values: Uint32Array, count: number, width: number, into: Packed, at: number): void {
  const words = planeWords(count);
  let next = at;
  let shift = 0;
  if ((width & WORD_BITS) !== 0) into.words.set(values.subarray(0, count), next);
  if ((width & HALF_BITS) !== 0) {
    into.halves.set(values.subarray(0, count), next * 2);
    next += words * HALF_BITS;
    shift = HALF_BITS;
  }
  if ((width & BYTE_BITS) !== 0) {
    for (let row = 0; row < count; row += 1) into.bytes[next * 4 + row] = values[row]! >>> shift;
    next += words * BYTE_BITS;
    shift += BYTE_BITS;
  }
  for (const bits of NARROW) {
    if ((width & bits) === 0) continue;
    packNarrow(values, count, shift, bits, into.bytes, next * 4);
    next += words * bits;
    shift += bits;
  }
}

function packNarrow(values: Uint32Array, count: number, shift: number, bits: number, bytes: Uint8Array, at: number): void {
  const together = planeWords(count) * bits * 4;
  const mask = 2 ** bits - 1;
  for (let from = 0, up = 0; from < count; from += together, up += bits)
    for (let row = from; row < Math.min(count, from + together); row += 1)
      bytes[at + row - from]! |= ((values[row]! >>> shift) & mask) << up;
}
