import { CALLBACKS, CASE_STATUSES, CHANNELS, CONTACTS, ENDED_STATUSES, GRADES, RUNNING_STATUSES } from '../domain/terms';
import type { Callback, CaseStatus, Channel, Contact, Grade } from '../domain/terms';

/** Columns hold the index of a term in its list of `domain/terms`. These are the ways there; the way back is the list itself. */

function indexed<Term extends string>(terms: readonly Term[]): Readonly<Record<Term, number>> {
  return Object.fromEntries(terms.map((term, index) => [term, index])) as Record<Term, number>;
}

export const STATUS_CODE: Readonly<Record<CaseStatus, number>> = indexed(CASE_STATUSES);
export const GRADE_CODE: Readonly<Record<Grade, number>> = indexed(GRADES);
export const CHANNEL_CODE: Readonly<Record<Channel, number>> = indexed(CHANNELS);
export const CONTACT_CODE: Readonly<Record<Contact, number>> = indexed(CONTACTS);
export const CALLBACK_CODE: Readonly<Record<Callback, number>> = indexed(CALLBACKS);

/** 1 for status codes after which nothing more happens. */
export const ENDED: Uint8Array = Uint8Array.from(CASE_STATUSES, (status) => (ENDED_STATUSES.includes(status) ? 1 : 0));

/** 1 for status codes in which a deadline runs. */
export const RUNNING: Uint8Array = Uint8Array.from(CASE_STATUSES, (status) => (RUNNING_STATUSES.includes(status) ? 1 : 0));

/** Codes of DEADLINE_STATES, spelled out for the wheel's inner loops. */
export const NO_DEADLINE = 0;
export const IN_TIME = 1;
export const AT_RISK = 2;
export const BREACHED = 3;
