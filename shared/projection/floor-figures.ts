import type { ServiceWindow } from '../domain/floor-terms';
import type { QueueKey } from '../domain/keys';
import type { AbandonRule } from '../domain/service-level';
import { INTERVAL_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';
import type { Floor } from './floor';
import { ABANDON_WAIT_MS, ABANDONED, ANSWERED, OFFERED, STAFFED_MS } from './floor-columns';
import { PRESENT_MS, TALK_MS, TALKS, WAIT_MS, WRAP_UP_MS, WRAP_UPS } from './floor-columns';
import { serviceWindows } from './floor-windows';
import type { ServiceFigures } from './floor-windows';
import { adherence, adherenceToday, occupancy, presentIn, seatFigures } from './seat-figures';
import type { SeatFigures } from './seat-figures';
import { stepOf } from './step-series';

/** no-data: the source brings no seats or calls at all; closed: nobody is planned and nobody is there; open. */
export type FloorState = 'no-data' | 'closed' | 'open';

/** What a screen says of all calls and seats at the clock's now. null is "no data": never a call, never a seat, or nothing to divide by. */
export interface FloorFigures {
  readonly state: FloorState;
  /** The rule of `service`. */
  readonly abandonRule: AbandonRule;
  readonly service: Readonly<Record<ServiceWindow, ServiceFigures>> | null;
  /** Planned seat time that was staffed / planned seat time over the last 25–30 minutes, and over the day so far. */
  readonly adherence: number | null;
  readonly adherenceToday: number | null;
  readonly queued: number | null;
  readonly longestWaitMs: DurationMs | null;
  readonly today: { readonly offered: number; readonly answered: number; readonly abandoned: number } | null;
  readonly seats: SeatFigures | null;
  /** (talking + wrap-up) / (present − on break) seat time over the last 25–30 minutes. */
  readonly occupancy: number | null;
  /** Means over the day so far. */
  readonly talkMs: DurationMs | null;
  readonly wrapUpMs: DurationMs | null;
  readonly answerSpeedMs: DurationMs | null;
}

/** The operational day in 5-minute steps; entry i begins at startAt + i·stepMs. null: in the future, or before there was any data. */
export interface FloorDay {
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  /** Offered in the step, and of these answered and abandoned so far. */
  readonly offered: readonly (number | null)[];
  readonly answered: readonly (number | null)[];
  readonly abandoned: readonly (number | null)[];
  /** Time-weighted mean of the part of the step that has passed. */
  readonly seatsPresent: readonly (number | null)[];
  /** At the beginning of the step, decisions included; known for the future too. */
  readonly seatsPlanned: readonly (number | null)[];
  /** Calls that the planned seats can carry in the step at the day's mean talk + wrap-up. */
  readonly capacity: readonly (number | null)[];
}

/** `seatsInstalled`: seats that exist; `abandonRule`: the city's one rule for totals over queues. */
export function floorFigures(
  floor: Floor,
  { seatsInstalled, abandonRule }: { readonly seatsInstalled: number; readonly abandonRule: AbandonRule },
): FloorFigures {
  floor.settle();
  const { clock, calls } = floor;
  const hasCalls = floor.callsSince !== null;
  const oldest = calls.oldestOfferedAt(null);
  const today = floorSums(floor, stepOf(clock.dayStart), stepOf(clock.now));
  const { talkMs, wrapUpMs, answerSpeedMs } = meansOf(today);
  return {
    state: stateOf(floor, seatsInstalled),
    abandonRule,
    service: hasCalls ? serviceWindows(floor, null, abandonRule) : null,
    adherence: adherence(floor, seatsInstalled),
    adherenceToday: adherenceToday(floor, seatsInstalled),
    queued: hasCalls ? calls.waiting : null,
    longestWaitMs: hasCalls ? (oldest === null ? 0 : Math.max(0, clock.now - oldest)) : null,
    today: hasCalls ? { offered: today.offered, answered: today.answered, abandoned: today.abandoned } : null,
    seats: seatFigures(floor, seatsInstalled),
    occupancy: occupancy(floor),
    talkMs,
    wrapUpMs,
    answerSpeedMs,
  };
}

/** Sums over whole steps: of calls offered in them, and of seat time that passed in them. */
export interface FloorSums {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Of answered and of abandoned calls. */
  readonly waitMs: DurationMs;
  readonly abandonWaitMs: DurationMs;
  readonly talks: number;
  readonly talkMs: DurationMs;
  readonly wrapUps: number;
  readonly wrapUpMs: DurationMs;
  /** Seat time signed in, and without breaks. */
  readonly presentMs: DurationMs;
  readonly staffedMs: DurationMs;
}

/** Over the steps (`stepOf`) `first` … `last`, both included, of the last 42 hours. What a forecast and a capacity line go by. */
export function floorSums(floor: Floor, first: number, last: number): FloorSums {
  floor.settle();
  const time = (column: number) => floor.seatTime.sum(first, last, column);
  return { ...callSums(floor, null, first, last), presentMs: time(PRESENT_MS), staffedMs: time(STAFFED_MS) };
}

export type CallSums = Omit<FloorSums, 'presentMs' | 'staffedMs'>;

/** The calls of one queue; null: of all. */
export function callSums({ offers }: Floor, queue: QueueKey | null, first: number, last: number): CallSums {
  const sum = (column: number) => offers.sum(queue, first, last, column);
  return {
    offered: sum(OFFERED),
    answered: sum(ANSWERED),
    abandoned: sum(ABANDONED),
    waitMs: sum(WAIT_MS),
    abandonWaitMs: sum(ABANDON_WAIT_MS),
    talks: sum(TALKS),
    talkMs: sum(TALK_MS),
    wrapUps: sum(WRAP_UPS),
    wrapUpMs: sum(WRAP_UP_MS),
  };
}

/** ASA, mean talk and mean wrap-up; null: none yet. */
export function meansOf(sums: CallSums): {
  readonly answerSpeedMs: DurationMs | null;
  readonly talkMs: DurationMs | null;
  readonly wrapUpMs: DurationMs | null;
} {
  const mean = (whole: number, parts: number) => (parts > 0 ? whole / parts : null);
  return {
    answerSpeedMs: mean(sums.waitMs, sums.answered),
    talkMs: mean(sums.talkMs, sums.talks),
    wrapUpMs: mean(sums.wrapUpMs, sums.wrapUps),
  };
}

/** The steps of the operational day, by number (`stepOf`). */
export function daySteps({ clock }: Floor): { readonly steps: readonly number[] } {
  const first = stepOf(clock.dayStart);
  return { steps: Array.from({ length: Math.ceil((clock.nextDay - clock.dayStart) / INTERVAL_MS) }, (_, i) => first + i) };
}

/** A column of a queue (null: of all) by step of the operational day; null in the future, and before the log's first call. */
export function dayColumn({ clock, callsSince, offers }: Floor, queue: QueueKey | null, column: number): (number | null)[] {
  const first = stepOf(clock.dayStart);
  const known = callsSince === null ? Number.POSITIVE_INFINITY : stepOf(callsSince) - first;
  const passed = stepOf(clock.now) - first;
  const sums = offers.column(queue, first, first + passed, column);
  const steps: (number | null)[] = [];
  for (let i = 0; i < Math.ceil((clock.nextDay - clock.dayStart) / INTERVAL_MS); i += 1)
    steps.push(i >= known && i <= passed ? sums[i]! : null);
  return steps;
}

function stateOf(floor: Floor, installed: number): FloorState {
  if (floor.since === null) return 'no-data';
  const { seats, clock, calls } = floor;
  const planned = floor.plannedAt(clock.now, installed) ?? 0;
  return seats.since !== null && seats.present === 0 && planned === 0 && calls.waiting === 0 ? 'closed' : 'open';
}

/** The floor's day step by step. Costs as much as the day has steps, the figures do not. `seatsInstalled`: seats that exist. */
export function floorDay(floor: Floor, { seatsInstalled }: { readonly seatsInstalled: number }): FloorDay {
  floor.settle();
  const { clock } = floor;
  const { talkMs, wrapUpMs } = meansOf(floorSums(floor, stepOf(clock.dayStart), stepOf(clock.now)));
  const handlingMs = talkMs === null || wrapUpMs === null ? null : talkMs + wrapUpMs;
  const { steps } = daySteps(floor);
  const seatsPlanned = steps.map((step) => floor.plannedAt(step * INTERVAL_MS, seatsInstalled));
  return {
    startAt: clock.dayStart,
    stepMs: INTERVAL_MS,
    offered: dayColumn(floor, null, OFFERED),
    answered: dayColumn(floor, null, ANSWERED),
    abandoned: dayColumn(floor, null, ABANDONED),
    seatsPresent: steps.map((step) => presentIn(floor, step)),
    seatsPlanned,
    capacity: seatsPlanned.map((planned) => (planned === null || !handlingMs ? null : (planned * INTERVAL_MS) / handlingMs)),
  };
}
