import { memo } from 'react';
import type { City } from '../../shared/contract/city';
import { useTokens } from '../theme/tokens';
import { type Camera, project } from './camera';
import { graticule } from './graticule';
import { groundLines } from './ground-lines';
import { outlinesOf } from './outlines';

interface Feature {
  readonly properties?: { readonly kind?: string; readonly rank?: number };
  readonly geometry?: { readonly type?: string; readonly coordinates?: unknown };
}
type Line = readonly (readonly [number, number])[];

/**
 * Land, water, roads and outlines as vectors, with the widths and colours of the WebGL ground: for documents, and for a screen whose map nobody holds.
 */
export const VectorGround = memo(function VectorGround({ city, camera }: { readonly city: City; readonly camera: Camera }) {
  const tokens = useTokens();
  const lines = groundLines(tokens);
  const path = (line: Line, close: boolean) => {
    const points = line.map(([longitude, latitude]) => {
      const [x, y] = project(camera, longitude, latitude);
      return `${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    return points.length === 0 ? '' : `M${points.join('L')}${close ? 'Z' : ''}`;
  };
  const districts = outlinesOf(city).map((outline) => ({
    code: outline.code,
    d: outline.polygons.flatMap((rings) => rings.map((ring) => path(ring, true))).join(''),
  }));
  // The contract has checked the collection; what its features hold is looked at one by one.
  const sketch = (city.sketch?.features ?? []) as readonly Feature[];
  const shapes = sketch.flatMap(({ properties, geometry }, index) => {
    const polygon = geometry?.type === 'Polygon';
    if (!polygon && geometry?.type !== 'LineString') return [];
    const d = polygon
      ? (geometry.coordinates as readonly Line[]).map((ring) => path(ring, true)).join('')
      : path(geometry.coordinates as Line, false);
    return [{ index, d, polygon, water: properties?.kind === 'water', rank: properties?.rank ?? 3 }];
  });
  const known = city.outlines !== null;
  const degrees = known
    ? ''
    : graticule(city.extent, city.focus)
        .features.map((line) => path(line.geometry.coordinates, false))
        .join('');
  return (
    <svg className="city-map-ground" aria-hidden="true">
      <rect width="100%" height="100%" fill={known ? tokens.ground : tokens.mapLand} />
      {districts.map(({ code, d }) => (
        <path key={code} d={d} fill={tokens.mapLand} />
      ))}
      <g strokeLinejoin="round" strokeLinecap="round">
        {shapes
          .toSorted((a, b) => Number(b.water) - Number(a.water))
          .map(({ index, d, polygon, water: wet, rank }) => {
            const colour = wet ? tokens.mapWater : rank === 1 ? tokens.mapRoad : tokens.mapRoadMinor;
            const ranks = wet ? lines.rivers : lines.roads;
            const width = ranks[rank - 1] ?? ranks[2];
            return <path key={index} d={d} fill={polygon ? colour : 'none'} stroke={polygon ? 'none' : colour} strokeWidth={width} />;
          })}
      </g>
      {degrees === '' ? null : <path d={degrees} fill="none" stroke={tokens.lineStrong} strokeWidth={lines.graticule} />}
      {districts.map(({ code, d }) => (
        <path key={code} d={d} fill="none" stroke={tokens.mapOutline} strokeWidth={lines.outline} strokeLinejoin="round" />
      ))}
    </svg>
  );
});
