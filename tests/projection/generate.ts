import { blankCase } from '../../shared/domain/case-fields';
import type { CaseFields } from '../../shared/domain/case-fields';
import { callEventAllowed } from '../../shared/domain/calls';
import type { CallFields } from '../../shared/domain/calls';
import { caseEventAllowed, evolveCase } from '../../shared/domain/case-evolve';
import type { CallEvent, CaseEvent, DomainEvent, LogRecord, SeatEvent, StaffingEvent } from '../../shared/domain/events';
import type { Actor } from '../../shared/domain/keys';
import { ABANDON_RULES } from '../../shared/domain/service-level';
import type { FloorExpectation, ShareRange } from '../../shared/domain/staffing';
import { SEAT_STEPS, seatEventAllowed } from '../../shared/domain/seats';
import { CHANNELS, ENDED_STATUSES, GRADES, SATISFACTIONS } from '../../shared/domain/terms';
import type { SeatState } from '../../shared/domain/terms';
import type { ProjectionSettings } from '../../shared/projection/settings';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time/instant';
import type { Instant } from '../../shared/time/instant';

/** A random number source of our own, so that a seed means the same log everywhere. */
export class Dice {
  constructor(private state: number) {
    this.state = (Math.imul(state ^ 0x9e37_79b9, 0x85eb_ca6b) | 1) >>> 0;
  }

  /** 0 … limit − 1. */
  below(limit: number): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state % limit;
  }

  one<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to draw from');
    return item;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

export const SETTINGS: ProjectionSettings = {
  zone: 'Asia/Shanghai',
  extent: [116, 39.5, 117, 40.5],
  horizonMs: HOUR_MS,
  answerThresholdMs: 15_000,
  seatsInstalled: 20,
  heatCells: 8,
};

const SEATS = 9;
const ACTORS: readonly Actor[] = ['system', 'source:test', 'unit:110', 'supervisor:Li', 'chief:Wang'];

/** A legal log of `length` records with everything that a city does, made from `seed` by the domain's own rules. */
export function generateLog(seed: number, length: number, startAt: Instant = Date.UTC(2024, 1, 28, 15, 30)): LogRecord[] {
  return new Generator(new Dice(seed), startAt).run(length);
}

class Generator {
  private readonly records: LogRecord[] = [];
  private readonly cases = new Map<number, CaseFields>();
  private readonly calls = new Map<number, CallFields>();
  private readonly seats = new Map<number, SeatState>();
  private nextCase = 1;
  private nextCall = 1;
  private nextEmergency = 1;
  private emergency = 0;
  private tasks = 0;
  private catalogue = 0;
  private readonly queues: number[] = [];
  private decisions = 0;

  constructor(
    private readonly dice: Dice,
    private now: Instant,
  ) {}

  run(length: number): LogRecord[] {
    for (let queues = this.dice.below(4); queues > 0; queues -= 1) this.record(this.now, this.addQueue());
    while (this.records.length < length) {
      this.passTime();
      // A straggler: a record whose moment lies before those of others. The log's order counts.
      const at = this.dice.chance(8) ? this.now - this.dice.below(2 * HOUR_MS) : this.now;
      const event = this.draw(at);
      if (event !== null) this.record(at, event);
    }
    return this.records;
  }

  private record(at: Instant, event: DomainEvent): void {
    this.records.push({ seq: this.records.length + 1, at, by: this.dice.one(ACTORS), event });
  }

  private passTime(): void {
    const { dice } = this;
    const kind = dice.below(1000);
    if (kind < 500) this.now += dice.below(20_000);
    else if (kind < 900) this.now += dice.below(4 * MINUTE_MS);
    else if (kind < 980) this.now += dice.below(HOUR_MS);
    else if (kind < 995) this.now += dice.below(DAY_MS);
    else if (kind < 999) this.now += dice.below(20 * DAY_MS);
    else this.now += dice.below(400 * DAY_MS);
  }

