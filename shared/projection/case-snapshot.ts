import { GRADE_MS } from '../domain/grades';
import { CALLBACKS, CASE_STATUSES, CHANNELS, CONTACTS, GRADES } from '../domain/terms';
import type { StepRows } from './case-columns';
import {
  CaseColumns,
  CHANGED,
  DISPATCHED,
  FIRST_UNIT,
  FLAGS,
  HALVES,
  OCTETS,
  RESOLVED,
  RETURNS,
  stepRows,
  roomFor,
  URGES,
  VERSION,
  WORDS,
} from './case-columns';
import { PlacesIn, PlacesOut } from './case-places';
import {
  addDifferences,
  backFrom,
  differences,
  differencesToLast,
  gather,
  gatherMoments,
  stepsAscending,
  stepsBothWays,
  sumAscending,
  sumBothWays,
  sumToLast,
} from './case-rows';
import { BadSnapshot } from './errors';
import type { Instant } from '../time/instant';
import { INSTANT_LIMIT } from './key-limits';
import type { Steps } from './packed-columns';
import { LongsIn, LongsOut, STRETCH, WordsIn, WordsOut } from './packed-columns';
import { ReferencesIn, ReferencesOut } from './reference-snapshot';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { zigzag } from './zigzag';

/**
 * Cases in a snapshot: by rising key, column by column, every number as the difference to what it mostly lies near, so that few bits hold it. Deadline states and the
 * index are made anew when read.
 *
 *   key − 1 − key before · status · grade · contact and callback · channel · category · district · township · unit · first unit − unit · urges ·
 *   returns + 256 · reopenings · version · received − received before · dispatched − received · due − (dispatched + grade) · `now` − changed ·
 *   resolved − changed · call − call before · places · references
 *
 * Moments and calls that are 0 are written as 0, others as 1 + the difference, its sign in the lowest bit.
 */
/** A key takes a byte at least: so no snapshot tells of more cases than it has bytes, and who reads it makes room for no more. */
const LEAST_KEY_BITS = 8;
const GRADE_LENGTHS = Float64Array.from(GRADES, (grade) => GRADE_MS[grade]);

/**
 * Writes the cases in `slots`, which must be in the order of their keys. `now`: the moment near which the latest changes lie. The
 * cases must not change before the last step; what is written is a copy.
 */
export function* writeCases(cases: CaseColumns, slots: Uint32Array, now: Instant, writer: SnapshotWriter): Steps {
  const rows = slots.length;
  const { halves, octets } = cases;
  const steady = [
    { of: cases.status, stride: 1, offset: 0 },
    { of: cases.grade, stride: 1, offset: 0 },
    { of: octets, stride: OCTETS, offset: FLAGS },
    { of: cases.channel, stride: 1, offset: 0 },
    { of: cases.category, stride: 1, offset: 0 },
    { of: cases.district, stride: 1, offset: 0 },
    { of: cases.township, stride: 1, offset: 0 },
    { of: cases.unit, stride: 1, offset: 0 },
  ].map((column) => ({ ...column, out: new WordsOut(rows) }));
  const counted = [
    { of: halves, stride: HALVES, offset: URGES },
    { of: halves, stride: HALVES, offset: RETURNS / 2 },
    { of: cases.words, stride: WORDS, offset: VERSION },
  ].map((column) => ({ ...column, out: new WordsOut(rows) }));
  const [keys, firstUnits] = [new WordsOut(rows, LEAST_KEY_BITS), new WordsOut(rows)];
  const moments = new MomentsOut(cases, rows, now);
  const places = new PlacesOut(cases, rows);
  for (let from = 0; from < rows; from += STRETCH) {
    places.survey(slots.subarray(from, from + STRETCH));
    yield;
  }
  places.surveyed();
  const references = new ReferencesOut(cases.references, rows);
  const words = new Uint32Array(STRETCH);
  let key = 0;
  for (let from = 0; from < rows; from += STRETCH) {
    const to = Math.min(rows, from + STRETCH);
    const stretch = slots.subarray(from, to);
    gather(cases.keys, 1, 0, stretch, words);
    key = stepsAscending(words, to - from, key);
    keys.put(words, to - from);
    for (const { of, stride, offset, out } of steady) {
      gather(of, stride, offset, stretch, words);
      out.put(words, to - from);
    }
    // Still the units.
    for (let row = 0; row < to - from; row += 1) words[row] = (halves[stretch[row]! * HALVES + FIRST_UNIT]! - words[row]!) & 0xffff;
    firstUnits.put(words, to - from);
    for (const { of, stride, offset, out } of counted) {
      gather(of, stride, offset, stretch, words);
      out.put(words, to - from);
    }
    yield;
    moments.put(stretch);
    yield;
    places.put(stretch);
    references.put(stretch);
    yield;
  }
  writer.number(rows);
  writer.number(now);
  for (const column of [keys, ...steady.map(({ out }) => out), firstUnits, ...counted.map(({ out }) => out), moments, places, references])
    column.write(writer);
}

