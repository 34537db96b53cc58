import { useLayoutEffect, useMemo, useRef } from 'react';
import type { City } from '../../shared/contract/city';
import type { HeatTile } from '../../shared/contract/frames';
import { useSize } from '../parts/size';
import { useWords } from '../parts/words';
import { useTokens } from '../theme/tokens';
import { type Camera, cameraFor, metresPerPixel, project } from './camera';
import './city-map.css';
import { graticule } from './graticule';
import { heatColours, paintHeat } from './heat-painter';
import { heatSurface, scaleTop } from './heat-surface';
import { type MapMark, MapLabels } from './map-labels';
import { outlinesOf } from './outlines';
import { scaleBar } from './scale-bar';

interface DocumentMapProps {
  readonly city: City;
  readonly heat: HeatTile;
  readonly marks: readonly MapMark[];
  readonly breachedByDistrict: ReadonlyMap<string, number>;
}

/** Pixels of the heat's bitmap per CSS pixel: sharp enough for paper. */
const PRINT_RATIO = 2;

/**
 * The same map for a document: ground and labels are vectors, only the heat is a bitmap. It needs no WebGL, so it can be drawn without a screen
 * and a printed page never shows an empty buffer, and it is complete as soon as it is laid out.
 */
export function DocumentMap({ city, heat, marks, breachedByDistrict }: DocumentMapProps) {
  const words = useWords();
  const tokens = useTokens();
  const [box, size] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = size;
  const visible = width > 0 && height > 0;
  const camera = useMemo(() => cameraFor(city.focus, width, height, 0.4 * tokens.basePx), [city.focus, width, height, tokens.basePx]);
  const colours = useMemo(() => heatColours(tokens), [tokens]);
  const surface = useMemo(() => (visible ? heatSurface(heat, camera) : null), [heat, camera, visible]);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null || !visible) return;
    element.width = Math.round(width * PRINT_RATIO);
    element.height = Math.round(height * PRINT_RATIO);
    paintHeat(element, surface, colours, PRINT_RATIO);
  }, [surface, colours, width, height, visible]);
  const bar = visible ? scaleBar(metresPerPixel(camera), 7 * tokens.basePx) : null;
  return (
    <div ref={box} className="city-map" data-ground={visible ? 'drawn' : 'coming'}>
      {visible ? <VectorGround city={city} camera={camera} /> : null}
      <canvas ref={canvas} className="city-map-heat" role="img" aria-label={words.t('parts.map.heatLabel')} />
      {visible ? <MapLabels city={city} camera={camera} marks={marks} breachedByDistrict={breachedByDistrict} /> : null}
      <div className="city-map-foot">
        {bar === null ? null : (
          <span className="city-map-scale" style={{ width: bar.px }}>
            {bar.metres >= 1_000 ? `${bar.metres / 1_000} km` : `${bar.metres} m`}
          </span>
        )}
        {surface === null || surface.peak === 0 ? null : (
          <span className="city-map-legend">
            0<i />
            {scaleTop(surface.peak)} {words.t('parts.map.perKm2')}
          </span>
        )}
        <span className="city-map-sources">
          {city.outlines === null
            ? words.t('parts.map.noOutlines')
            : city.sketch === null
              ? words.t('parts.map.outlinesOnly')
              : words.t('parts.map.sketch')}
        </span>
      </div>
    </div>
  );
}

interface Feature {
  readonly properties?: { readonly kind?: string; readonly rank?: number };
  readonly geometry?: { readonly type?: string; readonly coordinates?: unknown };
}
type Line = readonly (readonly [number, number])[];

/** Land, water, roads and outlines with the widths and colours of the screen's ground. */
function VectorGround({ city, camera }: { readonly city: City; readonly camera: Camera }) {
  const tokens = useTokens();
  const rem = tokens.basePx;
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
  const water = [0.26, 0.18, 0.12];
  const road = [0.15, 0.11, 0.08];
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
            const width = ((wet ? water : road)[rank - 1] ?? 0.1) * rem;
            return <path key={index} d={d} fill={polygon ? colour : 'none'} stroke={polygon ? 'none' : colour} strokeWidth={width} />;
          })}
      </g>
      {degrees === '' ? null : <path d={degrees} fill="none" stroke={tokens.lineStrong} strokeWidth={0.05 * rem} />}
      {districts.map(({ code, d }) => (
        <path key={code} d={d} fill="none" stroke={tokens.mapOutline} strokeWidth={0.075 * rem} strokeLinejoin="round" />
      ))}
    </svg>
  );
}
