import type { Form, ReferenceColumn } from './reference-column';

/** A number is looked at through windows of so many of its digits, and a table says of each window whether the text is in it. */
const WINDOW = 5;
// Written out: a power is a double, and the rest of a division by a double takes ten times as long.
const WINDOWS = 100_000;

/** When the running number of a form makes that the text is in the reference. */
interface FormSearch {
  /** The form's beginning holds the text: whatever the number is. */
  readonly always: boolean;
  /** The text begins before the number and ends in it: number / scale, rounded down, must be `lead` for one of these. */
  readonly leads: readonly { readonly scale: number; readonly lead: number }[];
  /** The text is digits and may lie in the number: what brings a window's digits to the end, for as many windows as it takes. */
  readonly factors: Float64Array;
  /** The same where the text is longer than a window or the number shorter: it may lie at so many places. */
  readonly places: number;
}

/** Looks for one text in many references. Of references that have a form no text is made: some 20 ns each. */
export class ReferenceSearch {
  readonly #references: ReferenceColumn;
  readonly #text: string;
  readonly #digits: boolean;
  /** The text as a number, if it is digits. */
  readonly #number: number;
  readonly #scale: number;
  readonly #table: Uint8Array;
  readonly #forms: FormSearch[] = [];

  constructor(references: ReferenceColumn, text: string) {
    this.#references = references;
    this.#text = text;
    this.#digits = /^[0-9]{1,9}$/.test(text);
    this.#number = this.#digits ? Number(text) : -1;
    this.#scale = 10 ** text.length;
    this.#table = this.#digits && text.length <= WINDOW ? windowTable(this.#number, text.length) : new Uint8Array(0);
  }

  /** Sets `marks[i]` to 1 where the reference of `slots[i]` holds the text, i < count. */
  mark(slots: Int32Array, count: number, marks: Uint8Array): void {
    const { form } = this.#references;
    for (let from = 0; from < count;) {
      const code = form[slots[from]!]!;
      let to = from + 1;
      while (to < count && form[slots[to]!] === code) to += 1;
      if (code === 0) this.#markTexts(slots, from, to, marks);
      else this.#markForm(this.#searchOf(code), slots, from, to, marks);
      from = to;
    }
  }

  #markTexts(slots: Int32Array, from: number, to: number, marks: Uint8Array): void {
    for (let i = from; i < to; i += 1) if (this.#references.get(slots[i]!).includes(this.#text)) marks[i] = 1;
  }

  #markForm(search: FormSearch, slots: Int32Array, from: number, to: number, marks: Uint8Array): void {
    const { tail } = this.#references;
    const { always, factors, leads, places } = search;
    if (always) {
      marks.fill(1, from, to);
      return;
    }
    if (factors.length > 0) markWindows(tail, factors, this.#table, slots, from, to, marks);
    if (leads.length === 0 && places === 0) return;
    for (let i = from; i < to; i += 1) if (this.#holds(search, tail[slots[i]!]!)) marks[i] = 1;
  }

  #holds({ places, leads }: FormSearch, tail: number): boolean {
    let rest = tail;
    for (let place = places; place > 0; place -= 1) {
      if (rest % this.#scale === this.#number) return true;
      rest = Math.floor(rest / 10);
    }
    for (const { scale, lead } of leads) if (Math.floor(tail / scale) === lead) return true;
    return false;
  }

  #searchOf(code: number): FormSearch {
    return (this.#forms[code] ??= this.#made(this.#references.forms[code]!));
  }

  #made({ start, digits }: Form): FormSearch {
    const text = this.#text;
    const leads: { scale: number; lead: number }[] = [];
    for (let split = 1; split < text.length; split += 1) {
      const after = text.slice(split);
      if (after.length <= digits && /^[0-9]+$/.test(after) && start.endsWith(text.slice(0, split))) {
        leads.push({ scale: 10 ** (digits - after.length), lead: Number(after) });
      }
    }
    const inside = this.#digits && text.length <= digits;
    const windowed = inside && text.length <= WINDOW && digits >= WINDOW;
    return {
      always: start.includes(text),
      leads,
      factors: windowed ? windowFactors(digits, text.length) : new Float64Array(0),
      places: inside && !windowed ? digits - text.length + 1 : 0,
    };
  }
}

function markWindows(
  tail: Uint32Array,
  factors: Float64Array,
  table: Uint8Array,
  slots: Int32Array,
  from: number,
  to: number,
  marks: Uint8Array,
): void {
  for (let i = from; i < to; i += 1) {
    // In the middle between two whole numbers, so that no rounding of a factor leads to another one.
    const number = tail[slots[i]!]! + 0.5;
    for (let window = 0; window < factors.length; window += 1) {
      if (table[((number * factors[window]!) | 0) % WINDOWS] === 1) {
        marks[i] = 1;
        break;
      }
    }
  }
}

/** 1 for five digits that hold `length` digits that are `number`. */
function windowTable(number: number, length: number): Uint8Array {
  const table = new Uint8Array(WINDOWS);
  const scale = 10 ** length;
  for (let place = 0; place <= WINDOW - length; place += 1) {
    const unit = 10 ** place;
    for (let above = 0; above < WINDOWS; above += scale * unit) {
      table.fill(1, above + number * unit, above + (number + 1) * unit);
    }
  }
  return table;
}

/** Windows that overlap by one digit less than the text has, so that it lies in one of them wherever it is; the last ends with the first digit. */
function windowFactors(digits: number, length: number): Float64Array {
  const factors: number[] = [];
  for (let from = 0; from < digits - WINDOW; from += WINDOW - length + 1) factors.push(10 ** -from);
  factors.push(10 ** -(digits - WINDOW));
  return Float64Array.from(factors);
}
