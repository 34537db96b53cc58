import type { CallEvent } from './events';
import type { SeatKey } from './keys';
import { SEAT_STEPS } from './seats';
import type { SeatState } from './terms';

/** offered → answered → ended → wrapped up (and forgotten), or offered → abandoned (and forgotten). */
export const CALL_STATES = ['offered', 'answered', 'ended'] as const;
export type CallState = (typeof CALL_STATES)[number];

/** A call that is not over. `seat` is NONE while it waits. */
export interface CallFields {
  readonly state: CallState;
  readonly seat: SeatKey;
}

/**
 * Whether `event` is a legal next step of the call; null: no such call is under way. `seatState` is the state of the seat that the event names
 * (`off` for a seat never heard of; not looked at for offered and abandoned).
 */
export function callEventAllowed(call: CallFields | null, seatState: SeatState, event: CallEvent): boolean {
  switch (event.kind) {
    case 'call.offered':
      return call === null;
    case 'call.abandoned':
      return call?.state === 'offered';
    case 'call.answered':
      return call?.state === 'offered' && seatState === SEAT_STEPS['call.answered'].from;
    case 'call.ended':
      return call?.state === 'answered' && call.seat === event.seat && seatState === SEAT_STEPS['call.ended'].from;
    case 'call.wrapped-up':
      return call?.state === 'ended' && call.seat === event.seat && seatState === SEAT_STEPS['call.wrapped-up'].from;
  }
}
