import type { CaseFields } from '../domain/case-fields';
import { blankCase } from '../domain/case-fields';
import { CASE_CODES, EVENT_CODE, EVENT_KINDS, GENERAL_CODES } from '../domain/event-codes';
import type { CallEvent, CaseEvent, DomainEvent, LogRecord } from '../domain/events';
import type { CaseKey, EmergencyKey, Seq } from '../domain/keys';
import { RecordBuilder } from '../domain/record-builder';
import type { RecordColumns } from '../domain/record-columns';
import { recordAt } from '../domain/record-columns';
import type { DeadlineState } from '../domain/terms';
import { DEADLINE_STATES } from '../domain/terms';
import type { Instant } from '../time/instant';
import { CallbackRates } from './callback-rates';
import { CaseColumns } from './case-columns';
import { CaseFold } from './case-fold';
import { CaseLookahead, ROWS_AHEAD } from './case-lookahead';
import { slotsByKey } from './case-order';
import { changeCases, heldAfter } from './case-changes';
import { CasesIn, writeCases } from './case-snapshot';
import { Catalogue } from './catalogue';
import { Census } from './census';
import { blockOf, ChangeLog } from './change-log';
import { CityClock } from './city-clock';
import { DeadlineWheel } from './deadline-wheel';
import { Digest } from './digest';
import { Emergency } from './emergency';
import type { Steps } from './packed-columns';
import { STRETCH } from './packed-columns';
import { BadSnapshot, IllegalEvent, OutOfOrder } from './errors';
import { Floor } from './floor';
import { Heat } from './heat';
import { HeatGrid } from './heat-grid';
import { Hotspots } from './hotspots';
import { INSTANT_LIMIT, isColumnInstant } from './key-limits';
import { type Detail, nameless } from './nameless';
import { rangeObjection } from './range-objection';
import { Resolutions } from './resolutions';
import { CALLS_KEPT, changesHash, checkSettings, settingsHash } from './settings';
import type { ProjectionSettings } from './settings';
import { joined } from './joined';
import { openSteps } from './snapshot-frame';
import { SnapshotReader } from './snapshot-reader';
import { SnapshotWriter } from './snapshot-writer';
import { allSteps } from './steps';
import { Staffing } from './staffing';
import { Tasks } from './tasks';
import { Timeline } from './timeline';
import { Totals } from './totals';

/** What is packed one by one and not in columns. */
type GeneralEvent = Exclude<DomainEvent, CaseEvent | CallEvent | { kind: 'seat.changed' }>;

/** A case as `Projection.canonical` shows it. */
export interface CanonicalCase extends CaseFields {
  readonly reference: string;
  readonly deadline: DeadlineState;
}

/**
 * Everything that a screen or a decision needs, folded from the log one record at a time: open cases and those that ended in the running city day,
 * and every aggregate over them. The state depends on the records and on how far the clock has come, never on how the way there was split:
 * by restarts from a snapshot, or by moving the clock in between.
 *
 * The clock moves with the records and by `advanceTo`. Parts that follow the clock settle when they are read.
 */
export class Projection {
  readonly clock: CityClock;
  readonly cases: CaseColumns;
  readonly deadlines: DeadlineWheel;
  readonly census: Census;
  readonly rates: CallbackRates;
  readonly floor: Floor;
  readonly heat: Heat;
  readonly hotspots: Hotspots;
  readonly resolutions = new Resolutions();
  readonly totals = new Totals();
  readonly catalogue = new Catalogue();
  readonly tasks = new Tasks();
  readonly emergency = new Emergency();
  readonly staffing = new Staffing();
  readonly timeline = new Timeline();
  private readonly fold: CaseFold;
  /** The record that was judged last, in a row of its own, and the slot of its case. */
  private readonly one = new RecordBuilder(1);
  private slot = -1;
  private readonly ahead: CaseLookahead;
  private changes: ChangeLog;
  /** The last record that changed the catalogue, as far as is known. */
  private catalogueSeq: Seq = 0;
  private lastSeq: Seq = 0;

