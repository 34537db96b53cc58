import type { Command, Decision, Refusal } from './commands';

/** Rules that an `invalid` refusal can name in `rule`: windows word them in the reader's language by these. */
export const REFUSAL_RULES = [
  /** Empty, or only blanks. */
  'required',
  'too-long',
  /** Not a number, below zero, or beyond AMOUNT_LIMIT. */
  'out-of-range',
  /** The unit has the case already. */
  'same-unit',
  /** A case cannot be merged into itself. */
  'itself',
  /** The case to merge into has ended. */
  'ended',
  /** Only an enquiry can be answered; an appeal is dispatched. */
  'not-an-enquiry',
  /** A citizen who was not reached has said nothing; one who was has said whether it is solved. */
  'inconsistent',
  /** The citizen has answered already since the case was resolved. */
  'answered-already',
  /** The last callback does not say "not solved". */
  'not-unsolved',
  /** The measure changes nothing. */
  'no-change',
  /** It ends before it begins, has ended already, or begins too far ahead. */
  'bad-window',
] as const;
export type RefusalRule = (typeof REFUSAL_RULES)[number];

interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

export function accepted<Event>(...events: readonly Event[]): Decision<Event> {
  return { ok: true, events };
}

export function notFound(what: Extract<Refusal, { kind: 'not-found' }>['what']): Refused {
  return { ok: false, refusal: { kind: 'not-found', what } };
}

export function illegal(command: Command['kind'], state: string): Refused {
  return { ok: false, refusal: { kind: 'illegal-transition', command, state } };
}

export function invalid(field: string, rule: RefusalRule): Refused {
  return { ok: false, refusal: { kind: 'invalid', field, rule } };
}

/** As long as a case's reference may be in the log and on the wire, in UTF-16 units. */
export const REFERENCE_LIMIT = 64;

/** As much as an amount (a task's progress, target or plan) may be. */
export const AMOUNT_LIMIT = 1e15;

/** As long as a reason may be in the log and on the wire, in UTF-16 units. */
export const REASON_LIMIT = 500;

/** Refuses a reason that says nothing or too much; null: it will do. */
export function checkReason(reason: string): Refused | null {
  if (reason.trim() === '') return invalid('reason', 'required');
  return reason.trim().length > REASON_LIMIT ? invalid('reason', 'too-long') : null;
}
