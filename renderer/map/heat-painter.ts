import type { Tokens } from '../theme/tokens';
import { type HeatSurface, scaleTop } from './heat-surface';

/** 256 premultiplied-free RGBA entries from the five heat tokens. */
export function heatRamp(tokens: Tokens): Uint8ClampedArray {
  const stops = [tokens.heat0, tokens.heat1, tokens.heat2, tokens.heat3, tokens.heat4].map(parseColour);
  const ramp = new Uint8ClampedArray(256 * 4);
  for (let i = 0; i < 256; i += 1) {
    const at = (i / 255) * (stops.length - 1);
    const from = stops[Math.floor(at)];
    const to = stops[Math.min(stops.length - 1, Math.floor(at) + 1)];
    if (from === undefined || to === undefined) continue;
    for (let channel = 0; channel < 4; channel += 1) {
      ramp[4 * i + channel] = (from[channel] ?? 0) + ((to[channel] ?? 0) - (from[channel] ?? 0)) * (at % 1);
    }
  }
  return ramp;
}

function parseColour(text: string): readonly number[] {
  const hex = text.replace('#', '').padEnd(8, 'f');
  return [0, 2, 4, 6].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** Where a density lies on the ramp, 0…1. The root lifts the weak end, where most of a city is, without flattening the peaks. */
export function rampPosition(density: number, top: number): number {
  return Math.min(1, Math.max(0, density / top)) ** 0.72;
}

/** The longer side of the painted bitmap; the browser's own smoothing does the rest. */
const BITMAP_SIDE = 480;

/** Paints the surface into `canvas`, which covers the view; `pixelRatio` device pixels per CSS pixel. */
export function paintHeat(canvas: HTMLCanvasElement, surface: HeatSurface | null, ramp: Uint8ClampedArray, pixelRatio: number): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (surface === null || surface.peak === 0) return;
  const bitmap = heatBitmap(surface, ramp);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, surface.left * pixelRatio, surface.top * pixelRatio, surface.width * pixelRatio, surface.height * pixelRatio);
}

function heatBitmap(surface: HeatSurface, ramp: Uint8ClampedArray): OffscreenCanvas {
  const { density, columns, rows } = surface;
  const finer = Math.max(1, Math.min(8, Math.floor(BITMAP_SIDE / Math.max(columns, rows))));
  const [width, height] = [columns * finer, rows * finer];
  const image = new ImageData(width, height);
  const top = scaleTop(surface.peak);
  for (let y = 0; y < height; y += 1) {
    const fromY = (y + 0.5) / finer - 0.5;
    const y0 = Math.max(0, Math.floor(fromY));
    const y1 = Math.min(rows - 1, y0 + 1);
    const v = Math.max(0, fromY - y0);
    for (let x = 0; x < width; x += 1) {
      const fromX = (x + 0.5) / finer - 0.5;
      const x0 = Math.max(0, Math.floor(fromX));
      const x1 = Math.min(columns - 1, x0 + 1);
      const u = Math.max(0, fromX - x0);
      const upper = (density[y0 * columns + x0] ?? 0) * (1 - u) + (density[y0 * columns + x1] ?? 0) * u;
      const lower = (density[y1 * columns + x0] ?? 0) * (1 - u) + (density[y1 * columns + x1] ?? 0) * u;
      const entry = Math.round(rampPosition(upper * (1 - v) + lower * v, top) * 255) * 4;
      const pixel = (y * width + x) * 4;
      image.data[pixel] = ramp[entry] ?? 0;
      image.data[pixel + 1] = ramp[entry + 1] ?? 0;
      image.data[pixel + 2] = ramp[entry + 2] ?? 0;
      image.data[pixel + 3] = ramp[entry + 3] ?? 0;
    }
  }
  const bitmap = new OffscreenCanvas(width, height);
  bitmap.getContext('2d')?.putImageData(image, 0, 0);
  return bitmap;
}
