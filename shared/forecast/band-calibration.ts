import { countScore } from './count-band';
import { DayFilter } from './dynamics';
import type { Dynamics } from './dynamics';
import type { ForetoldDay } from './learn-dynamics';
import { quantile, Z80, Z95 } from './normal';

/** z by which bands of 80 % and 95 % are drawn at one distance ahead. */
export interface BandWidths {
  readonly z80: number;
  readonly z95: number;
}

/** Last step ahead of each bucket: half an hour, two hours, the rest of the day. */
const BUCKETS = [6, 24, Number.POSITIVE_INFINITY] as const;
/** What the model says of itself, before any day has contradicted it. */
export const UNCALIBRATED: readonly BandWidths[] = BUCKETS.map(() => ({ z80: Z80, z95: Z95 }));

/** Which bucket a step `ahead` ≥ 1 steps after the last complete one falls into. */
export function bucketOf(ahead: number): number {
  return BUCKETS.findIndex((last) => ahead <= last);
}

/** The past is asked once an hour, at these distances. */
const ASKED_EVERY = 12;
const ASKED_AHEAD = [1, 2, 4, 6, 9, 13, 18, 24, 30, 42, 60, 84, 120, 168, 228];
/** The theory counts as much as so many observed days; and how far experience may move it. */
const THEORY_DAYS = 3;
const LEAST_FACTOR = 0.7;
const MOST_FACTOR = 2.2;
const ORDINARY = 0.5;

/**
 * Bands that hold what they claim because they are drawn as wide as past forecasts were wrong (split-conformal, after V. Vovk, A. Gammerman, G. Shafer:
 * Algorithmic learning in a random world, 2005): each past day is forecast as it was foretold, and the z that its counts turn out to lie at is ranked per bucket.
 * Days unlike others are left out: their surges have wide bands of their own.
 */
export function calibrateBands(days: readonly ForetoldDay[], dynamics: Dynamics, noiseByStep: Float64Array): readonly BandWidths[] {
  const ordinary = days.filter(({ weight }) => weight >= ORDINARY);
  if (ordinary.length === 0) return UNCALIBRATED;
  const scores: number[][] = BUCKETS.map(() => []);
  for (const day of ordinary) scoreDay(day, dynamics, noiseByStep, scores);
  return scores.map((found) => {
    const seen = Float64Array.from(found);
    const mixed = (share: number, z: number): number => {
      if (seen.length === 0) return z;
      const experience = (ordinary.length * quantile(seen, share) + THEORY_DAYS * z) / (ordinary.length + THEORY_DAYS);
      return Math.min(MOST_FACTOR * z, Math.max(LEAST_FACTOR * z, experience));
    };
    const z80 = mixed(0.8, Z80);
    return { z80, z95: Math.max(z80 * 1.05, mixed(0.95, Z95)) };
  });
}

function scoreDay({ offered, expected }: ForetoldDay, dynamics: Dynamics, noiseByStep: Float64Array, scores: readonly number[][]): void {
  const filter = new DayFilter(dynamics);
  for (let complete = 0; complete < expected.length; complete += 1) {
    if (complete % ASKED_EVERY === 0) {
      for (const ahead of ASKED_AHEAD) {
        const step = complete + ahead - 1;
        const count = offered[step] ?? Number.NaN;
        if (step >= expected.length || Number.isNaN(count)) continue;
        const mean = expected[step]! * Math.exp(filter.logRatio(ahead));
        const spread = Math.sqrt(filter.logVariance(ahead, noiseByStep[step] ?? 1));
        scores[bucketOf(ahead)]!.push(countScore(count, mean, spread));
      }
    }
    const count = offered[complete] ?? Number.NaN;
    filter.step(Number.isNaN(count) ? null : count, expected[complete]!, noiseByStep[complete] ?? 1);
  }
}
