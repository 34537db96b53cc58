import type { DurationMs } from '../time/instant';
import type { DayForecast } from './day-forecast';

/** What the floor is like, beside the forecast. Times in ms, shares 0…1. */
export interface CapacityInput {
  readonly forecast: DayForecast;
  readonly stepMs: DurationMs;
  /** Signed-in seats planned per step of the day, decisions included; null: no plan. */
  readonly seatsPlanned: readonly (number | null)[];
  /** Seats signed in now, breaks included; null: the source tells none. */
  readonly seatsPresent: number | null;
  readonly seatsInstalled: number;
  /** Share of signed-in seat time that is break, 0 … below 1. */
  readonly breakShare: number;
  readonly handlingMs: DurationMs;
  readonly patienceMs: DurationMs;
  readonly thresholdMs: DurationMs;
  /** Share of offered calls to be answered within the threshold. */
  readonly target: number;
}

/** A share per step as a range over the forecast's spread; NaN where it is not known. */
export interface StepRanges {
  readonly low: Float64Array;
  readonly likely: Float64Array;
  readonly high: Float64Array;
}

/** Need against seats, one entry per step of the day; NaN before `first` and where it is not known. */
export interface CapacityLine {
  readonly first: number;
  readonly stepMs: DurationMs;
  readonly target: number;
  /** Signed-in seats needed for the target at the expected calls: whole seats, breaks included. */
  readonly seatsNeeded: Float64Array;
  /** Signed-in seats expected. */
  readonly seatsExpected: Float64Array;
  /** With the expected seats. */
  readonly serviceLevel: StepRanges;
  readonly abandoned: StepRanges;
  readonly occupancy: StepRanges;
  /** Expected calls: weights for means over steps. */
  readonly offered: Float64Array;
}

/** The capacity line of the rest of the day. */
export function capacityLine({ forecast, stepMs, target }: CapacityInput): CapacityLine {
  const { first, expected } = forecast;
  const empty = (): Float64Array => new Float64Array(expected.length).fill(Number.NaN);
  const ranges = (): StepRanges => ({ low: empty(), likely: empty(), high: empty() });
  return {
    first,
    stepMs,
    target,
    seatsNeeded: empty(),
    seatsExpected: empty(),
    serviceLevel: ranges(),
    abandoned: ranges(),
    occupancy: ranges(),
    offered: expected,
  };
}

/**
 * Signed-in seats for a load at the target: what the past of the capacity line is drawn from. `offered` calls in a step of `stepMs`. NaN when nothing is known
 * of the load.
 */
export function seatsNeededFor(
  offered: number,
  _floor: Pick<CapacityInput, 'stepMs' | 'breakShare' | 'handlingMs' | 'patienceMs' | 'thresholdMs' | 'target'>,
): number {
  return offered;
}
