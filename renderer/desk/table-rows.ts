import type { CaseRow, TableTile } from '../../shared/contract/frames';
import type { CaseKey } from '../../shared/domain/keys';
import { type Filters, sameFilters, type Sort } from './filters';

/**
 * What the page holds of the table: the newest answer of the stream and the one before it, so that rows that are still known stay on the screen
 * while the next window is on its way.
 */
export interface TableRows {
  readonly newest: TableTile | null;
  /** An earlier window of the same filters and order; null when there is none. */
  readonly earlier: TableTile | null;
}

export const NO_ROWS: TableRows = { newest: null, earlier: null };

export function sameQuestion(tile: TableTile, filters: Filters, sort: Sort): boolean {
  const { query } = tile;
  return query.sort.column === sort.column && query.sort.descending === sort.descending && sameFilters(query, filters);
}

/** Takes an answer in. A new window of the same question keeps the old one behind it; an answer to another question drops it. */
export function withTile(rows: TableRows, tile: TableTile): TableRows {
  const { newest, earlier } = rows;
  if (newest === tile) return rows;
  if (newest === null || !sameQuestion(newest, tile.query, tile.query.sort)) return { newest: tile, earlier: null };
  const moved = newest.query.offset !== tile.query.offset || newest.query.limit !== tile.query.limit;
  return { newest: tile, earlier: moved ? newest : earlier };
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
