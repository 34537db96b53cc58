import { HOUR_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';

/** A share 0…1 as a range: what is likely, and what it may be instead. low ≤ likely ≤ high. */
export interface ShareRange {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** What is expected of the floor over a window. */
export interface FloorExpectation {
  /** Answered within the threshold / offered. */
  readonly serviceLevel: ShareRange;
  /** Abandoned / offered. */
  readonly abandoned: ShareRange;
  /** (talk + wrap-up) / staffed time. */
  readonly occupancy: ShareRange;
}

/** What a supervisor changes, or supposes to change, against what is planned and forecast. Nothing changed: 0, 1, 1, 1. */
export interface StaffingMeasure {
  /** Seats beside the planned ones; negative: fewer. */
  readonly seats: number;
  /** AHT times this, e.g. by shorter case notes; 0.2…5. */
  readonly handlingFactor: number;
  /** Offered calls times this; 0.2…5. */
  readonly arrivalsFactor: number;
  /** Patience of callers times this; 0.2…5. */
  readonly patienceFactor: number;
}

export const NO_MEASURE: StaffingMeasure = { seats: 0, handlingFactor: 1, arrivalsFactor: 1, patienceFactor: 1 };

export const FACTOR_LIMITS = { least: 0.2, most: 5 } as const;
/** More seats than any hotline has: keeps nonsense out, nothing else. */
export const SEATS_LIMIT = 10_000;
/** A decision begins at most so long ahead, and lasts at most as long. */
export const STAFFING_LIMIT_MS: DurationMs = 24 * HOUR_MS;

/** End of the window over which what happened is compared with what was expected: the decision's first hour. */
export function scoreUntil({ fromAt, toAt }: { readonly fromAt: Instant; readonly toAt: Instant }): Instant {
  return Math.min(toAt, fromAt + HOUR_MS);
}