  private draw(at: Instant): DomainEvent | null {
    const kind = this.dice.below(100);
    if (kind < 18) return this.receive(at);
    if (kind < 55) return this.step(at);
    if (kind < 92) return this.call();
    if (kind < 94) return this.cityThing(at);
    if (kind < 96) return this.switchEmergency();
    if (kind < 98) return this.task();
    if (kind < 99) return { kind: 'log.redacted' };
    return this.addToCatalogue();
  }

  private receive(at: Instant): DomainEvent {
    const { dice } = this;
    const known = {
      case: this.nextCase,
      reference: `工单-${this.nextCase}`,
      channel: dice.one(CHANNELS),
      category: dice.below(7),
      district: dice.below(4),
      township: dice.below(30),
      place: dice.chance(20) ? null : { longitude: this.degrees(115.9, 1.2), latitude: this.degrees(39.4, 1.2) },
    };
    this.nextCase += 1 + dice.below(3);
    const event: CaseEvent = dice.chance(80)
      ? { kind: 'case.received', ...known, contact: dice.chance(70) ? 'appeal' : 'enquiry', call: this.callOfCase() }
      : {
          kind: 'case.carried-over',
          ...known,
          status: dice.one(['received', 'dispatched', 'accepted', 'in-progress', 'returned', 'resolved'] as const),
          unit: dice.below(12),
          grade: dice.one(GRADES),
          receivedAt: at - dice.below(30 * DAY_MS),
          dispatchedAt: at - dice.below(20 * DAY_MS),
          dueAt: this.deadline(at),
        };
    const fields = blankCase();
    evolveCase(fields, event, at);
    this.cases.set(fields.key, fields);
    return event;
  }

  /** Mostly one that is under way; sometimes one that is over, that never was, or none. */
  private callOfCase(): number {
    const { dice } = this;
    if (this.calls.size > 0 && dice.chance(60)) return dice.one([...this.calls.keys()]);
    return dice.chance(50) ? dice.below(this.nextCall + 2) : 0;
  }

  /** A legal next step of a case, as the domain says; null if the dice only found illegal ones. */
  private step(at: Instant): CaseEvent | null {
    const open = [...this.cases.values()];
    if (open.length === 0) return null;
    for (let tries = 0; tries < 6; tries += 1) {
      const fields = this.dice.one(open);
      const event = this.stepOf(fields, at);
      if (!caseEventAllowed(fields, event)) continue;
      evolveCase(fields, event, at);
      if (ENDED_STATUSES.includes(fields.status)) this.cases.delete(fields.key);
      return event;
    }
    return null;
  }

  private stepOf({ key, unit }: CaseFields, at: Instant): CaseEvent {
    const { dice } = this;
    const reached = dice.chance(70);
    return dice.one<CaseEvent>([
      { kind: 'case.enquiry-answered', case: key },
      { kind: 'case.dispatched', case: key, unit: 1 + dice.below(11), grade: dice.one(GRADES), dueAt: this.deadline(at) },
      { kind: 'case.dispatched', case: key, unit: 1 + dice.below(11), grade: dice.one(GRADES), dueAt: this.deadline(at) },
      { kind: 'case.accepted', case: key },
      { kind: 'case.started', case: key },
      { kind: 'case.returned', case: key, reason: '非本单位' },
      { kind: 'case.reassigned', case: key, from: unit, to: 1 + dice.below(11), dueAt: this.deadline(at), reason: 'closer' },
      { kind: 'case.urged', case: key, reason: 'late' },
      { kind: 'case.resolved', case: key },
      {
        kind: 'case.called-back',
        case: key,
        reached,
        contacted: reached ? dice.chance(90) : null,
        solved: reached ? dice.chance(60) : null,
        satisfaction: reached && dice.chance(90) ? dice.one(SATISFACTIONS) : null,
      },
      { kind: 'case.closed', case: key },
      { kind: 'case.reopened', case: key, dueAt: this.deadline(at), reason: 'not solved' },
      ...(dice.chance(15)
        ? [{ kind: 'case.merged', case: key, into: 1 } as const, { kind: 'case.cancelled', case: key, reason: 'x' } as const]
        : []),
    ]);
  }

