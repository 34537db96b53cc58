import type { LogRecord } from '../../../shared/domain/events';
import type { SeatState } from '../../../shared/domain/terms';
import { SEAT_STATES } from '../../../shared/domain/terms';
import { CALLS_KEPT } from '../../../shared/projection/settings';
import type { ProjectionSettings } from '../../../shared/projection/settings';
import { DAY_MS, INTERVAL_MS } from '../../../shared/time/instant';
import type { Instant } from '../../../shared/time/instant';
import { inTime, keptCalls, naiveCalls, sum, waitOf } from './naive-calls';
import type { NaiveCall, Turn } from './naive-calls';
import { dayStartOf, ofKind } from './naive-cases';

const STEPS_KEPT = 512;
const DAYS_KEPT = 70;
const OUTCOMES = ['waiting', 'talking', 'wrap-up', 'done', 'abandoned'] as const;

/** What `Projection.canonical` must say of calls and seats at `now`. */
export function naiveFloor(log: readonly LogRecord[], now: Instant, settings: ProjectionSettings): unknown {
  const { calls, turns, seatsSince } = naiveCalls(log, now, settings);
  const callsKept = settings.callsKept ?? CALLS_KEPT;
  const { kept, droppedTo } = keptCalls(calls, callsKept);
  const seats = [...new Set(turns.map(({ seat }) => seat))].sort((a, b) => a - b);
  const latest = seats.map((seat) => turns.findLast((turn) => turn.seat === seat)!);
  const queues = [...new Set(calls.map(({ queue }) => queue))].sort((a, b) => a - b);
  return {
    callsSince: calls.length === 0 ? null : Math.min(...calls.map((one) => one.offeredAt)),
    nextCall: Math.max(0, ...calls.map(({ call }) => call)) + 1,
    calls: callRows(calls, callsKept),
    ring: { offered: calls.length, droppedTo, rows: kept.map(ringRow) },
    history: { carried: naiveCarried(log), counted: naiveCounted(calls, settings) },
    seats: {
      since: seatsSince,
      seats: latest.map(({ seat, state, from }) => [seat, state, from]),
      counts: Object.fromEntries(SEAT_STATES.map((state) => [state, latest.filter((last) => last.state === state).length])),
    },
    plans: naivePlans(log),
    offers: queues.map((queue) => {
      const own = calls.filter((one) => one.queue === queue);
      return [
        queue,
        series(now, own, (from) => callColumns(own.filter((one) => one.offeredAt >= from && one.offeredAt < from + INTERVAL_MS))),
      ];
    }),
    seatTime: series(now, turns, (from) => seatColumns(turns, from, Math.min(from + INTERVAL_MS, now))),
  };
}

function callRows(all: readonly NaiveCall[], callsKept: number): number[][] {
  const waiting = all.filter((one) => one.state === 'waiting').sort((a, b) => a.queue - b.queue || a.offeredAt - b.offeredAt);
  const busy = all.filter((one) => one.state === 'talking' || one.state === 'wrap-up').sort((a, b) => a.call - b.call);
  return [...waiting, ...busy].map((one) => {
    const state = OUTCOMES.indexOf(one.state) + 1;
    return [one.call, state, one.seat, one.queue, one.nth % callsKept, one.offeredAt, one.answeredAt, one.endedAt];
  });
}

function ringRow(one: NaiveCall): number[] {
  const talkMs = one.endedAt === 0 ? 0 : one.endedAt - one.answeredAt;
  const wrapUpMs = one.doneAt === 0 ? 0 : one.doneAt - one.endedAt;
  return [one.call, one.queue, OUTCOMES.indexOf(one.state), one.seat, one.case, one.offeredAt, waitOf(one), talkMs, wrapUpMs];
}

function naiveCarried(log: readonly LogRecord[]): { startAt: Instant; stepMs: number; offered: number[] }[] {
  const days = new Map<Instant, { startAt: Instant; stepMs: number; offered: number[] }>();
  for (const { event } of ofKind(log, 'calls.carried-over')) {
    days.set(event.startAt, { startAt: event.startAt, stepMs: event.stepMs, offered: [...event.offered] });
    if (days.size > DAYS_KEPT) days.delete(Math.min(...days.keys()));
  }
  return [...days.values()].sort((a, b) => a.startAt - b.startAt);
}

