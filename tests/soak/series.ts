import { type Measure, MEASURE_NAMES } from './measures';
import type { Point } from './trend';

/** One value of a process ("wall page", "stream") or of a page ("wall", "desk"). */
export interface Reading {
  readonly of: string;
  readonly measure: Measure;
  readonly value: number;
}

export interface Series {
  readonly of: string;
  readonly measure: Measure;
  /** Minutes since sampling began, and the value then; in order. */
  readonly points: readonly Point[];
}

/** Everything that was sampled, by what it is of. Memory grows with what is kept: an hour of twenty series every five seconds is 14,400 values. */
export class Recording {
  readonly #series = new Map<string, { readonly of: string; readonly measure: Measure; readonly points: Point[] }>();

  add(minute: number, { of, measure, value }: Reading): void {
    const key = `${measure} ${of}`;
    const series = this.#series.get(key) ?? { of, measure, points: [] };
    this.#series.set(key, series);
    series.points.push([minute, value]);
  }

  /** Those of one measure beside each other. */
  get series(): readonly Series[] {
    const all = [...this.#series.values()];
    return MEASURE_NAMES.flatMap((name) => all.filter(({ measure }) => measure === name));
  }

  /** Minutes that are covered. */
  get span(): number {
    return Math.max(0, ...this.series.map(({ points }) => points.at(-1)?.[0] ?? 0));
  }
}

export const CSV_HEAD = 'minute,of,measure,value\n';

export function csvLine(minute: number, { of, measure, value }: Reading): string {
  return `${minute.toFixed(4)},${of},${measure},${Number(value.toFixed(3))}\n`;
}
