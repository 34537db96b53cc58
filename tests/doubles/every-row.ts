import type { TableQuery } from '../../shared/contract/frames';

/** Asks for all open cases, the one that is due first on top: what tests narrow down. */
export const EVERY_ROW: TableQuery = {
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
