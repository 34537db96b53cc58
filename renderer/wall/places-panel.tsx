import { memo, useMemo } from 'react';
import { useTile } from '../board/context';
import { FittedRows } from '../parts/fitted-rows';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import { BusyRow } from './busy-row';
import { busiest } from './heat-places';
import { HotspotRows } from './hotspot-rows';

const DRAWN_FROM = ['heat', 'hotspots'] as const;

/** What is marked on the map: emerging hotspots, latest first, then the places that most appeals come from. */
export const PlacesPanel = memo(function PlacesPanel({ hotspots: most }: { readonly hotspots: number }) {
  const words = useWords();
  const city = useTile('city');
  const heat = useTile('heat');
  const hotspots = useTile('hotspots');
  const catalogue = useTile('catalogue');
  const topTownships = heat?.topTownships;
  const byDistrict = heat?.byDistrict;
  const places = useMemo(
    () =>
      topTownships === undefined || byDistrict === undefined || catalogue === undefined
        ? []
        : busiest({ topTownships, byDistrict }, catalogue, words),
    [topTownships, byDistrict, catalogue, words],
  );
  const hot = hotspots?.hotspots.slice(0, most) ?? [];
  if (heat === undefined || catalogue === undefined || city === undefined) {
    return (
      <Tile name="places" title={words.t('wall.places.title')}>
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      </Tile>
    );
  }
  const said = hotspots === undefined || hotspots.count > 0 ? null : words.t(hotspots.ready ? 'wall.places.calm' : 'wall.places.learning');
  return (
    <Tile
      name="places"
      drawnFrom={DRAWN_FROM}
      title={words.t('wall.places.title')}
      meta={hotspots === undefined || hotspots.count === 0 ? null : words.t('wall.places.count', { count: hotspots.count })}
    >
      {said === null ? <HotspotRows hotspots={hot} catalogue={catalogue} zone={city.zone} /> : <p className="places-calm">{said}</p>}
      <p className="places-caption">{words.t('wall.places.busiest')}</p>
      {places.length === 0 ? (
        <p className="heat-none">{words.t('wall.heat.none')}</p>
      ) : (
        <FittedRows
          items={places}
          leastRem={1.75}
          mostRem={2.3}
          renderRow={(place, index) => <BusyRow key={place.key} place={place} rank={hot.length + index + 1} pinned />}
        />
      )}
    </Tile>
  );
});
