import { HOUR_MS } from '../time/instant';
import type { DurationMs } from '../time/instant';
import type { DayForecast } from './day-forecast';
import { agentsOf, expectStep, seatsForTarget } from './floor-outlook';
import { setStep, unknownFloor, unknownSteps } from './step-ranges';
import type { FloorSteps } from './step-ranges';

/** What the floor is like, beside the forecast. Times in ms, > 0; shares 0…1. */
export interface CapacityInput {
  readonly forecast: DayForecast;
  readonly stepMs: DurationMs;
  /** Signed-in seats planned per step of the day, decisions included; null: no plan. */
  readonly seatsPlanned: readonly (number | null)[];
  /** Seats signed in now, breaks included; null: the source tells none. */
  readonly seatsPresent: number | null;
  readonly seatsInstalled: number;
  /** Share of signed-in seat time that is break. */
  readonly breakShare: number;
  readonly handlingMs: DurationMs;
  readonly patienceMs: DurationMs;
  readonly thresholdMs: DurationMs;
  /** Share of offered calls to be answered within the threshold. */
  readonly target: number;
}

/** Need against seats, one entry per step of the day; NaN before `first` and where it is not known. The floor's figures go by the expected seats. */
export interface CapacityLine extends FloorSteps {
  readonly first: number;
  readonly stepMs: DurationMs;
  readonly target: number;
  /** Signed-in seats needed for the target at the expected calls: whole seats, breaks included. */
  readonly seatsNeeded: Float64Array;
  /** Signed-in seats expected. */
  readonly seatsExpected: Float64Array;
  /** Expected calls. */
  readonly offered: Float64Array;
}

/** A present shortfall, or surplus, against the plan fades with this e-folding time: who is late comes, who is ill is replaced. */
const SHORTFALL_FADES_MS: DurationMs = HOUR_MS;

/** The capacity line of the rest of the day. About 10 µs per step. */
export function capacityLine(input: CapacityInput): CapacityLine {
  const { forecast, stepMs, breakShare, target } = input;
  const { first, expected, spread } = forecast;
  const steps = expected.length;
  const seatsExpected = expectedSeats(input, steps);
  const needed = unknownSteps(steps);
  const floor = unknownFloor(steps);
  let from: number | undefined;
  for (let step = first; step < steps; step += 1) {
    const calls = expected[step]!;
    if (Number.isNaN(calls)) continue;
    const need = seatsForTarget(calls, stepMs, input, target, breakShare, from);
    from = need.agents;
    needed[step] = need.seats;
    const seats = seatsExpected[step]!;
    if (!Number.isNaN(seats)) setStep(floor, step, expectStep(calls, spread[step]!, stepMs, agentsOf(seats, breakShare), input));
  }
  return { first, stepMs, target, seatsNeeded: needed, seatsExpected, offered: expected, ...floor };
}

/** Signed-in seats that `offered` calls in a step need for the target: what the past of the capacity line is drawn from. 0 for no calls. */
export function seatsNeededFor(
  offered: number,
  floor: Pick<CapacityInput, 'stepMs' | 'breakShare' | 'handlingMs' | 'patienceMs' | 'thresholdMs' | 'target'>,
): number {
  return seatsForTarget(offered, floor.stepMs, floor, floor.target, floor.breakShare).seats;
}

/** The plan, corrected by who is missing or more now; without a plan, who is there stays. Never below 0 or above what is installed. */
function expectedSeats({ forecast, stepMs, seatsPlanned, seatsPresent, seatsInstalled }: CapacityInput, steps: number): Float64Array {
  const { first } = forecast;
  const difference =
    seatsPresent === null ? 0 : presentDifference(seatsPresent, seatsPlanned[first] ?? null, seatsPlanned[first - 1] ?? null);
  return Float64Array.from({ length: steps }, (_, step) => {
    if (step < first) return Number.NaN;
    const planned = seatsPlanned[step] ?? null;
    if (planned === null) return seatsPresent === null ? Number.NaN : Math.min(seatsInstalled, seatsPresent);
    const fading = Math.exp((-(step - first) * stepMs) / SHORTFALL_FADES_MS);
    return Math.min(seatsInstalled, Math.max(0, planned + difference * fading));
  });
}

/** Seats beyond the plan (negative: missing). At a change of shift people are on their way: between the old number and the new nobody is missing. */
function presentDifference(present: number, planned: number | null, plannedBefore: number | null): number {
  if (planned === null) return 0;
  const before = plannedBefore ?? planned;
  if (present > Math.max(planned, before)) return present - Math.max(planned, before);
  return Math.min(0, present - Math.min(planned, before));
}
