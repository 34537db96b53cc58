import type { CaseRow, TableTile } from '../../shared/contract/frames';
import type { CaseKey } from '../../shared/domain/keys';
import { type Filters, sameFilters, type Sort } from './filters';

/**
 * What the page holds of the table: the newest answer of the stream and the one before it, so that rows that are still known stay on the screen
 * while the next window is on its way.
 */
export interface TableRows {
  /** The tile as it came, to recognise it. */
  readonly source: TableTile | null;
  readonly newest: TableTile | null;
  /** An earlier window of the same filters and order; null when there is none. */
  readonly earlier: TableTile | null;
}

export const NO_ROWS: TableRows = { source: null, newest: null, earlier: null };

export function sameQuestion(tile: TableTile, filters: Filters, sort: Sort): boolean {
  const { query } = tile;
  return query.sort.column === sort.column && query.sort.descending === sort.descending && sameFilters(query, filters);
}

/** Takes an answer in. A new window of the same question keeps the old one behind it; an answer to another question drops it. */
export function withTile(rows: TableRows, tile: TableTile): TableRows {
  const { source, newest, earlier } = rows;
  if (source === tile) return rows;
  if (newest === null || !sameQuestion(newest, tile.query, tile.query.sort)) return { source: tile, newest: tile, earlier: null };
  const moved = newest.query.offset !== tile.query.offset || newest.query.limit !== tile.query.limit;
  return { source: tile, newest: { ...tile, rows: keepRows(newest.rows, tile.rows) }, earlier: moved ? newest : earlier };
}

/** Rows keep their identity while they say the same, so that only lines that changed are drawn again. */
function keepRows(held: readonly CaseRow[], came: readonly CaseRow[]): readonly CaseRow[] {
  const known = new Map(held.map((row) => [row.case, row]));
  return came.map((row) => {
    const before = known.get(row.case);
    // Every event of a case moves its version; its deadline state moves with the clock alone.
    return before !== undefined && before.version === row.version && before.deadline === row.deadline ? before : row;
  });
}

/** The row at a place in the whole list; undefined where no held window reaches. */
export function rowAt(rows: TableRows, index: number): CaseRow | undefined {
  return inTile(rows.newest, index) ?? inTile(rows.earlier, index);
}

function inTile(tile: TableTile | null, index: number): CaseRow | undefined {
  return tile === null ? undefined : tile.rows[index - tile.query.offset];
}

/** Place of a case in the whole list, if the newest window holds it; null otherwise. */
export function placeOf(tile: TableTile | null, key: CaseKey): number | null {
  if (tile === null) return null;
  const place = tile.rows.findIndex((row) => row.case === key);
  return place < 0 ? null : tile.query.offset + place;
}
