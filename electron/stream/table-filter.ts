import type { CatalogueTile, TableQuery } from '../../shared/contract/frames';
import { CASE_STATUSES, CHANNELS, DEADLINE_STATES, ENDED_STATUSES, GRADES } from '../../shared/domain/terms';
import type { CaseColumns } from '../../shared/projection/case-columns';
import type { ReferenceColumn } from '../../shared/projection/reference-column';
import { ReferenceSearch } from '../../shared/projection/reference-search';

/** What of a query decides which cases pass; sort and page do not. */
export type TableFilter = Pick<TableQuery, 'deadline' | 'status' | 'grade' | 'district' | 'unit' | 'category' | 'channel' | 'text'>;

/** 1 lets an index pass; null lets every index pass. */
type Lookup = Uint8Array | null;

/** Slots that passed, rising, in `slots[0 … count)`. The array belongs to the filter and is used again by the next pass. */
export interface Passed {
  readonly slots: Int32Array;
  readonly count: number;
}

/**
 * A query's facets as lookup tables. One pass finds what has a status that passes; every further facet that is asked for is one more pass over what is
 * left, so a facet that nobody asks for costs nothing. Without a status filter the open cases pass; a status filter that names an ended status lets pass
 * what ended in the running day. A category stands for all below it.
 */
export class CaseFilter {
  readonly #status: Uint8Array;
  readonly #facets: readonly {
    readonly column: 'deadline' | 'grade' | 'channel' | 'district' | 'unit' | 'category';
    readonly lookup: Lookup;
  }[];
  readonly #textCategory: Uint8Array;
  readonly #texts: readonly string[];
  /** Of the references that were searched last; `marks` is 1 by row where a text was found. */
  #searched: { readonly references: ReferenceColumn; readonly searches: readonly ReferenceSearch[]; marks: Uint8Array } | null = null;
  #slots = new Int32Array(0);

  constructor(filter: TableFilter, catalogue: CatalogueTile) {
    this.#status =
      terms(CASE_STATUSES, filter.status) ?? Uint8Array.from(CASE_STATUSES, (status) => (ENDED_STATUSES.includes(status) ? 0 : 1));
    this.#facets = [
      { column: 'unit', lookup: keys(filter.unit) },
      {
        column: 'category',
        lookup: filter.category.length === 0 ? null : withBelow(keys(filter.category) ?? new Uint8Array(0), catalogue),
      },
      { column: 'district', lookup: keys(filter.district) },
      { column: 'deadline', lookup: terms(DEADLINE_STATES, filter.deadline) },
      { column: 'grade', lookup: terms(GRADES, filter.grade) },
      { column: 'channel', lookup: terms(CHANNELS, filter.channel) },
    ];
    const text = filter.text.trim();
    this.#textCategory = text === '' ? new Uint8Array(0) : withBelow(namedLike(text, catalogue), catalogue);
    // References are codes: as typed, all small or all large covers what people type without folding every reference.
    this.#texts = text === '' ? [] : [...new Set([text, text.toUpperCase(), text.toLowerCase()])];
  }

  /** The slots that pass, rising. */
  pass(columns: CaseColumns): Passed {
    const { end } = columns;
    if (this.#slots.length < end) this.#slots = new Int32Array(Math.ceil(end * 1.1) + 64);
    const slots = this.#slots;
    let count = inUse(columns.keys, columns.status, this.#status, end, slots);
    for (const { column, lookup } of this.#facets) {
      if (lookup === null) continue;
      const codes = columns[column];
      // One function per type: a loop that meets both kinds of arrays is several times slower.
      count = codes instanceof Uint8Array ? narrowed8(codes, lookup, slots, count) : narrowed16(codes, lookup, slots, count);
    }
    if (this.#texts.length > 0) count = this.#mentioned(columns, count);
    return { slots, count };
  }

  #mentioned(columns: CaseColumns, count: number): number {
    const { references, category } = columns;
    if (this.#searched?.references !== references) {
      this.#searched = { references, searches: this.#texts.map((text) => new ReferenceSearch(references, text)), marks: new Uint8Array(0) };
    }
    if (this.#searched.marks.length < count) this.#searched.marks = new Uint8Array(Math.ceil(count * 1.1));
    const { searches, marks } = this.#searched;
    const slots = this.#slots;
    const named = this.#textCategory;
    for (let i = 0; i < count; i += 1) marks[i] = named[category[slots[i]!]!] ?? 0;
    for (const search of searches) search.mark(slots, count, marks);
    let left = 0;
    for (let i = 0; i < count; i += 1) {
      slots[left] = slots[i]!;
      left += marks[i]!;
    }
    return left;
  }
}

function inUse(caseKeys: Uint32Array, status: Uint8Array, passing: Uint8Array, end: number, slots: Int32Array): number {
  let count = 0;
  for (let slot = 0; slot < end; slot += 1) {
    slots[count] = slot;
    if (caseKeys[slot] !== 0) count += passing[status[slot]!]!;
  }
  return count;
}

function narrowed8(codes: Uint8Array, passing: Uint8Array, slots: Int32Array, count: number): number {
  let left = 0;
  for (let i = 0; i < count; i += 1) {
    const slot = slots[i]!;
    slots[left] = slot;
    if (passing[codes[slot]!] === 1) left += 1;
  }
  return left;
}

function narrowed16(codes: Uint16Array, passing: Uint8Array, slots: Int32Array, count: number): number {
  let left = 0;
  for (let i = 0; i < count; i += 1) {
    const slot = slots[i]!;
    slots[left] = slot;
    if (passing[codes[slot]!] === 1) left += 1;
  }
  return left;
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
