import type { CaseColumns } from './case-columns';
import { NO_PLACE } from './case-columns';
import { BadSnapshot } from './errors';
import { SMALL_KEY_LIMIT } from './key-limits';
import { STRETCH, WordsIn, WordsOut } from './packed-columns';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { unzigzag32, zigzag } from './zigzag';

/** 180 degrees in the columns' unit. */
const MOST = 1_800_000_000;
const AXES = [0, 1] as const;

/**
 * Places on their way into a snapshot: as differences to the middle of the cases of their township, in the largest step that all of them are multiples of
 * (a source that knows six decimals does not pay for the seventh). All cases are surveyed before the first one is put.
 */
export class PlacesOut {
  private readonly axes: readonly AxisOut[];

  constructor(cases: CaseColumns, rows: number) {
    this.axes = AXES.map((axis) => new AxisOut(cases, axis, rows));
  }

  survey(slots: Uint32Array): void {
    for (const axis of this.axes) axis.survey(slots);
  }

  surveyed(): void {
    for (const axis of this.axes) axis.surveyed();
  }

  /** The cases in `slots` as the next rows. */
  put(slots: Uint32Array): void {
    for (const axis of this.axes) axis.put(slots);
  }

  write(writer: SnapshotWriter): void {
    for (const axis of this.axes) axis.write(writer);
  }
}

class AxisOut {
  private readonly sums = new Float64Array(SMALL_KEY_LIMIT + 1);
  private readonly counts = new Uint32Array(SMALL_KEY_LIMIT + 1);
  private highest = -1;
  private step = 0;
  private middles = new Int32Array(0);
  private readonly words = new Uint32Array(STRETCH);
  private readonly out: WordsOut;

  constructor(
    private readonly cases: CaseColumns,
    private readonly axis: number,
    rows: number,
  ) {
    this.out = new WordsOut(rows);
  }

  survey(slots: Uint32Array): void {
    const { sums, counts, axis } = this;
    const { places, township } = this.cases;
    let { highest, step } = this;
    for (let row = 0; row < slots.length; row += 1) {
      const place = places[slots[row]! * 2 + axis]!;
      if (place === NO_PLACE) continue;
      const key = township[slots[row]!]!;
      sums[key]! += place;
      counts[key]! += 1;
      if (key > highest) highest = key;
      // Mostly it is one already.
      if (step === 0 || place % step !== 0) step = divisor(step, Math.abs(place));
    }
    this.highest = highest;
    this.step = step;
  }

  surveyed(): void {
    const { sums, counts } = this;
    const step = Math.max(1, this.step);
    this.step = step;
    this.middles = Int32Array.from({ length: this.highest + 1 }, (_, key) => Math.round(sums[key]! / Math.max(1, counts[key]!) / step));
  }

  put(slots: Uint32Array): void {
    const { axis, step, middles, words } = this;
    const { places, township } = this.cases;
    for (let row = 0; row < slots.length; row += 1) {
      const place = places[slots[row]! * 2 + axis]!;
      words[row] = place === NO_PLACE ? 0 : 1 + zigzag(place / step - middles[township[slots[row]!]!]!);
    }
    this.out.put(words, slots.length);
  }

  write(writer: SnapshotWriter): void {
    writer.number(this.step);
    writer.i32s(this.middles);
    this.out.write(writer);
  }
}

/** Places as they lie in a snapshot. */
export class PlacesIn {
  private readonly longitude: AxisIn;
  private readonly latitude: AxisIn;

  constructor(
    private readonly cases: CaseColumns,
    rows: number,
    reader: SnapshotReader,
  ) {
    this.longitude = new AxisIn(rows, reader);
    this.latitude = new AxisIn(rows, reader);
  }

  /** Slots `from` … `to` − 1 have their townships. Throws BadSnapshot on a place that is not on the earth. */
  unpack(from: number, to: number): void {
    const { places, township } = this.cases;
    const { middles: middlesX, step: stepX } = this.longitude;
    const { middles: middlesY, step: stepY } = this.latitude;
    const valuesX = this.longitude.unpack(to - from);
    const valuesY = this.latitude.unpack(to - from);
    let sound = true;
    for (let slot = from; slot < to; slot += 1) {
      const valueX = valuesX[slot - from]!;
      const valueY = valuesY[slot - from]!;
      if (valueX === 0 || valueY === 0) {
        // A place has both or is none.
        sound &&= valueX === valueY;
        places[slot * 2] = NO_PLACE;
        places[slot * 2 + 1] = NO_PLACE;
        continue;
      }
      const key = township[slot]!;
      const x = (unzigzag32(valueX - 1) + middlesX[key]!) * stepX;
      const y = (unzigzag32(valueY - 1) + middlesY[key]!) * stepY;
      sound &&= Math.abs(x) <= MOST && Math.abs(y) <= MOST / 2;
      places[slot * 2] = x;
      places[slot * 2 + 1] = y;
    }
    if (!sound) throw new BadSnapshot('a case lies beside the earth, or with half a place');
  }
}

class AxisIn {
  readonly step: number;
  readonly middles: Int32Array;
  private readonly values: WordsIn;
  private readonly words = new Uint32Array(STRETCH);

  constructor(rows: number, reader: SnapshotReader) {
    this.step = reader.integer(MOST);
    this.middles = reader.i32s();
    this.values = new WordsIn(reader, rows);
  }

  /** The next `rows` from 0 on; good until the next call. */
  unpack(rows: number): Uint32Array {
    this.values.take(this.words, rows);
    return this.words;
  }
}

/** The greatest common one; 0 divides by everything. */
function divisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
