import { student95 } from '../bench/student';

/** A straight line through a series that single values cannot bend, and how sure its slope is. */
export interface Trend {
  /** Of y per unit of x; NaN of fewer than two values. */
  readonly slope: number;
  /** Half of the 95 % confidence interval; Infinity where too little is known to say anything. */
  readonly within: number;
  /** The line at x = 0. */
  readonly intercept: number;
}

export type Point = readonly [x: number, y: number];

/** Means of so many stretches stand for a longer series: the line takes every pair of them. */
const MOST_STRETCHES = 100;
const FEWEST_VALUES = 4;
/** A series is never worth less than what is needed for an interval at all: with one degree of freedom it is thirteen errors wide. */
const LEAST_WORTH = 3;
/** Of two values in a row; at 1 a series would be worth nothing at all. */
const MOST_LIKENESS = 0.98;

/**
 * The line of Theil and Sen: the median of the slopes of all pairs. `points` are values that were taken one after the other at about even distances, in their order.
 *
 * Memory resembles what it was a moment ago, so n values are worth fewer: n · (1 − ρ) / (1 + ρ), where ρ is the likeness of each residual to the one before it (an AR(1)
 * process; Santer et al. 2000), corrected for what short series show too little of it (Kendall 1954). The interval is that of so many values, by Student's t. Tried: a moving-block
 * bootstrap (of 95 % intervals of made series 74 to 89 % held the true slope; of these 87 to 100 %).
 */
export function trendOfSeries(points: readonly Point[]): Trend {
  const means = stretches(points);
  const line = theilSen(means);
  const middle = mean(means.map(([x]) => x));
  const left = means.map(([x, y]) => y - line.intercept - line.slope * x);
  const power = left.reduce((sum, value) => sum + value ** 2, 0);
  const likeness = likenessOf(left, power);
  const worth = Math.max(LEAST_WORTH, (means.length * (1 - likeness)) / (1 + likeness));
  if (means.length < FEWEST_VALUES) return { ...line, within: Number.POSITIVE_INFINITY };
  const spread = means.reduce((sum, [x]) => sum + (x - middle) ** 2, 0);
  const variance = (power / means.length) * (worth / (worth - 2));
  const error = Math.sqrt((variance / spread) * ((1 + likeness) / (1 - likeness)));
  return { ...line, within: student95(worth - 2) * error };
}

function likenessOf(values: readonly number[], power: number): number {
  if (power === 0) return 0;
  const product = values.slice(1).reduce((sum, value, i) => sum + value * (values[i] ?? 0), 0);
  const shown = product / power;
  return Math.min(MOST_LIKENESS, Math.max(0, shown + (2 + 4 * shown) / values.length));
}

function stretches(points: readonly Point[]): Point[] {
  const count = Math.min(MOST_STRETCHES, points.length);
  return Array.from({ length: count }, (_, i): Point => {
    const part = points.slice(Math.floor((i * points.length) / count), Math.floor(((i + 1) * points.length) / count));
    return [mean(part.map(([x]) => x)), mean(part.map(([, y]) => y))];
  });
}

function theilSen(points: readonly Point[]): Pick<Trend, 'slope' | 'intercept'> {
  const slopes = points.flatMap(([x, y], i) => points.slice(i + 1).flatMap(([to, value]) => (to > x ? [(value - y) / (to - x)] : [])));
  const slope = median(slopes);
  return { slope, intercept: median(points.map(([x, y]) => y - slope * x)) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** NaN of nothing. */
function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).toSorted();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
