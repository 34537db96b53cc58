import type { FloorExpectation, StaffingMeasure } from '../domain/staffing';
import type { DurationMs, Instant } from '../time/instant';
import type { StepRanges } from './capacity-line';

/** What a what-if reads of the outlook (the outlook tile has it all). Arrays: one entry per step of the day; null: past or not known. */
export interface WhatIfOutlook {
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  readonly first: number;
  readonly expected: readonly (number | null)[];
  readonly spread: readonly (number | null)[];
  readonly seatsExpected: readonly (number | null)[];
  readonly basis: {
    readonly handlingMs: DurationMs | null;
    readonly patienceMs: DurationMs;
    readonly breakShare: number;
    readonly thresholdMs: DurationMs;
    readonly target: number;
    readonly installed: number;
  };
}

/** Steps that lie in [fromAt, toAt) even in part, from the running step on. */
export interface WhatIfWindow {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** One side of the comparison: arrays by step of the day, NaN where nothing is known. */
export interface WhatIfSide {
  readonly offered: Float64Array;
  /** Signed-in seats. */
  readonly seats: Float64Array;
  readonly seatsNeeded: Float64Array;
  readonly serviceLevel: StepRanges;
  readonly abandoned: StepRanges;
  readonly occupancy: StepRanges;
  /** Over the steps of the window. */
  readonly window: FloorExpectation;
}

/** `with` differs from `without` in the window's steps alone. */
export interface WhatIf {
  /** Steps of the window: from first, before end. */
  readonly first: number;
  readonly end: number;
  readonly without: WhatIfSide;
  readonly with: WhatIfSide;
}

/**
 * What a measure would change. Ranges are over the forecast's spread (80 %), patience × 0.5 … 2 and AHT ± 5 %. null: the outlook does not know calls, seats or AHT
 * in the window, so nothing can be said.
 */
export function whatIf(_outlook: WhatIfOutlook, _measure: StaffingMeasure, _window: WhatIfWindow): WhatIf | null {
  return null;
}
