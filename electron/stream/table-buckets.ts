/** Numbers that rows are sorted by; infinity: the row has none and comes last. Never NaN. */
export interface RowValues {
  /** Puts the value of `slots[from + i]` into `into[i]`, i < count. */
  fill(slots: Int32Array, from: number, count: number, into: Float64Array): void;
}

const BUCKETS = 8_192;
/** Of rows without a value. */
const LAST = BUCKETS - 1;
/** Of values above the sample; those below it are in bucket 0. */
const ABOVE = BUCKETS - 2;
/** Values are made for so many rows at a time, so that they stay in the cache. */
const CHUNK = 4_096;
const SAMPLE = 1_024;

/**
 * Rows by value, in buckets that never fall where the values rise: two bytes a row. The buckets are of equal width between the least and the most of a
 * sample, so one pass is enough. Rows that are not all of one value never lie all in one bucket.
 */
export class Buckets {
  count = 0;
  #slots: Int32Array = new Int32Array(0);
  /** By row. */
  #bucket = new Uint16Array(0);
  /** starts[b]: rows in buckets below b. */
  readonly #starts = new Uint32Array(BUCKETS + 1);
  #least = 0;
  #most = 0;
  #scale = 0;

  /** Takes in `slots[0 … count)`, which must stay as they are while the buckets are used. */
  renew(slots: Int32Array, count: number, values: RowValues): void {
    if (this.#bucket.length < count) this.#bucket = new Uint16Array(count === slots.length ? count : Math.ceil(count * 1.1));
    this.#slots = slots;
    this.count = count;
    this.#sample(values);
    const chunk = new Float64Array(Math.min(CHUNK, count));
    const counts = this.#starts.fill(0);
    for (let from = 0; from < count; from += CHUNK) {
      const rows = Math.min(CHUNK, count - from);
      values.fill(slots, from, rows, chunk);
      this.#sort(chunk, from, rows, counts);
    }
    let before = 0;
    for (let bucket = 0; bucket <= BUCKETS; bucket += 1) {
      const here = counts[bucket]!;
      counts[bucket] = before;
      before += here;
    }
  }

  /** All rows are of one value. */
  get alike(): boolean {
    const [first] = this.#bucket;
    return first === undefined || this.before(first + 1) - this.before(first) === this.count;
  }

  /** The bucket that holds the row at `place`, which must be below `count`. */
  at(place: number): number {
    let low = 0;
    let high = LAST;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Rows in buckets below this one. */
  before(bucket: number): number {
    return this.#starts[bucket]!;
  }

  of(value: number): number {
    if (value === Number.POSITIVE_INFINITY) return LAST;
    if (value < this.#least) return 0;
    return value > this.#most ? ABOVE : 1 + (((value - this.#least) * this.#scale) | 0);
  }

  /** Slots of buckets `first` … `last` (inclusive), in the order that they were given in. */
  take(first: number, last: number): Int32Array {
    const bucket = this.#bucket;
    const slots = this.#slots;
    const found = new Int32Array(this.before(last + 1) - this.before(first));
    let taken = 0;
    for (let i = 0; taken < found.length; i += 1) {
      const here = bucket[i]!;
      if (here < first || here > last) continue;
      found[taken] = slots[i]!;
      taken += 1;
    }
    return found;
  }

  #sample(values: RowValues): void {
    const size = Math.min(SAMPLE, this.count);
    const slots = Int32Array.from({ length: size }, (_, i) => this.#slots[Math.floor((i * this.count) / size)]!);
    const sample = new Float64Array(size);
    values.fill(slots, 0, size, sample);
    const finite = sample.filter((value) => value !== Number.POSITIVE_INFINITY);
    this.#least = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    this.#most = finite.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    // Buckets 1 … ABOVE − 1 are for what lies in between.
    this.#scale = this.#most > this.#least ? (ABOVE - 2) / (this.#most - this.#least) : 0;
  }

  #sort(values: Float64Array, from: number, rows: number, counts: Uint32Array): void {
    const bucket = this.#bucket;
    const least = this.#least;
    const most = this.#most;
    const scale = this.#scale;
    for (let i = 0; i < rows; i += 1) {
      const value = values[i]!;
      const here =
        value < least ? 0 : value <= most ? 1 + (((value - least) * scale) | 0) : value === Number.POSITIVE_INFINITY ? LAST : ABOVE;
      bucket[from + i] = here;
      counts[here] = counts[here]! + 1;
    }
  }
}
