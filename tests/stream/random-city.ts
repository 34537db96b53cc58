import type { City } from '../../shared/contract/city';
import type { CaseEvent, DomainEvent, LogRecord } from '../../shared/domain/events';
import { CHANNELS, GRADES, SATISFACTIONS } from '../../shared/domain/terms';
import { Projection } from '../../shared/projection/projection';
import { settingsOf } from '../../electron/stream/city-settings';

export const CITY: City = {
  name: { zh: '样例市', en: 'Sample City' },
  hotline: '12345',
  zone: 'Asia/Shanghai',
  extent: [116, 39.5, 117, 40.5],
  focus: [116.2, 39.7, 116.8, 40.2],
  outlines: null,
  sketch: null,
  seatsInstalled: 20,
  serviceLevel: { thresholdMs: 15_000, target: 0.95, abandonRule: 'abandons-missed' },
  dayReset: '00:00',
  calendar: { holidays: [], workdays: [] },
  staffing: { patienceMs: 120_000 },
  horizonMs: 7_200_000,
  playbooks: [
    { code: 'rainstorm', name: { zh: '暴雨', en: 'Rainstorm' }, actions: [], categories: ['W'], gradeRaise: false },
    { code: 'seats', name: { zh: '坐席', en: 'Seats' }, actions: [], categories: [], gradeRaise: false },
  ],
};

export const START = Date.UTC(2026, 2, 4, 2, 0, 0);
const PERSON = 'supervisor:first';
const DISTRICTS = 4;
const UNITS = 6;

function name(text: string): { zh: string; en: string } {
  return { zh: `某${text}`, en: text };
}

function catalogue(): DomainEvent[] {
  const events: DomainEvent[] = [];
  for (let key = 1; key <= DISTRICTS; key += 1) {
    events.push({ kind: 'catalogue.district-added', district: key, code: `11010${key}`, name: name(`district ${key}`) });
    events.push({
      kind: 'catalogue.township-added',
      township: key,
      code: `11010${key}001`,
      district: key,
      name: name(`town ${key}`),
      place: { longitude: 116 + key / 10, latitude: 40 },
    });
  }
  for (let key = 1; key <= UNITS; key += 1) {
    events.push({
      kind: 'catalogue.unit-added',
      unit: key,
      code: `U${UNITS - key}`,
      unitKind: 'department',
      district: 0,
      name: name(`unit ${key}`),
    });
  }
  const [strict, mild] = [
    { thresholdMs: 15_000, abandonRule: 'abandons-missed' },
    { thresholdMs: 45_000, abandonRule: 'early-abandons-met' },
  ] as const;
  events.push({ kind: 'catalogue.queue-added', queue: 1, code: 'Q1', name: name('queue 1'), ...strict });
  events.push({ kind: 'catalogue.queue-added', queue: 2, code: 'Q2', name: name('queue 2'), ...mild });
  for (let day = 1; day <= 5; day += 1) {
    const offered = Array.from({ length: 288 }, (_, step) => (step * day) % 7);
    events.push({ kind: 'calls.carried-over', startAt: START - 36_000_000 - day * 86_400_000, stepMs: 300_000, offered });
  }
  events.push({ kind: 'catalogue.category-added', category: 1, code: 'W', parent: 0, name: { zh: '供水', en: 'Water' } });
  events.push({ kind: 'catalogue.category-added', category: 2, code: 'W1', parent: 1, name: { zh: '停水', en: 'No supply' } });
  events.push({ kind: 'catalogue.category-added', category: 3, code: 'H', parent: 0, name: { zh: '供热', en: 'Heating' } });
  return events;
}

/**
 * A city in which anything legal may happen next, from one chance. `next` hands out the records of one log, gapless from 1; its projection is the
 * full replay of all that it has handed out.
 */