  /** Throws a RangeError on settings that make no sense. `cases`: those of a snapshot. */
  constructor(
    readonly settings: ProjectionSettings,
    cases = new CaseColumns(),
  ) {
    checkSettings(settings);
    this.clock = new CityClock(settings.zone, settings.dayResetMs);
    this.cases = cases;
    this.deadlines = new DeadlineWheel(cases, this.clock, settings.horizonMs);
    this.census = new Census(cases, this.clock);
    this.rates = new CallbackRates(this.clock);
    this.floor = new Floor(this, settings.answerThresholdMs, settings.callsKept ?? CALLS_KEPT);
    this.heat = new Heat(this.clock, settings.extent, settings.heatCells);
    this.hotspots = new Hotspots(this.clock.zone, settings);
    this.changes = new ChangeLog(cases);
    this.fold = new CaseFold(this, this.changes);
    this.ahead = new CaseLookahead(cases);
  }

  /** The last record that was applied; 0: none. */
  get seq(): Seq {
    return this.lastSeq;
  }

  /** City time; 0: not known yet. */
  get now(): Instant {
    return this.clock.now;
  }

  /** One more than the highest case key, and emergency key, that the log has used. */
  get nextCase(): CaseKey {
    return this.fold.nextCase;
  }
  get nextEmergency(): EmergencyKey {
    return this.emergency.nextEmergency;
  }

  /** Takes in the next record. Throws OutOfOrder if it is not the next one, IllegalEvent if `objection` has one; nothing has changed then. */
  apply(record: LogRecord): void {
    const { seq, at, event } = record;
    if (seq !== this.lastSeq + 1) throw new OutOfOrder(this.lastSeq + 1, seq);
    const why = this.objection(event, at);
    if (why !== null) throw new IllegalEvent(seq, event.kind, why);
    this.expect(seq);
    this.move(at);
    if (at >= this.hotspots.nextAt) this.hotspots.advance(at);
    if (EVENT_CODE[event.kind] < GENERAL_CODES) this.applyRow(this.one, 0, this.slot);
    else this.applyGeneral(event as GeneralEvent, record);
    this.lastSeq = seq;
    this.timeline.apply(record);
  }

  /**
   * Takes in rows `row` … `end` − 1, which must be sound (`openBatch`, `RecordBuilder`). At the first that is not the next record or not allowed it throws
   * OutOfOrder or IllegalEvent; those before it have been taken in then, and `seq` says how far.
   */
  applyColumns(columns: RecordColumns, row: number, end: number): void {
    if (row >= end) return;
    if (columns.from + row !== this.lastSeq + 1) throw new OutOfOrder(this.lastSeq + 1, columns.from + row);
    for (let from = row; from < end; from += ROWS_AHEAD) this.applyRows(columns, from, Math.min(end, from + ROWS_AHEAD));
  }

  /** Why `event` is not allowed at this point, in English for an operator; null: it is. */
  objection(event: DomainEvent, at: Instant): string | null {
    const code = EVENT_CODE[event.kind];
    if (code >= GENERAL_CODES) return atObjection(at) ?? this.generalObjection(event as GeneralEvent);
    const why = atObjection(at) ?? rangeObjection(event);
    if (why !== null) return why;
    const seq = this.lastSeq + 1;
    this.one.clear(seq);
    this.one.add({ seq, at, by: '', event });
    this.slot = code < CASE_CODES ? this.cases.slotOf(this.one.key[0]!) : -1;
    return this.rowObjection(this.one, 0, this.slot);
  }

  /** Moves the city's time on, to the millisecond below; earlier is a no-op. Throws a RangeError on what is no time before 2106. */
  advanceTo(now: Instant): void {
    const to = Math.floor(now);
    if (to <= this.clock.now) return;
    // NaN too.
    if (!isColumnInstant(to)) throw new RangeError(`${now} is not in 0…${INSTANT_LIMIT}`);
    this.move(to);
    this.deadlines.settle();
  }

  /** Whether two projections of one log agree at a seq: a hash over (key, version, status) of every case. Independent of the clock. */
  digest(): string {
    return this.fold.digest.value(this.lastSeq);
  }

  /** The same from the columns: a check on the incremental one. */
  recomputeDigest(): string {
    const { goneLow, goneHigh } = this.fold.digest;
    const digest = Digest.ofGone(goneLow, goneHigh);
    digest.addAll(this.cases, 0, this.cases.end);
    return digest.value(this.lastSeq);
  }

  /**
   * One packed, uncompressed snapshot: decoding it and applying the records that follow leads to what applying them here leads to. With the detail `aggregates` it names no case and
   * repeats nothing that anybody wrote about one, and leads to the same aggregates (`nameless.ts`).
   */
  encode(detail: Detail = 'cases'): Uint8Array {
    return joined(allSteps(this.encodeSteps(detail)));
  }

