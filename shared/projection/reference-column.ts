import { grownU16, grownU32, grownU8 } from '../domain/typed-growth';
import { readUtf8, utf8Length, writeUtf8 } from '../domain/utf8';

/** Of a slot, without texts that have no form. */
export const REFERENCE_BYTES = 6;
/** One byte tells the length; the wire lets 64 characters through. */
export const LONGEST_BYTES = 255;
/** So many digits at the end fit a u32. */
export const MOST_DIGITS = 9;
/** Fewer digits at the end are not worth a form of their own. */
const LEAST_DIGITS = 4;
export const MOST_FORMS = 4096;
/** Stands at the head of `heap`: the text of nobody. */
const EMPTY = 0;

/** What references have in common: `start`, then a number of so many digits. */
export interface Form {
  readonly start: string;
  readonly bytes: Uint8Array;
  readonly digits: number;
}

/**
 * The numbers that people know cases by, by slot, in 6 bytes each where they are what such numbers are: a fixed beginning and a running number. All others
 * lie as UTF-8 in one heap of bytes that is packed anew when a quarter of it is waste.
 */
export class ReferenceColumn {
  /** Entry 0 is no form. This and the two columns are for this class, the snapshot, the order and the search of references alone. */
  readonly forms: Form[] = [{ start: '', bytes: new Uint8Array(0), digits: 0 }];
  private readonly formOf = new Map<string, number>();
  /** The form that was met last. */
  private last = 0;
  /** By slot; 0: the text lies in the heap. */
  form: Uint16Array;
  /** By slot: the number, or where in the heap the length and the bytes lie. */
  tail: Uint32Array;
  private heap: Uint8Array = new Uint8Array(64);
  private heapEnd = 1;
  private waste = 0;
  private scratch: Uint8Array = new Uint8Array(LONGEST_BYTES);

  constructor(room: number) {
    this.form = new Uint16Array(room);
    this.tail = new Uint32Array(room);
  }

  get(slot: number): string {
    const form = this.form[slot]!;
    const tail = this.tail[slot]!;
    if (form !== 0) return this.forms[form]!.start + String(tail).padStart(this.forms[form]!.digits, '0');
    return readUtf8(this.heap, tail + 1, tail + 1 + this.heap[tail]!);
  }

  /** Of a slot that has none. `text`: at most 255 bytes of UTF-8. */
  set(slot: number, text: string): void {
    this.setBytes(slot, this.scratch, 0, writeUtf8(text, this.scratch, 0));
  }

  /** The same from bytes `start` … `end`. */
  setBytes(slot: number, bytes: Uint8Array, start: number, end: number): void {
    let digitsFrom = end;
    let tail = 0;
    let scale = 1;
    while (digitsFrom > start && end - digitsFrom < MOST_DIGITS && isDigit(bytes[digitsFrom - 1]!)) {
      digitsFrom -= 1;
      tail += (bytes[digitsFrom]! - 48) * scale;
      scale *= 10;
    }
    const form = end - digitsFrom < LEAST_DIGITS ? 0 : this.formFor(bytes, start, digitsFrom, end - digitsFrom);
    this.form[slot] = form;
    this.tail[slot] = form === 0 ? this.put(bytes, start, end) : tail;
  }

  clear(slot: number): void {
    if (this.form[slot] === 0) this.waste += this.heap[this.tail[slot]!]! + (this.tail[slot] === EMPTY ? 0 : 1);
    this.form[slot] = 0;
    this.tail[slot] = EMPTY;
  }

  /** Makes room for slots 0 … room − 1. */
  grow(room: number): void {
    this.form = grownU16(this.form, room);
    this.tail = grownU32(this.tail, room);
  }

  /** Bytes taken for texts that have no form, spare room included. */
  get textBytes(): number {
    return this.heap.byteLength;
  }

  /** Bytes of texts that have no form. */
  get heapBytes(): number {
    return this.heapEnd - 1 - this.waste;
  }

  /** Bytes of a reference without a form, written at `offset` of `into`, which must have room; where they end. */
  copy(slot: number, into: Uint8Array, offset: number): number {
    const from = this.tail[slot]! + 1;
    const length = this.lengthOf(slot);
    for (let i = 0; i < length; i += 1) into[offset + i] = this.heap[from + i]!;
    return offset + length;
  }

  /** Bytes that `copy` writes. */
  lengthOf(slot: number): number {
    return this.heap[this.tail[slot]!]!;
  }

  /** One more form; false: it is one already, or none. */
  addForm(start: string, digits: number): boolean {
    const name = `${digits} ${start}`;
    if (digits < LEAST_DIGITS || this.formOf.has(name) || utf8Length(start) + digits > LONGEST_BYTES) return false;
    const bytes = new Uint8Array(utf8Length(start));
    writeUtf8(start, bytes, 0);
    this.formOf.set(name, this.forms.push({ start, bytes, digits }) - 1);
    return true;
  }

  /** A reference without a form, of a slot that has none, from bytes `start` … `end`; false: it is too long. */
  putBytes(slot: number, bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start > LONGEST_BYTES) return false;
    this.tail[slot] = this.put(bytes, start, end);
    return true;
  }

  private put(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length === 0) return EMPTY;
    if (this.heapEnd + length + 1 > this.heap.length) this.makeRoom(length + 1);
    const at = this.heapEnd;
    this.heap[at] = length;
    for (let i = 0; i < length; i += 1) this.heap[at + 1 + i] = bytes[start + i]!;
    this.heapEnd = at + 1 + length;
    return at;
  }

  private makeRoom(length: number): void {
    if (this.waste * 4 > this.heapEnd) this.pack();
    if (this.heapEnd + length > this.heap.length) this.heap = grownU8(this.heap, Math.ceil((this.heapEnd + length) * 1.125));
  }

  /** Writes the heap anew without waste. */
  private pack(): void {
    const packed = new Uint8Array(this.heap.length);
    let end = 1;
    for (let slot = 0; slot < this.form.length; slot += 1) {
      const from = this.tail[slot]!;
      if (this.form[slot] !== 0 || from === EMPTY) continue;
      const length = this.heap[from]! + 1;
      for (let i = 0; i < length; i += 1) packed[end + i] = this.heap[from + i]!;
      this.tail[slot] = end;
      end += length;
    }
    this.heap = packed;
    this.heapEnd = end;
    this.waste = 0;
  }

  /** The form of bytes `start` … `digitsFrom` before so many digits; 0: there are too many forms already. */
  private formFor(bytes: Uint8Array, start: number, digitsFrom: number, digits: number): number {
    if (matches(this.forms[this.last]!, bytes, start, digitsFrom, digits)) return this.last;
    const text = readUtf8(bytes, start, digitsFrom);
    const name = `${digits} ${text}`;
    let form = this.formOf.get(name);
    if (form === undefined) {
      const own = bytes.slice(start, digitsFrom);
      // What is not UTF-8 would not come back as it was.
      if (this.forms.length === MOST_FORMS || utf8Length(text) !== own.length) return 0;
      form = this.forms.push({ start: text, bytes: own, digits }) - 1;
      this.formOf.set(name, form);
    }
    this.last = form;
    return form;
  }
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function matches(form: Form, bytes: Uint8Array, start: number, end: number, digits: number): boolean {
  const { bytes: own } = form;
  if (form.digits !== digits || own.length !== end - start) return false;
  for (let i = 0; i < own.length; i += 1) if (own[i] !== bytes[start + i]) return false;
  return true;
}
