import { blankCase } from '../../../shared/domain/case-fields';
import type { CaseFields } from '../../../shared/domain/case-fields';
import { caseEventAllowed, evolveCase } from '../../../shared/domain/case-evolve';
import type { CaseEvent, LogRecord } from '../../../shared/domain/events';
import { ENDED_STATUSES, RUNNING_STATUSES } from '../../../shared/domain/terms';
import type { CaseStatus, DeadlineState } from '../../../shared/domain/terms';
import { CallbackRates } from '../../../shared/projection/callback-rates';
import { CityClock } from '../../../shared/projection/city-clock';
import { Digest } from '../../../shared/projection/digest';
import { Emergency } from '../../../shared/projection/emergency';
import { Heat } from '../../../shared/projection/heat';
import { Hotspots } from '../../../shared/projection/hotspots';
import { Resolutions } from '../../../shared/projection/resolutions';
import type { ProjectionSettings } from '../../../shared/projection/settings';
import { CHANNEL_CODE, STATUS_CODE } from '../../../shared/projection/term-codes';
import { Totals } from '../../../shared/projection/totals';
import { MINUTE_MS } from '../../../shared/time/instant';

interface CaseObject extends CaseFields {
  reference: string;
  deadline: DeadlineState;
}

/** Not a spread: V8 gives an object made by one three times the memory. The objects shall lose by their nature, not by our clumsiness. */
function makeCase(reference: string): CaseObject {
  const made = blankCase() as CaseObject;
  made.reference = reference;
  made.deadline = 'none';
  return made;
}

/** What counters and lists know a case by and its steps change. */
type Standing = Pick<CaseObject, 'status' | 'unit' | 'grade' | 'dueAt'>;

/** Counts of open or running cases by one thing that is known of them. */
type Tally = Map<number | string, number>;

function count(tally: Tally, key: number | string, change: number): void {
  tally.set(key, (tally.get(key) ?? 0) + change);
}

/**
 * The same fold as `Projection` does for cases, as one would write it first: a Map of objects, Maps of counters, a Map of Sets by minute of deadline. It shares
 * the domain and every part that holds no case (heat, hotspots, totals, rates), counts the same and visits no more cases than the columns do.
 */
export class ObjectFold {
  readonly cases = new Map<number, CaseObject>();
  readonly open: Record<'status' | 'district' | 'township' | 'category' | 'unit' | 'channel' | 'grade', Tally> = {
    status: new Map(),
    district: new Map(),
    township: new Map(),
    category: new Map(),
    unit: new Map(),
    channel: new Map(),
    grade: new Map(),
  };
  readonly running: Record<DeadlineState, { total: number; unit: Tally; district: Tally; grade: Tally }> = {
    none: noCounts(),
    'in-time': noCounts(),
    'at-risk': noCounts(),
    breached: noCounts(),
  };
  openCases = 0;
  receivedToday = 0;
  endedToday = 0;
  readonly clock: CityClock;
  readonly digest = new Digest();
  private readonly totals = new Totals();
  private readonly resolutions = new Resolutions();
  private readonly rates: CallbackRates;
  private readonly heat: Heat;
  private readonly hotspots: Hotspots;
  private readonly emergency = new Emergency();
  private readonly byMinute = new Map<number, Set<CaseObject>>();
  private settledAt = 0;
  private seq = 0;

  constructor(private readonly settings: ProjectionSettings) {
    this.clock = new CityClock(settings.zone);
    this.rates = new CallbackRates(this.clock);
    this.heat = new Heat(this.clock, settings.extent, settings.heatCells);
    this.hotspots = new Hotspots(this.clock.zone, settings);
  }

  apply(record: LogRecord): void {
    const { at } = record;
    const event = record.event as CaseEvent;
    if (record.seq !== this.seq + 1) throw new Error('out of order');
    const known = this.cases.get(event.case) ?? null;
    if (!caseEventAllowed(known, event)) throw new Error('illegal');
    this.seq = record.seq;
    if (this.clock.advance(at)) this.startDay();
    if (at >= this.hotspots.nextAt) this.hotspots.advance(at);
    if (event.kind === 'case.received' || event.kind === 'case.carried-over') {
      const made = makeCase(event.reference);
      evolveCase(made, event, at);
      this.cases.set(made.key, made);
      this.digest.add(made.key, made.version, STATUS_CODE[made.status]);
      this.countOpen(made, made, 1);
      this.hang(made);
      if (event.kind === 'case.carried-over') return;
      this.totals.receive(event.category, CHANNEL_CODE[event.channel], event.district);
      this.receivedToday += 1;
      if (event.contact !== 'appeal') return;
      const longitude = event.place?.longitude ?? Number.NaN;
      const latitude = event.place?.latitude ?? Number.NaN;
      this.heat.appealReceived(longitude, latitude, event.district, event.township, at);
      this.hotspots.appealReceived(longitude, latitude, event.district, event.township, event.category, at);
      this.emergency.appealReceived(event.category);
      return;
    }
    if (known !== null) this.step(known, event, at);
  }

