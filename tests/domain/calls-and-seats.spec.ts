import { describe, expect, it } from 'vitest';
import { callEventAllowed } from '../../shared/domain/calls';
import type { CallFields } from '../../shared/domain/calls';
import type { CallEvent, SeatEvent } from '../../shared/domain/events';
import { SEAT_STEPS, seatEventAllowed } from '../../shared/domain/seats';
import { SEAT_STATES } from '../../shared/domain/terms';
import type { SeatState } from '../../shared/domain/terms';

const calls: Record<string, CallFields | null> = {
  none: null,
  offered: { state: 'offered', seat: 0 },
  answered: { state: 'answered', seat: 7 },
  ended: { state: 'ended', seat: 7 },
};

const events: readonly CallEvent[] = [
  { kind: 'call.offered', call: 1, queue: 1 },
  { kind: 'call.abandoned', call: 1 },
  { kind: 'call.answered', call: 1, seat: 7 },
  { kind: 'call.ended', call: 1, seat: 7 },
  { kind: 'call.wrapped-up', call: 1, seat: 7 },
];

describe('a call', () => {
  it('is offered, then answered or abandoned; answered, then ended, then wrapped up; at the seat that took it', () => {
    const allowed: string[] = [];
    for (const [state, call] of Object.entries(calls)) {
      for (const seat of SEAT_STATES) {
        for (const event of events) if (callEventAllowed(call, seat, event)) allowed.push(`${state}, seat ${seat}: ${event.kind}`);
      }
    }
    const any = (state: string, kind: string): string[] => SEAT_STATES.map((seat) => `${state}, seat ${seat}: ${kind}`);
    expect(allowed.toSorted()).toEqual(
      [
        ...any('none', 'call.offered'),
        ...any('offered', 'call.abandoned'),
        'offered, seat idle: call.answered',
        'answered, seat talking: call.ended',
        'ended, seat wrap-up: call.wrapped-up',
      ].toSorted(),
    );
  });

  it('is not ended or wrapped up by another seat', () => {
    expect(callEventAllowed({ state: 'answered', seat: 8 }, 'talking', { kind: 'call.ended', call: 1, seat: 7 })).toBe(false);
    expect(callEventAllowed({ state: 'ended', seat: 8 }, 'wrap-up', { kind: 'call.wrapped-up', call: 1, seat: 7 })).toBe(false);
  });
});

describe('a seat', () => {
  it('is changed by its person only between calls', () => {
    const change = (state: Extract<SeatEvent, { kind: 'seat.changed' }>['state']): SeatEvent => ({ kind: 'seat.changed', seat: 7, state });
    const allowed: Record<SeatState, string[]> = { off: [], idle: [], talking: [], 'wrap-up': [], break: [] };
    for (const from of SEAT_STATES) {
      for (const to of ['idle', 'break', 'off'] as const) if (seatEventAllowed(from, change(to))) allowed[from].push(to);
    }
    expect(allowed).toEqual({ off: ['idle'], idle: ['break', 'off'], break: ['idle', 'off'], talking: [], 'wrap-up': [] });
  });

  it('goes through a call and is idle again', () => {
    let state: SeatState = 'idle';
    for (const step of ['call.answered', 'call.ended', 'call.wrapped-up'] as const) {
      expect(SEAT_STEPS[step].from).toBe(state);
      state = SEAT_STEPS[step].to;
    }
    expect(state).toBe('idle');
  });

  it('is not touched by a shift plan', () => {
    const plan: SeatEvent = { kind: 'seats.planned', startAt: 0, stepMs: 300_000, seats: [1, 2] };
    expect(SEAT_STATES.every((state) => seatEventAllowed(state, plan))).toBe(true);
  });
});
