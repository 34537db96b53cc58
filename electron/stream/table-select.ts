import { Buckets, type RowValues } from './table-buckets';

/** So many rows are sorted outright. */
const FEW = 512;

/** Tells rows of one value apart, where a value cannot hold all that a column sorts by. */
export interface Finer {
  /** Values for rows that were found alike so far: they are all the same only if nothing tells the rows apart but their keys. */
  values(slots: Int32Array): RowValues;
  compare(slot: number, other: number): number;
}

/** Rows are in order of their values, of what is finer, of their keys. */
export interface RowOrder {
  readonly values: RowValues;
  /** null: nothing is finer. */
  readonly finer: Finer | null;
  /** By slot; no two rows have the same. */
  readonly keys: Uint32Array;
}

/**
 * Slots at places `from` (included) … `to` (excluded) of the rows in `buckets`, in order, without sorting the rest: only the buckets that the places lie in
 * are looked into, again by buckets. It ends whatever the values are: rows that are not all alike never fall into one bucket, and rows that are have keys.
 */
export function selectWindow(buckets: Buckets, order: RowOrder, from: number, to: number): number[] {
  const found: number[] = [];
  narrow(buckets, order, order.values, Math.max(0, from), Math.min(buckets.count, to), found);
  return found;
}

function narrow(buckets: Buckets, order: RowOrder, values: RowValues, from: number, to: number, found: number[]): void {
  if (from >= to) return;
  const first = buckets.at(from);
  const last = buckets.at(to - 1);
  const before = buckets.before(first);
  const near = buckets.take(first, last);
  if (near.length <= FEW) {
    for (const slot of sorted(near, order, values).slice(from - before, to - before)) found.push(slot);
    return;
  }
  if (first === last) {
    lookInto(near, order, values, from - before, to - before, found);
    return;
  }
  // Whatever lies between is on the page, so it is little; the first and the last bucket may be large, and are narrowed each for itself.
  const all = new Float64Array(near.length);
  values.fill(near, 0, near.length, all);
  const within = (low: number, high: number): Int32Array =>
    near.filter((_, i) => buckets.of(all[i]!) >= low && buckets.of(all[i]!) <= high);
  const middle = buckets.before(first + 1);
  const end = buckets.before(last);
  lookInto(within(first, first), order, values, from - before, middle - before, found);
  lookInto(within(first + 1, last - 1), order, values, 0, end - middle, found);
  lookInto(within(last, last), order, values, 0, to - end, found);
}

function lookInto(slots: Int32Array, order: RowOrder, values: RowValues, from: number, to: number, found: number[]): void {
  if (from >= to) return;
  const buckets = new Buckets();
  let told = values;
  buckets.renew(slots, slots.length, told);
  if (buckets.alike && order.finer !== null) {
    told = order.finer.values(slots);
    buckets.renew(slots, slots.length, told);
  }
  if (buckets.alike) {
    told = byKey(order.keys);
    buckets.renew(slots, slots.length, told);
  }
  narrow(buckets, order, told, from, to, found);
}

function sorted(slots: Int32Array, { finer, keys }: RowOrder, values: RowValues): number[] {
  const all = new Float64Array(slots.length);
  values.fill(slots, 0, slots.length, all);
  const order = Array.from(slots, (_, i) => i);
  order.sort((a, b) => {
    const left = all[a]!;
    const right = all[b]!;
    if (left !== right) return left < right ? -1 : 1;
    return (finer?.compare(slots[a]!, slots[b]!) ?? 0) || keys[slots[a]!]! - keys[slots[b]!]!;
  });
  return order.map((i) => slots[i]!);
}

function byKey(keys: Uint32Array): RowValues {
  return {
    fill(slots, from, count, into) {
      for (let i = 0; i < count; i += 1) into[i] = keys[slots[from + i]!]!;
    },
  };
}
