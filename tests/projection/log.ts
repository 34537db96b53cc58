import type { CaseEvent, DomainEvent, LogRecord } from '../../shared/domain/events';
import type { Grade } from '../../shared/domain/terms';
import { Projection } from '../../shared/projection/projection';
import type { ProjectionSettings } from '../../shared/projection/settings';
import type { Instant } from '../../shared/time/instant';
import { SETTINGS } from './generate';

/** A projection that is told events one by one, numbered as they come. */
export class Told {
  readonly projection: Projection;

  constructor(settings: Partial<ProjectionSettings> = {}) {
    this.projection = new Projection({ ...SETTINGS, ...settings });
  }

  at(at: Instant, event: DomainEvent, by = 'source:test'): this {
    this.projection.apply(this.next(at, event, by));
    return this;
  }

  /** The record that `at` would apply. */
  next(at: Instant, event: DomainEvent, by = 'source:test'): LogRecord {
    return { seq: this.projection.seq + 1, at, by, event };
  }
}

export function received(key: number, known: Partial<Extract<CaseEvent, { kind: 'case.received' }>> = {}): CaseEvent {
  return {
    kind: 'case.received',
    case: key,
    reference: `R${key}`,
    contact: 'appeal',
    channel: 'phone',
    category: 1,
    district: 1,
    township: 1,
    place: null,
    call: 0,
    ...known,
  };
}

export function dispatched(key: number, dueAt: Instant, unit = 1, grade: Grade = '7d'): CaseEvent {
  return { kind: 'case.dispatched', case: key, unit, grade, dueAt };
}
