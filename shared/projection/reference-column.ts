import { BadSnapshot } from './errors';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { readUtf8, utf8Length, writeUtf8 } from '../domain/utf8';

/** The longest reference that the wire lets through is 64 characters. */
const LONGEST_BYTES = 256;

/**
 * The numbers that people know cases by, by slot. After a snapshot was read they stay bytes until somebody looks: a million strings would take longer to
 * make than all the columns together.
 */
export class ReferenceColumn {
  /** undefined: still in `blob`. */
  private texts: (string | undefined)[] = [];
  private blob: Uint8Array = new Uint8Array(0);
  /** Slot s reads bytes offsets[s] … offsets[s + 1] of `blob`. */
  private offsets: Uint32Array = new Uint32Array(1);

  get(slot: number): string {
    const text = this.texts[slot];
    if (text !== undefined) return text;
    if (slot + 1 >= this.offsets.length) return '';
    const read = readUtf8(this.blob, this.offsets[slot]!, this.offsets[slot + 1]!);
    this.texts[slot] = read;
    return read;
  }

  /** Slots are used densely from 0: `slot` is at most one beyond those set before. */
  set(slot: number, text: string): void {
    this.texts[slot] = text;
  }

  clear(slot: number): void {
    this.texts[slot] = '';
  }

  /** Writes the references of `slots` in this order. */
  write(writer: SnapshotWriter, slots: Uint32Array): void {
    const offsets = new Uint32Array(slots.length + 1);
    let length = 0;
    for (let row = 0; row < slots.length; row += 1) {
      length += this.bytesOf(slots[row]!);
      offsets[row + 1] = length;
    }
    const blob = new Uint8Array(length);
    for (let row = 0; row < slots.length; row += 1) {
      const slot = slots[row]!;
      const text = this.texts[slot];
      if (text === undefined) blob.set(this.blob.subarray(this.offsets[slot], this.offsets[slot + 1]), offsets[row]);
      else writeUtf8(text, blob, offsets[row]!);
    }
    writer.u32s(offsets);
    writer.u8s(blob);
  }

  /** Takes over `rows` references, row r for slot r. */
  read(reader: SnapshotReader, rows: number): void {
    this.offsets = reader.u32s();
    this.blob = reader.u8s();
    if (this.offsets.length !== rows + 1 || this.offsets[0] !== 0 || this.offsets[rows] !== this.blob.length) {
      throw new BadSnapshot('the references do not cover the cases');
    }
    for (let row = 0; row < rows; row += 1) {
      const length = this.offsets[row + 1]! - this.offsets[row]!;
      if (!(length >= 0 && length <= LONGEST_BYTES)) throw new BadSnapshot('a reference has no sound length');
    }
    this.texts = [];
    this.texts.length = rows;
  }

  private bytesOf(slot: number): number {
    const text = this.texts[slot];
    if (text !== undefined) return utf8Length(text);
    return slot + 1 < this.offsets.length ? this.offsets[slot + 1]! - this.offsets[slot]! : 0;
  }
}
