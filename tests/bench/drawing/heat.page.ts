// Heat on a map of 1280 by 720 pixels: the product's painter over a ground that is not repainted, and MapLibre's heatmap layer with a point per case.
import '../../../renderer/theme/tokens.css';
import { cameraFor } from '../../../renderer/map/camera';
import { heatColours, showHeat } from '../../../renderer/map/heat-painter';
import { heatSurface } from '../../../renderer/map/heat-surface';
import { readTokens } from '../../../renderer/theme/tokens';
import type { HeatTile } from '../../../shared/contract/frames';
import { HeatMap } from '../naive/wall/heat-map';
import { type PacedUpdates, pacedUpdates } from './paced-updates';

declare global {
  interface Window {
    benchHeat: {
      /** Paints a grid once per frame, each time with a few counts changed. */
      paint(cells: readonly number[], side: number, updates: number): Promise<PacedUpdates>;
      /** Ms from setData with so many points until the map has drawn them. */
      mapLibre(points: number): Promise<number>;
    };
  }
}

const EXTENT = [115.4, 39.4, 117.5, 41.1] as const;
const FOCUS = [116.0, 39.7, 116.8, 40.2] as const;

/** CSS pixels of the map. */
const VIEW = { width: 1_280, height: 720 };

const canvas = document.querySelector<HTMLCanvasElement>('#product')!;
const map = new HeatMap(document.querySelector<HTMLElement>('#maplibre')!);

window.benchHeat = {
  paint(counts, side, updates) {
    const cells = Uint16Array.from(counts);
    const tile: HeatTile = {
      columns: side,
      rows: side,
      extent: [...EXTENT],
      cells,
      windowMs: 3_600_000,
      count: 0,
      unplaced: 0,
      topTownships: [],
      byDistrict: [],
    };
    const camera = cameraFor([...FOCUS], VIEW.width, VIEW.height, 8);
    const colours = heatColours(readTokens());
    return pacedUpdates(updates, (index) => {
      cells[(index * 7_919) % cells.length] = (cells[(index * 7_919) % cells.length] ?? 0) + 1;
      showHeat(canvas, heatSurface(tile, camera), colours);
    });
  },
  async mapLibre(points) {
    const [west, south, east, north] = EXTENT;
    const cases = Array.from({ length: points }, (_, key) => ({
      key,
      reference: '',
      district: 1,
      status: 'received',
      dueAt: 0,
      longitude: west + (east - west) * ((key * 0.618_034) % 1),
      latitude: south + (north - south) * ((key * 0.754_877) % 1),
    }));
    const startedAt = performance.now();
    await map.shown(cases);
    return performance.now() - startedAt;
  },
};
