import type { CaseFields } from '../domain/case-fields';
import type { CallKey, CaseKey, CategoryKey, DistrictKey, TownshipKey, UnitKey } from '../domain/keys';
import { CALLBACKS, CASE_STATUSES, CONTACTS, GRADES } from '../domain/terms';
import type { Callback, CaseStatus, Channel, Contact, Grade } from '../domain/terms';
import type { Instant } from '../time/instant';
import type { CaseColumns } from './case-columns';
import { CHANGED, DISPATCHED, ENDED_AT, FIRST_UNIT, REOPENINGS, RESOLVED, RETURNS, URGES } from './case-columns';
import { CALLBACK_CODE, GRADE_CODE, STATUS_CODE } from './term-codes';

/** Bits of `changes`. */
const STATUS = 1;
const UNIT = 2;
const GRADE = 4;
const DUE = 8;

/**
 * One held case as the domain's `CaseFields`, read from and written to the columns in place: an event touches the few columns that it is about instead of
 * copying all of them out and back, which for a million cases is a cache miss each.
 *
 * The four fields that counters go by (status, unit, grade, dueAt) are held back: until `commit` the columns still say what the case was counted as. What
 * never changes after the first event cannot be set.
 */
export class CaseCursor implements CaseFields {
  slot = -1;
  private changes = 0;
  private newStatus = 0;
  private newUnit = 0;
  private newGrade = 0;
  private newDueAt: Instant = 0;

  constructor(private readonly cases: CaseColumns) {}

  /** Stands on the case in `slot`; what was not committed is forgotten. */
  moveTo(slot: number): void {
    this.slot = slot;
    this.changes = 0;
  }

  /** Index into CASE_STATUSES that `commit` will write. */
  get statusCode(): number {
    return (this.changes & STATUS) === 0 ? this.cases.status[this.slot]! : this.newStatus;
  }

  /** Index into GRADES that `commit` will write. */
  get gradeCode(): number {
    return (this.changes & GRADE) === 0 ? this.cases.grade[this.slot]! : this.newGrade;
  }

  /** Whether `commit` will change the unit, grade or deadline. */
  get movesWork(): boolean {
    const { cases, slot, changes } = this;
    return (
      ((changes & UNIT) !== 0 && this.newUnit !== cases.unit[slot]) ||
      ((changes & GRADE) !== 0 && this.newGrade !== cases.grade[slot]) ||
      ((changes & DUE) !== 0 && this.newDueAt !== cases.dueAt[slot])
    );
  }

  /** Writes what was held back. */
  commit(): void {
    const { cases, slot, changes } = this;
    if ((changes & STATUS) !== 0) cases.status[slot] = this.newStatus;
    if ((changes & UNIT) !== 0) cases.unit[slot] = this.newUnit;
    if ((changes & GRADE) !== 0) cases.grade[slot] = this.newGrade;
    if ((changes & DUE) !== 0) cases.dueAt[slot] = this.newDueAt;
    this.changes = 0;
  }

  get status(): CaseStatus {
    return CASE_STATUSES[this.statusCode]!;
  }
  set status(status: CaseStatus) {
    this.newStatus = STATUS_CODE[status];
    this.changes |= STATUS;
  }

  get unit(): UnitKey {
    return (this.changes & UNIT) === 0 ? this.cases.unit[this.slot]! : this.newUnit;
  }
  set unit(unit: UnitKey) {
    this.newUnit = unit;
    this.changes |= UNIT;
  }

  get grade(): Grade {
    return GRADES[this.gradeCode]!;
  }
  set grade(grade: Grade) {
    this.newGrade = GRADE_CODE[grade];
    this.changes |= GRADE;
  }

  get dueAt(): Instant {
    return (this.changes & DUE) === 0 ? this.cases.dueAt[this.slot]! : this.newDueAt;
  }
  set dueAt(dueAt: Instant) {
    this.newDueAt = dueAt;
    this.changes |= DUE;
  }

  get key(): CaseKey {
    return this.cases.keys[this.slot]!;
  }
  get contact(): Contact {
    return CONTACTS[this.cases.flags[this.slot]! & 1]!;
  }
  get channel(): Channel {
    return this.cases.channelOf(this.slot);
  }
  get category(): CategoryKey {
    return this.cases.category[this.slot]!;
  }
  get district(): DistrictKey {
    return this.cases.district[this.slot]!;
  }
  get township(): TownshipKey {
    return this.cases.township[this.slot]!;
  }
  get longitude(): number {
    return this.cases.longitude(this.slot);
  }
  get latitude(): number {
    return this.cases.latitude(this.slot);
  }
  get call(): CallKey {
    return this.cases.call(this.slot);
  }
  get receivedAt(): Instant {
    return this.cases.receivedAt[this.slot]!;
  }

  get version(): number {
    return this.cases.version(this.slot);
  }
  set version(version: number) {
    this.cases.setVersion(this.slot, version);
  }
  get callback(): Callback {
    return CALLBACKS[this.cases.flags[this.slot]! >> 1]!;
  }
  set callback(callback: Callback) {
    this.cases.flags[this.slot] = (this.cases.flags[this.slot]! & 1) + 2 * CALLBACK_CODE[callback];
  }
  get firstUnit(): UnitKey {
    return this.cases.half(this.slot, FIRST_UNIT);
  }
  set firstUnit(unit: UnitKey) {
    this.cases.setHalf(this.slot, FIRST_UNIT, unit);
  }
  get urges(): number {
    return this.cases.half(this.slot, URGES);
  }
  set urges(urges: number) {
    this.cases.setHalf(this.slot, URGES, urges);
  }
  get returns(): number {
    return this.cases.half(this.slot, RETURNS);
  }
  set returns(returns: number) {
    this.cases.setHalf(this.slot, RETURNS, returns);
  }
  get reopenings(): number {
    return this.cases.half(this.slot, REOPENINGS);
  }
  set reopenings(reopenings: number) {
    this.cases.setHalf(this.slot, REOPENINGS, reopenings);
  }
  get dispatchedAt(): Instant {
    return this.cases.moment(this.slot, DISPATCHED);
  }
  set dispatchedAt(at: Instant) {
    this.cases.setMoment(this.slot, DISPATCHED, at);
  }
  get changedAt(): Instant {
    return this.cases.moment(this.slot, CHANGED);
  }
  set changedAt(at: Instant) {
    this.cases.setMoment(this.slot, CHANGED, at);
  }
  get resolvedAt(): Instant {
    return this.cases.moment(this.slot, RESOLVED);
  }
  set resolvedAt(at: Instant) {
    this.cases.setMoment(this.slot, RESOLVED, at);
  }
  get endedAt(): Instant {
    return this.cases.moment(this.slot, ENDED_AT);
  }
  set endedAt(at: Instant) {
    this.cases.setMoment(this.slot, ENDED_AT, at);
  }
}
