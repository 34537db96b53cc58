import type { HeatTile } from '../../../shared/contract/frames';
import type { Projection } from '../../../shared/projection/projection';
import { WINDOW_BUCKETS } from '../../../shared/projection/window-counts';
import { INTERVAL_MS } from '../../../shared/time/instant';

const TOP_TOWNSHIPS = 8;

export function heatTile({ heat, catalogue, deadlines, settings }: Projection): HeatTile {
  const [west, south, east, north] = settings.extent;
  return {
    columns: heat.size,
    rows: heat.size,
    extent: [west, south, east, north],
    cells: heat.cells(),
    windowMs: WINDOW_BUCKETS * INTERVAL_MS,
    count: heat.count,
    unplaced: heat.unplaced,
    topTownships: heat.topTownships(TOP_TOWNSHIPS),
    byDistrict: catalogue.districts.slice(1).map((_, i) => ({
      district: i + 1,
      count: heat.ofDistrict(i + 1),
      breached: deadlines.ofDistrict(i + 1).breached,
    })),
  };
}
