/**
 * Bounds of a count whose intensity is itself uncertain: log-normal round `mean` with standard deviation `logSpread` of its logarithm, and Poisson given that. Each
 * side's distance from the mean is the root of the sum of squares of the two parts' distances: right for either part alone, for few calls and for many, and each
 * side with its own skew. The Poisson part is Anscombe's: √(count + 3/8) has standard deviation ½ (F. J. Anscombe, Biometrika 35 (1948)).
 */

/** The lower bound at `z` standard deviations; at least 0. */
export function lowCount(mean: number, logSpread: number, z: number): number {
  const root = Math.max(0, Math.sqrt(mean + 0.375) - z / 2);
  const chance = mean - Math.max(0, root * root - 0.375);
  const drift = mean * -Math.expm1(-z * logSpread);
  return Math.max(0, mean - Math.sqrt(chance * chance + drift * drift));
}

/** The upper bound at `z` standard deviations. */
export function highCount(mean: number, logSpread: number, z: number): number {
  const root = Math.sqrt(mean + 0.375) + z / 2;
  const chance = Math.max(0, root * root - 0.375 - mean);
  const drift = mean * Math.expm1(z * logSpread);
  return mean + Math.sqrt(chance * chance + drift * drift);
}

const WIDEST_Z = 8;

/** The z at which `count` lies on a bound: how surprising it is. 0 … 8. */
export function countScore(count: number, mean: number, logSpread: number): number {
  const above = count >= mean;
  let low = 0;
  let high = WIDEST_Z;
  for (let i = 0; i < 20; i += 1) {
    const z = (low + high) / 2;
    const inside = above ? count <= highCount(mean, logSpread, z) : count >= lowCount(mean, logSpread, z);
    if (inside) high = z;
    else low = z;
  }
  return high;
}
