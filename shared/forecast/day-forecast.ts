import { bucketOf } from './band-calibration';
import { highCount, lowCount } from './count-band';
import type { DayModel } from './day-model';
import { DayFilter } from './dynamics';
import { LevelFilter } from './level-filter';
import { Z80, Z95 } from './normal';
import { mixSurge, NO_QUEUES } from './queue-mix';
import type { QueueCalls } from './queue-mix';

/** Offered calls of the rest of a day. Arrays have one entry per step of the day; NaN before `first`, and everywhere without a basis. */
export interface DayForecast {
  /** The running step: the first with a forecast; as many as the day has when it is over. */
  readonly first: number;
  /** Expected count. */
  readonly expected: Float64Array;
  /** The count lies within with 80 % and 95 %. 0 ≤ low95 ≤ low80 ≤ expected ≤ high80 ≤ high95; not rounded. */
  readonly low80: Float64Array;
  readonly high80: Float64Array;
  readonly low95: Float64Array;
  readonly high95: Float64Array;
  /** Standard deviation of the logarithm of the intensity behind the count. */
  readonly spread: Float64Array;
  /** profile: past days, updated by today; level: today's calls alone; none: nothing to go by. */
  readonly basis: 'profile' | 'level' | 'none';
}

/** With fewer known steps of today, and no model, there is nothing to go by: a quarter of an hour. */
const LEAST_STEPS = 3;

/**
 * The rest of the day from what has come: `offered[0 … complete − 1]` are the day's complete steps (null: not known, skipped), later entries are not read.
 * Without a model `offered` must be as long as the day, and today's calls alone tell the level. `queues`: of the same calls; on a day that has surged once, a queue
 * that has more than its share tells of the next surge before the sum does.
 */
export function forecastDay(
  model: DayModel | null,
  offered: readonly (number | null)[],
  complete: number,
  queues: QueueCalls = NO_QUEUES,
): DayForecast {
  const steps = model?.steps ?? offered.length;
  const first = Math.min(steps, Math.max(0, Math.floor(complete)));
  return model === null ? levelForecast(offered, steps, first) : profileForecast(model, offered, first, queues);
}

function profileForecast(model: DayModel, offered: readonly (number | null)[], first: number, queues: QueueCalls): DayForecast {
  const { profile, noiseByStep, bands, steps } = model;
  const surge = mixSurge(queues, first, profile.reduce((sum, calls) => sum + calls, 0) / steps);
  const filter = new DayFilter(model.dynamics);
  for (let step = 0; step < first; step += 1) {
    const count = knownCount(offered[step]);
    // The day strays from its profile by what is not known to be a surge.
    filter.step(count === null ? null : Math.max(0, count - surge.came[step]!), profile[step]!, noiseByStep[step]!);
  }
  const forecast = emptyForecast(steps, first, 'profile');
  for (let step = first; step < steps; step += 1) {
    const ahead = step - first + 1;
    const { z80, z95 } = bands[bucketOf(ahead)]!;
    const usual = profile[step]! * Math.exp(filter.logRatio(ahead));
    const mean = usual + surge.mean(ahead);
    const spread = Math.sqrt(usual * usual * filter.logVariance(ahead, noiseByStep[step]!) + surge.variance(ahead)) / mean;
    write(forecast, step, mean, spread, z80, z95);
  }
  return forecast;
}

function levelForecast(offered: readonly (number | null)[], steps: number, first: number): DayForecast {
  let known = 0;
  for (let step = 0; step < first; step += 1) if (knownCount(offered[step]) !== null) known += 1;
  if (known < LEAST_STEPS) return emptyForecast(steps, first, 'none');
  const filter = new LevelFilter(offered.slice(0, first).map(knownCount));
  const forecast = emptyForecast(steps, first, 'level');
  for (let step = first; step < steps; step += 1) {
    const ahead = step - first + 1;
    write(forecast, step, filter.mean(ahead), Math.sqrt(filter.logVariance(ahead)), Z80, Z95);
  }
  return forecast;
}

/** null for what is no count. */
function knownCount(count: number | null | undefined): number | null {
  return typeof count === 'number' && count >= 0 ? count : null;
}

function write(forecast: DayForecast, step: number, mean: number, spread: number, z80: number, z95: number): void {
  forecast.expected[step] = mean;
  forecast.spread[step] = (spread * z80) / Z80;
  forecast.low80[step] = lowCount(mean, spread, z80);
  forecast.high80[step] = highCount(mean, spread, z80);
  forecast.low95[step] = lowCount(mean, spread, z95);
  forecast.high95[step] = highCount(mean, spread, z95);
}

function emptyForecast(steps: number, first: number, basis: DayForecast['basis']): DayForecast {
  const empty = (): Float64Array => new Float64Array(steps).fill(Number.NaN);
  return { first, expected: empty(), low80: empty(), high80: empty(), low95: empty(), high95: empty(), spread: empty(), basis };
}
