import type { ReferenceColumn } from './reference-column';

/** More than any tail. */
const TAILS = 2 ** 32;

/** Numbers that rise as references do, by code unit: that of a slot is `base[form[slot]] + tail[slot]`. Good until a reference is set. */
export interface ReferenceOrder {
  readonly base: Float64Array;
  readonly form: Uint16Array;
  readonly tail: Uint32Array;
  /** The number of a text; NaN: it has no form that is known. */
  of(text: string): number;
}

/**
 * The order of references by their forms and running numbers alone, without a text being made. null: a reference has no form, or texts of one form lie
 * between texts of another, as "A1000" between "A10" and "A11" with digits that follow.
 */
export function referenceOrder(references: ReferenceColumn): ReferenceOrder | null {
  const { forms, form, tail } = references;
  if (references.heapBytes > 0) return null;
  const rows = forms.map(({ start, digits }, code) => ({ code, least: start + '0'.repeat(digits), most: start + '9'.repeat(digits) }));
  rows.sort((a, b) => (a.least < b.least ? -1 : a.least > b.least ? 1 : 0));
  const base = new Float64Array(forms.length);
  for (const [place, { code, least }] of rows.entries()) {
    if (place > 0 && rows[place - 1]!.most >= least) return null;
    base[code] = place * TAILS;
  }
  const byName = new Map(forms.map(({ start, digits }, code) => [`${digits} ${start}`, base[code]!]));
  return {
    base,
    form,
    tail,
    of(text) {
      const digits = text === '' ? '' : (/[0-9]{4,9}$/.exec(text)?.[0] ?? '');
      const start = text.slice(0, text.length - digits.length);
      return (byName.get(`${digits.length} ${start}`) ?? Number.NaN) + Number(digits);
    },
  };
}
