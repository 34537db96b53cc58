// Turn the hand-drawn table into GeoJSON.
import assert from 'node:assert/strict';
import { inside } from './geometry.mjs';
import { SKETCH } from './sketch-lines.mjs';

/** Where the rings must lie: points known to be inside one ring and outside the next smaller one. */
const LANDMARKS = [
  ['二环路', [116.3913, 39.9066], true],
  ['二环路', [116.316, 39.98], false],
  ['四环路', [116.316, 39.9], true],
  ['四环路', [116.335, 40.075], false],
  ['五环路', [116.47, 39.993], true],
  ['六环路', [116.335, 40.075], true],
  ['六环路', [116.662, 39.904], true],
  ['六环路', [116.84, 40.37], false],
];

/** GeoJSON lines (roads, rivers) and areas (lakes), with properties {kind, rank, name, sketch: true}. */
export function makeSketch() {
  const lines = SKETCH.trim().split('\n');
  assert.equal(lines.length % 2, 0);
  const features = [];
  for (let i = 0; i < lines.length; i += 2) {
    const [, kind, rank, zh, en] = /^(road|water|lake) ([123]) (\S+) \| (.+)$/u.exec(lines[i]);
    const coordinates = lines[i + 1].split(' ').map((pair) => pair.split(',').map(Number));
    assert(
      coordinates.every(([x, y]) => x > 115.4 && x < 117.5 && y > 39.4 && y < 41.1),
      `${zh} leaves the city`,
    );
    features.push({
      type: 'Feature',
      properties: { kind: kind === 'lake' ? 'water' : kind, rank: Number(rank), name: { zh, en }, sketch: true },
      geometry: kind === 'lake' ? { type: 'Polygon', coordinates: [coordinates] } : { type: 'LineString', coordinates },
    });
  }
  for (const [zh, point, expected] of LANDMARKS) {
    const ring = features.find(({ properties }) => properties.name.zh === zh).geometry.coordinates;
    assert.equal(inside(point, { type: 'Polygon', coordinates: [ring] }), expected, `${zh} and ${point}`);
  }
  return { type: 'FeatureCollection', features };
}
