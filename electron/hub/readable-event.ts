import { eventSchema } from '../../shared/contract/records';
import type { DomainEvent } from '../../shared/domain/events';
import type { Actor, Place } from '../../shared/domain/keys';
import { REASON_LIMIT, REFERENCE_LIMIT } from '../../shared/domain/refusals';

const LONGEST_ACTOR = 200;

/**
 * Why clients would refuse this event, null when they would not: a record that every client refuses would stop each of them for good. Of the kinds that sources make
 * hundreds of thousands of, whose numbers the projection checks and whose terms are typed, only what neither looks at is checked here (the
 * schema takes 5 µs each). Everything else goes through the schema itself.
 */
export function whyUnreadable(event: DomainEvent, by: Actor): string | null {
  if (by.length === 0 || by.length > LONGEST_ACTOR) return `the actor is not 1…${LONGEST_ACTOR} long`;
  switch (event.kind) {
    case 'case.received':
    case 'case.carried-over':
      if (event.reference.length === 0 || event.reference.length > REFERENCE_LIMIT) return `the reference is not 1…${REFERENCE_LIMIT} long`;
      return event.place === null || isOnEarth(event.place) ? null : 'the place is not on the earth';
    case 'case.returned':
    case 'case.reassigned':
    case 'case.urged':
    case 'case.reopened':
    case 'case.cancelled':
      return event.reason.length > REASON_LIMIT ? `the reason is longer than ${REASON_LIMIT}` : null;
    case 'case.dispatched':
    case 'case.accepted':
    case 'case.started':
    case 'case.resolved':
    case 'case.called-back':
    case 'case.merged':
    case 'case.closed':
    case 'case.enquiry-answered':
    case 'call.offered':
    case 'call.answered':
    case 'call.abandoned':
    case 'call.ended':
    case 'call.wrapped-up':
    case 'seat.changed':
      return null;
    default:
      return bySchema(event);
  }
}

function bySchema(event: DomainEvent): string | null {
  const checked = eventSchema.safeParse(event);
  if (checked.success) return null;
  const [issue] = checked.error.issues;
  return `${issue?.code ?? 'malformed'} at ${issue?.path.join('.') ?? ''}`;
}

/** Refuses NaN as well. */
function isOnEarth({ longitude, latitude }: Place): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}
