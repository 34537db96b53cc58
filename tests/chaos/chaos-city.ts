import { settingsOf } from '../../electron/stream/city-settings';
import type { PendingEvent } from '../../electron/hub/sources/source';
import type { CaseEvent, DomainEvent } from '../../shared/domain/events';
import type { CaseStatus } from '../../shared/domain/terms';
import { CHANNELS, GRADES } from '../../shared/domain/terms';
import { Projection } from '../../shared/projection/projection';
import { DAY_MS, HOUR_MS } from '../../shared/time/instant';
import { CITY, START } from '../stream/random-city';

const DISTRICTS = 4;
export const UNITS = 6;
const SEATS = 20;
/** About so many cases of the city are open at once. */
const STEADY_OPEN = 20_000;
/** Cases that only commands touch, so that every event of the city is legal whatever people do meanwhile. */
export const COMMANDED_CASES: readonly number[] = Array.from({ length: 300 }, (_, index) => 3_000_000_000 + index);

const name = (text: string) => ({ zh: `某${text}`, en: text });

/**
 * An endless day of a city in which anything legal may happen, from one chance: what is on the tape of a run. Every event is judged by a projection of its own,
 * so that a hub takes all of them.
 */
export class ChaosCity {
  readonly #random: () => number;
  readonly #projection = new Projection(settingsOf(CITY));
  readonly #waiting: DomainEvent[] = opening();
  readonly #open: number[] = [];
  #at = START;
  #seq = 0;
  #cases = 0;
  #calls = 0;
  #emergencies = 0;
  #decisions = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  next(): PendingEvent {
    for (;;) {
      const event = this.#waiting.shift() ?? this.#anything();
      const at = this.#at + this.#whole(2_500);
      if (this.#projection.objection(event, at) !== null) continue;
      this.#at = at;
      this.#seq += 1;
      const pending: PendingEvent = { at, by: 'source:chaos', event };
      this.#projection.apply({ seq: this.#seq, ...pending });
      return pending;
    }
  }

