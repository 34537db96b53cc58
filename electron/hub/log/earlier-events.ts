import type { DomainEvent } from '../../../shared/domain/events';
import { NONE } from '../../../shared/domain/keys';

/** `call.offered` as it was stored before wire version 2. */
interface OfferedWithoutQueue {
  readonly kind: 'call.offered';
  readonly call: number;
  readonly queue?: never;
}

/** What a row of the log may hold: events of this version and of earlier ones. */
export type StoredEvent = DomainEvent | OfferedWithoutQueue;

/**
 * The one place where events that an earlier version of the product has stored are read as this version knows them; the rows stay as they are.
 * Before wire version 2 nobody knew queues: a call of then was offered in none.
 */
export function asKnownNow(stored: StoredEvent): DomainEvent {
  return stored.kind === 'call.offered' && stored.queue === undefined ? { kind: 'call.offered', call: stored.call, queue: NONE } : stored;
}
