import { useMemo, useState } from 'react';
import type { FloorDayTile, OutlookTile } from '../../shared/contract/frames';
import { type DaySeries, daySeries, sameSeries } from './day-series';

/** The day's series; each keeps its identity while it says the same, so that nothing is drawn again for a count that is not shown. */
export function useDaySeries(day: FloorDayTile, outlook: OutlookTile | undefined): DaySeries {
  const next = useMemo(() => daySeries(day, outlook), [day, outlook]);
  const [kept, setKept] = useState(next);
  if (kept === next) return kept;
  const names = Object.keys(next) as (keyof DaySeries)[];
  if (names.every((name) => sameSeries(kept[name], next[name]))) return kept;
  const merged = Object.fromEntries(names.map((name) => [name, sameSeries(kept[name], next[name]) ? kept[name] : next[name]])) as Record<
    keyof DaySeries,
    DaySeries[keyof DaySeries]
  >;
  setKept(merged);
  return merged;
}