export class RandomCity {
  readonly projection = new Projection(settingsOf(CITY));
  readonly records: LogRecord[] = [];
  readonly #random: () => number;
  readonly #waiting: DomainEvent[] = catalogue();
  #at = START;
  #cases = 0;
  #calls = 0;
  #emergencies = 0;
  #decisions = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  next(count: number): LogRecord[] {
    const from = this.records.length;
    while (this.records.length < from + count) this.#happen();
    return this.records.slice(from);
  }

  #happen(): void {
    const event = this.#waiting.shift() ?? this.#anything();
    const by = this.#random() < 0.5 ? PERSON : 'source:random';
    // Mostly seconds apart; now and then a night passes, so that days change and deadlines break.
    const at = this.#at + Math.floor(this.#random() < 0.004 ? this.#random() * 40_000_000 : this.#random() * 20_000);
    if (this.projection.objection(event, at) !== null) return;
    this.#at = at;
    const record: LogRecord = { seq: this.records.length + 1, at, by, event };
    this.projection.apply(record);
    this.records.push(record);
  }

  #anything(): DomainEvent {
    const chance = this.#random();
    if (chance < 0.3) return this.#received();
    if (chance < 0.75) return this.#caseStep();
    if (chance < 0.95) return this.#floor();
    if (chance < 0.97) return { kind: 'task.progressed', task: 1, value: this.#whole(1_000) };
    if (chance < 0.975) {
      const plan = Array.from({ length: 12 }, (_, month) => month * 100);
      return {
        kind: 'task.defined',
        task: 1,
        name: name('task'),
        lead: 1,
        year: 2026,
        target: 1_200,
        measure: name('ports'),
        plan,
        sample: true,
      };
    }
    if (chance < 0.98) return this.#decided();
    if (chance < 0.985) return { kind: 'emergency.closed', emergency: this.#emergencies, reason: 'over' };
    if (chance < 0.99) {
      this.#emergencies += 1;
      return {
        kind: 'emergency.opened',
        emergency: this.#emergencies,
        playbook: this.#one(['rainstorm', 'seats']),
        drill: false,
        reason: 'rain',
      };
    }
    return { kind: 'log.redacted' };
  }

  #received(): DomainEvent {
    this.#cases += 1;
    return {
      kind: 'case.received',
      case: this.#cases,
      reference: `2026${this.#whole(900_000) + 100_000}`,
      contact: this.#random() < 0.7 ? 'appeal' : 'enquiry',
      channel: this.#one(CHANNELS),
      category: 1 + this.#whole(3),
      district: 1 + this.#whole(DISTRICTS),
      township: this.#whole(DISTRICTS + 1),
      place: this.#random() < 0.2 ? null : { longitude: 116 + this.#random(), latitude: 39.5 + this.#random() },
      call: this.#random() < 0.5 ? this.#whole(this.#calls + 1) : 0,
    };
  }

  #caseStep(): CaseEvent {
    const key = 1 + this.#whole(Math.max(1, this.#cases));
    const dueAt = this.#at + this.#whole(20_000_000);
    const unit = 1 + this.#whole(UNITS);
    const reached = this.#random() < 0.8;
    return this.#one<CaseEvent>([
      { kind: 'case.dispatched', case: key, unit, grade: this.#one(GRADES), dueAt },
      { kind: 'case.dispatched', case: key, unit, grade: this.#one(GRADES), dueAt },
      { kind: 'case.accepted', case: key },
      { kind: 'case.started', case: key },
      { kind: 'case.returned', case: key, reason: 'not ours' },
      { kind: 'case.reassigned', case: key, from: this.projection.cases.read(key)?.unit ?? 0, to: unit, dueAt, reason: 'Mr Li says so' },
      { kind: 'case.urged', case: key, reason: 'Mrs Wang has called twice' },
      { kind: 'case.resolved', case: key },
      {
        kind: 'case.called-back',
        case: key,
        reached,
        contacted: reached ? this.#random() < 0.9 : null,
        solved: reached ? this.#random() < 0.8 : null,
        satisfaction: reached ? this.#one(SATISFACTIONS) : null,
      },
      { kind: 'case.closed', case: key },
      { kind: 'case.reopened', case: key, dueAt, reason: 'again' },
      { kind: 'case.cancelled', case: key, reason: 'wrong number' },
      { kind: 'case.enquiry-answered', case: key },
    ]);
  }

  #floor(): DomainEvent {
    const call = 1 + this.#whole(Math.max(1, this.#calls));
    const seat = 1 + this.#whole(20);
    const chance = this.#random();
    if (chance < 0.3) {
      this.#calls += 1;
      return { kind: 'call.offered', call: this.#calls, queue: this.#whole(3) };
    }
    return this.#one<DomainEvent>([
      { kind: 'call.answered', call, seat },
      { kind: 'call.abandoned', call },
      { kind: 'call.ended', call, seat },
      { kind: 'call.wrapped-up', call, seat },
      { kind: 'seat.changed', seat, state: this.#one(['idle', 'break', 'off']) },
      { kind: 'seats.planned', startAt: START - 7_200_000, stepMs: 300_000, seats: Array.from({ length: 288 }, (_, i) => i % 17) },
    ]);
  }

  #decided(): DomainEvent {
    this.#decisions += 1;
    const range = { low: 0.2, likely: 0.5, high: 0.8 };
    const expected = { serviceLevel: range, abandoned: range, occupancy: range };
    return {
      kind: 'staffing.decided',
      decision: this.#decisions,
      measure: { seats: this.#whole(9) - 4, handlingFactor: 0.9, arrivalsFactor: 1, patienceFactor: 1 },
      fromAt: this.#at,
      toAt: this.#at + 1 + this.#whole(20_000_000),
      without: expected,
      with: expected,
      reason: 'Mr Zhao is away',
    };
  }

  #whole(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #one<T>(items: readonly T[]): T {
    return items[this.#whole(items.length)]!;
  }
}