  /** Moves every case on that has become at risk or breached. */
  settle(): void {
    const { now } = this.clock;
    const from = this.settledAt;
    this.settledAt = now;
    if (from === 0) {
      for (const one of this.cases.values()) this.rehang(one);
      return;
    }
    for (let m = Math.floor(from / MINUTE_MS); m <= Math.floor(now / MINUTE_MS); m += 1) {
      for (const one of this.byMinute.get(m) ?? []) if (one.dueAt < now) this.rehang(one);
    }
    const horizon = now + this.settings.horizonMs;
    for (let m = Math.floor((from + this.settings.horizonMs) / MINUTE_MS); m <= Math.floor(horizon / MINUTE_MS); m += 1) {
      for (const one of this.byMinute.get(m) ?? []) if (one.deadline === 'in-time' && one.dueAt <= horizon) this.rehang(one);
    }
  }

  private step(one: CaseObject, event: Exclude<CaseEvent, { kind: 'case.received' | 'case.carried-over' }>, at: number): void {
    const { status, version, unit, grade, firstUnit, dueAt } = one;
    const before = { status, unit, grade, dueAt };
    this.digest.subtract(one.key, version, STATUS_CODE[status]);
    evolveCase(one, event, at);
    this.digest.add(one.key, one.version, STATUS_CODE[one.status]);
    const ended = ENDED_STATUSES.includes(one.status);
    if (ended) {
      this.countOpen(one, before, -1);
    } else {
      if (status !== one.status) this.move(this.open.status, status, one.status);
      if (unit !== one.unit) this.move(this.open.unit, unit, one.unit);
      if (grade !== one.grade) this.move(this.open.grade, grade, one.grade);
    }
    if (runs(status) !== runs(one.status) || dueAt !== one.dueAt || unit !== one.unit || grade !== one.grade) {
      this.unhang(one, before);
      this.hang(one);
    }
    if (event.kind === 'case.resolved') this.resolutions.resolved(one.unit, one.dueAt, at);
    else if (event.kind === 'case.called-back') this.rates.calledBack(event, at);
    else if (event.kind === 'case.dispatched' && firstUnit === 0) this.totals.dispatchFirst(event.unit);
    if (ended) this.endedToday += 1;
  }

  private startDay(): void {
    this.receivedToday = 0;
    this.endedToday = 0;
    for (const one of this.cases.values()) {
      if (ENDED_STATUSES.includes(one.status) && one.endedAt < this.clock.dayStart) this.cases.delete(one.key);
    }
  }

  private hang(one: CaseObject): void {
    if (one.dueAt === 0 || !runs(one.status)) {
      one.deadline = 'none';
      return;
    }
    const now = this.settledAt;
    one.deadline = one.dueAt < now ? 'breached' : one.dueAt <= now + this.settings.horizonMs ? 'at-risk' : 'in-time';
    this.countRunning(one, one, one.deadline, 1);
    if (one.deadline === 'breached') return;
    const minute = Math.floor(one.dueAt / MINUTE_MS);
    const set = this.byMinute.get(minute);
    if (set === undefined) this.byMinute.set(minute, new Set([one]));
    else set.add(one);
  }

  private unhang(one: CaseObject, before: Standing): void {
    if (one.deadline === 'none') return;
    this.countRunning(one, before, one.deadline, -1);
    if (one.deadline === 'breached') return;
    const minute = Math.floor(before.dueAt / MINUTE_MS);
    const set = this.byMinute.get(minute);
    set?.delete(one);
    if (set?.size === 0) this.byMinute.delete(minute);
  }

  private rehang(one: CaseObject): void {
    this.unhang(one, one);
    this.hang(one);
  }

  private countOpen(one: CaseFields, standing: Standing, change: number): void {
    this.openCases += change;
    count(this.open.status, standing.status, change);
    count(this.open.district, one.district, change);
    count(this.open.township, one.township, change);
    count(this.open.category, one.category, change);
    count(this.open.unit, standing.unit, change);
    count(this.open.channel, one.channel, change);
    count(this.open.grade, standing.grade, change);
  }

  private countRunning(one: CaseFields, standing: Standing, state: DeadlineState, change: number): void {
    const counts = this.running[state];
    counts.total += change;
    count(counts.unit, standing.unit, change);
    count(counts.district, one.district, change);
    count(counts.grade, standing.grade, change);
  }

  private move(tally: Tally, from: number | string, to: number | string): void {
    count(tally, from, -1);
    count(tally, to, 1);
  }
}

function noCounts(): { total: number; unit: Tally; district: Tally; grade: Tally } {
  return { total: 0, unit: new Map(), district: new Map(), grade: new Map() };
}

function runs(status: CaseStatus): boolean {
  return RUNNING_STATUSES.includes(status);
}
