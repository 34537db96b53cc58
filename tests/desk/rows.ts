import type { CaseRow, TableQuery, TableTile } from '../../shared/contract/frames';

/** A case that is dispatched and in time. */
export function row(key: number, change: Partial<CaseRow> = {}): CaseRow {
  return {
    case: key,
    version: 3,
    reference: `R-${key}`,
    status: 'dispatched',
    grade: '24h',
    category: 1,
    district: 1,
    township: 1,
    unit: 1,
    channel: 'phone',
    receivedAt: 0,
    dueAt: 1_000_000,
    deadline: 'in-time',
    urges: 0,
    ...change,
  };
}

const QUERY: TableQuery = {
  deadline: [],
  status: [],
  grade: [],
  district: [],
  unit: [],
  category: [],
  channel: [],
  text: '',
  sort: { column: 'dueAt', descending: false },
  offset: 0,
  limit: 100,
};

export function tile(rows: readonly CaseRow[], query: Partial<TableQuery> = {}): TableTile {
  return { query: { ...QUERY, ...query }, total: 1_000, rows };
}