/** Calls by the operational day of their own moment. */
function naiveCounted(
  calls: readonly NaiveCall[],
  settings: ProjectionSettings,
): { startAt: Instant; stepMs: number; offered: number[] }[] {
  const starts = [...new Set(calls.map(({ offeredAt }) => dayStartOf(offeredAt, settings)))].sort((a, b) => a - b);
  return starts.slice(-DAYS_KEPT).map((startAt) => {
    const next = dayStartOf(startAt + DAY_MS + DAY_MS / 2, settings);
    const own = calls.filter(({ offeredAt }) => offeredAt >= startAt && offeredAt < next);
    const offered = Array.from({ length: (next - startAt) / INTERVAL_MS }, (_, step) => {
      const from = startAt + step * INTERVAL_MS;
      return own.filter(({ offeredAt }) => offeredAt >= from && offeredAt < from + INTERVAL_MS).length;
    });
    return { startAt, stepMs: INTERVAL_MS, offered };
  });
}

/** What a forecast is given: whole days before today. */
export function naivePast(log: readonly LogRecord[], now: Instant, settings: ProjectionSettings): unknown {
  const { calls, seatsSince } = naiveCalls(log, now, settings);
  const since = Math.min(seatsSince ?? Infinity, ...calls.map(({ offeredAt }) => offeredAt));
  const carried = naiveCarried(log);
  const counted = naiveCounted(calls, settings).filter(
    ({ startAt }) => since < startAt + INTERVAL_MS && !carried.some((day) => day.startAt === startAt),
  );
  return [...carried, ...counted]
    .filter(({ startAt }) => startAt < dayStartOf(now, settings))
    .sort((a, b) => a.startAt - b.startAt)
    .slice(-DAYS_KEPT);
}

function naivePlans(log: readonly LogRecord[]): unknown {
  const plans = new Map<Instant, unknown>();
  for (const { event } of ofKind(log, 'seats.planned')) {
    plans.set(event.startAt, { startAt: event.startAt, stepMs: event.stepMs, seats: [...event.seats] });
    if (plans.size > 4) plans.delete(Math.min(...plans.keys()));
  }
  return [...plans].sort(([a], [b]) => a - b).map(([, plan]) => plan);
}

/** By definition for every kept step; none when there is nothing at all. */
function series(now: Instant, things: readonly unknown[], row: (from: Instant) => number[]): [number, number[]][] {
  const last = Math.floor(now / INTERVAL_MS);
  const rows: [number, number[]][] = [];
  for (let step = Math.max(0, last - STEPS_KEPT + 1); step <= last && things.length > 0; step += 1) {
    const values = row(step * INTERVAL_MS);
    if (values.some((value) => value !== 0)) rows.push([step, values]);
  }
  return rows;
}

function callColumns(offered: readonly NaiveCall[]): number[] {
  const answered = offered.filter((one) => one.answeredAt !== 0);
  const abandoned = offered.filter((one) => one.state === 'abandoned');
  const talked = offered.filter((one) => one.endedAt !== 0);
  const done = offered.filter((one) => one.state === 'done');
  return [
    offered.length,
    answered.length,
    abandoned.length,
    answered.filter(inTime).length,
    abandoned.filter(inTime).length,
    sum(answered.map(waitOf)),
    sum(abandoned.map(waitOf)),
    talked.length,
    sum(talked.map((one) => one.endedAt - one.answeredAt)),
    done.length,
    sum(done.map((one) => one.doneAt - one.endedAt)),
  ];
}

/** Seat time in from ≤ t < to: present, staffed, talking, in wrap-up. */
export function seatColumns(turns: readonly Turn[], from: Instant, to: Instant): number[] {
  const during = turns.filter((turn) => turn.from < to && turn.until > from && turn.state !== 'off');
  if (during.length === 0) return [0, 0, 0, 0];
  const time = (...states: SeatState[]) =>
    sum(during.filter(({ state }) => states.includes(state)).map((turn) => Math.min(turn.until, to) - Math.max(turn.from, from)));
  return [time('idle', 'talking', 'wrap-up', 'break'), time('idle', 'talking', 'wrap-up'), time('talking'), time('wrap-up')];
}
