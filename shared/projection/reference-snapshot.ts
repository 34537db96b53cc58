import { grownU8 } from '../domain/typed-growth';
import { BadSnapshot } from './errors';
import { STRETCH, WordsIn, WordsOut } from './packed-columns';
import type { ReferenceColumn } from './reference-column';
import { MOST_DIGITS, MOST_FORMS } from './reference-column';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { unzigzag, zigzag } from './zigzag';

/** References on their way into a snapshot: forms, then running numbers as steps from the one before, then what has no form. */
export class ReferencesOut {
  private readonly form: WordsOut;
  /** Running numbers; where there is no form, bytes of the text. */
  private readonly number: WordsOut;
  private others: Uint8Array = new Uint8Array(0);
  private othersEnd = 0;
  private before = 0;
  private readonly words = new Uint32Array(STRETCH);

  constructor(
    private readonly references: ReferenceColumn,
    rows: number,
  ) {
    this.form = new WordsOut(rows);
    this.number = new WordsOut(rows);
  }

  /** Those of `slots` as the next rows. */
  put(slots: Uint32Array): void {
    const { references, words } = this;
    const { form, tail } = references;
    for (let row = 0; row < slots.length; row += 1) words[row] = form[slots[row]!]!;
    this.form.put(words, slots.length);
    let { before } = this;
    for (let row = 0; row < slots.length; row += 1) {
      const slot = slots[row]!;
      if (words[row] === 0) {
        words[row] = this.putOther(slot);
        continue;
      }
      words[row] = zigzag(tail[slot]! - before);
      before = tail[slot]!;
    }
    this.before = before;
    this.number.put(words, slots.length);
  }

  write(writer: SnapshotWriter): void {
    const { forms } = this.references;
    writer.number(forms.length);
    for (const { start, digits } of forms) {
      writer.text(start);
      writer.number(digits);
    }
    this.form.write(writer);
    this.number.write(writer);
    writer.u8s(this.others.subarray(0, this.othersEnd));
  }

  private putOther(slot: number): number {
    const length = this.references.lengthOf(slot);
    const end = this.othersEnd + length;
    if (end > this.others.length) this.others = grownU8(this.others, Math.max(end, this.others.length * 2));
    this.othersEnd = this.references.copy(slot, this.others, this.othersEnd);
    return length;
  }
}

/** References as they lie in a snapshot, to be unpacked into an empty column with room, row r for slot r. Everything here throws BadSnapshot. */
export class ReferencesIn {
  private readonly form: WordsIn;
  private readonly number: WordsIn;
  private readonly others: Uint8Array;
  private othersAt = 0;
  private before = 0;
  /** By form. */
  private readonly limits: Float64Array;
  private readonly words = new Uint32Array(STRETCH);

  constructor(
    private readonly references: ReferenceColumn,
    rows: number,
    reader: SnapshotReader,
  ) {
    const forms = reader.integer(MOST_FORMS);
    if (forms === 0) throw new BadSnapshot('references lack the form of those without one');
    for (let form = 0; form < forms; form += 1) {
      const start = reader.text();
      const digits = reader.integer(MOST_DIGITS);
      if (form > 0 && !references.addForm(start, digits)) throw new BadSnapshot('a form of references makes no sense');
    }
    this.limits = Float64Array.from(references.forms, ({ digits }) => 10 ** digits);
    this.form = new WordsIn(reader, rows);
    this.number = new WordsIn(reader, rows);
    this.others = reader.octets();
  }

  unpack(from: number, to: number): void {
    const { words, limits } = this;
    const { form, tail } = this.references;
    this.form.take(words, to - from);
    let highest = 0;
    for (let slot = from; slot < to; slot += 1) {
      const value = words[slot - from]!;
      if (value > highest) highest = value;
      form[slot] = value;
    }
    if (highest >= limits.length) throw new BadSnapshot('a reference has no form');
    this.number.take(words, to - from);
    let { before } = this;
    let sound = true;
    for (let slot = from; slot < to; slot += 1) {
      const value = words[slot - from]!;
      if (form[slot] === 0) {
        this.unpackOther(slot, value);
        continue;
      }
      before += unzigzag(value);
      sound &&= before >= 0 && before < limits[form[slot]!]!;
      tail[slot] = before;
    }
    if (!sound) throw new BadSnapshot('a reference has no sound number');
    this.before = before;
  }

  /** To be called after the last row. */
  finish(): void {
    if (this.othersAt !== this.others.length) throw new BadSnapshot('the references are shorter than their bytes');
  }

  private unpackOther(slot: number, length: number): void {
    const { others, othersAt: at } = this;
    if (at + length > others.length) throw new BadSnapshot('the references are longer than their bytes');
    if (!this.references.putBytes(slot, others, at, at + length)) throw new BadSnapshot('a reference is too long');
    this.othersAt = at + length;
  }
}
