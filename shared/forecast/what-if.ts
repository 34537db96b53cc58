import { NO_MEASURE } from '../domain/staffing';
import type { FloorExpectation, ShareRange, StaffingMeasure } from '../domain/staffing';
import { MINUTE_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';
import { agentsOf, expectStep, ordered, seatsForTarget } from './floor-outlook';
import type { Handling } from './floor-outlook';
import { meanOver, setStep, unknownFloor, unknownSteps } from './step-ranges';
import type { FloorSteps } from './step-ranges';

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
export interface WhatIfSide extends FloorSteps {
  readonly offered: Float64Array;
  /** Signed-in seats. */
  readonly seats: Float64Array;
  readonly seatsNeeded: Float64Array;
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

/** How far patience and AHT may be from what is assumed or measured. */
const PATIENCE_FACTORS = [0.5, 2] as const;
const HANDLING_OFF = 0.05;
/** Seats that are called in, or sent home, are there, or gone, little by little within so long. */
const SEATS_MOVE_MS: DurationMs = 10 * MINUTE_MS;

/**
 * What a measure would change, over the rest of the day. Ranges are over the forecast's spread (80 %), patience × 0.5 … 2 and AHT ± 5 %, the ends of all three
 * together; `likely` takes patience and AHT as they are. Seats move within ten minutes of `fromAt`. null: the outlook does not know calls, seats or AHT anywhere in the window, so nothing can be said.
 */
export function whatIf(outlook: WhatIfOutlook, measure: StaffingMeasure, { fromAt, toAt }: WhatIfWindow): WhatIf | null {
  const { startAt, stepMs, first: running, expected, basis } = outlook;
  const { handlingMs } = basis;
  if (handlingMs === null || !(handlingMs > 0) || !(toAt > fromAt)) return null;
  const first = Math.max(running, Math.floor((fromAt - startAt) / stepMs));
  const end = Math.min(expected.length, Math.ceil((toAt - startAt) / stepMs));
  const without = floorWith(outlook, handlingMs, NO_MEASURE, running, expected.length, null);
  const after = floorWith(outlook, handlingMs, measure, first, end, without, fromAt);
  const windowWithout = meanOver(without, without.offered, without.seats, first, end);
  const windowWith = meanOver(after, after.offered, after.seats, first, end);
  if (windowWithout === null || windowWith === null) return null;
  return { first, end, without: { ...without, window: windowWithout }, with: { ...after, window: windowWith } };
}

type Side = Omit<WhatIfSide, 'window'>;

/** The floor with a measure in steps first … end − 1; elsewhere as `base` has it. */
function floorWith(
  { startAt, stepMs, expected, spread, seatsExpected, basis }: WhatIfOutlook,
  handlingMs: DurationMs,
  measure: StaffingMeasure,
  first: number,
  end: number,
  base: Side | null,
  fromAt: Instant = 0,
): Side {
  const steps = expected.length;
  const side = base === null ? emptySide(steps) : copyOf(base);
  const handling: Handling = {
    handlingMs: handlingMs * measure.handlingFactor,
    patienceMs: basis.patienceMs * measure.patienceFactor,
    thresholdMs: basis.thresholdMs,
  };
  let from: number | undefined;
  for (let step = first; step < end; step += 1) {
    const calls = expected[step] ?? null;
    const planned = seatsExpected[step] ?? null;
    if (calls === null || planned === null || !(calls >= 0) || !(planned >= 0)) continue;
    const offered = calls * measure.arrivalsFactor;
    const moved = Math.min(1, Math.max(0, (startAt + (step + 0.5) * stepMs - fromAt) / SEATS_MOVE_MS));
    const seats = Math.min(Math.max(basis.installed, planned), Math.max(0, planned + moved * measure.seats));
    const need = seatsForTarget(offered, stepMs, handling, basis.target, basis.breakShare, from);
    from = need.agents;
    side.offered[step] = offered;
    side.seats[step] = seats;
    side.seatsNeeded[step] = need.seats;
    setStep(side, step, rangeOf(offered, spread[step] ?? 0, stepMs, agentsOf(seats, basis.breakShare), handling));
  }
  return side;
}

/** The step's expectation, its range widened by what else may be wrong. */
function rangeOf(offered: number, spread: number, stepMs: DurationMs, agents: number, handling: Handling): FloorExpectation {
  const likely = expectStep(offered, spread, stepMs, agents, handling);
  let { serviceLevel, abandoned, occupancy } = likely;
  for (const patience of PATIENCE_FACTORS) {
    for (const off of [-HANDLING_OFF, HANDLING_OFF]) {
      const other = expectStep(offered, spread, stepMs, agents, {
        handlingMs: handling.handlingMs * (1 + off),
        patienceMs: handling.patienceMs * patience,
        thresholdMs: handling.thresholdMs,
      });
      serviceLevel = widened(serviceLevel, other.serviceLevel);
      abandoned = widened(abandoned, other.abandoned);
      occupancy = widened(occupancy, other.occupancy);
    }
  }
  return { serviceLevel, abandoned, occupancy };
}

function widened({ low, likely, high }: ShareRange, other: ShareRange): ShareRange {
  return ordered(Math.min(low, other.low), likely, Math.max(high, other.high));
}

function emptySide(steps: number): Side {
  return { offered: unknownSteps(steps), seats: unknownSteps(steps), seatsNeeded: unknownSteps(steps), ...unknownFloor(steps) };
}

function copyOf({ offered, seats, seatsNeeded, serviceLevel, abandoned, occupancy }: Side): Side {
  const copy = ({ low, likely, high }: FloorSteps['serviceLevel']): FloorSteps['serviceLevel'] => ({
    low: low.slice(),
    likely: likely.slice(),
    high: high.slice(),
  });
  return {
    offered: offered.slice(),
    seats: seats.slice(),
    seatsNeeded: seatsNeeded.slice(),
    serviceLevel: copy(serviceLevel),
    abandoned: copy(abandoned),
    occupancy: copy(occupancy),
  };
}
