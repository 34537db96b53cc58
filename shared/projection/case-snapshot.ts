import { GRADE_MS } from '../domain/grades';
import { CALLBACKS, CASE_STATUSES, CHANNELS, CONTACTS, GRADES } from '../domain/terms';
import type { Steps } from './byte-planes';
import { readHalves, readLong, readOctets, readWords, writeLong, writeWords, zigzag, unzigzag } from './byte-planes';
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
  URGES,
  VERSION,
  WORDS,
} from './case-columns';
import { readPlaces, writePlaces } from './case-places';
import {
  addDifferences,
  checkMoments,
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
import { INSTANT_LIMIT } from './key-limits';
import { readReferences, writeReferences } from './reference-snapshot';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/**
 * Cases in a snapshot: by rising key, column by column, every number as the difference to what it mostly lies near, in byte planes. So the compressor finds
 * little that is not news. Deadline states and the index are made anew when read.
 *
 *   key − 1 − key before · status · grade · contact and callback · channel · category · district · township · unit · first unit − unit · urges ·
 *   returns + 256 · reopenings · version · received − received before · dispatched − received · due − (dispatched + grade) · `now` − changed ·
 *   resolved − changed · call − call before · places · references
 *
 * Moments and calls that are 0 are written as 0, others as 1 + the difference, its sign in the lowest bit.
 */
const GRADE_LENGTHS = Float64Array.from(GRADES, (grade) => GRADE_MS[grade]);

/**
 * Writes the cases in `slots`, which must be in the order of their keys. `now`: the moment near which the latest changes lie. The
 * cases must not change before the last step; what is written is a copy.
 */
export function* writeCases(cases: CaseColumns, slots: Uint32Array, now: number, writer: SnapshotWriter): Steps {
  const { halves, octets } = cases;
  const words = new Uint32Array(slots.length);
  const column = function* (of: Uint8Array | Uint16Array | Uint32Array, stride: number, offset: number): Steps {
    gather(of, stride, offset, slots, words);
    yield* writeWords(words, writer);
  };
  writer.number(slots.length);
  writer.number(now);
  gather(cases.keys, 1, 0, slots, words);
  stepsAscending(words);
  yield* writeWords(words, writer);
  yield* column(cases.status, 1, 0);
  yield* column(cases.grade, 1, 0);
  yield* column(octets, OCTETS, FLAGS);
  yield* column(cases.channel, 1, 0);
  yield* column(cases.category, 1, 0);
  yield* column(cases.district, 1, 0);
  yield* column(cases.township, 1, 0);
  yield* column(cases.unit, 1, 0);
  // Still the units.
  for (let row = 0; row < slots.length; row += 1) words[row] = (halves[slots[row]! * HALVES + FIRST_UNIT]! - words[row]!) & 0xffff;
  yield* writeWords(words, writer);
  yield* column(halves, HALVES, URGES);
  yield* column(halves, HALVES, RETURNS / 2);
  yield* column(cases.words, WORDS, VERSION);
  yield* writeMoments(cases, slots, now, writer);
  const calls = new Float64Array(slots.length);
  for (let row = 0; row < slots.length; row += 1) calls[row] = cases.calls[slots[row]!]!;
  yield;
  differencesToLast(calls);
  yield;
  yield* writeLong(calls, writer);
  yield* writePlaces(cases, slots, writer);
  yield* writeReferences(cases.references, slots, writer);
}

function* writeMoments(cases: CaseColumns, slots: Uint32Array, now: number, writer: SnapshotWriter): Steps {
  const rows = slots.length;
  const { receivedAt, dueAt, grade } = cases;
  const [received, dispatched, moments] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row += 1) received[row] = receivedAt[slots[row]!]!;
  yield;
  moments.set(received);
  stepsBothWays(moments, now);
  yield;
  yield* writeLong(moments, writer);
  gatherMoments(cases, DISPATCHED, slots, dispatched);
  yield;
  moments.set(dispatched);
  differences(moments, received);
  yield;
  yield* writeLong(moments, writer);
  for (let row = 0; row < rows; row += 1) {
    moments[row] = dueAt[slots[row]!]!;
    dispatched[row]! += GRADE_LENGTHS[grade[slots[row]!]!]!;
  }
  yield;
  differences(moments, dispatched);
  yield;
  yield* writeLong(moments, writer);
  const changed = received;
  gatherMoments(cases, CHANGED, slots, changed);
  yield;
  for (let row = 0; row < rows; row += 1) moments[row] = zigzag(now - changed[row]!);
  yield* writeLong(moments, writer);
  gatherMoments(cases, RESOLVED, slots, moments);
  yield;
  differences(moments, changed);
  yield;
  yield* writeLong(moments, writer);
}

