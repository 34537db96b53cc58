import type { Tokens } from '../theme/tokens';
import { drawPixels } from './heat-pixels';
import { type HeatSurface, scaleTop } from './heat-surface';

/** Entries of the table from density to colour: finer than any eye tells colours apart, also where the ramp rises steeply. */
const COLOURS = 4_096;

/** From the five heat tokens: the colour of density i / (4,096 − 1) of the scale's top, as ImageData has it: red in the lowest byte (machines that run Chromium are little-endian). */
export function heatColours(tokens: Tokens): Uint32Array {
  const stops = [tokens.heat0, tokens.heat1, tokens.heat2, tokens.heat3, tokens.heat4].map(parseColour);
  const channels = new Uint8ClampedArray(COLOURS * 4);
  for (let i = 0; i < COLOURS; i += 1) {
    const at = rampPosition(i / (COLOURS - 1)) * (stops.length - 1);
    const from = stops[Math.floor(at)];
    const to = stops[Math.min(stops.length - 1, Math.floor(at) + 1)];
    if (from === undefined || to === undefined) continue;
    for (let channel = 0; channel < 4; channel += 1) {
      channels[4 * i + channel] = (from[channel] ?? 0) + ((to[channel] ?? 0) - (from[channel] ?? 0)) * (at % 1);
    }
  }
  return new Uint32Array(channels.buffer);
}

function parseColour(text: string): readonly number[] {
  const hex = text.replace('#', '').padEnd(8, 'f');
  return [0, 2, 4, 6].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** Where a share of the scale's top lies on the ramp, 0…1. The root lifts the weak end, where most of a city is, without flattening the peaks. */
function rampPosition(share: number): number {
  return Math.min(1, Math.max(0, share)) ** 0.72;
}

/** The longer side of the painted bitmap at most: two pixels for a cell of a city. The heat is smooth, and whoever stretches the bitmap smooths it further. */
const BITMAP_SIDE = 240;

/**
 * Shows the surface in `canvas`, which is laid over what the surface covers of the view. The bitmap goes to the compositor as it is and is stretched there: neither this page
 * nor the ground under the heat is drawn anew for it.
 */
export function showHeat(canvas: HTMLCanvasElement, surface: HeatSurface | null, colours: Uint32Array): void {
  const context = canvas.getContext('bitmaprenderer');
  if (context === null) return;
  if (surface === null || surface.peak === 0) {
    context.transferFromImageBitmap(null);
    return;
  }
  const { left, top, width, height } = surface;
  Object.assign(canvas.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  context.transferFromImageBitmap(heatBitmap(surface, colours).transferToImageBitmap());
}

/** Paints the surface into `canvas`, which covers the view, for paper; `pixelRatio` of its pixels per CSS pixel. */
export function paintHeat(canvas: HTMLCanvasElement, surface: HeatSurface | null, colours: Uint32Array, pixelRatio: number): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (surface === null || surface.peak === 0) return;
  context.imageSmoothingEnabled = true;
  context.drawImage(
    heatBitmap(surface, colours),
    surface.left * pixelRatio,
    surface.top * pixelRatio,
    surface.width * pixelRatio,
    surface.height * pixelRatio,
  );
}

interface Bitmap {
  readonly canvas: OffscreenCanvas;
  readonly image: ImageData;
}

/** The last one is painted over while sizes stay: memory that need not be asked for for every update. */
let bitmap: Bitmap | null = null;

function bitmapOf(width: number, height: number): Bitmap {
  if (bitmap?.image.width !== width || bitmap.image.height !== height) {
    bitmap = { canvas: new OffscreenCanvas(width, height), image: new ImageData(width, height) };
  }
  return bitmap;
}

/** The surface in colours, each cell cut `finer` times in both directions and smoothed linearly in between. */
function heatBitmap(surface: HeatSurface, colours: Uint32Array): OffscreenCanvas {
  const { columns, rows, peak } = surface;
  const finer = Math.max(1, Math.min(8, Math.floor(BITMAP_SIDE / Math.max(columns, rows))));
  const { canvas, image } = bitmapOf(columns * finer, rows * finer);
  drawPixels(surface, finer, scaleTop(peak), colours, new Uint32Array(image.data.buffer));
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}
