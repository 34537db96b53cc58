import type { EventKind } from './events';

/**
 * All kinds of events. An index into this list is what packed records carry, so entries are only ever appended, and the case events come first: a fold
 * tells them by one comparison.
 */
export const EVENT_KINDS = [
  'case.received',
  'case.carried-over',
  'case.enquiry-answered',
  'case.dispatched',
  'case.accepted',
  'case.started',
  'case.returned',
  'case.reassigned',
  'case.urged',
  'case.resolved',
  'case.called-back',
  'case.closed',
  'case.reopened',
  'case.merged',
  'case.cancelled',
  'call.offered',
  'call.answered',
  'call.abandoned',
  'call.ended',
  'call.wrapped-up',
  'seat.changed',
  'catalogue.district-added',
  'catalogue.township-added',
  'catalogue.unit-added',
  'catalogue.category-added',
  'catalogue.queue-added',
  'calls.carried-over',
  'seats.planned',
  'staffing.decided',
  'task.defined',
  'task.progressed',
  'emergency.opened',
  'emergency.closed',
  'log.redacted',
] as const satisfies readonly EventKind[];

/** Does not compile while a kind has no code. */
true satisfies [EventKind] extends [(typeof EVENT_KINDS)[number]] ? true : 'a kind of event has no code';

/** The way back: the code of a kind. */
export const EVENT_CODE = Object.fromEntries(EVENT_KINDS.map((kind, code) => [kind, code])) as Readonly<Record<EventKind, number>>;

/** Codes that inner loops compare with; tests/domain/record-columns.spec.ts holds them to the list. */
export const CASE_RECEIVED = 0;
export const CASE_CARRIED_OVER = 1;
export const CASE_ENQUIRY_ANSWERED = 2;
export const CASE_DISPATCHED = 3;
export const CASE_ACCEPTED = 4;
export const CASE_STARTED = 5;
export const CASE_RETURNED = 6;
export const CASE_REASSIGNED = 7;
export const CASE_URGED = 8;
export const CASE_RESOLVED = 9;
export const CASE_CALLED_BACK = 10;
export const CASE_CLOSED = 11;
export const CASE_REOPENED = 12;
export const CASE_MERGED = 13;
export const CASE_CANCELLED = 14;
export const CALL_OFFERED = 15;
export const CALL_ANSWERED = 16;
export const CALL_ABANDONED = 17;
export const CALL_ENDED = 18;
export const CALL_WRAPPED_UP = 19;
export const SEAT_CHANGED = 20;

/** Kinds of cases lie below this code. */
export const CASE_CODES = CASE_CANCELLED + 1;
/** Kinds from this code on are rare, and packed one by one instead of in columns. */
export const GENERAL_CODES = SEAT_CHANGED + 1;
