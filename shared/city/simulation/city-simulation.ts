import { blankCase } from '../../domain/case-fields';
import type { CaseFields } from '../../domain/case-fields';
import { caseEventAllowed, evolveCase } from '../../domain/case-evolve';
import type { CaseEvent, DomainEvent, LogRecord } from '../../domain/events';
import type { Actor, CallKey, CaseKey } from '../../domain/keys';
import { NONE } from '../../domain/keys';
import { ENDED_STATUSES } from '../../domain/terms';
import { INTERVAL_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import { Agenda } from './agenda';
import type { PlannedStep } from './agenda';
import { Arrivals } from './arrivals';
import { firstTry, tryOf } from './contact-id';
import { Contacts } from './contacts';
import { Floor } from './floor';
import { lifeEvent, nextStep } from './life';
import type { LifeStep, PlannedLife } from './life';
import { Load } from './load';
import type { CityModel } from './model';
import { RANK } from './rank';
import type { RestoredCity } from './restored-city';
import { retrialOf } from './retrials';
import { Shifts } from './shifts';
import { StaffingInForce } from './staffing-in-force';

/** One thing that happens in the simulated city. */
export interface TimedEvent {
  readonly at: Instant;
  readonly by: Actor;
  readonly event: DomainEvent;
}

export const SIMULATED: Actor = 'source:simulated';

/** A case is merged into one that was received at most so many cases before. */
const MERGE_WITHIN = 60;
/** Cases taken up at once: about 2 ms. */
const RESTORED_AT_ONCE = 500;
const UNIT_STEPS: ReadonlySet<LifeStep> = new Set(['accept', 'start', 'return', 'resolve']);

/**
 * A city that lives: contacts come, calls are answered, cases run through their lives. What happens next is a pure function of (seed, state, time),
 * and the state is no more than a projection holds, so a simulation can be stopped anywhere and taken up from the log. It hands events out
 * and takes them as done; what others do to its cases it learns from `observe`.
 */
export class CitySimulation {
  private readonly agenda = new Agenda();
  private readonly load: Load;
  private readonly arrivals: Arrivals;
  private readonly contacts: Contacts;
  private readonly staffing: StaffingInForce;
  private readonly shifts: Shifts;
  private readonly floor: Floor;
  private readonly cases = new Map<CaseKey, CaseFields>();
  private readonly out: TimedEvent[] = [];
  private readonly planned: PlannedLife = { at: 0, step: 'answer' };
  private readonly step: PlannedStep = { at: 0, rank: 0, key: 0, stamp: 0 };
  private clock: Instant = 0;
  private nextCase: CaseKey = 1;

  constructor(private readonly model: CityModel) {
    this.load = new Load(model);
    this.arrivals = new Arrivals(model, this.load);
    this.contacts = new Contacts(model, this.load);
    this.staffing = new StaffingInForce(model.seed);
    this.shifts = new Shifts(model, this.load, this.staffing);
    this.floor = new Floor(model, this.load, this.shifts, this.staffing, this.agenda, (at, event) => this.emit(at, SIMULATED, event));
  }

  /** Starts with an empty floor and no cases at the beginning of the city day that holds `at`. */
  begin(at: Instant): void {
    const startAt = this.model.clock.startOfDay(at);
    this.arrivals.startDay(startAt);
    this.floor.restore(startAt, [], [], new Set());
    this.agenda.plan(startAt, RANK.dayPlan, 0, 0);
    this.planArrival();
  }

  /** Takes a carried-over case in, as its event says, at the beginning. */
  adopt(event: Extract<CaseEvent, { kind: 'case.carried-over' }>, at: Instant): void {
    const fields = blankCase();
    evolveCase(fields, event, at);
    this.nextCase = Math.max(this.nextCase, fields.key + 1);
    this.cases.set(fields.key, fields);
    this.planLife(fields);
  }

  /** Goes on where a log ends, once it has been taken to its end: a piece of work at a time, so that others get their turn. */
  *restoring(city: RestoredCity): Generator<void> {
    const { clock } = this.model;
    this.clock = city.now;
    this.nextCase = city.nextCase;
    for (const fields of city.openCases) {
      this.cases.set(fields.key, fields);
      this.planLife(fields);
      if (this.cases.size % RESTORED_AT_ONCE === 0) yield;
    }
    for (const decision of city.decisions) this.staffing.add(decision);
    const made = new Set(city.calls.filter(({ call }) => city.hasCaseOfCall(call)).map(({ call }) => call));
    this.floor.restore(city.now, city.calls, city.seats, made);
    for (const { call, abandonedAt } of city.abandoned) {
      const retrial = retrialOf(this.model, call, abandonedAt);
      if (retrial !== null && !city.hasCall(retrial.call)) this.agenda.plan(retrial.at, RANK.retrial, retrial.call, 0);
    }
    const today = clock.startOfDay(city.now);
    this.agenda.plan(city.plannedFrom < today ? today : clock.startOfNextDay(city.now), RANK.dayPlan, 0, 0);
    if (city.lastCall === NONE) this.arrivals.startDay(city.now);
    else this.arrivals.seekAfter(city.lastCall);
    // Contacts by other ways after the last call may be in the log already.
    while (this.contacts.channel(this.arrivals.id) !== 'phone' && city.hasReference(this.contacts.reference(this.arrivals.id)))
      this.arrivals.step();
    this.planArrival();
    this.floor.answerWaiting(city.now);
  }

  /** Events with at ≤ `to` that were not handed out yet, in order, at most `limit`. */
  advance(to: Instant, limit: number): TimedEvent[] {
    const { out, agenda, step } = this;
    while (out.length < limit && agenda.nextAt <= to && agenda.take(step)) {
      this.take(step);
      this.floor.answerWaiting(step.at);
    }
    return out.splice(0, limit);
  }

  /**
   * A record that is in the log now, in order. The simulation's own change nothing; after a step of somebody else the case is planned anew, and after a
   * staffing decision the seats. What was handed out must be in the log before others decide on it.
   */
  observe({ event, by, at }: LogRecord): void {
    if (event.kind === 'staffing.decided') {
      this.clock = Math.max(this.clock, at);
      const { decision, measure, fromAt, toAt } = event;
      this.staffing.add({ decision, measure, fromAt, toAt, decidedAt: at });
      this.floor.planSeats(at);
      return;
    }
    if (by === SIMULATED || by.startsWith('unit:') || !isCaseEvent(event)) return;
    this.clock = Math.max(this.clock, at);
    this.nextCase = Math.max(this.nextCase, event.case + 1);
    const fields = this.cases.get(event.case) ?? null;
    if (!caseEventAllowed(fields, event)) return;
    const changed = fields ?? blankCase();
    evolveCase(changed, event, at);
    if (ENDED_STATUSES.includes(changed.status)) this.cases.delete(event.case);
    else {
      this.cases.set(event.case, changed);
      this.planLife(changed);
    }
  }

  private take({ at, rank, key, stamp }: PlannedStep): void {
    switch (rank) {
      case RANK.dayPlan: {
        const startAt = this.model.clock.startOfDay(at);
        this.emit(at, SIMULATED, { kind: 'seats.planned', startAt, stepMs: INTERVAL_MS, seats: [...this.shifts.plan(at)] });
        this.agenda.plan(this.model.clock.startOfNextDay(at), RANK.dayPlan, 0, 0);
        return;
      }
      case RANK.arrival:
        this.arrive(at, key);
        this.arrivals.step();
        this.planArrival();
        return;
      case RANK.retrial:
        this.floor.offer(at, key, this.contacts.queue(firstTry(key), this.arrivals.timeOf(firstTry(key))));
        return;
      case RANK.abandon:
        this.abandon(at, key);
        return;
      case RANK.end:
        this.floor.end(at, key);
        return;
      case RANK.callCase: {
        const call = this.floor.running(key);
        const contact = firstTry(key);
        if (call !== null) this.receive(at, contact, tryOf(key) === 0 ? call.offeredAt : this.arrivals.timeOf(contact), key);
        return;
      }
      case RANK.wrapUp:
        this.floor.wrapUp(at, key);
        return;
      case RANK.seat:
        this.floor.seatDue(at, key);
        return;
      default:
        this.live(key, stamp);
    }
  }

  private planArrival(): void {
    this.agenda.plan(this.arrivals.at, RANK.arrival, this.arrivals.id, 0);
  }

  private arrive(at: Instant, id: number): void {
    if (this.contacts.channel(id) === 'phone') this.floor.offer(at, id, this.contacts.queue(id, at));
    else this.receive(at, id, at, NONE);
  }

  /** Who gives up may try again, about the same matter. */
  private abandon(at: Instant, call: CallKey): void {
    const abandonedAt = this.floor.abandon(at, call);
    const retrial = abandonedAt === null ? null : retrialOf(this.model, call, abandonedAt);
    if (retrial !== null) this.agenda.plan(retrial.at, RANK.retrial, retrial.call, 0);
  }

  /** Writes the contact down as a case. `contactAt`: when it began. */
  private receive(at: Instant, id: number, contactAt: Instant, call: CallKey): void {
    const { appeal, category, township, place } = this.contacts.matter(id, contactAt);
    const fields = blankCase();
    const key = this.nextCase;
    this.nextCase += 1;
    this.happen(fields, SIMULATED, at, {
      kind: 'case.received',
      case: key,
      reference: this.contacts.reference(id),
      contact: appeal ? 'appeal' : 'enquiry',
      channel: this.contacts.channel(id),
      category,
      district: this.model.districtOf[township] ?? NONE,
      township,
      place,
      call,
    });
    this.cases.set(key, fields);
  }

  /** The case's planned step, unless something else has happened to it since. */
  private live(key: CaseKey, version: number): void {
    const { model, planned } = this;
    const fields = this.cases.get(key);
    if (fields === undefined || fields.version !== version || !nextStep(model, fields, planned)) return;
    const { step } = planned;
    const at = Math.max(planned.at, this.clock);
    const by = UNIT_STEPS.has(step) ? (model.unitActor[fields.unit] ?? SIMULATED) : SIMULATED;
    this.happen(
      fields,
      by,
      at,
      lifeEvent(model, fields, step, at, () => this.sameMatter(fields)),
    );
  }

  /** An open case of the same category and township received shortly before; NONE if there is none. */
  private sameMatter({ key, category, township }: CaseFields): CaseKey {
    for (let earlier = key - 1; earlier >= key - MERGE_WITHIN; earlier -= 1) {
      const other = this.cases.get(earlier);
      if (other !== undefined && other.category === category && other.township === township && township !== NONE) return earlier;
    }
    return NONE;
  }

  private happen(fields: CaseFields, by: Actor, at: Instant, event: CaseEvent): void {
    evolveCase(fields, event, this.emit(at, by, event));
    if (ENDED_STATUSES.includes(fields.status)) this.cases.delete(fields.key);
    else this.planLife(fields);
  }

  private planLife(fields: CaseFields): void {
    if (nextStep(this.model, fields, this.planned)) this.agenda.plan(this.planned.at, RANK.life, fields.key, fields.version);
  }

  /** Hands the event out; never before what was handed out or seen earlier. Gives back the time it got. */
  private emit(at: Instant, by: Actor, event: DomainEvent): Instant {
    this.clock = Math.max(this.clock, at);
    this.out.push({ at: this.clock, by, event });
    return this.clock;
  }
}

function isCaseEvent(event: DomainEvent): event is CaseEvent {
  return event.kind.startsWith('case.');
}
