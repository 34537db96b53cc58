import type { CallEvent, SeatEvent } from './events';
import type { SeatState } from './terms';

/**
 * A seat's day. People sign in and out and take breaks; talking and wrap-up come from the calls that the seat takes:
 *
 *   off ⇄ idle ⇄ break → off
 *   idle ─ call answered → talking ─ call ended → wrap-up ─ call wrapped up → idle
 *
 * A seat in a call neither leaves nor pauses: the call comes to its end first.
 */
const CHANGES: Readonly<Record<SeatState, readonly SeatState[]>> = {
  off: ['idle'],
  idle: ['break', 'off'],
  break: ['idle', 'off'],
  talking: [],
  'wrap-up': [],
};

/** Whether a person may change the seat so; a seat never heard of is `off`. A shift plan is always allowed: it touches no seat. */
export function seatEventAllowed(state: SeatState, event: SeatEvent): boolean {
  return event.kind === 'seats.planned' || CHANGES[state].includes(event.state);
}

/** The state that a seat must be in for this step of its call, and the state after it. */
export const SEAT_STEPS: Readonly<
  Record<Extract<CallEvent, { seat: unknown }>['kind'], { readonly from: SeatState; readonly to: SeatState }>
> = {
  'call.answered': { from: 'idle', to: 'talking' },
  'call.ended': { from: 'talking', to: 'wrap-up' },
  'call.wrapped-up': { from: 'wrap-up', to: 'idle' },
};