  /**
   * The same in pieces, to be joined, and in steps of about a millisecond each, so that a busy process can do something else in between. While a step yields
   * `true` the projection must not change: no record, no later time. The snapshot is of the moment of the first step.
   */
  *encodeSteps(detail: Detail = 'cases'): Generator<boolean, readonly Uint8Array[]> {
    const writer = new SnapshotWriter();
    const { goneLow, goneHigh } = this.fold.digest;
    for (const number of [this.lastSeq, this.now, this.nextCase, goneLow, goneHigh]) writer.number(number);
    yield* holding(this.writeSteps(writer, detail));
    const finish = writer.finishSteps(settingsHash(this.settings));
    for (;;) {
      const step = finish.next();
      if (step.done === true) return step.value;
      yield false;
    }
  }

  /** Throws BadSnapshot on anything but a whole, sound snapshot that was made with the same settings. */
  static decode(bytes: Uint8Array, settings: ProjectionSettings): Projection {
    return allSteps(Projection.decodeSteps(bytes, settings));
  }

  /** The seq of a snapshot, without unpacking it. Throws BadSnapshot as `decode` does for a frame that is not whole or of other settings. */
  static stamp(bytes: Uint8Array, settings: ProjectionSettings): Seq {
    return new SnapshotReader(allSteps(openSteps(bytes, settingsHash(settings)))).integer();
  }

  /** The same in steps of about a millisecond each, so that a busy process can do something else in between. `bytes` must not change meanwhile. */
  static *decodeSteps(bytes: Uint8Array, settings: ProjectionSettings): Generator<void, Projection> {
    const reader = new SnapshotReader(yield* openSteps(bytes, settingsHash(settings)));
    const seq = reader.integer();
    const now = reader.integer(INSTANT_LIMIT);
    const nextCase = reader.integer();
    const goneLow = reader.number();
    const goneHigh = reader.number();
    const packed = new CasesIn(reader);
    const projection = new Projection(settings, packed.cases);
    projection.lastSeq = seq;
    projection.clock.advance(now);
    projection.fold.nextCase = nextCase;
    yield;
    for (const part of Object.values(projection.stored())) {
      part.read(reader);
      yield;
    }
    reader.finish();
    projection.begin(seq, goneLow, goneHigh);
    for (let from = 0; from < packed.rows; from += STRETCH) {
      const to = Math.min(packed.rows, from + STRETCH);
      packed.unpack(from, to);
      projection.count(from, to);
      yield;
    }
    packed.finish();
    projection.deadlines.hung();
    return projection;
  }

  /**
   * What a projection of the same log that stands at `since` needs to stand where this one stands: the cases that have changed, the keys of those that were let
   * go, and everything beside cases. null: that cannot be told any more, and a whole snapshot must do.
   */
  encodeChanges(since: Seq, detail: Detail = 'cases'): Uint8Array | null {
    if (since > this.lastSeq || !this.changes.tells(since)) return null;
    const { cases, changes } = this;
    const writer = new SnapshotWriter();
    const { goneLow, goneHigh, held } = this.fold.digest;
    for (const number of [since, this.lastSeq, this.now, this.clock.dayStart, this.nextCase, goneLow, goneHigh, ...held])
      writer.number(number);
    writer.u32s(changes.goneSince(since));
    allSteps(writeCases(this.casesFor(detail), allSteps(slotsByKey(cases, changes.changedSince(since))), this.now, writer));
    const newCatalogue = this.catalogueSeq > since;
    writer.flag(newCatalogue);
    for (const part of Object.values(this.storedFor(detail))) {
      if (part === this.floor) this.floor.write(writer, blockOf(since + 1));
      else if (newCatalogue || part !== this.catalogue) part.write(writer);
    }
    return joined(allSteps(writer.finishSteps(changesHash(this.settings))));
  }

