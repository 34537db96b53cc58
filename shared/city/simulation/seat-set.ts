import type { SeatKey } from '../../domain/keys';

const WORD = 32;

/** A set of seats in two levels of bits: to add, to remove and to find the next one takes the same few steps however many seats there are. */
export class SeatSet {
  private readonly words: Int32Array;
  /** Bit w is set when word w has a seat. */
  private readonly summary: Int32Array;
  private count = 0;

  /** Seats 1…`seats`. */
  constructor(private readonly seats: number) {
    this.words = new Int32Array(Math.ceil((seats + 1) / WORD));
    this.summary = new Int32Array(Math.ceil(this.words.length / WORD));
  }

  get size(): number {
    return this.count;
  }

  /** Adds a seat that is not in the set. */
  add(seat: SeatKey): void {
    const word = seat >>> 5;
    this.words[word]! |= 1 << (seat & 31);
    this.summary[word >>> 5]! |= 1 << (word & 31);
    this.count += 1;
  }

  /** Removes a seat that is in the set. */
  remove(seat: SeatKey): void {
    const word = seat >>> 5;
    this.words[word]! &= ~(1 << (seat & 31));
    if (this.words[word] === 0) this.summary[word >>> 5]! &= ~(1 << (word & 31));
    this.count -= 1;
  }

  /** The first seat from `from` (1…seats) on, going round after the last one; 0 when the set is empty. */
  from(from: SeatKey): SeatKey {
    if (this.count === 0) return 0;
    const found = this.at(from);
    return found !== 0 ? found : this.at(1);
  }

  private at(from: SeatKey): SeatKey {
    if (from > this.seats) return 0;
    const word = from >>> 5;
    const rest = this.words[word]! & (-1 << (from & 31));
    if (rest !== 0) return word * WORD + lowest(rest);
    const next = this.nextWord(word + 1);
    return next < 0 ? 0 : next * WORD + lowest(this.words[next]!);
  }

  /** The first word from `word` on that has a seat; −1: none. */
  private nextWord(word: number): number {
    let group = word >>> 5;
    let bits = group < this.summary.length ? this.summary[group]! & (-1 << (word & 31)) : 0;
    while (bits === 0) {
      group += 1;
      if (group >= this.summary.length) return -1;
      bits = this.summary[group]!;
    }
    return group * WORD + lowest(bits);
  }
}

/** Place of the lowest bit that is set; `bits` is not 0. */
function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
