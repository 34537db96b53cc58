import type { Place } from '../domain/keys';

/** Degrees beyond the extent, where a place that lies anywhere outside of it is told to lie. */
const BESIDE = 1;

/** A grid of equal steps of Web Mercator over a piece of the map: `size` columns and rows, row 0 in the north. */
export class HeatGrid {
  private readonly west: number;
  private readonly width: number;
  private readonly top: number;
  private readonly height: number;
  /** Outside of the extent, wherever that is. */
  private readonly beside: Place;

  constructor(
    readonly extent: readonly [number, number, number, number],
    readonly size: number,
  ) {
    const [west, south, east, north] = extent;
    this.west = west;
    this.width = east - west;
    this.top = mercator(north);
    this.height = this.top - mercator(south);
    this.beside = west - BESIDE >= -180 ? { longitude: west - BESIDE, latitude: south } : { longitude: east + BESIDE, latitude: south };
  }

  /** Row · size + column. −1: outside the extent. */
  cellOf(longitude: number, latitude: number): number {
    const x = (longitude - this.west) / this.width;
    const y = (this.top - mercator(latitude)) / this.height;
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return -1;
    const last = this.size - 1;
    return Math.min(last, Math.floor(y * this.size)) * this.size + Math.min(last, Math.floor(x * this.size));
  }

  /** The same cell for every place in it: its middle. One place for all that lie outside of the extent. */
  coarse(longitude: number, latitude: number): Place {
    const cell = this.cellOf(longitude, latitude);
    if (cell < 0) return this.beside;
    const x = ((cell % this.size) + 0.5) / this.size;
    const y = (Math.floor(cell / this.size) + 0.5) / this.size;
    return { longitude: this.west + x * this.width, latitude: latitudeOf(this.top - y * this.height) };
  }
}

/** Web Mercator's y in radians. */
function mercator(latitude: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
}

function latitudeOf(y: number): number {
  return (360 / Math.PI) * (Math.atan(Math.exp(y)) - Math.PI / 4);
}
