/**
 * Numbers of 32 bits in as many bits as most of them need, one behind the other from the lowest bit of a word on. Loops without a branch or a call in them: what is
 * packed so is read at the speed of memory, and a compressor that comes after it finds nothing to do and costs next to nothing.
 */
export const WORD_BITS = 32;
/** Of a number that needs more bits than the others: where it stands, and all of it. */
export const ODD_WORDS = 2;

/** Numbers of which one is looked at to find the width that fits most of them. */
const SAMPLE = 4;

/** Words that so many numbers of `width` bits take. */
export function packedWords(count: number, width: number): number {
  return Math.ceil((count * width) / WORD_BITS);
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

/** Writes the low `width` bits of the first `count` numbers to `into[at]` … */
export function pack(values: Uint32Array, count: number, width: number, into: Uint32Array, at: number): void {
  const mask = maskOf(width);
  let word = at;
  let bits = 0;
  let filled = 0;
  for (let row = 0; row < count; row += 1) {
    const value = values[row]! & mask;
    bits |= value << filled;
    filled += width;
    if (filled < WORD_BITS) continue;
    into[word] = bits;
    word += 1;
    filled -= WORD_BITS;
    // What did not go into that word any more; by two shifts, for one by 32 would be one by 0.
    bits = (value >>> (width - filled - 1)) >>> 1;
  }
  if (filled > 0) into[word] = bits;
}

/** Reads them back. A word more than they take must be there, whatever it holds. */
export function unpack(packed: Uint32Array, at: number, count: number, width: number, into: Uint32Array): void {
  const mask = maskOf(width);
  // Shifts count modulo 32.
  for (let row = 0, bit = at * WORD_BITS; row < count; row += 1, bit += width) {
    const word = bit >>> 5;
    into[row] = ((packed[word]! >>> bit) | ((packed[word + 1]! << 1) << ~bit)) & mask;
  }
}

function maskOf(width: number): number {
  return width === WORD_BITS ? -1 : 2 ** width - 1;
}
