import { INTERVAL_MS } from '../time/instant';
import type { Instant } from '../time/instant';
import { BadSnapshot } from './errors';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/** Steps kept: 42 hours, more than the longest city day and the windows that reach back over midnight. */
const KEPT = 512;
const MASK = KEPT - 1;

/** The step that holds `at`: steps are numbered from the epoch, 5 minutes each. */
export function stepOf(at: Instant): number {
  return Math.floor(at / INTERVAL_MS);
}

/**
 * Sums by 5-minute step for the last 512 steps, `width` of them side by side. What is added to a step that has been dropped is dropped, so the content
 * does not depend on when the newest step was opened.
 */
export class StepSeries {
  private newest = -1;
  private readonly values: Float64Array;

  constructor(private readonly width: number) {
    this.values = new Float64Array(KEPT * width);
  }

  /** Opens every step up to `step`; earlier is a no-op. */
  open(step: number): void {
    if (step <= this.newest) return;
    if (step - this.newest >= KEPT) this.values.fill(0);
    else for (let s = this.newest + 1; s <= step; s += 1) this.values.fill(0, (s & MASK) * this.width, ((s & MASK) + 1) * this.width);
    this.newest = step;
  }

  /** First step that is kept. */
  get oldest(): number {
    return Math.max(0, this.newest - KEPT + 1);
  }

  /** `step` must have been opened. */
  add(step: number, column: number, amount: number): void {
    if (step < this.oldest) return;
    this.values[(step & MASK) * this.width + column]! += amount;
  }

  /** 0 outside the kept steps. */
  get(step: number, column: number): number {
    if (step > this.newest || step < this.oldest) return 0;
    return this.values[(step & MASK) * this.width + column]!;
  }

  /** Over `from` … `to`, both included. */
  sum(from: number, to: number, column: number): number {
    const { values, width } = this;
    const last = Math.min(to, this.newest);
    let sum = 0;
    for (let step = Math.max(from, this.oldest); step <= last; step += 1) sum += values[(step & MASK) * width + column]!;
    return sum;
  }

  /** Adds the sums of one column from step `from` on to `values`, entry i that of step from + i. */
  addTo(values: Float64Array, from: number, column: number): void {
    const end = Math.min(values.length, this.newest - from + 1);
    for (let i = Math.max(0, this.oldest - from); i < end; i += 1) values[i]! += this.values[((from + i) & MASK) * this.width + column]!;
  }

  /** [step, its sums] of every kept step in which something is not 0. */
  rows(): [number, number[]][] {
    const rows: [number, number[]][] = [];
    for (let step = this.oldest; step <= this.newest; step += 1) {
      const row = Array.from(this.values.subarray((step & MASK) * this.width, ((step & MASK) + 1) * this.width));
      if (row.some((value) => value !== 0)) rows.push([step, row]);
    }
    return rows;
  }

  /** Sparse: only steps in which something is not 0. */
  write(writer: SnapshotWriter): void {
    writer.number(this.newest);
    writer.f64s(Float64Array.from(this.rows().flatMap(([step, row]) => [step, ...row])));
  }

  read(reader: SnapshotReader): void {
    const newest = reader.number();
    if (!(Number.isSafeInteger(newest) && newest >= -1)) throw new BadSnapshot('a series has no sound newest step');
    this.newest = newest;
    this.values.fill(0);
    const rows = reader.f64s();
    if (rows.length % (this.width + 1) !== 0 || !rows.every(Number.isFinite)) throw new BadSnapshot('a series is not whole');
    for (let at = 0; at < rows.length; at += this.width + 1) {
      const step = rows[at]!;
      if (!(Number.isInteger(step) && step >= this.oldest && step <= newest))
        throw new BadSnapshot('a series has a step that it does not keep');
      this.values.set(rows.subarray(at + 1, at + 1 + this.width), (step & MASK) * this.width);
    }
  }
}
