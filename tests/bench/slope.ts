import { student95 } from './student';

/** The slope of a straight line through points that have nothing to do with each other, and how sure it is. Series have `trendOfSeries`. */
export interface Slope {
  readonly perUnit: number;
  /** Half of the 95 % confidence interval; Infinity for fewer than three points. */
  readonly within: number;
}

/** By least squares. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope {
  const count = points.length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / count;
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const spreadX = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const perUnit = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spreadX;
  if (count < 3) return { perUnit, within: Number.POSITIVE_INFINITY };
  const residual = points.reduce((sum, [x, y]) => sum + (y - meanY - perUnit * (x - meanX)) ** 2, 0);
  const error = Math.sqrt(residual / (count - 2) / spreadX);
  return { perUnit, within: student95(count - 2) * error };
}
