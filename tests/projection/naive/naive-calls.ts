import type { LogRecord } from '../../../shared/domain/events';
import type { AbandonRule } from '../../../shared/domain/service-level';
import type { SeatState } from '../../../shared/domain/terms';
import type { ProjectionSettings } from '../../../shared/projection/settings';
import type { Instant } from '../../../shared/time/instant';
import { ofKind } from './naive-cases';

export interface NaiveCall {
  readonly call: number;
  readonly queue: number;
  readonly thresholdMs: number;
  /** How many calls were offered before it in the log. */
  readonly nth: number;
  readonly offeredAt: Instant;
  seat: number;
  answeredAt: Instant;
  endedAt: Instant;
  state: 'waiting' | 'talking' | 'wrap-up' | 'done' | 'abandoned';
  abandonedAt: Instant;
  doneAt: Instant;
  case: number;
}

/** A seat in one state: from ≤ t < until. */
export interface Turn {
  readonly seat: number;
  readonly state: SeatState;
  readonly from: Instant;
  readonly until: Instant;
}

export interface NaiveFloor {
  /** In the order of the log. */
  readonly calls: readonly NaiveCall[];
  readonly turns: readonly Turn[];
  readonly seatsSince: Instant | null;
  readonly queues: readonly { readonly queue: number; readonly thresholdMs: number; readonly abandonRule: AbandonRule }[];
}

/** Every call and every turn of a seat that the log tells of, at `now`. */
export function naiveCalls(log: readonly LogRecord[], now: Instant, settings: ProjectionSettings): NaiveFloor {
  const queues = ofKind(log, 'catalogue.queue-added').map(({ event }) => event);
  const calls: NaiveCall[] = [];
  const byKey = new Map<number, NaiveCall>();
  const turns: { seat: number; state: SeatState; from: Instant; until: Instant }[] = [];
  const lastTurns = new Map<number, (typeof turns)[number]>();
  let seatsSince: Instant | null = null;
  const turn = (seat: number, state: SeatState, at: Instant) => {
    const before = lastTurns.get(seat);
    const from = Math.max(at, before?.from ?? 0);
    if (before !== undefined) before.until = from;
    const one = { seat, state, from, until: now };
    turns.push(one);
    lastTurns.set(seat, one);
    seatsSince = Math.min(seatsSince ?? at, at);
  };
  for (const { at, event } of log) {
    if (event.kind === 'seat.changed') turn(event.seat, event.state, at);
    if (event.kind === 'case.received' && event.call !== 0) {
      const one = byKey.get(event.call);
      const late = one === undefined || (['done', 'abandoned'].includes(one.state) && one.nth < calls.length - 4096);
      if (!late && one.case === 0) one.case = event.case;
    }
    if (event.kind === 'call.offered') {
      const { call, queue } = event;
      const thresholdMs = queue === 0 ? settings.answerThresholdMs : queues.find((known) => known.queue === queue)!.thresholdMs;
      const blank = { seat: 0, answeredAt: 0, endedAt: 0, abandonedAt: 0, doneAt: 0, case: 0 };
      const offered: NaiveCall = { call, queue, thresholdMs, nth: calls.length, offeredAt: at, state: 'waiting', ...blank };
      calls.push(offered);
      byKey.set(call, offered);
    }
    const one = 'call' in event && event.kind !== 'case.received' ? byKey.get(event.call) : undefined;
    if (one === undefined) continue;
    if (event.kind === 'call.answered') {
      Object.assign(one, { state: 'talking', seat: event.seat, answeredAt: Math.max(at, one.offeredAt) });
      turn(event.seat, 'talking', at);
    } else if (event.kind === 'call.abandoned') {
      Object.assign(one, { state: 'abandoned', abandonedAt: Math.max(at, one.offeredAt) });
    } else if (event.kind === 'call.ended') {
      Object.assign(one, { state: 'wrap-up', endedAt: Math.max(at, one.answeredAt) });
      turn(event.seat, 'wrap-up', at);
    } else if (event.kind === 'call.wrapped-up') {
      Object.assign(one, { state: 'done', doneAt: Math.max(at, one.endedAt) });
      turn(event.seat, 'idle', at);
    }
  }
  return { calls, turns, seatsSince, queues };
}

/** Until it was answered or abandoned; 0 while it waits. */
export function waitOf(one: NaiveCall): number {
  return one.state === 'waiting' ? 0 : (one.state === 'abandoned' ? one.abandonedAt : one.answeredAt) - one.offeredAt;
}

export function inTime(one: NaiveCall): boolean {
  return one.state !== 'waiting' && waitOf(one) <= one.thresholdMs;
}

/** The calls that are kept one by one: in blocks, the last one's and those before it. */
export function keptCalls(calls: readonly NaiveCall[], callsKept: number): { kept: readonly NaiveCall[]; droppedTo: Instant } {
  const blocks = Math.min(512, callsKept / 4);
  const size = callsKept / blocks;
  const whole = Math.ceil(calls.length / size);
  const dropped = Math.max(0, (whole - blocks) * size);
  return { kept: calls.slice(dropped), droppedTo: Math.max(-1, ...calls.slice(0, dropped).map(({ offeredAt }) => offeredAt)) };
}

export function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
