import { CALLBACKS, CASE_STATUSES, CHANNELS, CONTACTS, GRADES } from '../domain/terms';
import { CaseColumns, FLAGS, OCTETS, WORDS } from './case-columns';
import { BadSnapshot } from './errors';
import { isInstant } from './key-limits';
import { readReferences, writeReferences } from './reference-column';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/** Writes the held cases without gaps: column by column, references last. Links, deadline states and the index are made anew when read. */
export function writeCases(cases: CaseColumns, writer: SnapshotWriter): void {
  const slots = usedSlots(cases);
  writer.u32s(gathered(cases.keys, slots, 1, new Uint32Array(slots.length)));
  writer.u8s(gathered(cases.status, slots, 1, new Uint8Array(slots.length)));
  writer.u8s(gathered(cases.grade, slots, 1, new Uint8Array(slots.length)));
  writer.u8s(gathered(cases.channel, slots, 1, new Uint8Array(slots.length)));
  writer.u16s(gathered(cases.category, slots, 1, new Uint16Array(slots.length)));
  writer.u16s(gathered(cases.district, slots, 1, new Uint16Array(slots.length)));
  writer.u16s(gathered(cases.township, slots, 1, new Uint16Array(slots.length)));
  writer.u16s(gathered(cases.unit, slots, 1, new Uint16Array(slots.length)));
  writer.f64s(gathered(cases.receivedAt, slots, 1, new Float64Array(slots.length)));
  writer.f64s(gathered(cases.dueAt, slots, 1, new Float64Array(slots.length)));
  writer.u32s(gathered(cases.words, slots, WORDS, new Uint32Array(slots.length * WORDS)));
  writer.u32s(gathered(cases.calls, slots, 1, new Uint32Array(slots.length)));
  writer.i32s(gathered(cases.places, slots, 2, new Int32Array(slots.length * 2)));
  writeReferences(cases.references, slots, writer);
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

function gathered<Kind extends Column>(column: Kind, slots: Uint32Array, stride: number, into: Kind): Kind {
  // Without gaps row and slot are the same.
  if (slots.length > 0 && slots[slots.length - 1] === slots.length - 1) {
    into.set(column.subarray(0, slots.length * stride));
    return into;
  }
  for (let row = 0; row < slots.length; row += 1) {
    const from = slots[row]! * stride;
    for (let k = 0; k < stride; k += 1) into[row * stride + k] = column[from + k]!;
  }
  return into;
}

function expect<Kind extends Column>(column: Kind, length: number): Kind {
  if (column.length !== length) throw new BadSnapshot('the columns of the cases are not of one length');
  return column;
}
