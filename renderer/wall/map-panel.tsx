import { memo, useMemo } from 'react';
import { useTile } from '../board/context';
import { CityMap } from '../map/city-map';
import { Explained } from '../parts/explained';
import { formatCount } from '../parts/figures';
import { useFreshness } from '../parts/freshness';
import { NothingToShow, Tile } from '../parts/tile';
import { useTileInTurn } from '../parts/tile-in-turn';
import { useWords } from '../parts/words';
import './heat-panel.css';
import { breachedByCode, marksOf } from './heat-places';

const DRAWN_FROM = ['heat', 'hotspots', 'districts'] as const;

/** The city at full size: appeals heat, hotspots and busy places by the ranks of the rows beside it, and every district's broken deadlines. */
export const MapPanel = memo(function MapPanel({ hotspots: most }: { readonly hotspots: number }) {
  const words = useWords();
  const city = useTile('city');
  const heat = useTileInTurn('heat');
  const hotspots = useTile('hotspots')?.hotspots;
  const districts = useTile('districts')?.districts;
  const catalogue = useTile('catalogue');
  const { fresh } = useFreshness();
  const topTownships = heat?.topTownships;
  const marks = useMemo(
    () => marksOf(hotspots?.slice(0, most) ?? [], topTownships, catalogue, words),
    [hotspots, most, topTownships, catalogue, words],
  );
  const breached = useMemo(() => breachedByCode(districts, catalogue), [districts, catalogue]);
  const minutes = (heat?.windowMs ?? 3_600_000) / 60_000;
  return (
    <Tile
      name="mapFull"
      drawnFrom={DRAWN_FROM}
      title={words.t('wall.mapFull.title')}
      meta={
        heat === undefined ? null : (
          <>
            <Explained term="heat" values={{ window: minutes }} className="heat-count">
              <b data-old={!fresh || undefined}>{formatCount(heat.count, words.locale)}</b>
              <span>{words.t('wall.heat.window', { window: minutes })}</span>
            </Explained>
            <span className="usual-key">{words.t('wall.mapFull.key')}</span>
          </>
        )
      }
    >
      {city === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : (
        <CityMap city={city} heat={heat ?? null} marks={marks} breachedByDistrict={breached} detail="full" old={!fresh} />
      )}
    </Tile>
  );
});
