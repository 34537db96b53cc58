import type { FloorExpectation, ShareRange } from '../domain/staffing';
import { ordered } from './floor-outlook';

/** A share per step as a range over the forecast's spread; NaN where it is not known. low ≤ likely ≤ high. */
export interface StepRanges {
  readonly low: Float64Array;
  readonly likely: Float64Array;
  readonly high: Float64Array;
}

/** What is expected of the floor, per step of the day. */
export interface FloorSteps {
  readonly serviceLevel: StepRanges;
  readonly abandoned: StepRanges;
  readonly occupancy: StepRanges;
}

/** NaN everywhere. */
export function unknownSteps(steps: number): Float64Array {
  return new Float64Array(steps).fill(Number.NaN);
}

/** Nothing known of any step. */
export function unknownFloor(steps: number): FloorSteps {
  const ranges = (): StepRanges => ({ low: unknownSteps(steps), likely: unknownSteps(steps), high: unknownSteps(steps) });
  return { serviceLevel: ranges(), abandoned: ranges(), occupancy: ranges() };
}

/** Writes what is expected of one step. */
export function setStep(floor: FloorSteps, step: number, { serviceLevel, abandoned, occupancy }: FloorExpectation): void {
  set(floor.serviceLevel, step, serviceLevel);
  set(floor.abandoned, step, abandoned);
  set(floor.occupancy, step, occupancy);
}

function set(ranges: StepRanges, step: number, { low, likely, high }: ShareRange): void {
  ranges.low[step] = low;
  ranges.likely[step] = likely;
  ranges.high[step] = high;
}

/**
 * The floor over steps `first` … `end` − 1 that are known: shares per offered call, occupancy per seat. Lows are joined with lows: a forecast that is too low now
 * is too low for a while. null: no such step has a call.
 */
export function meanOver(
  floor: FloorSteps,
  offered: Float64Array,
  seats: Float64Array,
  first: number,
  end: number,
): FloorExpectation | null {
  const serviceLevel = meanRange(floor.serviceLevel, offered, first, end);
  const abandoned = meanRange(floor.abandoned, offered, first, end);
  const occupancy = meanRange(floor.occupancy, seats, first, end) ?? meanRange(floor.occupancy, offered, first, end);
  return serviceLevel === null || abandoned === null || occupancy === null ? null : { serviceLevel, abandoned, occupancy };
}

function meanRange({ low, likely, high }: StepRanges, weights: Float64Array, first: number, end: number): ShareRange | null {
  let total = 0;
  let lows = 0;
  let likelies = 0;
  let highs = 0;
  for (let step = first; step < end; step += 1) {
    const weight = weights[step] ?? Number.NaN;
    if (!(weight > 0) || Number.isNaN(likely[step] ?? Number.NaN)) continue;
    total += weight;
    lows += weight * low[step]!;
    likelies += weight * likely[step]!;
    highs += weight * high[step]!;
  }
  return total > 0 ? ordered(lows / total, likelies / total, highs / total) : null;
}