  /** Near, at the edge of the horizon, ordinary, years ahead, passed already, or none. */
  private deadline(at: Instant): Instant {
    const kind = this.dice.below(12);
    if (kind < 4) return at + this.dice.below(3 * HOUR_MS);
    if (kind < 5) return at + SETTINGS.horizonMs;
    if (kind < 9) return at + this.dice.below(20 * DAY_MS);
    if (kind < 10) return at + this.dice.below(3 * 365) * DAY_MS;
    return kind < 11 ? at - this.dice.below(HOUR_MS) : 0;
  }

  /** A legal next step of a call or a seat; null if the dice only found illegal ones. */
  private call(): DomainEvent | null {
    for (let tries = 0; tries < 6; tries += 1) {
      const event = this.callOrSeat();
      if (event.kind === 'seat.changed') {
        if (!seatEventAllowed(this.seat(event.seat), event)) continue;
        this.seats.set(event.seat, event.state);
        return event;
      }
      const known = this.calls.get(event.call) ?? null;
      if (!callEventAllowed(known, 'seat' in event ? this.seat(event.seat) : 'off', event)) continue;
      if (event.kind === 'call.offered') {
        this.nextCall = event.call + 1 + this.dice.below(2);
        this.calls.set(event.call, { state: 'offered', seat: 0 });
      } else if (event.kind === 'call.abandoned') {
        this.calls.delete(event.call);
      } else {
        this.seats.set(event.seat, SEAT_STEPS[event.kind].to);
        if (event.kind === 'call.wrapped-up') this.calls.delete(event.call);
        else this.calls.set(event.call, { state: event.kind === 'call.answered' ? 'answered' : 'ended', seat: event.seat });
      }
      return event;
    }
    return null;
  }

  private callOrSeat(): CallEvent | Extract<SeatEvent, { kind: 'seat.changed' }> {
    const { dice } = this;
    const kind = dice.below(100);
    if (kind < 15)
      return { kind: 'seat.changed', seat: 1 + dice.below(SEATS), state: dice.one(['idle', 'idle', 'idle', 'break', 'off'] as const) };
    if (kind < 40 || this.calls.size === 0) return this.offer();
    const [call, known] = dice.one([...this.calls]);
    if (known.state === 'answered') return { kind: 'call.ended', call, seat: known.seat };
    if (known.state === 'ended') return { kind: 'call.wrapped-up', call, seat: known.seat };
    return dice.chance(20) ? { kind: 'call.abandoned', call } : { kind: 'call.answered', call, seat: 1 + dice.below(SEATS) };
  }

  private offer(): CallEvent {
    return { kind: 'call.offered', call: this.nextCall, queue: this.dice.chance(25) ? 0 : this.dice.one([0, ...this.queues]) };
  }

  private seat(seat: number): SeatState {
    return this.seats.get(seat) ?? 'off';
  }

  private cityThing(at: Instant): DomainEvent {
    if (this.dice.chance(40)) return this.decide(at);
    if (this.dice.chance(40)) return this.carryOver(at);
    const startAt = at - this.dice.below(3) * DAY_MS;
    const seats = Array.from({ length: 1 + this.dice.below(96) }, () => this.dice.below(20));
    return { kind: 'seats.planned', startAt, stepMs: this.dice.one([5, 15, 60]) * MINUTE_MS, seats };
  }