/** Moments and calls of cases on their way into a snapshot. */
class MomentsOut {
  private readonly received: LongsOut;
  private readonly dispatched: LongsOut;
  private readonly due: LongsOut;
  private readonly changed: LongsOut;
  private readonly resolved: LongsOut;
  private readonly calls: LongsOut;
  private lastReceived: Instant;
  private lastCall = 0;
  private readonly near = new Float64Array(STRETCH);
  private readonly later = new Float64Array(STRETCH);
  private readonly values = new Float64Array(STRETCH);

  constructor(
    private readonly cases: CaseColumns,
    rows: number,
    private readonly now: Instant,
  ) {
    this.received = new LongsOut(rows);
    this.dispatched = new LongsOut(rows);
    this.due = new LongsOut(rows);
    this.changed = new LongsOut(rows);
    this.resolved = new LongsOut(rows);
    this.calls = new LongsOut(rows);
    this.lastReceived = now;
  }

  /** The cases in `slots` as the next rows. */
  put(slots: Uint32Array): void {
    const { cases, near, later, values, now } = this;
    const { receivedAt, dueAt, grade, calls } = cases;
    const rows = slots.length;
    for (let row = 0; row < rows; row += 1) near[row] = receivedAt[slots[row]!]!;
    values.set(near);
    this.lastReceived = stepsBothWays(values, rows, this.lastReceived);
    this.received.put(values, rows);
    gatherMoments(cases, DISPATCHED, slots, later);
    values.set(later);
    differences(values, rows, near);
    this.dispatched.put(values, rows);
    for (let row = 0; row < rows; row += 1) {
      values[row] = dueAt[slots[row]!]!;
      later[row]! += GRADE_LENGTHS[grade[slots[row]!]!]!;
    }
    differences(values, rows, later);
    this.due.put(values, rows);
    gatherMoments(cases, CHANGED, slots, near);
    for (let row = 0; row < rows; row += 1) values[row] = zigzag(now - near[row]!);
    this.changed.put(values, rows);
    gatherMoments(cases, RESOLVED, slots, values);
    differences(values, rows, near);
    this.resolved.put(values, rows);
    for (let row = 0; row < rows; row += 1) values[row] = calls[slots[row]!]!;
    this.lastCall = differencesToLast(values, rows, this.lastCall);
    this.calls.put(values, rows);
  }

  write(writer: SnapshotWriter): void {
    for (const column of [this.received, this.dispatched, this.due, this.changed, this.resolved, this.calls]) column.write(writer);
  }
}

/**
 * Cases as they lie in a snapshot, to be unpacked a stretch at a time. Everything here throws BadSnapshot on columns of unequal length, on codes that no term
 * has, on numbers that no column holds and on keys that do not rise.
 */
export class CasesIn {
  /** With a slot for every row, empty so far. */
  readonly cases: CaseColumns;
  readonly rows: number;
  private readonly keys: WordsIn;
  private readonly status: WordsIn;
  private readonly grade: WordsIn;
  private readonly flags: WordsIn;
  private readonly channel: WordsIn;
  private readonly category: WordsIn;
  private readonly district: WordsIn;
  private readonly township: WordsIn;
  private readonly unit: WordsIn;
  private readonly firstUnit: WordsIn;
  private readonly urges: WordsIn;
  private readonly returns: WordsIn;
  private readonly version: WordsIn;
  private readonly moments: MomentsIn;
  private readonly places: PlacesIn;
  private readonly references: ReferencesIn;
  private readonly words = new Uint32Array(STRETCH);
  private readonly steps = stepRows(STRETCH);
  private lastKey = 0;

  /** Takes the columns over as they lie there. */
  constructor(reader: SnapshotReader) {
    const rows = reader.integer(reader.left);
    const now = reader.instant();
    const cases = new CaseColumns(roomFor(rows), rows);
    this.rows = rows;
    this.cases = cases;
    this.keys = new WordsIn(reader, rows);
    this.status = new WordsIn(reader, rows, 1);
    this.grade = new WordsIn(reader, rows, 1);
    this.flags = new WordsIn(reader, rows, 1);
    this.channel = new WordsIn(reader, rows, 1);
    this.category = new WordsIn(reader, rows, 2);
    this.district = new WordsIn(reader, rows, 2);
    this.township = new WordsIn(reader, rows, 2);
    this.unit = new WordsIn(reader, rows, 2);
    this.firstUnit = new WordsIn(reader, rows, 2);
    this.urges = new WordsIn(reader, rows, 2);
    this.returns = new WordsIn(reader, rows, 2);
    this.version = new WordsIn(reader, rows);
    this.moments = new MomentsIn(cases, rows, now, reader);
    this.places = new PlacesIn(cases, rows, reader);
    this.references = new ReferencesIn(cases.references, rows, reader);
  }

