import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { City } from '../../shared/contract/city';
import type { Tokens } from '../theme/tokens';
import { graticule } from './graticule';
import { groundLines } from './ground-lines';

/** MapLibre's own type of inline GeoJSON. */
type Data = GeoJSONSourceSpecification['data'];
const EMPTY: Data = { type: 'FeatureCollection', features: [] };

/** The ground under the heat: land, sketch roads and water, outlines; for a city without outlines a graticule. No text: labels are our own. */
export function groundStyle(city: City, tokens: Tokens): StyleSpecification {
  const { rivers, roads, graticule: meridians, outline } = groundLines(tokens);
  const known = city.outlines !== null;
  // The contract has checked the collection; its features are handed to MapLibre as they are.
  const outlines: Data = city.outlines ?? EMPTY;
  const sketch: Data = city.sketch ?? EMPTY;
  return {
    version: 8,
    sources: {
      outlines: { type: 'geojson', data: outlines, tolerance: 0.2 },
      sketch: { type: 'geojson', data: sketch },
      graticule: { type: 'geojson', data: known ? EMPTY : graticule(city.extent, city.focus) },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': known ? tokens.ground : tokens.mapLand } },
      { id: 'land', type: 'fill', source: 'outlines', paint: { 'fill-color': tokens.mapLand, 'fill-antialias': false } },
      {
        id: 'water',
        type: 'fill',
        source: 'sketch',
        filter: ['all', ['==', ['get', 'kind'], 'water'], ['==', ['geometry-type'], 'Polygon']],
        paint: { 'fill-color': tokens.mapWater },
      },
      {
        id: 'rivers',
        type: 'line',
        source: 'sketch',
        filter: ['all', ['==', ['get', 'kind'], 'water'], ['==', ['geometry-type'], 'LineString']],
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': tokens.mapWater, 'line-width': ['match', ['get', 'rank'], 1, rivers[0], 2, rivers[1], rivers[2]] },
      },
      {
        id: 'roads',
        type: 'line',
        source: 'sketch',
        filter: ['==', ['get', 'kind'], 'road'],
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: {
          'line-color': ['match', ['get', 'rank'], 1, tokens.mapRoad, tokens.mapRoadMinor],
          'line-width': ['match', ['get', 'rank'], 1, roads[0], 2, roads[1], roads[2]],
        },
      },
      { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-color': tokens.lineStrong, 'line-width': meridians } },
      {
        id: 'outlines',
        type: 'line',
        source: 'outlines',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': tokens.mapOutline, 'line-width': outline },
      },
    ],
  };
}
