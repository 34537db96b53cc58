import type { Spread } from './settings';

/**
 * Chance without a state: every draw is a hash of what it is for, so a simulation that is stopped and rebuilt from its projection draws the
 * same again. One draw has one use: the same words give the same number.
 */
export const DRAW = {
  identity: 1,
  arrivals: 2,
  noise: 3,
  hotspot: 4,
  contact: 5,
  place: 6,
  call: 7,
  seatRank: 8,
  seatMove: 9,
  seatBreak: 10,
  seatChoice: 11,
  carriedOver: 12,
  life: 13,
  day: 14,
  retrial: 15,
  staffing: 16,
  seatLoss: 17,
  history: 18,
} as const;

/** A u32 that depends on every bit of its words (murmur3's rounds and finish). */
export function hash(seed: number, use: number, a: number, b: number): number {
  let h = round(round(round(round(0x9747b28c, seed), use), a), b);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function round(h: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const mixed = h ^ k;
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** A number strictly between 0 and 1. */
export function uniform(seed: number, use: number, a: number, b: number): number {
  return (hash(seed, use, a, b) + 0.5) / 2 ** 32;
}

/** From a uniform number to a standard normal one (Acklam's rational approximation, relative error < 1.2e-9). */
export function normal(u: number): number {
  if (u < 0.02425) return tail(Math.sqrt(-2 * Math.log(u)));
  if (u > 1 - 0.02425) return -tail(Math.sqrt(-2 * Math.log(1 - u)));
  const q = u - 0.5;
  const r = q * q;
  const top =
    (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r - 30.66479806614716) * r +
      2.506628277459239) *
    q;
  const bottom =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r - 13.28068155288572) * r + 1;
  return top / bottom;
}

function tail(q: number): number {
  const top =
    ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q +
    2.938163982698783;
  const bottom = (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1;
  return top / bottom;
}

/** A log-normal length of time in whole ms with the mean of `spread`. */
export function logNormalMs(u: number, { meanMs, sigma }: Spread): number {
  return Math.round(meanMs * Math.exp(sigma * normal(u) - (sigma * sigma) / 2));
}

/** An exponential length of time in whole ms. */
export function exponentialMs(u: number, meanMs: number): number {
  return Math.round(-Math.log(u) * meanMs);
}

/** A Poisson count. Beyond a mean of 60 the normal approximation, which is closer than anything that anybody could see. */
export function poisson(u: number, mean: number): number {
  if (mean <= 0) return 0;
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(u)));
  let probability = Math.exp(-mean);
  let sum = probability;
  let count = 0;
  while (u > sum && count < 1000) {
    count += 1;
    probability *= mean / count;
    sum += probability;
  }
  return count;
}

/** The index at which the running total `sums` passes `u` · total: draws index i with weight sums[i] − sums[i − 1]. */
export function pick(u: number, sums: Float64Array): number {
  const target = u * (sums[sums.length - 1] ?? 0);
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Running totals of weights, for `pick`. */
export function runningTotals(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (const [i, weight] of weights.entries()) sums[i] = sum += weight;
  return sums;
}
