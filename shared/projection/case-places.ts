import type { Steps } from './byte-planes';
import { readWords, writeWords, zigzag } from './byte-planes';
import type { CaseColumns } from './case-columns';
import { NO_PLACE } from './case-columns';
import { BadSnapshot } from './errors';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/** 180 degrees in the columns' unit. */
const MOST = 1_800_000_000;

/**
 * Writes the places of the cases in `slots`: as differences to the middle of the cases of their township, in the largest step that all of them are multiples of
 * (a source that knows six decimals does not pay for the seventh).
 */
export function* writePlaces({ places, township }: CaseColumns, slots: Uint32Array, writer: SnapshotWriter): Steps {
  const rows = slots.length;
  const values = new Uint32Array(rows);
  for (const axis of [0, 1]) {
    const sums: number[] = [];
    const counts: number[] = [];
    let step = 0;
    for (let row = 0; row < rows; row += 1) {
      const place = places[slots[row]! * 2 + axis]!;
      if (place === NO_PLACE) continue;
      const key = township[slots[row]!]!;
      sums[key] = (sums[key] ?? 0) + place;
      counts[key] = (counts[key] ?? 0) + 1;
      if (step !== 1) step = divisor(step, Math.abs(place));
    }
    step = Math.max(1, step);
    const middles = Int32Array.from({ length: sums.length }, (_, key) => Math.round((sums[key] ?? 0) / (counts[key] ?? 1) / step));
    for (let row = 0; row < rows; row += 1) {
      const place = places[slots[row]! * 2 + axis]!;
      values[row] = place === NO_PLACE ? 0 : 1 + zigzag(place / step - middles[township[slots[row]!]!]!);
    }
    writer.number(step);
    writer.i32s(middles);
    yield* writeWords(values, writer);
  }
}

/** Slots 0 … `values.length` − 1 have their townships; `values` is room for a word each. Throws BadSnapshot on a place that is not on the earth. */
export function readPlaces({ places, township }: CaseColumns, values: Uint32Array, reader: SnapshotReader): void {
  const rows = values.length;
  for (const axis of [0, 1]) {
    const step = reader.integer(MOST);
    const middles = reader.i32s();
    const most = axis === 0 ? MOST : MOST / 2;
    readWords(reader, values);
    for (let slot = 0; slot < rows; slot += 1) {
      const value = values[slot]!;
      if (value === 0) {
        places[slot * 2 + axis] = NO_PLACE;
        continue;
      }
      // The zigzag of 32 bits, by bits.
      const place = ((((value - 1) >>> 1) ^ -((value - 1) & 1)) + middles[township[slot]!]!) * step;
      if (!(Math.abs(place) <= most)) throw new BadSnapshot('a case lies beside the earth');
      places[slot * 2 + axis] = place;
    }
  }
  // A place has both or is none.
  for (let slot = 0; slot < rows; slot += 1) {
    if ((places[slot * 2] === NO_PLACE) !== (places[slot * 2 + 1] === NO_PLACE)) throw new BadSnapshot('a case has half a place');
  }
}

/** The greatest common one; 0 divides by everything. */
function divisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
