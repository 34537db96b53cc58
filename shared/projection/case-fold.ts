import { CASE_CALLED_BACK, CASE_CARRIED_OVER, CASE_RECEIVED, CASE_RESOLVED } from '../domain/event-codes';
import type { CaseKey } from '../domain/keys';
import { NONE } from '../domain/keys';
import type { RecordColumns } from '../domain/record-columns';
import { CASE_STATUSES } from '../domain/terms';
import type { CallbackRates } from './callback-rates';
import type { CaseColumns } from './case-columns';
import { CHANGED, DISPATCHED, REOPENINGS, RESOLVED, RETURNS, URGES } from './case-columns';
import { carriedOverObjection, introduce, introductionObjection } from './case-introduction';
import type { Census } from './census';
import type { ChangeLog } from './change-log';
import type { CityClock } from './city-clock';
import type { DeadlineWheel } from './deadline-wheel';
import { Digest } from './digest';
import type { Emergency } from './emergency';
import type { Floor } from './floor';
import type { Heat } from './heat';
import type { Hotspots } from './hotspots';
import { isInstant, SMALL_KEY_LIMIT } from './key-limits';
import type { Resolutions } from './resolutions';
import {
  ANSWER_OPEN,
  ANSWERS,
  ANSWERS_CONSISTENT,
  ASKED,
  ASKS_ENQUIRY,
  ASKS_NOT_SOLVED,
  ASKS_OPEN_ANSWER,
  ASKS_OTHER_CASE,
  ASKS_OTHER_UNIT,
  CALLBACK,
  CALLBACK_AFTER,
  DOES,
  DUE,
  DUE_BEGINS,
  DUE_IF_FIRST,
  GRADE_NAMED,
  KEEPS,
  REOPENED,
  RESOLVED_NOW,
  RESOLVED_UNDONE,
  RETURNED,
  STATUS_AFTER,
  stepFollows,
  UNIT_FIRST,
  UNIT_NAMED,
  UNIT_NONE,
  URGED,
  WORK,
} from './step-rules';
import { CALLBACK_CODE, CONTACT_CODE, ENDED, RUNNING } from './term-codes';
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
  readonly hotspots: Hotspots;
  readonly floor: Floor;
  readonly emergency: Emergency;
}

/** The part of the fold that runs thousands of times a second: one case event into columns and counters, by code, allocating nothing. */
export class CaseFold {
  /** One more than the highest key that was used. */
  nextCase: CaseKey = 1;
  digest = new Digest();

  constructor(
    private readonly parts: CaseParts,
    private readonly changes: ChangeLog,
  ) {}

  /** Why the case event in `row` is not allowed at this point; null: it is. `slot`: that of its case, −1 if it is not held. */
  objection(columns: RecordColumns, row: number, slot: number): string | null {
    const kind = columns.kind[row]!;
    if (kind === CASE_RECEIVED || kind === CASE_CARRIED_OVER) {
      if (slot >= 0) return this.standing(columns, row, slot);
      return introductionObjection(columns, row) ?? (kind === CASE_CARRIED_OVER ? carriedOverObjection(columns, row) : null);
    }
    if (slot < 0 || !stepFollows(kind, this.parts.cases.status[slot]!) || !this.hasWhatIsAsked(columns, row, slot))
      return this.standing(columns, row, slot);
    const does = DOES[kind]!;
    if ((does & (UNIT_NAMED | UNIT_FIRST)) !== 0 && columns.other[row]! > SMALL_KEY_LIMIT)
      return `unit ${columns.other[row]} is above ${SMALL_KEY_LIMIT}`;
    return (does & DUE) === 0 || isInstant(columns.dueAt[columns.side[row]!]!) ? null : 'the deadline is no moment';
  }

  /** The event in `row` must have raised no objection, and the clock must not be behind its moment. */
  apply(columns: RecordColumns, row: number, slot: number): void {
    if (columns.kind[row]! <= CASE_CARRIED_OVER) this.introduce(columns, row);
    else this.step(columns, row, slot);
  }

  /** Lets the cases go that ended before the running city day. */
  startDay(): void {
    const { cases, clock } = this.parts;
    for (let slot = 0; slot < cases.end; slot += 1) {
      if (cases.keys[slot] !== 0 && ENDED[cases.status[slot]!] === 1 && cases.endedAt(slot) < clock.dayStart) this.letGo(slot);
    }
  }

  private standing(columns: RecordColumns, row: number, slot: number): string {
    return `case ${columns.key[row]} ${slot < 0 ? 'is not held' : `is ${CASE_STATUSES[this.parts.cases.status[slot]!]}`}`;
  }

  private hasWhatIsAsked(columns: RecordColumns, row: number, slot: number): boolean {
    const { cases } = this.parts;
    switch (ASKED[columns.kind[row]!]) {
      case ASKS_ENQUIRY:
        return cases.contact(slot) === CONTACT_CODE.enquiry;
      case ASKS_OPEN_ANSWER:
        return ANSWER_OPEN[cases.callback(slot)] === 1 && ANSWERS_CONSISTENT[columns.code[row]!] === 1;
      case ASKS_NOT_SOLVED:
        return cases.callback(slot) === CALLBACK_CODE['not-solved'];
      case ASKS_OTHER_UNIT:
        return columns.other[row] !== cases.unit[slot];
      case ASKS_OTHER_CASE:
        return columns.other[row] !== columns.key[row];
      default:
        return true;
    }
  }

