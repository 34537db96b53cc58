import type { CaseRow, CatalogueTile, TableQuery } from '../../../shared/contract/frames';
import { CASE_STATUSES, CHANNELS, ENDED_STATUSES, GRADES } from '../../../shared/domain/terms';

/** The table as one would write it at first: filter an array of objects, sort what is left, cut out the page. */
export function objectTable(rows: readonly CaseRow[], query: TableQuery, catalogue: CatalogueTile): { total: number; rows: CaseRow[] } {
  const has = <Value>(list: readonly Value[], value: Value): boolean => list.length === 0 || list.includes(value);
  const text = query.text.trim();
  const passing = rows.filter(
    (row) =>
      (query.status.length === 0 ? !ENDED_STATUSES.includes(row.status) : query.status.includes(row.status)) &&
      has(query.deadline, row.deadline) &&
      has(query.grade, row.grade) &&
      has(query.channel, row.channel) &&
      has(query.district, row.district) &&
      has(query.unit, row.unit) &&
      has(query.category, row.category) &&
      (text === '' || row.reference.includes(text)),
  );
  const value = valueOf(query.sort.column, catalogue);
  const sign = query.sort.descending ? -1 : 1;
  passing.sort((a, b) => {
    const left = value(a);
    const right = value(b);
    if (left === right) return a.case - b.case;
    if (left === LAST || right === LAST) return left === LAST ? 1 : -1;
    return left < right ? -sign : sign;
  });
  return { total: passing.length, rows: passing.slice(query.offset, query.offset + query.limit) };
}

/** Comes last in both directions. */
const LAST = Number.POSITIVE_INFINITY;

function valueOf(column: TableQuery['sort']['column'], { districts, units, categories }: CatalogueTile): (row: CaseRow) => number | string {
  switch (column) {
    case 'dueAt':
      return (row) => row.dueAt || LAST;
    case 'receivedAt':
      return (row) => row.receivedAt || LAST;
    case 'reference':
      return (row) => row.reference;
    case 'grade':
      return (row) => GRADES.indexOf(row.grade);
    case 'status':
      return (row) => CASE_STATUSES.indexOf(row.status);
    case 'channel':
      return (row) => CHANNELS.indexOf(row.channel);
    case 'district':
      return (row) => codeOf(districts, row.district);
    case 'unit':
      return (row) => codeOf(units, row.unit);
    case 'category':
      return (row) => codeOf(categories, row.category);
  }
}

function codeOf(list: readonly { readonly code: string }[], key: number): string | number {
  return key === 0 ? LAST : (list[key]?.code ?? LAST);
}
