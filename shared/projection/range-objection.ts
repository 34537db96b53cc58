import type { DomainEvent } from '../domain/events';
import { utf8Length } from '../domain/utf8';
import { isInstant, isKey, isKeyOrNone, SMALL_KEY_LIMIT } from './key-limits';
import { LONGEST_BYTES } from './reference-column';

/**
 * Why the columns of a record cannot hold what a case, call or seat event says as it says it: they would cut a number that is none of theirs without a word.
 * null: they can. What the columns hold and a projection does not is for the fold to refuse.
 */
export function rangeObjection(event: DomainEvent): string | null {
  switch (event.kind) {
    case 'case.received':
    case 'case.carried-over': {
      const { category, district, township, reference } = event;
      if (![category, district, township].every(isKeyOrNone))
        return `category ${category}, district ${district} or township ${township} is no key`;
      if (utf8Length(reference) > LONGEST_BYTES) return 'the reference is too long';
      if (!isKey(event.case)) return `key ${event.case} is none`;
      if (event.kind === 'case.received') return isKeyOrNone(event.call) ? null : `call ${event.call} is no key`;
      if (!isKeyOrNone(event.unit)) return `unit ${event.unit} is no key`;
      return [event.receivedAt, event.dispatchedAt, event.dueAt].every(isInstant) ? null : 'a moment is none';
    }
    case 'case.dispatched':
      return isKeyOrNone(event.unit) ? (ofCase(event) ?? dueObjection(event)) : `unit ${event.unit} is no key`;
    case 'case.reassigned':
      return isKeyOrNone(event.to) && isKeyOrNone(event.from) ? (ofCase(event) ?? dueObjection(event)) : `unit ${event.to} is no key`;
    case 'case.reopened':
      return ofCase(event) ?? dueObjection(event);
    case 'case.merged':
      return isKey(event.into) ? ofCase(event) : `key ${event.into} is none`;
    case 'call.offered':
      return isKey(event.call) && isKeyOrNone(event.queue) ? null : `call ${event.call} or queue ${event.queue} is no key`;
    case 'call.abandoned':
      return isKey(event.call) ? null : `call ${event.call} is none`;
    case 'call.answered':
    case 'call.ended':
    case 'call.wrapped-up':
      return isKey(event.call) && isKey(event.seat) ? null : `call ${event.call} or seat ${event.seat} is none`;
    case 'seat.changed':
      return isKey(event.seat) ? null : `key ${event.seat} is not in 1…${SMALL_KEY_LIMIT}`;
    default:
      return 'case' in event ? ofCase(event) : null;
  }
}

function ofCase(event: { readonly case: number }): string | null {
  return isKey(event.case) ? null : `case ${event.case} is not held`;
}

function dueObjection({ dueAt }: { readonly dueAt: number }): string | null {
  return isInstant(dueAt) ? null : 'the deadline is no moment';
}
