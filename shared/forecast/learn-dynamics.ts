import { DayFilter, USUAL_DYNAMICS } from './dynamics';
import type { Dynamics } from './dynamics';

/** A past day beside the profile that the days before it would have given it. */
export interface ForetoldDay {
  readonly offered: Float64Array;
  readonly expected: Float64Array;
  /** Weight in learning: near 0 for a day unlike others. */
  readonly weight: number;
}

/** Multiples that are tried for each parameter, coarse to fine. */
const TRIALS = [
  [0.25, 0.5, 2, 4],
  [0.6, 1.6],
  [0.8, 1.25],
];
const LEAST_DEVIATION = 0.003;
const MOST_DEVIATION = 0.6;
/** Beyond so many deviations surprise grows linearly, not squared: a burst of calls does not set the noise of all days. */
const HUBER = 2.5;
const FADE_HOURS = { least: 2, most: 72 };

/** Maximum likelihood over days that were foretold, parameter by parameter. Days must not be empty. */
export function learnDynamics(days: readonly ForetoldDay[]): Dynamics {
  let best = USUAL_DYNAMICS;
  for (const [round, trials] of TRIALS.entries()) {
    // Every other day is enough for the first, coarse steps.
    const asked = round === 0 && days.length >= 10 ? days.filter((_, i) => i % 2 === 0) : days;
    let least = loss(asked, best);
    for (const change of CHANGES) {
      for (const factor of trials) {
        const trial = change(best, factor);
        const lost = loss(asked, trial);
        if (lost >= least) continue;
        best = trial;
        least = lost;
      }
    }
  }
  return best;
}

const CHANGES: readonly ((dynamics: Dynamics, factor: number) => Dynamics)[] = [
  (dynamics, factor) => ({ ...dynamics, noiseDeviation: held(dynamics.noiseDeviation * factor) }),
  (dynamics, factor) => ({ ...dynamics, driftDeviation: held(dynamics.driftDeviation * factor) }),
  (dynamics, factor) => ({ ...dynamics, fade: fadeTimes(dynamics.fade, factor) }),
  (dynamics, factor) => ({ ...dynamics, levelDeviation: held(dynamics.levelDeviation * factor) }),
];

function held(deviation: number): number {
  return Math.min(MOST_DEVIATION, Math.max(LEAST_DEVIATION, deviation));
}

function fadeTimes(fade: number, factor: number): number {
  const steps = Math.min(FADE_HOURS.most, Math.max(FADE_HOURS.least, (-1 / Math.log(fade)) * factor));
  return Math.exp(-1 / steps);
}

/** Minus twice the log-likelihood, robust, per day weight. */
function loss(days: readonly ForetoldDay[], dynamics: Dynamics): number {
  let sum = 0;
  for (const { offered, expected, weight } of days) {
    if (weight < 0.05) continue;
    const filter = new DayFilter(dynamics, false);
    let day = 0;
    for (let step = 0; step < expected.length; step += 1) {
      const count = offered[step] ?? Number.NaN;
      if (Number.isNaN(count)) {
        filter.step(null, expected[step]!, 1);
        continue;
      }
      filter.step(count, expected[step]!, 1);
      const z = Math.abs(filter.innovation) / Math.sqrt(filter.innovationVariance);
      day += Math.log(filter.innovationVariance) + (z < HUBER ? z * z : 2 * HUBER * z - HUBER * HUBER);
    }
    sum += weight * day;
  }
  return sum;
}

/** Neighbouring steps, on each side, over which the time of day's noise is averaged: an hour and a half. */
const NEARBY = 18;

/** How the noise of each time of day compares with the whole day's, 0.5 … 2.5: small hours are calm, mornings are not. */
export function noiseByStep(days: readonly ForetoldDay[], dynamics: Dynamics, steps: number): Float64Array {
  const surprise = new Float64Array(steps);
  const weights = new Float64Array(steps);
  for (const { offered, expected, weight } of days) {
    const filter = new DayFilter(dynamics, false);
    for (let step = 0; step < Math.min(steps, expected.length); step += 1) {
      const count = offered[step] ?? Number.NaN;
      filter.step(Number.isNaN(count) ? null : count, expected[step]!, 1);
      if (Number.isNaN(count)) continue;
      surprise[step]! += weight * Math.min(HUBER * HUBER, filter.innovation ** 2 / filter.innovationVariance);
      weights[step]! += weight;
    }
  }
  return surprise.map((_, step) => {
    let sum = 0;
    let weight = 0;
    for (let near = Math.max(0, step - NEARBY); near <= Math.min(steps - 1, step + NEARBY); near += 1) {
      sum += surprise[near]!;
      weight += weights[near]!;
    }
    return Math.min(2.5, Math.max(0.5, (sum + 10) / (weight + 10)));
  });
}
