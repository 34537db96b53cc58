import { useEffect, useState } from 'react';
import type { CaseRow } from '../../shared/contract/frames';
import type { CaseKey } from '../../shared/domain/keys';
import { useTile } from '../board/context';
import type { TableRows } from './table-rows';

/** An empty answer is believed only after this long: the tile may still be about the case before. */
const BELIEVE_MS = 1_500;

/** The newest row known of the case in the drawer; undefined while it is on its way, null when the hub does not hold it. */
export function useDrawerRow(key: CaseKey | null, rows: TableRows): CaseRow | null | undefined {
  const tile = useTile('selected');
  const [settled, setSettled] = useState<CaseKey | null>(null);
  useEffect(() => {
    if (key === null) return undefined;
    const timer = setTimeout(() => setSettled(key), BELIEVE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  if (key === null) return undefined;
  const fromTable = rows.newest?.rows.find((row) => row.case === key);
  const fromTile = tile !== undefined && tile !== null && tile.case === key ? tile : undefined;
  if (fromTable !== undefined && fromTile !== undefined) return fromTile.version >= fromTable.version ? fromTile : fromTable;
  return fromTile ?? fromTable ?? (settled === key && tile === null ? null : undefined);
}