  /**
   * The projection that `encodeChanges` was asked of, made from this one and its bytes; its clock is not behind this one's. It takes over the cases of this one,
   * which must not be used any more. Throws BadSnapshot on anything but sound changes since this one's seq, made with the same settings in the same city day;
   * nothing has changed then.
   */
  applyChanges(bytes: Uint8Array): Projection {
    const { cases, clock } = this;
    const reader = new SnapshotReader(allSteps(openSteps(bytes, changesHash(this.settings))));
    if (reader.integer() !== this.lastSeq) throw new BadSnapshot(`not the changes since ${this.lastSeq}`);
    const next = new Projection(this.settings, cases);
    next.lastSeq = reader.integer();
    next.clock.advance(reader.integer(INSTANT_LIMIT));
    const dayStart = reader.number();
    if (clock.dayStart !== dayStart || next.clock.dayStart !== dayStart) throw new BadSnapshot('another city day has begun');
    next.fold.nextCase = reader.integer();
    const [goneLow, goneHigh, heldLow, heldHigh] = [reader.number(), reader.number(), reader.number(), reader.number()];
    const keys = reader.u32s();
    const packed = new CasesIn(reader);
    for (let from = 0; from < packed.rows; from += STRETCH) packed.unpack(from, Math.min(packed.rows, from + STRETCH));
    packed.finish();
    const rows = packed.cases;
    // A key that was let go may have been used again.
    const changes = { rows, gone: Array.from(keys).filter((key) => !rows.has(key)) };
    const held = heldAfter(this.fold.digest.held, cases, changes);
    if (held[0] !== heldLow || held[1] !== heldHigh) throw new BadSnapshot('the changes do not lead where they say');
    next.readParts(reader, this);
    changeCases(cases, changes);
    next.begin(next.lastSeq, goneLow, goneHigh);
    next.count(0, cases.end);
    next.deadlines.hung();
    next.advanceTo(clock.now);
    return next;
  }

  /** Plain data of everything at the clock's now, in an order of its own: equal for projections that are equal. */
  canonical(): Record<string, unknown> {
    const { seq, now, nextCase, deadlines } = this;
    const parts = Object.entries({ ...this.stored(), deadlines }).map(([name, part]) => [name, part.canonical()] as const);
    return { seq, now, nextCase, digest: this.digest(), cases: this.canonicalCases(), ...Object.fromEntries(parts) };
  }

  private canonicalCases(): CanonicalCase[] {
    const found: CanonicalCase[] = [];
    for (let slot = 0; slot < this.cases.end; slot += 1) {
      if (this.cases.keys[slot] === 0) continue;
      const fields = blankCase();
      this.cases.load(slot, fields);
      found.push({ ...fields, reference: this.cases.reference(slot), deadline: DEADLINE_STATES[this.deadlines.state(slot)]! });
    }
    return found.sort((a, b) => a.key - b.key);
  }

  /** What lies beside cases in changes: the catalogue and the calls that are left out are as in `before`. */
  private readParts(reader: SnapshotReader, before: Projection): void {
    const newCatalogue = reader.flag();
    this.floor.ring.adopt(before.floor.ring);
    if (!newCatalogue) this.catalogue.adopt(before.catalogue);
    for (const part of Object.values(this.stored())) if (newCatalogue || part !== this.catalogue) part.read(reader);
    reader.finish();
  }

  /** Forgets what follows from the cases, whose changes are known from `seq` on; `count` finds it anew. */
  private begin(seq: Seq, goneLow: number, goneHigh: number): void {
    this.changes.begin(seq);
    this.catalogueSeq = seq;
    this.fold.digest = Digest.ofGone(goneLow, goneHigh);
    this.census.clear();
    this.deadlines.clear();
  }

  /** Counts what follows from the cases in slots `from` … `to` − 1. */
  private count(from: number, to: number): void {
    this.fold.digest.addAll(this.cases, from, to);
    this.census.enterAll(from, to);
    this.deadlines.hangAll(from, to);
  }

  /** Writes everything behind the head of a snapshot. Nothing may change before the last step. */
  private *writeSteps(writer: SnapshotWriter, detail: Detail): Steps {
    const slots = yield* slotsByKey(this.cases);
    yield* writeCases(this.casesFor(detail), slots, this.now, writer);
    writer.copiesUpToHere();
    for (const part of Object.values(this.storedFor(detail))) {
      yield;
      part.write(writer);
    }
  }

  /** The parts that a snapshot holds, in its order. */
  private stored() {
    const { census, rates, resolutions, totals, catalogue, tasks, emergency, staffing, timeline, floor, heat, hotspots } = this;
    return { census, rates, resolutions, totals, catalogue, tasks, emergency, staffing, timeline, floor, heat, hotspots };
  }

