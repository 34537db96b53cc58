import type { Steps } from './byte-planes';
import { readWords, unzigzag, writeWords, zigzag } from './byte-planes';
import { BadSnapshot } from './errors';
import type { ReferenceColumn } from './reference-column';
import { MOST_DIGITS, MOST_FORMS } from './reference-column';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/** Writes the references of `slots` in this order: forms, then running numbers as steps from the one before, then what has no form. */
export function* writeReferences(references: ReferenceColumn, slots: Uint32Array, writer: SnapshotWriter): Steps {
  const { form, tail, forms } = references;
  const rows = slots.length;
  const values = new Uint32Array(rows);
  writer.number(forms.length);
  for (const { start, digits } of forms) {
    writer.text(start);
    writer.number(digits);
  }
  for (let row = 0; row < rows; row += 1) values[row] = form[slots[row]!]!;
  yield* writeWords(values, writer);
  let before = 0;
  let others = 0;
  for (let row = 0; row < rows; row += 1) {
    const slot = slots[row]!;
    if (form[slot] === 0) {
      values[row] = references.lengthOf(slot);
      others += values[row]!;
      continue;
    }
    values[row] = zigzag(tail[slot]! - before);
    before = tail[slot]!;
  }
  yield* writeWords(values, writer);
  const bytes = new Uint8Array(others);
  let end = 0;
  for (let row = 0; row < rows; row += 1) if (form[slots[row]!] === 0) end = references.copy(slots[row]!, bytes, end);
  writer.u8s(bytes);
}

/** Takes over what `writeReferences` wrote, row r for slot r of an empty column with room; `values` is room for a word each. Throws BadSnapshot. */
export function readReferences(references: ReferenceColumn, values: Uint32Array, reader: SnapshotReader): void {
  const rows = values.length;
  const forms = reader.integer(MOST_FORMS);
  if (forms === 0) throw new BadSnapshot('references lack the form of those without one');
  for (let form = 0; form < forms; form += 1) {
    const start = reader.text();
    const digits = reader.integer(MOST_DIGITS);
    if (form > 0 && !references.addForm(start, digits)) throw new BadSnapshot('a form of references makes no sense');
  }
  const { form, tail } = references;
  readWords(reader, values);
  for (let row = 0; row < rows; row += 1) {
    if (values[row]! >= forms) throw new BadSnapshot('a reference has no form');
    form[row] = values[row]!;
  }
  readWords(reader, values);
  const limits = references.forms.map(({ digits }) => 10 ** digits);
  const bytes = reader.octets();
  let before = 0;
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    const value = values[row]!;
    if (form[row] === 0) {
      if (at + value > bytes.length) throw new BadSnapshot('the references are longer than their bytes');
      if (!references.putBytes(row, bytes, at, at + value)) throw new BadSnapshot('a reference is too long');
      at += value;
      continue;
    }
    before += unzigzag(value);
    if (!(before >= 0 && before < limits[form[row]!]!)) throw new BadSnapshot('a reference has no sound number');
    tail[row] = before;
  }
  if (at !== bytes.length) throw new BadSnapshot('the references are shorter than their bytes');
}
