import { describe, expect, it } from 'vitest';
import { estimatePatience, LEAST_ABANDONS } from '../../shared/forecast/patience';
import { Chance } from './synthetic-days';

describe('estimatePatience', () => {
  it('assumes until enough have given up', () => {
    expect(estimatePatience(1e6, LEAST_ABANDONS - 1, 120_000)).toEqual({ patienceMs: 120_000, basis: 'assumed' });
    expect(estimatePatience(0, 0, 90_000)).toEqual({ patienceMs: 90_000, basis: 'assumed' });
    expect(estimatePatience(1e6, LEAST_ABANDONS, 120_000).basis).toBe('measured');
  });

  it('finds the mean patience behind waits that answers have cut short', () => {
    const chance = new Chance(5);
    let waitedMs = 0;
    let abandoned = 0;
    for (let i = 0; i < 40_000; i += 1) {
      const patienceMs = -90_000 * Math.log(chance.uniform());
      const answeredAfterMs = -20_000 * Math.log(chance.uniform());
      waitedMs += Math.min(patienceMs, answeredAfterMs);
      if (patienceMs < answeredAfterMs) abandoned += 1;
    }
    const { patienceMs, basis } = estimatePatience(waitedMs, abandoned, 150_000);
    expect(basis).toBe('measured');
    expect(Math.abs(patienceMs / 90_000 - 1)).toBeLessThan(0.04);
  });

  it('is drawn to the assumption by little data, and no more by much', () => {
    expect(estimatePatience(60 * 60_000, 60, 120_000).patienceMs).toBeGreaterThan(70_000);
    expect(estimatePatience(6_000 * 60_000, 6_000, 120_000).patienceMs).toBeLessThan(60_500);
  });
});
