import { describe, expect, it } from 'vitest';
import { countScore, highCount, lowCount } from '../../shared/forecast/count-band';
import { Z80, Z95 } from '../../shared/forecast/normal';
import { Chance } from './synthetic-days';

describe('bounds of a count', () => {
  it('are Poisson bounds when the intensity is certain', () => {
    // Exact 5 % and 95 % points of Poisson(400) are 367 and 433.
    expect(lowCount(400, 0, 1.6449)).toBeCloseTo(367.5, 0);
    expect(highCount(400, 0, 1.6449)).toBeCloseTo(433.5, 0);
  });

  it('are log-normal bounds when calls are so many that chance is nothing', () => {
    expect(highCount(1e8, 0.2, Z80) / 1e8).toBeCloseTo(Math.exp(0.2 * Z80), 3);
    expect(lowCount(1e8, 0.2, Z80) / 1e8).toBeCloseTo(Math.exp(-0.2 * Z80), 3);
  });

  it('hold what they claim where both parts count', () => {
    const chance = new Chance(7);
    for (const [mean, spread] of [
      [3, 0.3],
      [30, 0.15],
      [300, 0.1],
      [300, 0.5],
    ] as const) {
      let in80 = 0;
      let in95 = 0;
      const draws = 20_000;
      for (let i = 0; i < draws; i += 1) {
        const count = chance.poisson(mean * Math.exp(spread * chance.normal()));
        if (count >= lowCount(mean, spread, Z80) && count <= highCount(mean, spread, Z80)) in80 += 1;
        if (count >= lowCount(mean, spread, Z95) && count <= highCount(mean, spread, Z95)) in95 += 1;
      }
      // A count of a few has no 80 %.
      expect.soft(Math.abs(in80 / draws - 0.8), `${mean} ± ${spread}`).toBeLessThan(mean < 10 ? 0.08 : 0.02);
      expect.soft(Math.abs(in95 / draws - 0.95), `${mean} ± ${spread}`).toBeLessThan(mean < 10 ? 0.03 : 0.015);
    }
  });

  it('score a count by the bound that it lies on', () => {
    for (const z of [0.3, 1, 2.5]) {
      expect(countScore(highCount(200, 0.1, z), 200, 0.1)).toBeCloseTo(z, 4);
      expect(countScore(lowCount(200, 0.1, z), 200, 0.1)).toBeCloseTo(z, 4);
    }
    expect(countScore(200, 200, 0.1)).toBeLessThan(1e-4);
    expect(countScore(1e9, 200, 0.1)).toBeCloseTo(8, 4);
  });
});
