/** So many rows are sorted outright. */
const FEW = 512;
const BUCKETS = 8_192;
/** Of rows without a value. */
const LAST = BUCKETS - 1;

/** Rows `slots[0 … count)` and, beside each, the number that it is sorted by; infinity: it has no value and comes last. */
export interface ValuedRows {
  readonly slots: Int32Array;
  readonly values: Float64Array;
  readonly count: number;
}

/** Tells rows of one value apart, where a value cannot hold all that a column sorts by. */
export interface Finer {
  /** Values for rows that were found alike so far: they are all the same only if nothing tells the rows apart but their keys. */
  values(slots: Int32Array, count: number): Float64Array;
  compare(slot: number, other: number): number;
}

/**
 * Finds what stands at places `from` … `to` of an order (by value, then by what is finer, then by key) without sorting the rest: rows are counted into
 * buckets of equal width, and only the buckets that the places lie in are looked into, again by buckets. Two passes over all rows wherever the page is.
 * A bucket holds less than went in, so it ends whatever the values; each step divides their range by 8,191.
 */
export class WindowSelection {
  readonly #keys: Uint32Array;
  readonly #finer: Finer | null;
  readonly #counts = new Uint32Array(BUCKETS);

  constructor(keys: Uint32Array, finer: Finer | null) {
    this.#keys = keys;
    this.#finer = finer;
  }

  /** Slots at places `from` (included) … `to` (excluded), in order. `rows` stay as they are. */
  select(rows: ValuedRows, from: number, to: number): number[] {
    const found: number[] = [];
    this.#select(rows, Math.max(0, from), Math.min(rows.count, to), found);
    return found;
  }

  #select(whole: ValuedRows, from: number, to: number, found: number[]): void {
    if (from >= to) return;
    if (whole.count <= FEW) {
      for (const slot of this.#sorted(whole).slice(from, to)) found.push(slot);
      return;
    }
    const rows = this.#apart(whole);
    const { least, scale } = spreadOf(rows);
    const counts = this.#counts.fill(0);
    countInto(rows, least, scale, counts);
    const first = bucketAt(counts, from);
    const last = bucketAt(counts, to - 1);
    let before = 0;
    for (let bucket = 0; bucket < first; bucket += 1) before += counts[bucket]!;
    const inFirst = counts[first]!;
    let between = 0;
    for (let bucket = first + 1; bucket < last; bucket += 1) between += counts[bucket]!;
    const inLast = counts[last]!;
    if (first === last) {
      this.#select(gathered(rows, least, scale, first, first, inFirst), from - before, to - before, found);
      return;
    }
    // Whatever lies between is on the page, so it is little; the first and the last bucket may be large, and are narrowed each for itself.
    const afterFirst = before + inFirst;
    const beforeLast = afterFirst + between;
    this.#select(gathered(rows, least, scale, first, first, inFirst), from - before, inFirst, found);
    if (between > 0) this.#select(gathered(rows, least, scale, first + 1, last - 1, between), 0, between, found);
    this.#select(gathered(rows, least, scale, last, last, inLast), 0, to - beforeLast, found);
  }

  /** The same rows with values that differ: finer ones, or their keys, if those that they have are all the same. */
  #apart(rows: ValuedRows): ValuedRows {
    if (differ(rows)) return rows;
    const { slots, count } = rows;
    if (this.#finer !== null) {
      const finer = { slots, count, values: this.#finer.values(slots, count) };
      if (differ(finer)) return finer;
    }
    const values = new Float64Array(count);
    for (let i = 0; i < count; i += 1) values[i] = this.#keys[slots[i]!]!;
    return { slots, count, values };
  }

  #sorted({ slots, values, count }: ValuedRows): number[] {
    const keys = this.#keys;
    const finer = this.#finer;
    const order = Array.from({ length: count }, (_, i) => i);
    order.sort((a, b) => {
      const left = values[a]!;
      const right = values[b]!;
      if (left !== right) return left < right ? -1 : 1;
      return (finer?.compare(slots[a]!, slots[b]!) ?? 0) || keys[slots[a]!]! - keys[slots[b]!]!;
    });
    return order.map((i) => slots[i]!);
  }
}

function differ({ values, count }: ValuedRows): boolean {
  const [first] = values;
  for (let i = 1; i < count; i += 1) if (values[i] !== first) return true;
  return false;
}

function spreadOf({ values, count }: ValuedRows): { readonly least: number; readonly scale: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i += 1) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most && value !== Number.POSITIVE_INFINITY) most = value;
  }
  return { least, scale: most > least ? (LAST - 1) / (most - least) : 0 };
}

function countInto({ values, count: rows }: ValuedRows, least: number, scale: number, counts: Uint32Array): void {
  for (let i = 0; i < rows; i += 1) {
    const value = values[i]!;
    const bucket = value === Number.POSITIVE_INFINITY ? LAST : ((value - least) * scale) | 0;
    counts[bucket] = counts[bucket]! + 1;
  }
}

function bucketAt(counts: Uint32Array, place: number): number {
  let passed = 0;
  for (let bucket = 0; bucket < LAST; bucket += 1) {
    passed += counts[bucket]!;
    if (passed > place) return bucket;
  }
  return LAST;
}

/** The `size` rows of buckets `first` … `last`. */
function gathered(rows: ValuedRows, least: number, scale: number, first: number, last: number, size: number): ValuedRows {
  const { slots, values, count: all } = rows;
  const found = { slots: new Int32Array(size), values: new Float64Array(size), count: size };
  let taken = 0;
  for (let i = 0; i < all && taken < size; i += 1) {
    const value = values[i]!;
    const bucket = value === Number.POSITIVE_INFINITY ? LAST : ((value - least) * scale) | 0;
    if (bucket < first || bucket > last) continue;
    found.slots[taken] = slots[i]!;
    found.values[taken] = value;
    taken += 1;
  }
  return found;
}
