import type { LogRecord } from '../../../shared/domain/events';
import type { SeatState } from '../../../shared/domain/terms';
import { SEAT_STATES } from '../../../shared/domain/terms';
import type { ProjectionSettings } from '../../../shared/projection/settings';
import { INTERVAL_MS } from '../../../shared/time/instant';
import type { Instant } from '../../../shared/time/instant';
import { ofKind } from './naive-cases';

interface NaiveCall {
  readonly call: number;
  seat: number;
  offeredAt: Instant;
  answeredAt: Instant;
  endedAt: Instant;
  state: 'waiting' | 'talking' | 'wrapping' | 'abandoned' | 'done';
  abandonedAt: Instant;
  doneAt: Instant;
}

interface Turn {
  readonly state: SeatState;
  readonly from: Instant;
}

const STEPS_KEPT = 512;

/** What `Projection.canonical` must say of calls and seats at `now`. */
export function naiveFloor(log: readonly LogRecord[], now: Instant, settings: ProjectionSettings): unknown {
  const calls = new Map<number, NaiveCall>();
  const seats = new Map<number, Turn[]>();
  let seatsSince: Instant | null = null;
  const turn = (seat: number, state: SeatState, at: Instant) => {
    const turns = seats.get(seat) ?? [];
    turns.push({ state, from: Math.max(at, turns.at(-1)?.from ?? 0) });
    seats.set(seat, turns);
    seatsSince = Math.min(seatsSince ?? at, at);
  };
  for (const { at, event } of log) {
    if (event.kind === 'seat.changed') turn(event.seat, event.state, at);
    if (event.kind === 'call.offered') {
      const blank = { seat: 0, answeredAt: 0, endedAt: 0, abandonedAt: 0, doneAt: 0 };
      calls.set(event.call, { call: event.call, offeredAt: at, state: 'waiting', ...blank });
    }
    const one = 'call' in event ? calls.get(event.call) : undefined;
    if (one === undefined) continue;
    if (event.kind === 'call.answered') {
      Object.assign(one, { state: 'talking', seat: event.seat, answeredAt: Math.max(at, one.offeredAt) });
      turn(event.seat, 'talking', at);
    } else if (event.kind === 'call.abandoned') {
      Object.assign(one, { state: 'abandoned', abandonedAt: at });
    } else if (event.kind === 'call.ended') {
      Object.assign(one, { state: 'wrapping', endedAt: Math.max(at, one.answeredAt) });
      turn(event.seat, 'wrap-up', at);
    } else if (event.kind === 'call.wrapped-up') {
      Object.assign(one, { state: 'done', doneAt: Math.max(at, one.endedAt) });
      turn(event.seat, 'idle', at);
    }
  }
  const all = [...calls.values()];
  const latest = [...seats].map(([seat, turns]) => [seat, turns.at(-1)!] as const).sort(([a], [b]) => a - b);
  return {
    callsSince: all.length === 0 ? null : Math.min(...all.map((one) => one.offeredAt)),
    nextCall: Math.max(0, ...calls.keys()) + 1,
    calls: callRows(all),
    seats: {
      since: seatsSince,
      seats: latest.map(([seat, { state, from }]) => [seat, state, from]),
      counts: Object.fromEntries(SEAT_STATES.map((state) => [state, latest.filter(([, last]) => last.state === state).length])),
    },
    plans: naivePlans(log),
    series: series(all, [...seats.values()], now, settings.answerThresholdMs),
  };
}

function callRows(all: readonly NaiveCall[]): number[][] {
  const waiting = all.filter((one) => one.state === 'waiting').sort((a, b) => a.offeredAt - b.offeredAt);
  const busy = all.filter((one) => one.state === 'talking' || one.state === 'wrapping').sort((a, b) => a.call - b.call);
  const code = { waiting: 1, talking: 2, wrapping: 3, abandoned: 0, done: 0 } as const;
  return [...waiting, ...busy].map((one) => [one.call, code[one.state], one.seat, one.offeredAt, one.answeredAt, one.endedAt]);
}

function naivePlans(log: readonly LogRecord[]): unknown {
  const plans = new Map<Instant, unknown>();
  for (const { event } of ofKind(log, 'seats.planned')) {
    plans.set(event.startAt, { startAt: event.startAt, stepMs: event.stepMs, seats: [...event.seats] });
    if (plans.size > 4) plans.delete(Math.min(...plans.keys()));
  }
  return [...plans].sort(([a], [b]) => a - b).map(([, plan]) => plan);
}

function series(all: readonly NaiveCall[], seats: readonly (readonly Turn[])[], now: Instant, thresholdMs: number): [number, number[]][] {
  const last = Math.floor(now / INTERVAL_MS);
  const turns = seats.flatMap((of) => of.map((turn, i) => ({ ...turn, until: of[i + 1]?.from ?? now })));
  const rows: [number, number[]][] = [];
  for (let step = Math.max(0, last - STEPS_KEPT + 1); step <= last; step += 1) {
    const from = step * INTERVAL_MS;
    const to = Math.min(from + INTERVAL_MS, now);
    const during = turns.filter((turn) => turn.from < to && turn.until > from);
    const offered = all.filter((one) => one.offeredAt >= from && one.offeredAt < from + INTERVAL_MS);
    if (during.length + offered.length === 0) continue;
    const answered = offered.filter((one) => one.answeredAt !== 0);
    const abandoned = offered.filter((one) => one.state === 'abandoned');
    const talked = offered.filter((one) => one.endedAt !== 0);
    const done = offered.filter((one) => one.state === 'done');
    const time = (...states: SeatState[]) =>
      sum(during.filter(({ state }) => states.includes(state)).map((turn) => Math.min(turn.until, to) - Math.max(turn.from, from)));
    const row = [
      offered.length,
      answered.length,
      abandoned.length,
      answered.filter((one) => one.answeredAt - one.offeredAt <= thresholdMs).length,
      abandoned.filter((one) => one.abandonedAt - one.offeredAt <= thresholdMs).length,
      sum(answered.map((one) => one.answeredAt - one.offeredAt)),
      talked.length,
      sum(talked.map((one) => one.endedAt - one.answeredAt)),
      done.length,
      sum(done.map((one) => one.doneAt - one.endedAt)),
      time('idle', 'talking', 'wrap-up', 'break'),
      time('idle', 'talking', 'wrap-up'),
      time('talking'),
      time('wrap-up'),
    ];
    if (row.some((value) => value !== 0)) rows.push([step, row]);
  }
  return rows;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
