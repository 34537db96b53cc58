import type { CatalogueTile } from '../../shared/contract/frames';
import type { HotspotArea, HotspotFigures } from '../../shared/contract/hotspots';
import type { Words } from './words';

/** A factor as people say it: ×4.2, ×38. */
export function factorText({ observed, expected }: HotspotFigures, locale: string): string {
  const factor = observed / expected;
  return `×${factor.toLocaleString(locale, { maximumFractionDigits: factor < 10 ? 1 : 0, minimumFractionDigits: factor < 10 ? 1 : 0 })}`;
}

/** The area's name; a cell of the grid is told by where its middle lies. */
export function areaName(
  { kind, key }: HotspotArea,
  catalogue: CatalogueTile,
  words: Words,
  place: HotspotFigures['place'] = null,
): string {
  if (kind === 'city') return words.t('parts.hotspot.city');
  if (kind === 'grid') return place === null ? '' : `${place.latitude.toFixed(2)}°, ${place.longitude.toFixed(2)}°`;
  const entry = (kind === 'district' ? catalogue.districts : catalogue.townships)[key];
  return entry === undefined ? '' : words.name(entry.name);
}

/** The category with most cases beyond the usual, and how many others there are. */
export function categoryName({ categories }: HotspotFigures, catalogue: CatalogueTile, words: Words): string {
  const [first = 0] = categories;
  const entry = catalogue.categories[first];
  const name = entry === undefined ? '' : words.name(entry.name);
  return categories.length > 1 ? `${name} ${words.t('parts.hotspot.more', { count: categories.length - 1 })}` : name;
}