  private introduce(columns: RecordColumns, row: number): void {
    const { cases, census, deadlines, totals, heat, hotspots, emergency, floor } = this.parts;
    const key = columns.key[row]!;
    const slot = introduce(cases, columns, row);
    this.changes.touch(slot);
    this.digest.add(key, 1, cases.status[slot]!);
    if (key >= this.nextCase) this.nextCase = key + 1;
    census.enter(slot);
    if (columns.kind[row] === CASE_CARRIED_OVER) {
      deadlines.hang(slot);
      totals.carriedOver += 1;
      return;
    }
    const category = cases.category[slot]!;
    const district = cases.district[slot]!;
    totals.receive(category, cases.channel[slot]!, district);
    const call = columns.other[row]!;
    if (call !== NONE) floor.linkCase(call, key);
    const at = columns.at[row]!;
    const appeal = columns.code[row] === CONTACT_CODE.appeal;
    census.received(at, appeal);
    if (!appeal) return;
    const { longitude, latitude } = columns.introductions;
    const i = columns.side[row]!;
    heat.appealReceived(longitude[i]!, latitude[i]!, district, cases.township[slot]!, at);
    hotspots.appealReceived(longitude[i]!, latitude[i]!, district, cases.township[slot]!, category, at);
    emergency.appealReceived(category);
  }

  private step(columns: RecordColumns, row: number, slot: number): void {
    const { cases, census, deadlines, totals } = this.parts;
    const kind = columns.kind[row]!;
    const at = columns.at[row]!;
    const key = columns.key[row]!;
    const does = DOES[kind]!;
    const statusBefore = cases.status[slot]!;
    const status = STATUS_AFTER[kind] === KEEPS ? statusBefore : STATUS_AFTER[kind]!;
    const version = cases.version(slot);
    this.digest.subtract(key, version, statusBefore);
    this.digest.add(key, (version + 1) >>> 0, status);
    cases.setVersion(slot, version + 1);
    this.changes.touch(slot);
    cases.setMoment(slot, CHANGED, at);
    if (status !== statusBefore) census.change(slot, status);
    if ((does & WORK) !== 0) {
      this.moveWork(columns, row, slot, status);
    } else if (RUNNING[statusBefore] !== RUNNING[status]) {
      // Without new work a deadline can only stop.
      deadlines.unhang(slot);
      cases.status[slot] = status;
    } else {
      cases.status[slot] = status;
    }
    if ((does & ~WORK) !== 0) this.note(columns, row, slot, does);
    if (kind === CASE_RESOLVED) this.parts.resolutions.resolved(cases.unit[slot]!, cases.dueAt[slot]!, at);
    else if (kind === CASE_CALLED_BACK) this.parts.rates.calledBack(ANSWERS[columns.code[row]!]!, at);
    if (ENDED[status] === 0) return;
    totals.ended += 1;
    census.ended(at);
    // A straggler: it ended on a day that is over.
    if (at >= this.parts.clock.dayStart) return;
    this.letGo(slot);
    this.changes.letGo(key, columns.from + row);
  }

  /** Unit, grade and deadline, and the status with them: what running cases are counted by. */
  private moveWork(columns: RecordColumns, row: number, slot: number, status: number): void {
    const { cases, census, deadlines, totals } = this.parts;
    const does = DOES[columns.kind[row]!]!;
    const unitBefore = cases.unit[slot]!;
    const gradeBefore = cases.grade[slot]!;
    const dueBefore = cases.dueAt[slot]!;
    const unit = (does & (UNIT_NAMED | UNIT_FIRST)) !== 0 ? columns.other[row]! : (does & UNIT_NONE) !== 0 ? NONE : unitBefore;
    const grade = (does & GRADE_NAMED) === 0 ? gradeBefore : columns.code[row]!;
    const dueAt = (does & DUE) === 0 ? dueBefore : columns.dueAt[columns.side[row]!]!;
    if (unit !== unitBefore || grade !== gradeBefore) census.moveWork(unitBefore, unit, gradeBefore, grade);
    deadlines.unhang(slot);
    cases.status[slot] = status;
    cases.unit[slot] = unit;
    cases.grade[slot] = grade;
    cases.dueAt[slot] = dueAt;
    deadlines.hang(slot);
    if ((does & UNIT_FIRST) !== 0 && unit !== NONE && cases.firstUnit(slot) === NONE) {
      cases.setFirstUnit(slot, unit);
      totals.dispatchFirst(unit);
    }
    if ((does & DUE) === 0) return;
    const begins = (does & DUE_IF_FIRST) !== 0 ? cases.moment(slot, DISPATCHED) === 0 : (does & DUE_BEGINS) !== 0 || dueAt !== dueBefore;
    if (begins) cases.setMoment(slot, DISPATCHED, columns.at[row]!);
  }

  /** What no counter goes by. */
  private note(columns: RecordColumns, row: number, slot: number, does: number): void {
    const { cases } = this.parts;
    if ((does & RESOLVED_NOW) !== 0) cases.setMoment(slot, RESOLVED, columns.at[row]!);
    if ((does & RESOLVED_UNDONE) !== 0) {
      cases.setMoment(slot, RESOLVED, 0);
      cases.setCallback(slot, CALLBACK_CODE.none);
    }
    if ((does & CALLBACK) !== 0) cases.setCallback(slot, CALLBACK_AFTER[columns.code[row]!]!);
    if ((does & URGED) !== 0) cases.countHalf(slot, URGES);
    if ((does & RETURNED) !== 0) cases.countByte(slot, RETURNS);
    if ((does & REOPENED) !== 0) cases.countByte(slot, REOPENINGS);
  }

  private letGo(slot: number): void {
    const { cases } = this.parts;
    this.digest.letGo(cases.keys[slot]!, cases.version(slot), cases.status[slot]!);
    cases.remove(slot);
  }
}
