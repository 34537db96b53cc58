import type { UnitKey } from '../domain/keys';
import { CASE_STATUSES, CHANNELS, GRADES } from '../domain/terms';
import type { Instant } from '../time/instant';
import type { CaseColumns } from './case-columns';
import { Counts } from './counts';
import type { CityClock } from './city-clock';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { ENDED } from './term-codes';

/**
 * Open cases (not closed, merged or cancelled) counted by everything that they are known by, and what the city day has brought. Keys are the domain's
 * keys; status, channel and grade count by their index. The grade of a case that was never dispatched is the blank one ('7d').
 */
export class Census {
  open = 0;
  readonly byStatus = new Counts(CASE_STATUSES.length);
  readonly byDistrict = new Counts();
  readonly byTownship = new Counts();
  readonly byCategory = new Counts();
  readonly byUnit = new Counts();
  readonly byChannel = new Counts();
  readonly byGrade = new Counts();
  /** Cases received since the city day began, by their own moment; carried-over ones were received before the log. */
  receivedToday = 0;
  /** Those of `receivedToday` that are appeals. */
  appealsToday = 0;
  /** Cases closed, merged or cancelled since the city day began. */
  endedToday = 0;

  constructor(
    private readonly cases: CaseColumns,
    private readonly clock: CityClock,
  ) {}

  /** Counts a stored case that was not held before. */
  enter(slot: number): void {
    if (ENDED[this.cases.status[slot]!] === 0) this.count(slot, 1);
  }

  /** Counts anew for an open case that is about to get another status; its columns still say what it was. */
  change(slot: number, status: number): void {
    if (ENDED[status] === 1) this.count(slot, -1);
    else move(this.byStatus, this.cases.status[slot]!, status);
  }

  /** Counts anew for an open case that goes from unit to unit and from grade to grade, and does not end. */
  moveWork(unitBefore: UnitKey, unit: UnitKey, gradeBefore: number, grade: number): void {
    move(this.byUnit, unitBefore, unit);
    move(this.byGrade, gradeBefore, grade);
  }

  received(at: Instant, appeal: boolean): void {
    if (at < this.clock.dayStart) return;
    this.receivedToday += 1;
    if (appeal) this.appealsToday += 1;
  }

  ended(at: Instant): void {
    if (at >= this.clock.dayStart) this.endedToday += 1;
  }

  startDay(): void {
    this.receivedToday = 0;
    this.appealsToday = 0;
    this.endedToday = 0;
  }

  canonical(): unknown {
    return {
      open: this.open,
      byStatus: this.byStatus.toArray(),
      byDistrict: this.byDistrict.toArray(),
      byTownship: this.byTownship.toArray(),
      byCategory: this.byCategory.toArray(),
      byUnit: this.byUnit.toArray(),
      byChannel: this.byChannel.toArray(),
      byGrade: this.byGrade.toArray(),
      receivedToday: this.receivedToday,
      appealsToday: this.appealsToday,
      endedToday: this.endedToday,
    };
  }

  /** Only what the columns do not tell; `enterAll` finds the rest. */
  write(writer: SnapshotWriter): void {
    writer.number(this.receivedToday);
    writer.number(this.appealsToday);
    writer.number(this.endedToday);
  }

  read(reader: SnapshotReader): void {
    this.receivedToday = reader.integer();
    this.appealsToday = reader.integer();
    this.endedToday = reader.integer();
  }

  /** Forgets how many cases are open; `enterAll` counts them anew. */
  clear(): void {
    this.open = 0;
    for (const counts of [this.byStatus, this.byDistrict, this.byTownship, this.byCategory, this.byUnit, this.byChannel, this.byGrade]) {
      counts.clear();
    }
  }

  /** Counts slots `from` … `to` − 1, those in use and free ones. */
  enterAll(from: number, to: number): void {
    const { status, district, township, category, unit, channel, grade } = this.cases;
    const byStatus = this.byStatus.upTo(CASE_STATUSES.length - 1);
    const byChannel = this.byChannel.upTo(CHANNELS.length - 1);
    const byGrade = this.byGrade.upTo(GRADES.length - 1);
    const byDistrict = this.byDistrict.upToAll(district, from, to);
    const byTownship = this.byTownship.upToAll(township, from, to);
    const byCategory = this.byCategory.upToAll(category, from, to);
    const byUnit = this.byUnit.upToAll(unit, from, to);
    let open = 0;
    for (let slot = from; slot < to; slot += 1) {
      if (ENDED[status[slot]!] === 1) continue;
      open += 1;
      byStatus[status[slot]!]! += 1;
      byDistrict[district[slot]!]! += 1;
      byTownship[township[slot]!]! += 1;
      byCategory[category[slot]!]! += 1;
      byUnit[unit[slot]!]! += 1;
      byChannel[channel[slot]!]! += 1;
      byGrade[grade[slot]!]! += 1;
    }
    this.open += open;
  }

  private count(slot: number, change: number): void {
    const { cases } = this;
    this.open += change;
    this.byStatus.add(cases.status[slot]!, change);
    this.byDistrict.add(cases.district[slot]!, change);
    this.byTownship.add(cases.township[slot]!, change);
    this.byCategory.add(cases.category[slot]!, change);
    this.byUnit.add(cases.unit[slot]!, change);
    this.byChannel.add(cases.channel[slot]!, change);
    this.byGrade.add(cases.grade[slot]!, change);
  }
}

function move(counts: Counts, from: number, to: number): void {
  if (from === to) return;
  counts.add(from, -1);
  counts.add(to, 1);
}
