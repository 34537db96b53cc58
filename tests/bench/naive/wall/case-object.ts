import type { LogRecord } from '../../../../shared/domain/events';

/** A case as one keeps it first: an object. */
export interface CaseObject {
  readonly key: number;
  readonly reference: string;
  readonly district: number;
  readonly status: string;
  readonly dueAt: number;
  readonly longitude: number;
  readonly latitude: number;
}

/** The case after the event; null: it has ended, or the event begins one without a place. */
export function afterEvent(known: CaseObject | undefined, { event }: LogRecord): CaseObject | null {
  switch (event.kind) {
    case 'case.received':
    case 'case.carried-over':
      if (event.place === null) return null;
      return {
        key: event.case,
        reference: event.reference,
        district: event.district,
        status: event.kind === 'case.received' ? 'received' : event.status,
        dueAt: event.kind === 'case.received' ? 0 : event.dueAt,
        ...event.place,
      };
    case 'case.closed':
    case 'case.cancelled':
      return null;
    case 'case.dispatched':
      return known === undefined ? null : { ...known, status: 'dispatched', dueAt: event.dueAt };
    default:
      return known === undefined ? null : { ...known, status: event.kind };
  }
}

export function caseOf({ event }: LogRecord): number {
  return 'case' in event ? event.case : 0;
}
