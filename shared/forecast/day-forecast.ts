import type { DayModel } from './day-model';

/** Offered calls of the rest of a day. Arrays have one entry per step of the day; NaN before `first`, and everywhere without a basis. */
export interface DayForecast {
  /** The running step: the first with a forecast; as many as the day has when it is over. */
  readonly first: number;
  /** Expected count. */
  readonly expected: Float64Array;
  /** The count lies within with 80 % and 95 %. low95 ≤ low80 ≤ expected ≤ high80 ≤ high95. */
  readonly low80: Float64Array;
  readonly high80: Float64Array;
  readonly low95: Float64Array;
  readonly high95: Float64Array;
  /** Standard deviation of the logarithm of the intensity behind the count. */
  readonly spread: Float64Array;
  /** profile: past days, updated by today; level: today's calls alone; none: nothing to go by. */
  readonly basis: 'profile' | 'level' | 'none';
}

/**
 * The rest of the day from what has come: `offered[0 … complete − 1]` are the day's complete steps (null: not known, skipped), later entries are not read.
 * Without a model from today's calls alone.
 */
export function forecastDay(model: DayModel | null, offered: readonly (number | null)[], complete: number): DayForecast {
  const steps = model?.steps ?? offered.length;
  const empty = (): Float64Array => new Float64Array(steps).fill(Number.NaN);
  const expected = empty();
  if (model !== null) for (let step = complete; step < steps; step += 1) expected[step] = model.profile[step]!;
  const basis = model === null ? 'none' : 'profile';
  return { first: complete, expected, low80: empty(), high80: empty(), low95: empty(), high95: empty(), spread: empty(), basis };
}
