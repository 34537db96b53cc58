import type { CaseRow, TableQuery, TableTile } from '../../shared/contract/frames';
import { EVERY_ROW } from '../doubles/every-row';

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

export function tile(rows: readonly CaseRow[], query: Partial<TableQuery> = {}): TableTile {
  return { query: { ...EVERY_ROW, ...query }, total: 1_000, rows };
}
