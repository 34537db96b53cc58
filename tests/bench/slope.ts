/** A straight line through points by least squares, and how sure its slope is. */
export interface Slope {
  readonly perUnit: number;
  /** Half of the 95 % confidence interval; Infinity for fewer than three points. Points that hang together (memory does) make it too narrow. */
  readonly within: number;
}

/** Two-sided 95 % of Student's t for so many degrees of freedom (from 1); 1.96 beyond. */
const STUDENT = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.1, 2.09, 2.09];

/**
 * As slopeOf, for values that were taken one after the other at even distances and of which each resembles the one before: the interval is as wide as that of the fewer
 * values that do not, whose number comes from the correlation of each residual with the next (an AR(1) process).
 */
export function slopeOfSeries(points: readonly (readonly [x: number, y: number])[]): Slope {
  const slope = slopeOf(points);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const residuals = points.map(([x, y]) => y - meanY - slope.perUnit * (x - meanX));
  const power = residuals.reduce((sum, value) => sum + value ** 2, 0);
  const product = residuals.slice(1).reduce((sum, value, i) => sum + value * (residuals[i] ?? 0), 0);
  const likeness = power === 0 ? 0 : Math.min(MOST_LIKENESS, Math.max(0, product / power));
  return { perUnit: slope.perUnit, within: slope.within * Math.sqrt((1 + likeness) / (1 - likeness)) };
}

/** Of two values in a row; at 1 a series would be worth nothing at all. */
const MOST_LIKENESS = 0.98;

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
  return { perUnit, within: (STUDENT[count - 3] ?? 1.96) * error };
}
