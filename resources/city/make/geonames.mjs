// Named places of the city in GeoNames (tab-separated, one place a line), and which township each one is.
import { distanceM, edgeDistanceM, inside } from './geometry.mjs';

/** GeoNames writes some townships otherwise than the National Bureau of Statistics: code → GeoNames id. */
const SAME_PLACE = {
  110115005: '1807544', // 黄村地区: the seat of Daxing
  110115111: '1912036', // 长子营镇, written 张子营
  110117110: '8541247', // 王辛庄镇, written 王兴庄
  110113009: '2033810', // 马坡地区, written 西马坡
  110106018: '8389598', // 花乡街道, written 花乡
  110115109: '1816477', // 北臧村镇, written 北臧
};

/** GeoNames gives these the middle of the district, not of the township. */
const MISPLACED = new Set(['1809104']);

/** GeoNames points are coarse: one this far outside its district still counts. */
const TOLERANCE_M = 1500;

const SUFFIX = /(?:[满回]族乡|街道|地区|镇|乡)$/u;

/** The part of a township's name that is its own: 回龙观街道 → 回龙观. */
export function ownName(name) {
  const own = name.replace(SUFFIX, '');
  return own.length > 1 ? own : name;
}

/** Parse the lines of GeoNames that lie in China's Beijing (admin code 22). */
export function readPlaces(text) {
  const places = [];
  for (const line of text.split('\n')) {
    const cells = line.split('\t');
    if (cells[8] !== 'CN' || cells[10] !== '22') continue;
    const names = cells[3].split(',').filter((name) => /^\p{Script=Han}+$/u.test(name));
    places.push({ id: cells[0], en: cells[1], names, point: [Number(cells[5]), Number(cells[4])] });
  }
  return places;
}

/** The place of a township {code, name} in a district's geometry, or undefined. */
export function findPlace(places, township, geometry) {
  const own = ownName(township.name);
  const fits = (place) => inside(place.point, geometry) || edgeDistanceM(place.point, geometry) < TOLERANCE_M;
  const named = places.filter((place) => {
    if (MISPLACED.has(place.id)) return false;
    if (SAME_PLACE[township.code]) return place.id === SAME_PLACE[township.code];
    return place.names.some((name) => name === own || ownName(name) === own);
  });
  const here = named.filter(fits);
  // Prefer the full name: 延庆镇 over 延庆, then whichever is listed first (ids ascend).
  const place = here.find(({ names }) => names.includes(township.name)) ?? here[0];
  if (!place) return undefined;
  const spread = Math.max(...here.map(({ point }) => distanceM(point, place.point)));
  if (spread > 3000) throw new Error(`${township.name} is in several places: ${here.map(({ id }) => id).join(' ')}`);
  return place;
}
