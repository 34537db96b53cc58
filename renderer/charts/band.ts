import type { LineSeriesOption } from 'echarts/charts';
import type { Series } from './day-series';
import { flat, type Pair } from './day-axis';
import { PLAIN_LINE } from './plain-line';

/** Both edges of an area, point by point. */
export interface Band {
  readonly low: readonly Pair[];
  readonly width: readonly Pair[];
}

/** The area between two curves through the middles of the steps. `from`: a point left of it in which it begins with no width. */
export function curveBand(low: Series, high: Series, from: readonly [number, number] | null): Band {
  const band = { low: [] as Pair[], width: [] as Pair[] };
  if (from !== null) {
    band.low.push([from[0], from[1]]);
    band.width.push([from[0], 0]);
  }
  low.forEach((value, step) => {
    const top = high[step] ?? null;
    if (value === null || top === null) {
      // A gap between the point and the band would cut them apart.
      if (from !== null && step + 0.5 <= from[0]) return;
      band.low.push([step + 0.5, '-']);
      band.width.push([step + 0.5, '-']);
      return;
    }
    band.low.push([step + 0.5, value]);
    band.width.push([step + 0.5, Math.max(0, top - value)]);
  });
  return band;
}

/** The area between two stairs where `wanted` says so; every run of steps ends where its last step ends. */
export function stairBand(low: Series, high: Series, wanted: (low: number, high: number) => boolean): Band {
  const band = { low: [] as Pair[], width: [] as Pair[] };
  low.forEach((value, step) => {
    const top = high[step] ?? null;
    if (value === null || top === null || top <= value || !wanted(value, top)) {
      band.low.push([step, '-']);
      band.width.push([step, '-']);
      return;
    }
    band.low.push([step, value], [step + 1, value]);
    band.width.push([step, top - value], [step + 1, top - value]);
  });
  return band;
}

/** A band as two stacked lines without a stroke: the lower edge, and the filled width above it. */
export function bandSeries(id: string, { low, width }: Band, colour: string, z: number): LineSeriesOption[] {
  const plain = { ...PLAIN_LINE, stack: id, lineStyle: { width: 0 } } as const;
  return [
    { ...plain, id: `${id}-low`, data: flat(low), z },
    { ...plain, id, data: flat(width), areaStyle: { color: colour, opacity: 1 }, z },
  ];
}