  /** From a while ago to hours ahead, over minutes or hours; sometimes more seats than exist. */
  private decide(at: Instant): StaffingEvent {
    const { dice } = this;
    this.decisions += 1 + dice.below(2);
    const fromAt = at - 10 * MINUTE_MS + dice.below(dice.one([20 * MINUTE_MS, 5 * HOUR_MS]));
    const factor = () => 0.5 + dice.below(100) / 64;
    return {
      kind: 'staffing.decided',
      decision: this.decisions,
      measure: { seats: dice.below(30) - 15, handlingFactor: factor(), arrivalsFactor: factor(), patienceFactor: factor() },
      fromAt,
      toAt: fromAt + 1 + dice.below(dice.one([HOUR_MS, DAY_MS])),
      without: this.expectation(),
      with: this.expectation(),
      reason: '雨后来电增多',
    };
  }

  private expectation(): FloorExpectation {
    const range = (): ShareRange => ({ low: this.dice.below(100) / 300, likely: 0.5, high: 0.75 });
    return { serviceLevel: range(), abandoned: range(), occupancy: range() };
  }

  private carryOver(at: Instant): DomainEvent {
    const startAt = at - this.dice.below(6) * DAY_MS;
    const offered = Array.from({ length: this.dice.below(290) }, () => this.dice.below(40));
    return { kind: 'calls.carried-over', startAt, stepMs: this.dice.one([5, 15]) * MINUTE_MS, offered };
  }

  private switchEmergency(): DomainEvent {
    const reason = '暴雨';
    if (this.emergency !== 0) {
      const emergency = this.emergency;
      this.emergency = 0;
      return { kind: 'emergency.closed', emergency, reason };
    }
    this.emergency = this.nextEmergency;
    this.nextEmergency += 1;
    return { kind: 'emergency.opened', emergency: this.emergency, playbook: 'rainstorm', drill: this.dice.chance(30), reason };
  }

  private task(): DomainEvent {
    if (this.tasks === 0 || this.dice.chance(30)) {
      this.tasks += 1;
      const name = { zh: `任务${this.tasks}`, en: `Task ${this.tasks}` };
      const plan = Array.from({ length: 12 }, (_, month) => month * 10);
      const measure = { zh: '个', en: 'ports' };
      return {
        kind: 'task.defined',
        task: this.tasks,
        name,
        lead: 3,
        year: 2024,
        target: 320,
        measure,
        plan,
        sample: this.dice.chance(50),
      };
    }
    return { kind: 'task.progressed', task: 1 + this.dice.below(this.tasks), value: this.dice.below(1000) / 4 };
  }

  private addQueue(): DomainEvent {
    const { dice } = this;
    const queue = (this.queues.at(-1) ?? 0) + 1 + dice.below(2);
    this.queues.push(queue);
    const thresholdMs = dice.one([0, 4_000, 20_000, 5 * MINUTE_MS]);
    return {
      kind: 'catalogue.queue-added',
      queue,
      code: `q${queue}`,
      name: { zh: '排队', en: 'queue' },
      thresholdMs,
      abandonRule: dice.one(ABANDON_RULES),
    };
  }

  private addToCatalogue(): DomainEvent {
    if (this.dice.chance(20)) return this.addQueue();
    this.catalogue += 1;
    const key = this.catalogue;
    const code = `${110_000 + key}`;
    const name = { zh: `名${key}`, en: `Name ${key}` };
    return this.dice.one<DomainEvent>([
      { kind: 'catalogue.district-added', district: key, code, name },
      {
        kind: 'catalogue.township-added',
        township: key,
        code,
        district: 1,
        name,
        place: this.dice.chance(50) ? null : { longitude: 116.4, latitude: 39.9 },
      },
      { kind: 'catalogue.unit-added', unit: key, code, unitKind: this.dice.one(['township', 'department'] as const), district: 2, name },
      { kind: 'catalogue.category-added', category: key, code, parent: 0, name },
    ]);
  }

  /** A multiple of 1e-7 degree, which the columns keep exactly. */
  private degrees(from: number, span: number): number {
    return Math.round((from + (span * this.dice.below(100_000)) / 100_000) * 1e7) / 1e7;
  }
}
