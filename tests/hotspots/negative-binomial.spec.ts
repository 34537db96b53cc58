import { describe, expect, it } from 'vitest';
import { isCommonAtArrival, tailAtArrival, tailOf } from '../../shared/hotspots/negative-binomial';

/** Term by term from 0 on, by the recurrence alone. */
function naiveTail(count: number, mean: number, size: number): number {
  let term = (size / (size + mean)) ** size;
  let below = 0;
  for (let k = 0; k < count; k += 1) {
    below += term;
    term *= ((k + size) / (k + 1)) * (mean / (size + mean));
  }
  return 1 - below;
}

describe('the tail of a negative binomial count', () => {
  it('is what a plain sum from 0 on leaves', () => {
    for (const mean of [0.02, 0.4, 3, 40])
      for (const size of [0.05, 0.7, 1, 6, 400])
        for (const count of [1, 2, 5, 12, 60].filter((k) => k > mean)) {
          const naive = naiveTail(count, mean, size);
          // What is left of 1 has only so many digits.
          if (naive > 1e-9) expect(tailOf(count, mean, size)).toBeCloseTo(naive, 9);
        }
  });

  it('nears that of Poisson where nothing is uncertain, far out too', () => {
    // P(N ≥ 10) of Poisson with mean 0.5: e^-0.5 Σ 0.5^k / k!.
    let poisson = 0;
    let term = Math.exp(-0.5);
    for (let k = 0; k < 40; k += 1) {
      if (k >= 10) poisson += term;
      term *= 0.5 / (k + 1);
    }
    expect(tailOf(10, 0.5, 1e9) / poisson).toBeCloseTo(1, 6);
  });

  it('is larger the less is known, and 1 up to the mean', () => {
    expect(tailOf(8, 1, 0.5)).toBeGreaterThan(tailOf(8, 1, 5));
    expect(tailOf(8, 1, 5)).toBeGreaterThan(tailOf(8, 1, 500));
    expect(tailOf(3, 3, 2)).toBe(1);
  });

  it('at an arrival is the share of arrivals that have so many others beside them', () => {
    // Σ k P(k) over k ≥ count, over the mean: what somebody who comes sees.
    const [count, mean, size] = [4, 0.8, 1.7];
    let seen = 0;
    for (let k = count; k < 200; k += 1) seen += k * (naiveTail(k, mean, size) - naiveTail(k + 1, mean, size));
    expect(tailAtArrival(count, mean, size)).toBeCloseTo(seen / mean, 8);
  });

  it('at an arrival is called common only where it is above the limit, and mostly where it is far above', () => {
    let common = 0;
    let farAbove = 0;
    for (const mean of [1e-6, 0.02, 0.4, 3, 40, 900])
      for (const size of [0.05, 0.7, 6, 400, 1e7])
        for (const count of [4, 5, 12, 60, 1_800])
          for (const limit of [1e-12, 2.8e-7, 1e-3]) {
            const chance = tailAtArrival(count, mean, size);
            const told = isCommonAtArrival(count, mean, size, limit);
            if (told) expect(chance).toBeGreaterThan(limit);
            if (count <= mean || chance < limit * 100) continue;
            farAbove += 1;
            if (told) common += 1;
          }
    expect(farAbove).toBeGreaterThan(100);
    expect(common / farAbove).toBeGreaterThan(0.8);
  });
});
