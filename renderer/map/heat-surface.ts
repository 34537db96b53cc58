import type { HeatTile } from '../../shared/contract/frames';
import { type Camera, latitudeOf, mercatorX, mercatorY } from './camera';

/** Counts are smeared with this standard deviation, so that a neighbourhood reads as a place and no single case does. Cells. */
const SIGMA_CELLS = 1.5;

const KERNEL = (() => {
  const radius = Math.ceil(2.6 * SIGMA_CELLS);
  const taps = Float32Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * SIGMA_CELLS ** 2)));
  const sum = taps.reduce((a, b) => a + b, 0);
  return { radius, taps: taps.map((tap) => tap / sum) };
})();

/** Smoothed density over the cells that the camera sees. */
export interface HeatSurface {
  /** Appeals per square kilometre, row 0 in the north. */
  readonly density: Float32Array;
  readonly columns: number;
  readonly rows: number;
  readonly peak: number;
  /** Where the surface lies in the view: CSS pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Cuts out what the camera sees (with a margin), smooths it and turns counts into densities. null: nothing of the grid is in view. */
export function heatSurface(heat: HeatTile, camera: Camera): HeatSurface | null {
  const [west, south, east, north] = heat.extent;
  const [x0, x1, y0, y1] = [mercatorX(west), mercatorX(east), mercatorY(north), mercatorY(south)];
  const cellX = (x1 - x0) / heat.columns;
  const cellY = (y1 - y0) / heat.rows;
  const halfX = camera.width / 2 / camera.worldPx;
  const halfY = camera.height / 2 / camera.worldPx;
  const edge = KERNEL.radius + 1;
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
  const c0 = clamp(Math.floor((camera.centreX - halfX - x0) / cellX) - edge, heat.columns);
  const c1 = clamp(Math.ceil((camera.centreX + halfX - x0) / cellX) + edge, heat.columns);
  const r0 = clamp(Math.floor((camera.centreY - halfY - y0) / cellY) - edge, heat.rows);
  const r1 = clamp(Math.ceil((camera.centreY + halfY - y0) / cellY) + edge, heat.rows);
  const [columns, rows] = [c1 - c0, r1 - r0];
  if (columns <= 0 || rows <= 0) return null;

  const middleLatitude = latitudeOf(y0 + ((r0 + r1) / 2) * cellY);
  const kmPerUnit = 40_075.016686 * Math.cos((middleLatitude * Math.PI) / 180);
  const cellKm2 = cellX * kmPerUnit * cellY * kmPerUnit;
  const density = smooth(heat, c0, r0, columns, rows, 1 / cellKm2);
  let peak = 0;
  for (const value of density) if (value > peak) peak = value;
  return {
    density,
    columns,
    rows,
    peak,
    left: (x0 + c0 * cellX - camera.centreX) * camera.worldPx + camera.width / 2,
    top: (y0 + r0 * cellY - camera.centreY) * camera.worldPx + camera.height / 2,
    width: columns * cellX * camera.worldPx,
    height: rows * cellY * camera.worldPx,
  };
}

/** First along the rows, from the cells that hold anything; then whole rows onto their neighbours. Cells beyond the cut count as empty. */
function smooth(heat: HeatTile, c0: number, r0: number, columns: number, rows: number, factor: number): Float32Array {
  const { radius, taps } = KERNEL;
  const { cells } = heat;
  // As wide as the kernel reaches on both sides, so that no cell needs a test.
  const stride = columns + 2 * radius;
  const across = new Float32Array(stride * rows);
  for (let row = 0; row < rows; row += 1) {
    const source = (r0 + row) * heat.columns + c0;
    for (let column = 0; column < columns; column += 1) {
      const count = cells[source + column]!;
      if (count === 0) continue;
      const start = row * stride + column;
      for (let tap = 0; tap < taps.length; tap += 1) across[start + tap]! += count * taps[tap]!;
    }
  }
  const result = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const start = row * columns;
    for (let tap = Math.max(-radius, -row); tap <= Math.min(radius, rows - 1 - row); tap += 1) {
      const weight = factor * taps[tap + radius]!;
      const from = (row + tap) * stride + radius;
      for (let column = 0; column < columns; column += 1) result[start + column]! += across[from + column]! * weight;
    }
  }
  return result;
}

/** The top of the colour scale: a round number at or above the peak, so that colours stay put while counts move a little. */
export function scaleTop(peak: number): number {
  const exponent = Math.floor(Math.log10(Math.max(0.1, peak)));
  const power = 10 ** exponent;
  const top = ([1, 2, 3, 5, 10].find((factor) => factor * power >= peak) ?? 10) * power;
  // 3 × 0.1 is 0.30000000000000004 to a computer, and nobody reads that.
  return Number(top.toFixed(Math.max(0, -exponent)));
}
