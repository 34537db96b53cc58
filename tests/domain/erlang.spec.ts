import { describe, expect, it } from 'vitest';
import { erlangA } from '../../shared/domain/erlang-a';
import { serviceLevelC } from '../../shared/domain/erlang-c';

/** DOMAIN.md, "Formulas": 5,200 calls in the hour, AHT 240 s, threshold 20 s, patience 120 s. In percent, ± 0.1 point. */
const VECTORS = [
  { agents: 336, c: 0, a: 92.2, abandoned: 4.4, occupancy: 98.6 },
  { agents: 347, c: 4.9, a: 96.4, abandoned: 2.5, occupancy: 97.4 },
  { agents: 356, c: 76.6, a: 98.3, abandoned: 1.3, occupancy: 96.1 },
  { agents: 366, c: 95.7, a: 99.3, abandoned: 0.6, occupancy: 94.2 },
];

describe('the figures that the domain names', () => {
  it.each(VECTORS)('with $agents seats', ({ agents, ...expected }) => {
    const input = { ratePerMs: 5200 / 3_600_000, handlingMs: 240_000, patienceMs: 120_000, agents, thresholdMs: 20_000 };
    const { serviceLevel, abandoned, occupancy } = erlangA(input);
    const shown = { c: serviceLevelC(input), a: serviceLevel, abandoned, occupancy };
    for (const [name, value] of Object.entries(shown)) {
      expect(Math.abs(value * 100 - expected[name as keyof typeof expected]), `${name} ${value}`).toBeLessThanOrEqual(0.1);
    }
  });
});