  #anything(): DomainEvent {
    const chance = this.#random();
    if (chance < 0.72) return this.#open.length < STEADY_OPEN * 2 * this.#random() ? this.#received() : this.#step();
    if (chance < 0.96) return this.#floor();
    return this.#rare();
  }

  #received(): DomainEvent {
    const key = (this.#cases += 1);
    this.#open.push(key);
    return {
      kind: 'case.received',
      case: key,
      reference: `GD${20_260_000_000 + key}`,
      contact: this.#random() < 0.8 ? 'appeal' : 'enquiry',
      channel: this.#one(CHANNELS),
      category: 1 + this.#whole(3),
      district: 1 + this.#whole(DISTRICTS),
      township: this.#whole(DISTRICTS + 1),
      place: this.#random() < 0.2 ? null : { longitude: 116 + this.#random(), latitude: 39.5 + this.#random() },
      call: this.#random() < 0.5 ? this.#whole(this.#calls + 1) : 0,
    };
  }

  /** A likely next step of an open case; one that it does not allow is passed over by `next`. */
  #step(): DomainEvent {
    const index = this.#whole(this.#open.length);
    const key = this.#open[index]!;
    const fields = this.#projection.cases.read(key);
    const status: CaseStatus = fields?.status ?? 'received';
    if (fields === null || status === 'closed' || status === 'cancelled' || status === 'merged') {
      this.#open[index] = this.#open.at(-1)!;
      this.#open.pop();
      return this.#received();
    }
    return this.#one(this.#stepsFrom(key, status, fields.unit));
  }

  #stepsFrom(key: number, status: CaseStatus, from: number): readonly CaseEvent[] {
    const dueAt = this.#at + this.#whole(7 * DAY_MS);
    const unit = 1 + this.#whole(UNITS);
    const reassigned: CaseEvent = { kind: 'case.reassigned', case: key, from, to: unit, dueAt, reason: 'Mr Li says so' };
    const cancelled: CaseEvent = { kind: 'case.cancelled', case: key, reason: 'wrong number' };
    const urged: CaseEvent = { kind: 'case.urged', case: key, reason: `Mrs Wang has called ${this.#whole(9)} times` };
    const resolved: CaseEvent = { kind: 'case.resolved', case: key };
    const held: CaseEvent[] = [resolved, resolved, urged, reassigned, { kind: 'case.returned', case: key, reason: 'not ours' }];
    const dispatched: CaseEvent = { kind: 'case.dispatched', case: key, unit, grade: this.#one(GRADES), dueAt };
    switch (status) {
      case 'received':
        return [{ kind: 'case.enquiry-answered', case: key }, dispatched, dispatched, dispatched, cancelled];
      case 'dispatched':
        return [...held, { kind: 'case.accepted', case: key }, { kind: 'case.accepted', case: key }];
      case 'accepted':
        return [...held, { kind: 'case.started', case: key }, { kind: 'case.merged', case: key, into: this.#one(this.#open) }];
      case 'in-progress':
        return held;
      case 'returned':
        return [dispatched, reassigned];
      default:
        return [
          { kind: 'case.closed', case: key },
          { kind: 'case.called-back', case: key, reached: true, contacted: true, solved: this.#random() < 0.7, satisfaction: 'satisfied' },
          { kind: 'case.called-back', case: key, reached: false, contacted: null, solved: null, satisfaction: null },
          { kind: 'case.reopened', case: key, dueAt, reason: 'again' },
        ];
    }
  }

  #floor(): DomainEvent {
    const call = Math.max(1, this.#calls - this.#whole(30));
    const seat = 1 + this.#whole(SEATS);
    if (this.#random() < 0.3) return { kind: 'call.offered', call: (this.#calls += 1), queue: this.#whole(3) };
    return this.#one<DomainEvent>([
      { kind: 'call.answered', call, seat },
      { kind: 'call.abandoned', call },
      { kind: 'call.ended', call, seat },
      { kind: 'call.wrapped-up', call, seat },
      { kind: 'seat.changed', seat, state: this.#one(['idle', 'idle', 'break', 'off']) },
    ]);
  }

  #rare(): DomainEvent {
    const range = { low: 0.2, likely: 0.5, high: 0.8 };
    const expected = { serviceLevel: range, abandoned: range, occupancy: range };
    switch (this.#whole(6)) {
      case 0:
        return { kind: 'task.progressed', task: 1, value: this.#whole(1_000) };
      case 1:
        return { kind: 'emergency.closed', emergency: this.#emergencies, reason: 'over' };
      case 2:
        return { kind: 'emergency.opened', emergency: (this.#emergencies += 1), playbook: 'rainstorm', drill: false, reason: 'rain' };
      case 3:
        return {
          kind: 'staffing.decided',
          decision: (this.#decisions += 1),
          measure: { seats: this.#whole(9) - 4, handlingFactor: 0.9, arrivalsFactor: 1, patienceFactor: 1 },
          fromAt: this.#at,
          toAt: this.#at + HOUR_MS,
          without: expected,
          with: expected,
          reason: 'Mr Zhao is away',
        };
      case 4:
        return { kind: 'seats.planned', startAt: this.#at, stepMs: 300_000, seats: Array.from({ length: 12 }, (_, i) => i % 17) };
      default:
        return { kind: 'log.redacted' };
    }
  }

  #whole(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #one<T>(items: readonly T[]): T {
    return items[this.#whole(items.length)]!;
  }
}

function opening(): DomainEvent[] {
  const events: DomainEvent[] = [];
  for (let key = 1; key <= DISTRICTS; key += 1) {
    const code = `11010${key}`;
    events.push({ kind: 'catalogue.district-added', district: key, code, name: name(`district ${key}`) });
    events.push({
      kind: 'catalogue.township-added',
      township: key,
      code: `${code}001`,
      district: key,
      name: name(`town ${key}`),
      place: { longitude: 116 + key / 10, latitude: 40 },
    });
  }
  for (let key = 1; key <= UNITS; key += 1) {
    events.push({
      kind: 'catalogue.unit-added',
      unit: key,
      code: `U${key}`,
      unitKind: 'department',
      district: 0,
      name: name(`unit ${key}`),
    });
  }
  for (let key = 1; key <= 3; key += 1) {
    events.push({
      kind: 'catalogue.category-added',
      category: key,
      code: `W${key}`,
      parent: key === 2 ? 1 : 0,
      name: name(`matter ${key}`),
    });
  }
  for (let key = 1; key <= 2; key += 1) {
    const [code, thresholdMs] = [`Q${key}`, 15_000 * key];
    events.push({
      kind: 'catalogue.queue-added',
      queue: key,
      code,
      name: name(`queue ${key}`),
      thresholdMs,
      abandonRule: 'abandons-missed',
    });
  }
  events.push({
    kind: 'task.defined',
    task: 1,
    name: name('task'),
    lead: 1,
    year: 2026,
    target: 1_200,
    measure: name('ports'),
    plan: Array.from({ length: 12 }, (_, month) => month * 100),
    sample: true,
  });
  for (const key of COMMANDED_CASES) {
    events.push({
      kind: 'case.carried-over',
      case: key,
      reference: `C${key}`,
      channel: 'phone',
      category: 1 + (key % 3),
      district: 1 + (key % DISTRICTS),
      township: 0,
      place: null,
      status: 'dispatched',
      unit: 1 + (key % UNITS),
      grade: '7d',
      receivedAt: START - HOUR_MS,
      dispatchedAt: START - HOUR_MS,
      dueAt: START + 7 * DAY_MS,
    });
  }
  return events;
}
