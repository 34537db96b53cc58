import { blankCase } from '../domain/case-fields';
import { caseEventAllowed, evolveCase } from '../domain/case-evolve';
import type { CaseEvent } from '../domain/events';
import type { CaseKey } from '../domain/keys';
import { NONE } from '../domain/keys';
import type { Instant } from '../time/instant';
import type { CallbackRates } from './callback-rates';
import type { CaseColumns } from './case-columns';
import { CaseCursor } from './case-cursor';
import type { Census } from './census';
import type { CityClock } from './city-clock';
import type { DeadlineWheel } from './deadline-wheel';
import { Digest } from './digest';
import type { Emergency } from './emergency';
import type { Floor } from './floor';
import type { Heat } from './heat';
import { isColumnInstant, isInstant, isKey, isKeyOrNone, isSmallKeyOrNone, SMALL_KEY_LIMIT } from './key-limits';
import type { Resolutions } from './resolutions';
import { ENDED, RUNNING } from './term-codes';
import type { Totals } from './totals';

/** What case events move. */
export interface CaseParts {
  readonly clock: CityClock;
  readonly cases: CaseColumns;
  readonly deadlines: DeadlineWheel;
  readonly resolutions: Resolutions;
  readonly census: Census;
  readonly rates: CallbackRates;
  readonly totals: Totals;
  readonly heat: Heat;
  readonly floor: Floor;
  readonly emergency: Emergency;
}

type Introduction = Extract<CaseEvent, { kind: 'case.received' | 'case.carried-over' }>;

/** The part of the fold that runs thousands of times a second: one case event into columns and counters, allocating nothing. */
export class CaseFold {
  /** One more than the highest key that was used. */
  nextCase: CaseKey = 1;
  digest = new Digest();
  /** For first events, over and over. */
  private readonly scratch = blankCase();
  /** Stands on the case that was judged last. */
  private readonly cursor: CaseCursor;

  constructor(private readonly parts: CaseParts) {
    this.cursor = new CaseCursor(parts.cases);
  }

  /** Judges `event`; null: allowed, and `apply` may follow at once. */
  objection(event: CaseEvent): string | null {
    const { cursor } = this;
    const slot = this.parts.cases.slotOf(event.case);
    cursor.moveTo(slot);
    if (!caseEventAllowed(slot < 0 ? null : cursor, event)) return `case ${event.case} ${slot < 0 ? 'is not held' : `is ${cursor.status}`}`;
    return columnsObjection(event);
  }

  /** `event` must have been judged last, and the clock must not be behind `at`. */
  apply(event: CaseEvent, at: Instant): void {
    if (event.kind === 'case.received' || event.kind === 'case.carried-over') this.introduce(event, at);
    else this.step(event, at);
  }

  /** Lets the cases go that ended before the running city day. */
  startDay(): void {
    const { cases, clock } = this.parts;
    for (let slot = 0; slot < cases.end; slot += 1) {
      if (cases.keys[slot] !== 0 && ENDED[cases.status[slot]!] === 1 && cases.endedAt(slot) < clock.dayStart) this.letGo(slot);
    }
  }

  private introduce(event: Introduction, at: Instant): void {
    const { cases, census, deadlines, totals, heat, emergency } = this.parts;
    evolveCase(this.scratch, event, at);
    const slot = cases.add(this.scratch, event.reference);
    this.digest.add(event.case, this.scratch.version, cases.status[slot]!);
    if (event.case >= this.nextCase) this.nextCase = event.case + 1;
    census.enter(slot);
    deadlines.hang(slot);
    if (event.kind === 'case.carried-over') {
      totals.carriedOver += 1;
      return;
    }
    totals.receive(event);
    if (event.call !== NONE) this.parts.floor.linkCase(event.call, event.case);
    const appeal = event.contact === 'appeal';
    census.received(at, appeal);
    if (!appeal) return;
    heat.appealReceived(event.place, event.district, event.township, at);
    emergency.appealReceived(event.category);
  }

  private step(event: Exclude<CaseEvent, Introduction>, at: Instant): void {
    const { cursor } = this;
    const { cases, census, deadlines, totals } = this.parts;
    const { slot } = cursor;
    const statusBefore = cases.status[slot]!;
    const versionBefore = cursor.version;
    const firstDispatch = event.kind === 'case.dispatched' && event.unit !== NONE && cursor.firstUnit === NONE;
    evolveCase(cursor, event, at);
    const status = cursor.statusCode;
    this.digest.subtract(event.case, versionBefore, statusBefore);
    this.digest.add(event.case, cursor.version, status);
    const { movesWork } = cursor;
    census.change(slot, status);
    if (movesWork && ENDED[status] === 0) census.changeWork(slot, cursor);
    const deadlineMoves = movesWork || RUNNING[statusBefore] !== RUNNING[status];
    if (deadlineMoves) deadlines.unhang(slot);
    cursor.commit();
    if (deadlineMoves) deadlines.hang(slot);
    if (firstDispatch) totals.dispatchFirst(event.unit);
    else if (event.kind === 'case.resolved') this.parts.resolutions.resolved(cursor);
    else if (event.kind === 'case.called-back') this.parts.rates.calledBack(event, at);
    if (ENDED[status] === 0) return;
    totals.ended += 1;
    census.ended(at);
    // A straggler: it ended on a day that is over.
    if (at < this.parts.clock.dayStart) this.letGo(slot);
  }

  private letGo(slot: number): void {
    const { cases } = this.parts;
    this.digest.letGo(cases.keys[slot]!, cases.version(slot), cases.status[slot]!);
    cases.remove(slot);
  }
}

/** Whether the columns can hold what the event says. */
function columnsObjection(event: CaseEvent): string | null {
  switch (event.kind) {
    case 'case.received':
    case 'case.carried-over': {
      if (!isKey(event.case)) return `key ${event.case} is none`;
      const { category, district, township } = event;
      if (!(isSmallKeyOrNone(category) && isSmallKeyOrNone(district) && isSmallKeyOrNone(township))) {
        return `category ${category}, district ${district} or township ${township} is above ${SMALL_KEY_LIMIT}`;
      }
      if (event.kind === 'case.received') return isKeyOrNone(event.call) ? null : `call ${event.call} is no key`;
      if (!isSmallKeyOrNone(event.unit)) return `unit ${event.unit} is above ${SMALL_KEY_LIMIT}`;
      const sound = isInstant(event.receivedAt) && isColumnInstant(event.dispatchedAt) && isInstant(event.dueAt);
      return sound ? null : 'a moment is none';
    }
    case 'case.dispatched':
      if (!isSmallKeyOrNone(event.unit)) return `unit ${event.unit} is above ${SMALL_KEY_LIMIT}`;
      return isInstant(event.dueAt) ? null : 'the deadline is no moment';
    case 'case.reassigned':
      if (!(isSmallKeyOrNone(event.to) && isKeyOrNone(event.from))) return `unit ${event.to} is above ${SMALL_KEY_LIMIT}`;
      return isInstant(event.dueAt) ? null : 'the deadline is no moment';
    case 'case.reopened':
      return isInstant(event.dueAt) ? null : 'the deadline is no moment';
    case 'case.merged':
      return isKey(event.into) ? null : `key ${event.into} is none`;
    default:
      return null;
  }
}
