import type { Extent } from '../../shared/contract/city';

/** Web Mercator without turn or tilt: heat, labels and ground share this one, so that they stay together even when the ground's GPU is lost. */
export interface Camera {
  /** Mercator units, 0…1, y grows to the south. */
  readonly centreX: number;
  readonly centreY: number;
  /** CSS pixels of the whole world's width. */
  readonly worldPx: number;
  /** CSS pixels of the view. */
  readonly width: number;
  readonly height: number;
}

export const mercatorX = (longitude: number): number => (longitude + 180) / 360;

export function mercatorY(latitude: number): number {
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);
}

export const longitudeOf = (x: number): number => x * 360 - 180;

export function latitudeOf(y: number): number {
  return (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;
}

/** The camera that shows all of `extent` with `marginPx` around it. */
export function cameraFor(extent: Extent, width: number, height: number, marginPx: number): Camera {
  const [west, south, east, north] = extent;
  const [x0, x1, y0, y1] = [mercatorX(west), mercatorX(east), mercatorY(north), mercatorY(south)];
  const across = Math.max(1, width - 2 * marginPx) / Math.max(1e-9, x1 - x0);
  const down = Math.max(1, height - 2 * marginPx) / Math.max(1e-9, y1 - y0);
  return { centreX: (x0 + x1) / 2, centreY: (y0 + y1) / 2, worldPx: Math.min(across, down), width, height };
}

/** CSS pixels from the view's top left. */
export function project(camera: Camera, longitude: number, latitude: number): readonly [number, number] {
  return [
    (mercatorX(longitude) - camera.centreX) * camera.worldPx + camera.width / 2,
    (mercatorY(latitude) - camera.centreY) * camera.worldPx + camera.height / 2,
  ];
}

export function unproject(camera: Camera, x: number, y: number): readonly [number, number] {
  return [
    longitudeOf((x - camera.width / 2) / camera.worldPx + camera.centreX),
    latitudeOf((y - camera.height / 2) / camera.worldPx + camera.centreY),
  ];
}

/** Device pixels per CSS pixel for a drawing over the whole view: those of the screen, but at most `mostPixels` in all (an 8K wall). */
export function drawingRatio(camera: Camera, screenRatio: number, mostPixels: number): number {
  return Math.min(screenRatio, Math.sqrt(mostPixels / Math.max(1, camera.width * camera.height)));
}

const EQUATOR_M = 40_075_016.686;

/** Metres on the ground per CSS pixel at the middle of the view. */
export function metresPerPixel(camera: Camera): number {
  return (EQUATOR_M * Math.cos((latitudeOf(camera.centreY) * Math.PI) / 180)) / camera.worldPx;
}
