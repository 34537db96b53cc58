// The 349 townships, subdistricts and functional zones: code, names, kind, a point, an assumed weight.
import assert from 'node:assert/strict';
import { findPlace, ownName } from './geonames.mjs';
import { distanceM, inside, round5 } from './geometry.mjs';
import { SKETCH_POINTS } from './sketch-points.mjs';
import { weightsOf } from './weights.mjs';

/** Names that the general pinyin table or GeoNames reads otherwise than the place itself does. */
const ENGLISH_OWN_NAME = {
  大栅栏: 'Dashilan',
  十里堡: 'Shilipu',
  长子营: 'Zhangziying',
  漷县: 'Huoxian',
  垡头: 'Fatou',
  榆垡: 'Yufa',
  喇叭沟门: 'Labagoumen',
  王辛庄: 'Wangxinzhuang',
  雁翅: 'Yanchi',
  首都机场: 'Capital Airport',
  奥运村: 'Olympic Village',
  马坡: 'Mapo',
  黄村: 'Huangcun',
  花乡: 'Huaxiang',
  北臧村: 'Beizangcun',
  良乡: 'Liangxiang',
};

const FUNCTIONAL_ZONE = {
  北京经济技术开发区: 'Beijing Economic-Technological Development Area',
  中关村国家自主创新示范区大兴生物医药产业基地: 'Daxing Biomedical Industry Base (Zhongguancun)',
  大兴经济开发区: 'Daxing Economic Development Zone',
  大兴国际机场: 'Daxing International Airport',
  北京雁栖经济开发区: 'Yanqi Economic Development Zone',
  中关村科技园区密云园: 'Miyun Park (Zhongguancun)',
};

/** Ending of the Chinese name → kind, English ending. 地区 is an area office: neither a subdistrict nor a plain town. */
const ENDINGS = [
  ['满族乡', 'township', 'Manchu Township'],
  ['回族乡', 'township', 'Hui Township'],
  ['街道', 'subdistrict', 'Subdistrict'],
  ['地区', 'other', 'Area'],
  ['镇', 'town', 'Town'],
  ['乡', 'township', 'Township'],
];

/** Two points nearer than this would hide each other on a wall. */
const NEAREST_M = 400;

/** Pinyin written as one word with the apostrophe that the spelling rules ask for: 大安山 → Da'anshan. */
function spell(syllables) {
  const word = syllables.map((syllable, i) => (i > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable)).join('');
  return word[0].toUpperCase() + word.slice(1);
}

function describe(name, place, toPinyin) {
  const zone = FUNCTIONAL_ZONE[name];
  if (zone) return { kind: 'functional-zone', en: zone };
  const [, kind, ending] = ENDINGS.find(([suffix]) => name.endsWith(suffix));
  const own = ownName(name);
  const fromPlace = place?.names.some((other) => ownName(other) === own) && place.en.replace('’', "'");
  const english = ENGLISH_OWN_NAME[own] ?? (fromPlace || spell(toPinyin(own)));
  return { kind, en: `${english} ${ending}` };
}

/**
 * `streets`: rows {code, name, areaCode} of the Bureau's list; `districts`: GeoJSON in WGS-84; `places`: GeoNames;
 * `toPinyin`: Chinese text → syllables without tones. Returns the townships in order of code.
 */
export function makeTownships(streets, districts, places, toPinyin) {
  const geometryOf = new Map(districts.features.map(({ properties, geometry }) => [properties.code, geometry]));
  const sketched = new Map(SKETCH_POINTS.map((row) => [row.code, row]));
  const townships = streets
    .toSorted((a, b) => a.code.localeCompare(b.code))
    .map(({ code, name, areaCode }) => {
      assert.match(code, /^\d{9}$/);
      assert(geometryOf.has(areaCode) && code.startsWith(areaCode), `${code} belongs to no district`);
      const place = findPlace(places, { code, name }, geometryOf.get(areaCode));
      const sketch = sketched.get(code);
      if (!place) assert.equal(sketch?.name, name, `${code} ${name} has no point`);
      const { kind, en } = describe(name, place, toPinyin);
      const point = round5(place?.point ?? sketch.point);
      if (!place) assert(inside(point, geometryOf.get(areaCode)), `${code} ${name} is drawn outside its district`);
      return { code, district: areaCode, name: { zh: name, en }, kind, point, pointSource: place ? 'geonames' : 'sketch' };
    });
  const weights = weightsOf(townships.map(({ name, ...rest }) => ({ ...rest, name: name.zh })));
  townships.forEach((township, i) => (township.weight = weights[i]));
  check(townships);
  return townships;
}

function check(townships) {
  assert.equal(townships.length, 349);
  assert.equal(new Set(townships.map(({ code }) => code)).size, 349);
  assert.equal(new Set(townships.map(({ district }) => district)).size, 16);
  assert.equal(townships.filter(({ kind }) => kind === 'functional-zone').length, 6);
  assert.equal(townships.filter(({ name }) => name.zh === '八里庄街道').length, 2, '八里庄街道 exists twice by name');
  townships.forEach((a, i) => {
    for (const b of townships.slice(i + 1)) {
      const apartM = Math.round(distanceM(a.point, b.point));
      assert(apartM >= NEAREST_M, `${a.code} ${a.name.zh} and ${b.code} ${b.name.zh} are ${apartM} m apart`);
    }
  });
}
