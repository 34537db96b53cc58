import type { SortColumn, TableQuery } from '../../shared/contract/frames';

/** Which open cases the table shows: a table query without its order and its window. */
export type Filters = Omit<TableQuery, 'sort' | 'offset' | 'limit' | 'anchor'>;

export type Facet = Exclude<keyof Filters, 'text'>;

/** In the order of their chips. */
export const FACETS: readonly Facet[] = ['deadline', 'status', 'grade', 'district', 'unit', 'category', 'channel'];

export type Sort = TableQuery['sort'];

/** Everything passes. */
export const NO_FILTERS: Filters = { deadline: [], status: [], grade: [], district: [], unit: [], category: [], channel: [], text: '' };

export const BY_DUE: Sort = { column: 'dueAt', descending: false };

/** The same filters with only `change` set: what a view or a new chip asks for. */
export function filtersOf(change: Partial<Filters>): Filters {
  return { ...NO_FILTERS, ...change };
}

export function passesEverything(filters: Filters): boolean {
  return filters.text === '' && FACETS.every((facet) => filters[facet].length === 0);
}

/** Order inside a facet does not matter. */
export function sameFilters(a: Filters, b: Filters): boolean {
  if (a === b) return true;
  if (a.text !== b.text) return false;
  return FACETS.every((facet) => {
    const [left, right]: readonly (readonly (string | number)[])[] = [a[facet], b[facet]];
    return left !== undefined && right !== undefined && left.length === right.length && left.every((value) => right.includes(value));
  });
}

/** Puts `value` into the facet, or takes it out. */
export function toggled<F extends Facet>(filters: Filters, facet: F, value: Filters[F][number]): Filters {
  const list: readonly (string | number)[] = filters[facet];
  const next = list.includes(value) ? list.filter((entry) => entry !== value) : [...list, value];
  return { ...filters, [facet]: next };
}

/** A second choice of the same column turns the order round. */
export function sortedBy(sort: Sort, column: SortColumn): Sort {
  return sort.column === column ? { column, descending: !sort.descending } : { column, descending: false };
}