  private casesFor(detail: Detail): CaseColumns {
    return detail === 'cases' ? this.cases : nameless(this.cases, new HeatGrid(this.settings.extent, this.settings.heatCells));
  }

  private storedFor(detail: Detail): ReturnType<Projection['stored']> {
    const stored = this.stored();
    return detail === 'cases' ? stored : { ...stored, staffing: this.staffing.wordless(), timeline: this.timeline.wordless() };
  }

  /** Changes that follow belong to records up to `seq`. */
  private expect(seq: Seq): void {
    this.changes.advance(seq);
    this.floor.ring.stamp = blockOf(seq);
  }

  private move(to: Instant): void {
    const { month, dayStart } = this.clock;
    if (!this.clock.advance(to)) return;
    if (this.clock.dayStart !== dayStart) {
      this.fold.startDay();
      this.changes.startDay(this.lastSeq);
      this.census.startDay();
    }
    if (this.clock.month !== month) this.rates.startMonth();
  }

  /** At most ROWS_AHEAD rows. */
  private applyRows(columns: RecordColumns, row: number, end: number): void {
    const { cases, ahead } = this;
    ahead.look(columns, row, end);
    this.expect(this.lastSeq + end - row);
    for (let at = row; at < end; at += 1) {
      const kind = columns.kind[at]!;
      if (kind >= GENERAL_CODES) {
        this.apply(recordAt(columns, at));
        continue;
      }
      const key = columns.key[at]!;
      let slot = kind < CASE_CODES ? ahead.slots[at - row]! : -1;
      if (kind < CASE_CODES && (slot < 0 || cases.keys[slot] !== key)) slot = cases.slotOf(key);
      const why = atObjection(columns.at[at]!) ?? this.rowObjection(columns, at, slot);
      if (why !== null) throw new IllegalEvent(this.lastSeq + 1, EVENT_KINDS[kind]!, why);
      this.move(columns.at[at]!);
      if (columns.at[at]! >= this.hotspots.nextAt) this.hotspots.advance(columns.at[at]!);
      this.applyRow(columns, at, slot);
      this.lastSeq += 1;
      this.timeline.applyRow(columns, at);
    }
  }

  private rowObjection(columns: RecordColumns, row: number, slot: number): string | null {
    return columns.kind[row]! < CASE_CODES ? this.fold.objection(columns, row, slot) : this.floor.objection(columns, row);
  }

  private applyRow(columns: RecordColumns, row: number, slot: number): void {
    if (columns.kind[row]! < CASE_CODES) this.fold.apply(columns, row, slot);
    else this.floor.apply(columns, row);
  }

  private generalObjection(event: GeneralEvent): string | null {
    switch (event.kind) {
      case 'log.redacted':
        return null;
      case 'task.defined':
      case 'task.progressed':
        return this.tasks.objection(event);
      case 'emergency.opened':
      case 'emergency.closed':
        return this.emergency.objection(event);
      case 'catalogue.district-added':
      case 'catalogue.township-added':
      case 'catalogue.unit-added':
      case 'catalogue.category-added':
      case 'catalogue.queue-added':
        return this.catalogue.objection(event);
      case 'staffing.decided':
        return this.staffing.objection(event);
      default:
        return this.floor.planObjection(event);
    }
  }

  private applyGeneral(event: GeneralEvent, record: LogRecord): void {
    const { at, by } = record;
    switch (event.kind) {
      case 'log.redacted':
        return;
      case 'task.defined':
      case 'task.progressed':
        this.tasks.apply(event);
        return;
      case 'emergency.opened':
      case 'emergency.closed':
        this.emergency.apply(event, at, by);
        return;
      case 'catalogue.district-added':
      case 'catalogue.township-added':
      case 'catalogue.unit-added':
      case 'catalogue.category-added':
      case 'catalogue.queue-added':
        this.catalogue.apply(event);
        this.catalogueSeq = record.seq;
        return;
      case 'staffing.decided':
        this.staffing.apply(record, event);
        return;
      default:
        this.floor.plan(event);
    }
  }
}

function atObjection(at: Instant): string | null {
  return isColumnInstant(at) && at > 0 ? null : `${at} is not a moment in 1970…2106`;
}

/** The same steps, each of which says that nothing may change. */
function* holding(steps: Steps): Generator<true, void> {
  while (steps.next().done !== true) yield true;
}
