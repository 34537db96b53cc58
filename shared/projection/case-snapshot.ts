import { CALLBACKS, CASE_STATUSES, CHANNELS, CONTACTS, GRADES } from '../domain/terms';
import { CaseColumns, FLAGS, OCTETS, WORDS } from './case-columns';
import { BadSnapshot } from './errors';
import { isInstant } from './key-limits';
import { readReferences, writeReferences } from './reference-column';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/** Rows that are copied between two yields: some tenths of a millisecond. */
const STEP = 32_768;

/**
 * Writes the held cases without gaps: column by column, references last. Links, deadline states and the index are made anew when read. A step copies a few
 * rows of one column; the cases must not change before the last one. What is written is a copy.
 */
export function* writeCases(cases: CaseColumns, writer: SnapshotWriter): Generator<void, void> {
  const slots = usedSlots(cases);
  const rows = slots.length;
  yield;
  writer.u32s(yield* gathered(cases.keys, slots, 1, new Uint32Array(rows)));
  writer.u8s(yield* gathered(cases.status, slots, 1, new Uint8Array(rows)));
  writer.u8s(yield* gathered(cases.grade, slots, 1, new Uint8Array(rows)));
  writer.u8s(yield* gathered(cases.channel, slots, 1, new Uint8Array(rows)));
  writer.u16s(yield* gathered(cases.category, slots, 1, new Uint16Array(rows)));
  writer.u16s(yield* gathered(cases.district, slots, 1, new Uint16Array(rows)));
  writer.u16s(yield* gathered(cases.township, slots, 1, new Uint16Array(rows)));
  writer.u16s(yield* gathered(cases.unit, slots, 1, new Uint16Array(rows)));
  writer.f64s(yield* gathered(cases.receivedAt, slots, 1, new Float64Array(rows)));
  writer.f64s(yield* gathered(cases.dueAt, slots, 1, new Float64Array(rows)));
  writer.u32s(yield* gathered(cases.words, slots, WORDS, new Uint32Array(rows * WORDS)));
  writer.u32s(yield* gathered(cases.calls, slots, 1, new Uint32Array(rows)));
  writer.i32s(yield* gathered(cases.places, slots, 2, new Int32Array(rows * 2)));
  yield* writeReferences(cases.references, slots, writer, STEP);
}

/** Throws BadSnapshot on columns of unequal length, on codes that no term has, on moments that are none and on a key that is there twice. */
export function readCases(reader: SnapshotReader): CaseColumns {
  const keys = reader.u32s();
  const rows = keys.length;
  // Some room, so that the next few thousand cases do not copy everything at once.
  const cases = new CaseColumns(Math.ceil(rows * 1.05) + 64);
  cases.keys.set(keys);
  cases.status.set(expect(reader.u8s(), rows));
  cases.grade.set(expect(reader.u8s(), rows));
  cases.channel.set(expect(reader.u8s(), rows));
  cases.category.set(expect(reader.u16s(), rows));
  cases.district.set(expect(reader.u16s(), rows));
  cases.township.set(expect(reader.u16s(), rows));
  cases.unit.set(expect(reader.u16s(), rows));
  cases.receivedAt.set(expect(reader.f64s(), rows));
  cases.dueAt.set(expect(reader.f64s(), rows));
  cases.words.set(expect(reader.u32s(), rows * WORDS));
  cases.calls.set(expect(reader.u32s(), rows));
  cases.places.set(expect(reader.i32s(), rows * 2));
  readReferences(cases.references, reader, rows);
  checkValues(cases, rows);
  if (!cases.adopt(rows)) throw new BadSnapshot('a case has no key or one that another has');
  return cases;
}

function checkValues(cases: CaseColumns, rows: number): void {
  const flags = CONTACTS.length * CALLBACKS.length;
  for (let slot = 0; slot < rows; slot += 1) {
    const terms =
      cases.status[slot]! < CASE_STATUSES.length &&
      cases.grade[slot]! < GRADES.length &&
      cases.channel[slot]! < CHANNELS.length &&
      cases.octets[slot * OCTETS + FLAGS]! < flags;
    if (!terms) throw new BadSnapshot('a case has a code that no term has');
    if (!isInstant(cases.receivedAt[slot]!) || !isInstant(cases.dueAt[slot]!)) throw new BadSnapshot('a case has a moment that is none');
  }
}

function usedSlots(cases: CaseColumns): Uint32Array {
  const slots = new Uint32Array(cases.size);
  let row = 0;
  for (let slot = 0; slot < cases.end; slot += 1) {
    if (cases.keys[slot] === 0) continue;
    slots[row] = slot;
    row += 1;
  }
  return slots;
}

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

function* gathered<Kind extends Column>(column: Kind, slots: Uint32Array, stride: number, into: Kind): Generator<void, Kind> {
  // Without gaps row and slot are the same.
  const whole = slots.length > 0 && slots[slots.length - 1] === slots.length - 1;
  for (let from = 0; from < slots.length; from += STEP) {
    const to = Math.min(slots.length, from + STEP);
    if (whole) into.set(column.subarray(from * stride, to * stride), from * stride);
    else copyRows(column, slots, stride, into, from, to);
    yield;
  }
  return into;
}

function copyRows<Kind extends Column>(column: Kind, slots: Uint32Array, stride: number, into: Kind, rowFrom: number, rowTo: number): void {
  for (let row = rowFrom; row < rowTo; row += 1) {
    const from = slots[row]! * stride;
    for (let k = 0; k < stride; k += 1) into[row * stride + k] = column[from + k]!;
  }
}

function expect<Kind extends Column>(column: Kind, length: number): Kind {
  if (column.length !== length) throw new BadSnapshot('the columns of the cases are not of one length');
  return column;
}
