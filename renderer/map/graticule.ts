import type { Extent } from '../../shared/contract/city';

/** Degrees between lines: about five across the extent. */
export function graticuleStep([west, south, east, north]: Extent): number {
  const rough = Math.max(east - west, north - south) / 5;
  return [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10].find((step) => step >= rough) ?? 20;
}

type Point = [longitude: number, latitude: number];

export interface Lines {
  readonly type: 'FeatureCollection';
  readonly features: {
    readonly type: 'Feature';
    readonly properties: Record<string, never>;
    readonly geometry: { readonly type: 'LineString'; readonly coordinates: Point[] };
  }[];
}

/** Meridians and parallels for a city whose outlines are not known, well past its extent so that any view is filled. */
export function graticule(extent: Extent, focus: Extent): Lines {
  const step = graticuleStep(focus);
  const [west, south, east, north] = extent;
  const [reachX, reachY] = [2 * (east - west), 2 * (north - south)];
  const [x0, x1] = [Math.max(-180, west - reachX), Math.min(180, east + reachX)];
  const [y0, y1] = [Math.max(-85, south - reachY), Math.min(85, north + reachY)];
  const lines: Point[][] = [];
  for (let x = Math.ceil(x0 / step) * step; x <= x1; x += step) {
    lines.push([
      [x, y0],
      [x, y1],
    ]);
  }
  for (let y = Math.ceil(y0 / step) * step; y <= y1; y += step) {
    lines.push([
      [x0, y],
      [x1, y],
    ]);
  }
  return {
    type: 'FeatureCollection',
    features: lines.map((coordinates) => ({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } })),
  };
}
