import { CALL_STATES, callEventAllowed } from '../domain/calls';
import { CALL_ABANDONED, CALL_ANSWERED, CALL_ENDED, CALL_OFFERED, CALL_WRAPPED_UP, EVENT_KINDS } from '../domain/event-codes';
import type { CallEvent, SeatEvent } from '../domain/events';
import { SEAT_STEPS, seatEventAllowed } from '../domain/seats';
import { SEAT_STATES } from '../domain/terms';
import type { SeatState } from '../domain/terms';

/** What the domain says of calls and seats, by code: its own functions, asked once for every combination. */

const CALL_KINDS = [CALL_OFFERED, CALL_ANSWERED, CALL_ABANDONED, CALL_ENDED, CALL_WRAPPED_UP];
const SEATS = SEAT_STATES.length;
/** 0: no such call is under way; otherwise 1 + the index into CALL_STATES. */
const STATES = CALL_STATES.length + 1;

const CALL_STEPS = new Uint8Array((Math.max(...CALL_KINDS) + 1) * STATES * SEATS * 2);
for (const kind of CALL_KINDS) {
  for (let state = 0; state < STATES; state += 1) {
    for (const [seat, seatState] of SEAT_STATES.entries()) {
      for (const own of [0, 1]) {
        const call = state === 0 ? null : { state: CALL_STATES[state - 1]!, seat: 1 };
        const event = { kind: EVENT_KINDS[kind]!, call: 1, queue: 0, seat: own === 1 ? 1 : 2 } as CallEvent;
        CALL_STEPS[placeOf(kind, state, seat, own)] = callEventAllowed(call, seatState, event) ? 1 : 0;
      }
    }
  }
}

/** Whether a call in this state may take this step. `own`: 1 if the seat that the event names has the call; `seat`: index into SEAT_STATES. */
export function callFollows(kind: number, state: number, seat: number, own: number): boolean {
  return CALL_STEPS[placeOf(kind, state, seat, own)] === 1;
}

/** Whether a person may change a seat so; indexes into SEAT_STATES. */
export function seatFollows(from: number, to: number): boolean {
  return SEAT_CHANGES[from * SEATS + to] === 1;
}

/** Index into SEAT_STATES after a step of a call, by the kind's code. */
export const SEAT_AFTER: Readonly<Record<number, number>> = {
  [CALL_ANSWERED]: SEAT_STATES.indexOf(SEAT_STEPS['call.answered'].to),
  [CALL_ENDED]: SEAT_STATES.indexOf(SEAT_STEPS['call.ended'].to),
  [CALL_WRAPPED_UP]: SEAT_STATES.indexOf(SEAT_STEPS['call.wrapped-up'].to),
};

const SEAT_CHANGES = Uint8Array.from(
  SEAT_STATES.flatMap((from) => SEAT_STATES.map((to) => (seatEventAllowed(from, changeTo(to)) ? 1 : 0))),
);

function changeTo(state: SeatState): SeatEvent {
  return { kind: 'seat.changed', seat: 1, state } as SeatEvent;
}

function placeOf(kind: number, state: number, seat: number, own: number): number {
  return ((kind * STATES + state) * SEATS + seat) * 2 + own;
}
