import type { CatalogueTile, HeatTile } from '../../shared/contract/frames';
import type { HotspotFigures } from '../../shared/contract/hotspots';
import { NONE } from '../../shared/domain/keys';
import type { MapMark } from '../map/map-labels';
import { formatCount, NO_DATA } from '../parts/figures';
import { areaName, factorText } from '../parts/hotspot-words';
import type { Words } from '../parts/words';

/** Places in the list at most. */
const MOST_PLACES = 8;

/** Pins of the map with the ranks of the rows beside it: hotspots first, then `places`. */
export function marksOf(
  hot: readonly HotspotFigures[],
  places: HeatTile['topTownships'] = [],
  catalogue: CatalogueTile | undefined,
  words: Words,
): readonly MapMark[] {
  if (catalogue === undefined) return [];
  const hotspots = hot.flatMap((hotspot, index) => {
    const { area, place } = hotspot;
    if (place === null) return [];
    const name = areaName(area, catalogue, words, place);
    return [{ rank: index + 1, place, name, count: factorText(hotspot, words.locale), hot: true }];
  });
  const busy = places.flatMap(({ township, count }, index) => {
    const entry = catalogue.townships[township];
    if (entry === undefined || entry.place === null) return [];
    return [{ rank: hot.length + index + 1, place: entry.place, name: words.name(entry.name), count: formatCount(count, words.locale) }];
  });
  return [...hotspots, ...busy];
}

export interface BusyPlace {
  readonly key: number;
  readonly name: string;
  /** The district that a township lies in; empty for a district. */
  readonly within: string;
  readonly count: number;
}

/** Where most appeals come from: townships, or districts where the source knows no townships. */
export function busiest(
  { topTownships, byDistrict }: Pick<HeatTile, 'topTownships' | 'byDistrict'>,
  catalogue: CatalogueTile,
  words: Words,
): readonly BusyPlace[] {
  const districtName = (key: number) => {
    const district = catalogue.districts[key];
    return district === undefined ? '' : words.name(district.name);
  };
  if (topTownships.length > 0) {
    return topTownships.map(({ township, count }) => {
      const entry = catalogue.townships[township];
      return {
        key: township,
        name: entry === undefined ? NO_DATA : words.name(entry.name),
        within: districtName(entry?.district ?? 0),
        count,
      };
    });
  }
  return byDistrict
    .filter(({ district, count }) => district !== NONE && count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_PLACES)
    .map(({ district, count }) => ({ key: district, name: districtName(district), within: '', count }));
}

/** Broken deadlines by the districts' codes, as the map knows them. */
export function breachedByCode(
  byDistrict: readonly { readonly district: number; readonly breached: number }[] = [],
  catalogue: CatalogueTile | undefined,
): ReadonlyMap<string, number> {
  return new Map(byDistrict.map(({ district, breached }) => [catalogue?.districts[district]?.code ?? '', breached]));
}