/** Throws BadSnapshot on columns of unequal length, on codes that no term has, on numbers that no column holds and on a key that is there twice. */
export function readCases(reader: SnapshotReader): CaseColumns {
  const rows = reader.integer(reader.left);
  const now = reader.instant();
  // Some room, so that the next few thousand cases do not copy everything at once.
  const cases = new CaseColumns(Math.ceil(rows * 1.05) + 64);
  const { halves, octets, unit, channel } = cases;
  const words = new Uint32Array(rows);
  readWords(reader, words);
  sumAscending(words);
  cases.keys.set(words);
  readOctets(reader, rows, cases.status, 1, 0);
  readOctets(reader, rows, cases.grade, 1, 0);
  readOctets(reader, rows, octets, OCTETS, FLAGS);
  readOctets(reader, rows, channel, 1, 0);
  checkCodes(cases, rows);
  readHalves(reader, rows, cases.category, 1, 0);
  readHalves(reader, rows, cases.district, 1, 0);
  readHalves(reader, rows, cases.township, 1, 0);
  readHalves(reader, rows, unit, 1, 0);
  readHalves(reader, rows, halves, HALVES, FIRST_UNIT);
  for (let slot = 0; slot < rows; slot += 1) halves[slot * HALVES + FIRST_UNIT]! += unit[slot]!;
  readHalves(reader, rows, halves, HALVES, URGES);
  readHalves(reader, rows, halves, HALVES, RETURNS / 2);
  readWords(reader, words);
  for (let slot = 0; slot < rows; slot += 1) cases.words[slot * WORDS + VERSION] = words[slot]!;
  readMoments(cases, words, now, reader);
  readPlaces(cases, words, reader);
  readReferences(cases.references, words, reader);
  if (!cases.adopt(rows)) throw new BadSnapshot('a case has no key or one that another has');
  return cases;
}

/** `half`: room for a word a case. */
function readMoments(cases: CaseColumns, half: Uint32Array, now: number, reader: SnapshotReader): void {
  const rows = half.length;
  const { receivedAt, dueAt, grade } = cases;
  const [near, moments] = [new Float64Array(rows), new Float64Array(rows)];
  readLong(reader, near, half);
  sumBothWays(near, now);
  checkMoments(near, Number.MAX_SAFE_INTEGER);
  receivedAt.set(near);
  readLong(reader, moments, half);
  addDifferences(moments, near);
  setMoments(cases, DISPATCHED, moments);
  for (let slot = 0; slot < rows; slot += 1) near[slot] = moments[slot]! + GRADE_LENGTHS[grade[slot]!]!;
  readLong(reader, moments, half);
  addDifferences(moments, near);
  checkMoments(moments, Number.MAX_SAFE_INTEGER);
  dueAt.set(moments);
  readLong(reader, near, half);
  for (let slot = 0; slot < rows; slot += 1) near[slot] = now - unzigzag(near[slot]!);
  setMoments(cases, CHANGED, near);
  readLong(reader, moments, half);
  addDifferences(moments, near);
  setMoments(cases, RESOLVED, moments);
  readLong(reader, moments, half);
  sumToLast(moments);
  checkMoments(moments, 0xffff_ffff);
  cases.calls.set(moments);
}

function setMoments(cases: CaseColumns, which: number, moments: Float64Array): void {
  checkMoments(moments, INSTANT_LIMIT);
  for (let slot = 0; slot < moments.length; slot += 1) cases.setMoment(slot, which, moments[slot]!);
}

function checkCodes({ status, grade, channel, octets }: CaseColumns, rows: number): void {
  let sound = true;
  for (let slot = 0; slot < rows; slot += 1) {
    sound &&=
      status[slot]! < CASE_STATUSES.length &&
      grade[slot]! < GRADES.length &&
      channel[slot]! < CHANNELS.length &&
      octets[slot * OCTETS + FLAGS]! < CONTACTS.length * CALLBACKS.length;
  }
  if (!sound) throw new BadSnapshot('a case has a code that no term has');
}
