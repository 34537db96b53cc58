import type { City } from '../../shared/contract/city';
import type { Name } from '../../shared/domain/keys';
import { type Camera, project, unproject } from './camera';

/** A district's outline: rings of longitude, latitude; the first of a polygon is the outer one. */
export interface Outline {
  readonly code: string;
  readonly name: Name;
  readonly label: readonly [number, number];
  readonly polygons: readonly (readonly (readonly (readonly [number, number])[])[])[];
}

type Rings = Outline['polygons'][number];

/** The districts that can be labelled; features of another shape are drawn by the ground but carry no label. */
export function outlinesOf(city: City): readonly Outline[] {
  return (city.outlines?.features ?? []).flatMap((feature) => {
    const properties = feature['properties'] as Partial<Pick<Outline, 'code' | 'name' | 'label'>> | undefined;
    const geometry = feature['geometry'] as { readonly type?: string; readonly coordinates?: unknown } | undefined;
    const { code, name, label } = properties ?? {};
    if (typeof code !== 'string' || typeof name?.zh !== 'string' || typeof name.en !== 'string' || !Array.isArray(label)) return [];
    if (!Array.isArray(geometry?.coordinates)) return [];
    const coordinates: unknown = geometry.coordinates;
    if (geometry.type === 'Polygon') return [{ code, name, label, polygons: [coordinates as Rings] }];
    if (geometry.type === 'MultiPolygon') return [{ code, name, label, polygons: coordinates as readonly Rings[] }];
    return [];
  });
}

function inRing(ring: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i] ?? [0, 0];
    const [xj, yj] = ring[j] ?? [0, 0];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function inOutline(outline: Outline, x: number, y: number): boolean {
  return outline.polygons.some(
    ([outer, ...holes]) => outer !== undefined && inRing(outer, x, y) && !holes.some((hole) => inRing(hole, x, y)),
  );
}

interface Boxed {
  readonly outline: Outline;
  /** West, south, east, north. */
  readonly box: readonly [number, number, number, number];
}

/** A look at the box saves most of the looks at an outline of thousands of points. */
function boxed(outline: Outline): Boxed {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [outer = []] of outline.polygons) {
    for (const [x, y] of outer) {
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    }
  }
  return { outline, box: [west, south, east, north] };
}

function isWithin({ outline, box: [west, south, east, north] }: Boxed, x: number, y: number): boolean {
  return x >= west && x <= east && y >= south && y <= north && inOutline(outline, x, y);
}

const SAMPLES = 26;
const LEAST_SAMPLES = 5;

/** Where to write each district's name: at its own label point, or, where that is out of view, in the
 * middle of the part that is in view. Districts with hardly anything in view get none. */
export function visibleAnchors(outlines: readonly Outline[], camera: Camera): ReadonlyMap<string, readonly [number, number]> {
  const seen = new Map<string, (readonly [number, number])[]>();
  const candidates = outlines.map(boxed);
  for (let row = 0; row < SAMPLES; row += 1) {
    for (let column = 0; column < SAMPLES; column += 1) {
      const x = ((column + 0.5) / SAMPLES) * camera.width;
      const y = ((row + 0.5) / SAMPLES) * camera.height;
      const [longitude, latitude] = unproject(camera, x, y);
      const outline = candidates.find((candidate) => isWithin(candidate, longitude, latitude))?.outline;
      if (outline === undefined) continue;
      const points = seen.get(outline.code) ?? [];
      points.push([x, y]);
      seen.set(outline.code, points);
    }
  }
  const anchors = new Map<string, readonly [number, number]>();
  for (const { code, label } of outlines) {
    const [x, y] = project(camera, label[0], label[1]);
    const [marginX, marginY] = [0.08 * camera.width, 0.06 * camera.height];
    if (x > marginX && y > marginY && x < camera.width - marginX && y < camera.height - marginY) anchors.set(code, [x, y]);
  }
  for (const [code, points] of seen) {
    if (anchors.has(code)) continue;
    if (points.length < LEAST_SAMPLES) continue;
    const x = points.reduce((sum, p) => sum + p[0], 0) / points.length;
    const y = points.reduce((sum, p) => sum + p[1], 0) / points.length;
    // The middle of a bent shape may lie outside of it: take the sample that is nearest to it.
    anchors.set(
      code,
      points.reduce((best, p) => (Math.hypot(p[0] - x, p[1] - y) < Math.hypot(best[0] - x, best[1] - y) ? p : best)),
    );
  }
  return anchors;
}
