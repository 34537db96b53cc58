import type { Tokens } from '../theme/tokens';
import { drawPixels } from './heat-pixels';
import { type HeatSurface, scaleTop } from './heat-surface';

/** Entries of the table from density to colour: finer than any eye tells colours apart, also where the ramp rises steeply. */
const COLOURS = 4_096;

/** Of what is not of now: how much of its opacity is left. */
const PALE = 0.4;
/** Shares of red, green and blue in what an sRGB colour weighs as grey (ITU-R BT.709). */
const GREY = [0.2126, 0.7152, 0.0722] as const;

/**
 * From the five heat tokens: the colour of density i / (4,096 − 1) of the scale's top, as ImageData has it: red in the lowest byte (machines that run Chromium are little-endian).
 * `old`: pale greys, for what is not of now. (A filter on the canvas instead has the compositor draw the whole page anew.)
 */
export function heatColours(tokens: Tokens, old = false): Uint32Array {
  const colours = [tokens.heat0, tokens.heat1, tokens.heat2, tokens.heat3, tokens.heat4].map(parseColour);
  const stops = old ? colours.map(paled) : colours;
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

function paled([red = 0, green = 0, blue = 0, alpha = 0]: readonly number[]): readonly number[] {
  const grey = GREY[0] * red + GREY[1] * green + GREY[2] * blue;
  return [grey, grey, grey, PALE * alpha];
}

/** Where a share of the scale's top lies on the ramp, 0…1. The root lifts the weak end, where most of a city is, without flattening the peaks. */
function rampPosition(share: number): number {
  return Math.min(1, Math.max(0, share)) ** 0.72;
}

/** The longer side of the painted bitmap at most: two pixels for a cell of a city. The heat is smooth, and whoever stretches the bitmap smooths it further. */
const BITMAP_SIDE = 240;

/** Those that show something: to empty an empty one again would have the ground under it drawn anew. */
const painted = new WeakSet<HTMLCanvasElement>();

/**
 * Shows the surface in `canvas`, which is laid over what the surface covers of the view. The bitmap goes to the compositor as it is and is stretched there: neither this page
 * nor the ground under the heat is drawn anew for it.
 */
export function showHeat(canvas: HTMLCanvasElement, surface: HeatSurface | null, colours: Uint32Array): void {
  const empty = surface === null || surface.peak === 0;
  if (empty && !painted.has(canvas)) return;
  const context = canvas.getContext('bitmaprenderer');
  if (context === null) return;
  if (empty) {
    painted.delete(canvas);
    context.transferFromImageBitmap(null);
    return;
  }
  painted.add(canvas);
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
