import type { City, Source } from '../../shared/contract/city';
import type { DomainEvent, LogRecord } from '../../shared/domain/events';
import type { Instant } from '../../shared/time/instant';
import type { EventSource, PendingEvent, SourceReport } from '../../electron/hub/sources/source';

export const START = Date.UTC(2026, 2, 4, 2, 0, 0);

export const CITY: City = {
  name: { zh: '样例市', en: 'Sample City' },
  hotline: '12345',
  zone: 'Asia/Shanghai',
  extent: [116, 39.5, 117, 40.5],
  focus: [116.2, 39.7, 116.8, 40.2],
  outlines: null,
  sketch: null,
  seatsInstalled: 10,
  serviceLevel: { thresholdMs: 15_000, target: 0.95, abandonRule: 'abandons-missed' },
  dayReset: '00:00',
  calendar: { holidays: [], workdays: [] },
  staffing: { patienceMs: 120_000 },
  horizonMs: 3_600_000,
  playbooks: [{ code: 'rainstorm', name: { zh: '暴雨', en: 'Rainstorm' }, actions: [], categories: [], gradeRaise: false }],
};

const name = { zh: '某', en: 'some' };

/** A district, two units, a category and a task. */
export const CATALOGUE: readonly DomainEvent[] = [
  { kind: 'catalogue.district-added', district: 1, code: '110105', name },
  { kind: 'catalogue.unit-added', unit: 1, code: 'U1', unitKind: 'district', district: 1, name },
  { kind: 'catalogue.unit-added', unit: 2, code: 'U2', unitKind: 'department', district: 0, name },
  { kind: 'catalogue.unit-added', unit: 3, code: 'U3', unitKind: 'department', district: 0, name },
  { kind: 'catalogue.category-added', category: 1, code: 'C1', parent: 0, name },
];

/** Case `key` is received and dispatched to unit 1. */
export function openCase(key: number): DomainEvent[] {
  return [
    {
      kind: 'case.received',
      case: key,
      reference: `R${key}`,
      contact: 'appeal',
      channel: 'phone',
      category: 1,
      district: 1,
      township: 0,
      place: key % 3 === 0 ? null : { longitude: 116.5, latitude: 39.9 },
      call: 0,
    },
    { kind: 'case.dispatched', case: key, unit: 1, grade: '7d', dueAt: START + 7 * 86_400_000 },
  ];
}

/** An event that happens at a moment of its own instead of at START. */
export interface At {
  readonly at: Instant;
  readonly event: DomainEvent;
}

/** A source whose events are written down before, and to which a test adds more while the hub runs. Its clock moves with its events. */
export class ScriptedSource implements EventSource {
  readonly source: Source = { kind: 'replay', name: 'script', speed: 0 };
  readonly city: City;
  readonly startAt = START;
  readonly observed: LogRecord[] = [];
  finished = false;
  /** How often a hub has brought its state up. */
  resumed = 0;
  #handedOut = 0;
  readonly #opening: readonly DomainEvent[];
  readonly #later: (DomainEvent | At)[] = [];

  constructor(opening: readonly DomainEvent[] = [...CATALOGUE, ...openCase(1), ...openCase(2)], city: City = CITY) {
    this.#opening = opening;
    this.city = city;
  }

  /** Happens as soon as the hub asks next. Moments never go back. */
  add(...events: readonly (DomainEvent | At)[]): void {
    for (const event of events) this.#later.push(event);
  }

  resume(_projection: unknown, position: number): PendingEvent[] {
    this.resumed += 1;
    this.#handedOut = Math.max(0, position - this.#opening.length);
    return this.#opening.slice(position).map(pending);
  }

  advance(_to: number, limit: number): PendingEvent[] {
    const events = this.#later.slice(this.#handedOut, this.#handedOut + limit);
    this.#handedOut += events.length;
    return events.map(pending);
  }

  observe(record: LogRecord): void {
    this.observed.push(record);
  }

  report(): SourceReport | null {
    return null;
  }
}

function pending(event: DomainEvent | At): PendingEvent {
  return { by: 'source:script', ...('at' in event ? event : { at: START, event }) };
}
