/** All that a double holds exactly. */
const MOST = 2 ** 53;
/** A character is two places, its high and its low byte: a reference has at most 64 characters on the wire. */
const PLACES = 128;
const DIGITS = 256;

/**
 * Ranks of texts: numbers that never fall where the order of the texts (by code unit) rises. The digits of a rank are the bytes of the characters, each
 * counted among those that were met at its place: what all texts share takes no room, and about fifteen decimal digits that differ fit. Texts that differ
 * only behind that share a rank. What was not met before at its place changes the meaning of all ranks, which is rare once some thousand texts are known.
 */
export class ReferenceDigits {
  /** met[place · 256 + byte] = 1. */
  readonly #met = new Uint8Array(PLACES * DIGITS);
  /** What a byte adds to a rank; NaN: it was not met. */
  readonly #weights = new Float64Array(PLACES * DIGITS);
  /** Places that count. */
  #places = 0;
  #shortest = PLACES;

  /** Something was met and weighed. */
  get ready(): boolean {
    return this.#places > 0;
  }

  meet(text: string): void {
    const places = Math.min(text.length * 2, PLACES);
    this.#shortest = Math.min(this.#shortest, places);
    for (let place = 0; place < places; place += 1) this.#met[place * DIGITS + byteAt(text, place)] = 1;
  }

  /** Makes digits of what was met. Ranks of before mean nothing afterwards. */
  weigh(): void {
    const digits: number[] = [];
    let room = 1;
    this.#places = 0;
    for (let place = 0; place < PLACES; place += 1) {
      let met = 0;
      for (let digit = 0; digit < DIGITS; digit += 1) met += this.#met[place * DIGITS + digit]!;
      // Past its end a text sorts before every text that goes on.
      const digitsHere = place < this.#shortest ? met : met + 1;
      if (met === 0 || room * digitsHere > MOST) break;
      room *= digitsHere;
      digits.push(digitsHere);
      this.#places += 1;
    }
    this.#weights.fill(Number.NaN);
    let weight = 1;
    for (let place = this.#places - 1; place >= 0; place -= 1) {
      let digit = place < this.#shortest ? 0 : 1;
      for (let code = 0; code < DIGITS; code += 1) {
        if (this.#met[place * DIGITS + code] === 0) continue;
        this.#weights[place * DIGITS + code] = digit * weight;
        digit += 1;
      }
      weight *= digits[place]!;
    }
  }

  /** NaN: it is shorter than every ranked reference, or holds a character that none has at that place. */
  rank(text: string): number {
    const weights = this.#weights;
    if (text.length * 2 < this.#shortest) return Number.NaN;
    const places = Math.min(text.length * 2, this.#places);
    let rank = 0;
    for (let place = 0; place < places; place += 1) rank += weights[place * DIGITS + byteAt(text, place)]!;
    return rank;
  }
}

function byteAt(text: string, place: number): number {
  const code = text.charCodeAt(place >> 1);
  return (place & 1) === 0 ? code >> 8 : code & 0xff;
}
