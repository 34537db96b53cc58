import { INTERVAL_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';
import type { Floor } from './floor';
import { ABANDONED, ANSWERED, ANSWERED_WITHIN, OFFERED, PRESENT_MS, SEAT_TALK_MS, SEAT_WRAP_UP_MS, STAFFED_MS } from './floor-columns';
import { TALK_MS, TALKS, WAIT_MS, WRAP_UP_MS, WRAP_UPS } from './floor-columns';
import { stepOf } from './step-series';

/** Steps that occupancy and the service level look back over: the running one and the five before, so 25–30 minutes. */
const WINDOW_STEPS = 6;

/** What a screen says of calls and seats at the clock's now. null is "no data": never a call, never a seat, or nothing to divide by. */
export interface FloorFigures {
  readonly queued: number | null;
  readonly longestWaitMs: DurationMs | null;
  readonly today: { readonly offered: number; readonly answered: number; readonly abandoned: number } | null;
  /** Rule: answered within the threshold / offered; calls that still wait are in the denominator. */
  readonly serviceLevel: {
    readonly value: number | null;
    readonly windowMs: DurationMs;
    readonly answeredWithin: number;
    readonly offered: number;
  } | null;
  readonly serviceLevelToday: number | null;
  readonly seats: {
    readonly installed: number;
    readonly present: number;
    readonly planned: number | null;
    readonly idle: number;
    readonly talking: number;
    readonly wrapUp: number;
    readonly onBreak: number;
  } | null;
  /** (talking + wrap-up) / (present − on break) seat time over the same window. */
  readonly occupancy: number | null;
  readonly talkMs: DurationMs | null;
  readonly wrapUpMs: DurationMs | null;
  readonly answerSpeedMs: DurationMs | null;
  readonly day: FloorDay;
}

/** The city day in 5-minute steps; entry i begins at startAt + i·stepMs. null: in the future, or before there was any data. */
export interface FloorDay {
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  /** Offered in the step, and of these answered, abandoned and answered within the threshold so far. */
  readonly offered: readonly (number | null)[];
  readonly answered: readonly (number | null)[];
  readonly abandoned: readonly (number | null)[];
  readonly answeredWithin: readonly (number | null)[];
  /** Time-weighted mean of the part of the step that has passed. */
  readonly seatsPresent: readonly (number | null)[];
  /** At the beginning of the step; known for the future too. */
  readonly seatsPlanned: readonly (number | null)[];
  /** Calls that the planned seats can carry in the step at the day's mean talk + wrap-up. */
  readonly capacity: readonly (number | null)[];
}

/** `seatsInstalled`: seats that exist. */
export function floorFigures(floor: Floor, seatsInstalled: number): FloorFigures {
  floor.settle();
  const { series, seats, clock, calls } = floor;
  const last = stepOf(clock.now);
  const first = stepOf(clock.dayStart);
  const today = (column: number) => series.sum(first, last, column);
  const recent = (column: number) => series.sum(last - WINDOW_STEPS + 1, last, column);
  const hasCalls = floor.callsSince !== null;
  const oldest = calls.oldestOfferedAt();
  const talkMs = ratio(today(TALK_MS), today(TALKS));
  const wrapUpMs = ratio(today(WRAP_UP_MS), today(WRAP_UPS));
  return {
    queued: hasCalls ? calls.waiting : null,
    longestWaitMs: hasCalls ? (oldest === null ? 0 : Math.max(0, clock.now - oldest)) : null,
    today: hasCalls ? { offered: today(OFFERED), answered: today(ANSWERED), abandoned: today(ABANDONED) } : null,
    serviceLevel: hasCalls
      ? {
          value: ratio(recent(ANSWERED_WITHIN), recent(OFFERED)),
          windowMs: WINDOW_STEPS * INTERVAL_MS,
          answeredWithin: recent(ANSWERED_WITHIN),
          offered: recent(OFFERED),
        }
      : null,
    serviceLevelToday: ratio(today(ANSWERED_WITHIN), today(OFFERED)),
    seats:
      seats.since === null
        ? null
        : {
            installed: seatsInstalled,
            present: seats.present,
            planned: floor.plans.at(clock.now),
            idle: seats.in('idle'),
            talking: seats.in('talking'),
            wrapUp: seats.in('wrap-up'),
            onBreak: seats.in('break'),
          },
    occupancy: ratio(recent(SEAT_TALK_MS) + recent(SEAT_WRAP_UP_MS), recent(STAFFED_MS)),
    talkMs,
    wrapUpMs,
    answerSpeedMs: ratio(today(WAIT_MS), today(ANSWERED)),
    day: dayOf(floor, talkMs === null || wrapUpMs === null ? null : talkMs + wrapUpMs),
  };
}

function dayOf(floor: Floor, handlingMs: DurationMs | null): FloorDay {
  const { series, seats, clock, plans } = floor;
  const startAt = clock.dayStart;
  const first = stepOf(startAt);
  const last = stepOf(clock.now);
  const steps = Array.from({ length: Math.ceil((clock.nextDay - startAt) / INTERVAL_MS) }, (_, i) => first + i);
  const callsFrom = floor.callsSince === null ? Number.POSITIVE_INFINITY : stepOf(floor.callsSince);
  const ofCalls = (column: number) => steps.map((step) => (step >= callsFrom && step <= last ? series.get(step, column) : null));
  const present = (step: number): number | null => {
    if (seats.since === null || step > last || step < stepOf(seats.since)) return null;
    const from = Math.max(step * INTERVAL_MS, seats.since);
    const passed = Math.min((step + 1) * INTERVAL_MS, clock.now) - from;
    return passed > 0 ? series.get(step, PRESENT_MS) / passed : seats.present;
  };
  const seatsPlanned = steps.map((step) => plans.at(step * INTERVAL_MS));
  return {
    startAt,
    stepMs: INTERVAL_MS,
    offered: ofCalls(OFFERED),
    answered: ofCalls(ANSWERED),
    abandoned: ofCalls(ABANDONED),
    answeredWithin: ofCalls(ANSWERED_WITHIN),
    seatsPresent: steps.map(present),
    seatsPlanned,
    capacity: seatsPlanned.map((planned) => (planned === null || !handlingMs ? null : (planned * INTERVAL_MS) / handlingMs)),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
