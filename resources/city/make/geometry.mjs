// Plane geometry on [longitude, latitude] in degrees. Good for one city, not for the globe.

const EARTH_RADIUS_M = 6371008.8;
const DEGREE_M = (EARTH_RADIUS_M * Math.PI) / 180;

/** East and north distance in metres from one [longitude, latitude] to another. */
export function offsetM(from, to) {
  const middle = (((from[1] + to[1]) / 2) * Math.PI) / 180;
  return { east: (to[0] - from[0]) * DEGREE_M * Math.cos(middle), north: (to[1] - from[1]) * DEGREE_M };
}

/** Distance in metres between two points a city apart. */
export function distanceM(from, to) {
  const { east, north } = offsetM(from, to);
  return Math.hypot(east, north);
}

/** Twice the signed area of a ring: positive when it runs counter-clockwise. */
export function signedArea(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return sum;
}

/** The polygons of a GeoJSON Polygon or MultiPolygon, each a list of rings. */
export function polygonsOf(geometry) {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** [west, south, east, north] of a list of points. */
export function extentOf(points) {
  const extent = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    extent[0] = Math.min(extent[0], x);
    extent[1] = Math.min(extent[1], y);
    extent[2] = Math.max(extent[2], x);
    extent[3] = Math.max(extent[3], y);
  }
  return extent;
}

/** Is the point inside the polygon (even-odd over all its rings)? */
function insidePolygon(point, rings) {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i];
      const [bx, by] = ring[j];
      if (ay > point[1] !== by > point[1] && point[0] < ((bx - ax) * (point[1] - ay)) / (by - ay) + ax) odd = !odd;
    }
  }
  return odd;
}

/** Is the point inside any polygon of the geometry? */
export function inside(point, geometry) {
  return polygonsOf(geometry).some((rings) => insidePolygon(point, rings));
}

/** Distance in metres from a point to the nearest edge of the geometry, whichever side it is on. */
export function edgeDistanceM(point, geometry) {
  const scaleX = DEGREE_M * Math.cos((point[1] * Math.PI) / 180);
  let best = Infinity;
  for (const ring of polygonsOf(geometry).flat()) {
    for (let i = 1; i < ring.length; i++) {
      const ax = (ring[i - 1][0] - point[0]) * scaleX;
      const ay = (ring[i - 1][1] - point[1]) * DEGREE_M;
      const dx = (ring[i][0] - ring[i - 1][0]) * scaleX;
      const dy = (ring[i][1] - ring[i - 1][1]) * DEGREE_M;
      const lengthSquared = dx * dx + dy * dy;
      const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / lengthSquared));
      best = Math.min(best, Math.hypot(ax + along * dx, ay + along * dy));
    }
  }
  return best;
}

/** Points of a regular grid that lie inside the geometry, row by row from the south-west. */
export function gridInside(geometry, columns, extent = extentOf(polygonsOf(geometry).flat(2))) {
  const [west, south, east, north] = extent;
  const step = Math.max(east - west, north - south) / columns;
  const points = [];
  for (let y = south + step / 2; y < north; y += step)
    for (let x = west + step / 2; x < east; x += step) if (inside([x, y], geometry)) points.push([x, y]);
  return points;
}

/** The point inside the geometry that is furthest from every edge: a coarse grid, then finer ones round the best. */
export function poleOfInaccessibility(geometry) {
  const whole = extentOf(polygonsOf(geometry).flat(2));
  let half = Math.max(whole[2] - whole[0], whole[3] - whole[1]) / 2;
  let candidates = gridInside(geometry, 24);
  let best = candidates[0];
  for (let round = 0; round < 6; round++) {
    let bestDistanceM = -1;
    for (const point of candidates) {
      const distance = edgeDistanceM(point, geometry);
      if (distance > bestDistanceM) [best, bestDistanceM] = [point, distance];
    }
    half /= 8;
    candidates = [best, ...gridInside(geometry, 12, [best[0] - half, best[1] - half, best[0] + half, best[1] + half])];
  }
  return best;
}

/** Five decimals: about a metre, far below the error of any source here. */
export function round5(point) {
  return point.map((value) => Math.round(value * 1e5) / 1e5);
}