  /** Unpacks rows `from` … `to` − 1, at most STRETCH of them, into the slots of the same numbers. Stretches must follow each other. */
  unpack(from: number, to: number): void {
    const { cases, words, steps } = this;
    const { unit } = cases;
    const rows = to - from;
    this.keys.take(words, rows);
    this.lastKey = sumAscending(words, rows, this.lastKey);
    cases.keys.set(words.subarray(0, rows), from);
    this.status.takeInto(cases.status, from, rows);
    this.grade.takeInto(cases.grade, from, rows);
    this.channel.takeInto(cases.channel, from, rows);
    this.category.takeInto(cases.category, from, rows);
    this.district.takeInto(cases.district, from, rows);
    this.township.takeInto(cases.township, from, rows);
    this.unit.takeInto(unit, from, rows);
    this.version.take(steps.version, rows);
    this.flags.take(steps.flags, rows);
    checkCodes(cases, steps.flags, from, to);
    if (this.firstUnit.isEmpty) steps.firstUnit.set(unit.subarray(from, to));
    else {
      this.firstUnit.take(steps.firstUnit, rows);
      for (let row = 0; row < rows; row += 1) steps.firstUnit[row]! += unit[from + row]!;
    }
    this.moments.unpack(from, to, steps);
    cases.putSteps(steps, from, to);
    if (!this.urges.isEmpty) {
      this.urges.take(words, rows);
      scatterHalves(words, cases.halves, URGES, from, to);
    }
    if (!this.returns.isEmpty) {
      this.returns.take(words, rows);
      scatterHalves(words, cases.halves, RETURNS / 2, from, to);
    }
    this.places.unpack(from, to);
    this.references.unpack(from, to);
    cases.adopt(from, to);
  }

  /** To be called after the last stretch. */
  finish(): void {
    this.references.finish();
  }
}

/** Moments and calls of cases as they lie in a snapshot. */
class MomentsIn {
  private readonly received: LongsIn;
  private readonly dispatched: LongsIn;
  private readonly due: LongsIn;
  private readonly changed: LongsIn;
  private readonly resolved: LongsIn;
  private readonly calls: LongsIn;
  private lastReceived: Instant;
  private lastCall = 0;
  private readonly near = new Float64Array(STRETCH);
  private readonly values = new Float64Array(STRETCH);

  constructor(
    private readonly cases: CaseColumns,
    rows: number,
    private readonly now: Instant,
    reader: SnapshotReader,
  ) {
    this.received = new LongsIn(reader, rows);
    this.dispatched = new LongsIn(reader, rows);
    this.due = new LongsIn(reader, rows);
    this.changed = new LongsIn(reader, rows);
    this.resolved = new LongsIn(reader, rows);
    this.calls = new LongsIn(reader, rows);
    this.lastReceived = now;
  }

  /** `steps`: gets the moments that it has room for. */
  unpack(from: number, to: number, { dispatched, changed, resolved }: StepRows): void {
    const { cases, near, values, now } = this;
    const { receivedAt, dueAt, grade } = cases;
    const rows = to - from;
    this.received.take(near, rows);
    this.lastReceived = sumBothWays(near, rows, this.lastReceived, Number.MAX_SAFE_INTEGER);
    receivedAt.set(near.subarray(0, rows), from);
    this.dispatched.take(dispatched, rows);
    if (!this.dispatched.isEmpty) addDifferences(dispatched, rows, near, INSTANT_LIMIT);
    for (let row = 0; row < rows; row += 1) near[row] = dispatched[row]! + GRADE_LENGTHS[grade[from + row]!]!;
    this.due.take(values, rows);
    addDifferences(values, rows, near, Number.MAX_SAFE_INTEGER);
    dueAt.set(values.subarray(0, rows), from);
    this.changed.take(changed, rows);
    backFrom(now, changed, rows, INSTANT_LIMIT);
    this.resolved.take(resolved, rows);
    if (!this.resolved.isEmpty) addDifferences(resolved, rows, changed, INSTANT_LIMIT);
    if (this.calls.isEmpty) return;
    this.calls.take(values, rows);
    this.lastCall = sumToLast(values, rows, this.lastCall, 0xffff_ffff);
    cases.calls.set(values.subarray(0, rows), from);
  }
}

function scatterHalves(values: Uint32Array, halves: Uint16Array, offset: number, from: number, to: number): void {
  for (let slot = from; slot < to; slot += 1) halves[slot * HALVES + offset] = values[slot - from]!;
}

function checkCodes({ status, grade, channel }: CaseColumns, flags: Uint32Array, from: number, to: number): void {
  // Negative as soon as one code is none: without a branch for each.
  let left = 0;
  for (let slot = from; slot < to; slot += 1) {
    left |=
      (CASE_STATUSES.length - 1 - status[slot]!) |
      (GRADES.length - 1 - grade[slot]!) |
      (CHANNELS.length - 1 - channel[slot]!) |
      (CONTACTS.length * CALLBACKS.length - 1 - flags[slot - from]!);
  }
  if (left < 0) throw new BadSnapshot('a case has a code that no term has');
}
