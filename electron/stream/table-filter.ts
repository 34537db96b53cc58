import type { CatalogueTile, TableQuery } from '../../shared/contract/frames';
import { CASE_STATUSES, CHANNELS, DEADLINE_STATES, ENDED_STATUSES, GRADES } from '../../shared/domain/terms';
import type { CaseColumns } from '../../shared/projection/case-columns';

/** What of a query decides which cases pass; sort and page do not. */
export type TableFilter = Pick<TableQuery, 'deadline' | 'status' | 'grade' | 'district' | 'unit' | 'category' | 'channel' | 'text'>;

/** 1 lets an index pass; null lets every index pass. */
type Lookup = Uint8Array | null;

/** Slots that passed, in `slots[0 … count)`. The array belongs to the filter and is used again by the next pass. */
export interface Passed {
  readonly slots: Int32Array;
  readonly count: number;
}

/**
 * A query's facets as lookup tables, so that one pass over the columns costs a few loads per case. Without a status filter the open cases
 * pass; a status filter that names an ended status lets pass what ended in the running day. A category stands for all below it.
 */
export class CaseFilter {
  readonly #deadline: Lookup;
  readonly #status: Uint8Array;
  readonly #grade: Lookup;
  readonly #channel: Lookup;
  readonly #district: Lookup;
  readonly #unit: Lookup;
  readonly #category: Lookup;
  readonly #textCategory: Uint8Array;
  readonly #texts: readonly string[];
  #slots = new Int32Array(0);

  constructor(filter: TableFilter, catalogue: CatalogueTile) {
    this.#deadline = terms(DEADLINE_STATES, filter.deadline);
    this.#status =
      terms(CASE_STATUSES, filter.status) ?? Uint8Array.from(CASE_STATUSES, (status) => (ENDED_STATUSES.includes(status) ? 0 : 1));
    this.#grade = terms(GRADES, filter.grade);
    this.#channel = terms(CHANNELS, filter.channel);
    this.#district = keys(filter.district);
    this.#unit = keys(filter.unit);
    this.#category = filter.category.length === 0 ? null : withBelow(keys(filter.category) ?? new Uint8Array(0), catalogue);
    const text = filter.text.trim();
    this.#textCategory = text === '' ? new Uint8Array(0) : withBelow(namedLike(text, catalogue), catalogue);
    // References are codes: as typed, all small or all large covers what people type without folding every reference.
    this.#texts = text === '' ? [] : [...new Set([text, text.toUpperCase(), text.toLowerCase()])];
  }

  /** One pass over all slots. */
  pass(columns: CaseColumns): Passed {
    const { keys: caseKeys, status, deadline, grade, channel, district, unit, category, end } = columns;
    if (this.#slots.length < end) this.#slots = new Int32Array(Math.ceil(end * 1.25) + 64);
    const slots = this.#slots;
    const byStatus = this.#status;
    const byDeadline = this.#deadline;
    const byGrade = this.#grade;
    const byChannel = this.#channel;
    const byDistrict = this.#district;
    const byUnit = this.#unit;
    const byCategory = this.#category;
    const byText = this.#texts.length > 0;
    let count = 0;
    for (let slot = 0; slot < end; slot += 1) {
      if (caseKeys[slot] === 0 || byStatus[status[slot]!] !== 1) continue;
      if (byDeadline !== null && byDeadline[deadline[slot]!] !== 1) continue;
      if (byGrade !== null && byGrade[grade[slot]!] !== 1) continue;
      if (byChannel !== null && byChannel[channel[slot]!] !== 1) continue;
      if (byDistrict !== null && byDistrict[district[slot]!] !== 1) continue;
      if (byUnit !== null && byUnit[unit[slot]!] !== 1) continue;
      if (byCategory !== null && byCategory[category[slot]!] !== 1) continue;
      if (byText && this.#textCategory[category[slot]!] !== 1 && !this.#mentions(columns.reference(slot))) continue;
      slots[count] = slot;
      count += 1;
    }
    return { slots, count };
  }

  #mentions(reference: string): boolean {
    for (const text of this.#texts) if (reference.includes(text)) return true;
    return false;
  }
}

function terms<Term extends string>(all: readonly Term[], chosen: readonly Term[]): Lookup {
  return chosen.length === 0 ? null : Uint8Array.from(all, (term) => (chosen.includes(term) ? 1 : 0));
}

/** Keys fit 16 bits in the columns; a larger one lets nothing pass. */
function keys(chosen: readonly number[]): Lookup {
  if (chosen.length === 0) return null;
  const lookup = new Uint8Array(0x1_0000);
  for (const key of chosen) if (key < lookup.length) lookup[key] = 1;
  return lookup;
}

function namedLike(text: string, catalogue: CatalogueTile): Uint8Array {
  const small = text.toLowerCase();
  return Uint8Array.from(catalogue.categories, ({ name }, key) =>
    key !== 0 && (name.zh.toLowerCase().includes(small) || name.en.toLowerCase().includes(small)) ? 1 : 0,
  );
}

/** Lets pass whatever lies below a category that passes. A chain that never ends (no catalogue has one) is left after 16 steps. */
function withBelow(chosen: Uint8Array, catalogue: CatalogueTile): Uint8Array {
  const wide = new Uint8Array(Math.max(chosen.length, catalogue.categories.length));
  wide.set(chosen);
  catalogue.categories.forEach(({ parent }, key) => {
    let above = parent;
    for (let steps = 0; steps < 16 && above !== 0 && wide[key] === 0; steps += 1) {
      if (chosen[above] === 1) wide[key] = 1;
      above = catalogue.categories[above]?.parent ?? 0;
    }
  });
  return wide;
}
