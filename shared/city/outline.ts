/** The outline of an area in WGS-84 degrees: polygons of rings, first the outer one, then holes. */
export type Outline = readonly (readonly (readonly (readonly [number, number])[])[])[];

/** Metres in one degree of latitude, and of longitude at the equator. Good to 0.6 %, enough to scatter points. */
export const DEGREE_M = 111_320;

const BANDS = 128;

/** An area that is asked often which points it holds: its edges by bands of latitude, so that a question looks at a few of them only. */
export class Area {
  private readonly south: number;
  private readonly bandHeight: number;
  /** x1, y1, x2, y2 of every edge that touches the band. */
  private readonly bands: readonly Float64Array[];

  constructor(private readonly outline: Outline) {
    const edges = [...edgesOf(outline)];
    let south = Number.POSITIVE_INFINITY;
    let north = Number.NEGATIVE_INFINITY;
    for (const [, y1] of edges) {
      south = Math.min(south, y1);
      north = Math.max(north, y1);
    }
    this.south = south;
    this.bandHeight = Math.max((north - south) / BANDS, Number.MIN_VALUE);
    const bands: number[][] = Array.from({ length: BANDS }, () => []);
    for (const edge of edges) {
      const low = this.band(Math.min(edge[1], edge[3]));
      const high = this.band(Math.max(edge[1], edge[3]));
      for (let band = low; band <= high; band += 1) bands[band]?.push(...edge);
    }
    this.bands = bands.map((band) => Float64Array.from(band));
  }

  /** Whether the point lies inside (even-odd rule over all rings, so a point in a hole is outside). */
  contains(longitude: number, latitude: number): boolean {
    const band = this.bands[this.band(latitude)];
    if (band === undefined) return false;
    let inside = false;
    for (let i = 0; i < band.length; i += 4) {
      const y1 = band[i + 1]!;
      const y2 = band[i + 3]!;
      if (y1 > latitude === y2 > latitude) continue;
      const x1 = band[i]!;
      if (longitude < ((band[i + 2]! - x1) * (latitude - y1)) / (y2 - y1) + x1) inside = !inside;
    }
    return inside;
  }

  /** Metres from the point to the nearest piece of the outline, on a plane at its latitude. */
  distanceToEdgeM(longitude: number, latitude: number): number {
    const scale = Math.cos((latitude * Math.PI) / 180);
    let nearest = Number.POSITIVE_INFINITY;
    for (const [lon1, lat1, lon2, lat2] of edgesOf(this.outline)) {
      const x1 = (lon1 - longitude) * scale;
      const y1 = lat1 - latitude;
      const dx = (lon2 - longitude) * scale - x1;
      const dy = lat2 - latitude - y1;
      const length = dx * dx + dy * dy;
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / length));
      const x = x1 + along * dx;
      const y = y1 + along * dy;
      nearest = Math.min(nearest, x * x + y * y);
    }
    return Math.sqrt(nearest) * DEGREE_M;
  }

  /** The topmost latitude belongs to the last band; outside there is no band. */
  private band(latitude: number): number {
    const band = Math.floor((latitude - this.south) / this.bandHeight);
    return band === BANDS ? BANDS - 1 : band;
  }
}

function* edgesOf(outline: Outline): Generator<readonly [number, number, number, number]> {
  for (const polygon of outline) {
    for (const ring of polygon) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const from = ring[j]!;
        const to = ring[i]!;
        yield [from[0], from[1], to[0], to[1]];
      }
    }
  }
}
