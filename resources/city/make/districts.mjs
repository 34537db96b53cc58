// The 16 districts: decode the packed outlines, move them from GCJ-02 to WGS-84, find a place for the label.
import assert from 'node:assert/strict';
import { inside, offsetM, poleOfInaccessibility, polygonsOf, round5, signedArea } from './geometry.mjs';

/** NBS code, Chinese name, English name. */
const DISTRICTS = [
  ['110101', '东城区', 'Dongcheng'],
  ['110102', '西城区', 'Xicheng'],
  ['110105', '朝阳区', 'Chaoyang'],
  ['110106', '丰台区', 'Fengtai'],
  ['110107', '石景山区', 'Shijingshan'],
  ['110108', '海淀区', 'Haidian'],
  ['110109', '门头沟区', 'Mentougou'],
  ['110111', '房山区', 'Fangshan'],
  ['110112', '通州区', 'Tongzhou'],
  ['110113', '顺义区', 'Shunyi'],
  ['110114', '昌平区', 'Changping'],
  ['110115', '大兴区', 'Daxing'],
  ['110116', '怀柔区', 'Huairou'],
  ['110117', '平谷区', 'Pinggu'],
  ['110118', '密云区', 'Miyun'],
  ['110119', '延庆区', 'Yanqing'],
];

/** Two narrow neighbours whose labels would stand side by side: Xicheng's goes to its north. */
const OWN_LABEL = { 110102: [116.36, 39.928] };

/** The packed outlines count in 1/1024 of a degree. */
const GRID = 1024;

/** One ring of packed text: zigzag differences, two characters a vertex, from a start on the grid. */
function decodeRing(text, [startX, startY]) {
  const unzigzag = (index) => {
    const value = text.charCodeAt(index) - 64;
    return (value >> 1) ^ -(value & 1);
  };
  let [x, y] = [startX, startY];
  const ring = [];
  for (let i = 0; i < text.length; i += 2) {
    x += unzigzag(i);
    y += unzigzag(i + 1);
    ring.push([x / GRID, y / GRID]);
  }
  return ring;
}

function decodeGeometry({ type, coordinates, encodeOffsets }) {
  if (type === 'Polygon') return { type, coordinates: coordinates.map((text, i) => decodeRing(text, encodeOffsets[i])) };
  return {
    type,
    coordinates: coordinates.map((rings, i) => rings.map((text, k) => decodeRing(text, encodeOffsets[i][k]))),
  };
}

/** Drop repeated vertices and make outer rings counter-clockwise, holes clockwise (RFC 7946). */
function tidyRing(ring, index) {
  const kept = ring.filter((point, i) => i === 0 || point[0] !== ring[i - 1][0] || point[1] !== ring[i - 1][1]);
  return signedArea(kept) > 0 === (index === 0) ? kept : kept.toReversed();
}

function mapRings(geometry, change) {
  const polygons = polygonsOf(geometry).map((rings) => rings.map(change));
  return { type: geometry.type, coordinates: geometry.type === 'Polygon' ? polygons[0] : polygons };
}

/** `map`: the packed map as parsed; `toWgs84`: [lon, lat] in GCJ-02 → [lon, lat] in WGS-84. Returns GeoJSON. */
export function makeDistricts(map, toWgs84) {
  const features = DISTRICTS.map(([code, zh, en]) => {
    const packed = map.features.find((feature) => feature.properties.name === zh);
    assert(packed, `no outline for ${zh}`);
    const raw = decodeGeometry(packed.geometry);
    const geometry = mapRings(raw, (ring, index) =>
      tidyRing(
        ring.map((point) => round5(toWgs84(point))),
        index,
      ),
    );
    assertMoved(raw, toWgs84, zh);
    const label = OWN_LABEL[code] ?? round5(poleOfInaccessibility(geometry));
    assert(inside(label, geometry), `label of ${zh} is outside`);
    return { type: 'Feature', properties: { code, name: { zh, en }, label }, geometry };
  });
  assert.equal(features.length, 16);
  assert.equal(map.features.length, 16);
  return { type: 'FeatureCollection', features };
}

/** GCJ-02 lies about 540 m east and 160 m north of WGS-84 here, so the conversion must move it west and south. */
function assertMoved(raw, toWgs84, name) {
  const points = polygonsOf(raw).flat(2);
  let [east, north] = [0, 0];
  for (const point of points) {
    const moved = offsetM(point, toWgs84(point));
    east += moved.east / points.length;
    north += moved.north / points.length;
  }
  assert(Math.abs(east + 540) < 80 && Math.abs(north + 160) < 80, `${name} moved ${east} m east, ${north} m north`);
}
