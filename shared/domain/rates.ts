import type { CaseEvent } from './events';

/**
 * The three rates (三率) that units are measured by. The formula is an unofficial programme's: the weights are settings, and are shown with the
 * number. Denominator of all three: valid callbacks, those that reached the citizen.
 */
export interface CallbackCounts {
  readonly valid: number;
  /** Callbacks in which the citizen said that the unit had been in touch. */
  readonly contacted: number;
  readonly solved: number;
  readonly satisfied: number;
  readonly basicallySatisfied: number;
}

/** Each 0…1; null: no data, which is never 0. */
export interface Rates {
  readonly response: number | null;
  readonly resolution: number | null;
  readonly satisfaction: number | null;
}

/** What each rate weighs in the composite (sum 1), and what "basically satisfied" (基本满意) counts of "satisfied". */
export interface RateWeights {
  readonly response: number;
  readonly resolution: number;
  readonly satisfaction: number;
  readonly basicallySatisfied: number;
}

/** Assumed defaults, to be shown as such: 0.1 / 0.5 / 0.4, and 0.9 for basically satisfied. */
export const DEFAULT_RATE_WEIGHTS: RateWeights = { response: 0.1, resolution: 0.5, satisfaction: 0.4, basicallySatisfied: 0.9 };

/** satisfaction = (satisfied + 0.9 × basically satisfied) / valid; the others are plain shares of `valid`. */
export function rates(counts: CallbackCounts, weights: RateWeights = DEFAULT_RATE_WEIGHTS): Rates {
  const { valid, contacted, solved, satisfied, basicallySatisfied } = counts;
  if (valid === 0) return { response: null, resolution: null, satisfaction: null };
  return {
    response: contacted / valid,
    resolution: solved / valid,
    satisfaction: (satisfied + weights.basicallySatisfied * basicallySatisfied) / valid,
  };
}

/** The weighted sum of the three; null when any of them is not known: a missing rate is not left out in silence. */
export function composite(of: Rates, weights: RateWeights = DEFAULT_RATE_WEIGHTS): number | null {
  if (of.response === null || of.resolution === null || of.satisfaction === null) return null;
  return weights.response * of.response + weights.resolution * of.resolution + weights.satisfaction * of.satisfaction;
}

/** Whether a callback counts: the citizen was reached. */
export function validCallback(event: Extract<CaseEvent, { kind: 'case.called-back' }>): boolean {
  return event.reached;
}
