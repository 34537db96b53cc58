import { memo, useMemo } from 'react';
import type { CatalogueTile, HeatTile } from '../../shared/contract/frames';
import type { HotspotFigures } from '../../shared/contract/hotspots';
import { useTile } from '../board/context';
import { CityMap } from '../map/city-map';
import { Explained } from '../parts/explained';
import { formatCount } from '../parts/figures';
import { FittedRows } from '../parts/fitted-rows';
import { useFreshness } from '../parts/freshness';
import { NothingToShow, Tile } from '../parts/tile';
import { useTileInTurn } from '../parts/tile-in-turn';
import { useWords } from '../parts/words';
import './heat-panel.css';
import { breachedByCode, busiest, marksOf } from './heat-places';
import { BusyRow } from './busy-row';
import { HotspotRows } from './hotspot-rows';
import type { WallScale } from '../parts/type-scale';

const DRAWN_FROM = ['heat', 'hotspots'] as const;

/** How many places are pointed out on the map itself. */
const PINS = 5;

/** Where in the city is something wrong? */
export const HeatPanel = memo(function HeatPanel({ density, shape }: Pick<WallScale, 'density' | 'shape'>) {
  const words = useWords();
  const city = useTile('city');
  const heat = useTileInTurn('heat');
  const hotspots = useTile('hotspots')?.hotspots;
  const catalogue = useTile('catalogue');
  const { fresh } = useFreshness();
  // Tiles keep the identity of their parts: new heat with the same places draws no label again.
  const topTownships = heat?.topTownships;
  const byDistrict = heat?.byDistrict;
  const room = useMemo(() => roomFor(density, shape), [density, shape]);
  const hot = useMemo(() => hotspots?.slice(0, room.hotspots) ?? [], [hotspots, room]);
  const marks = useMemo(
    () => marksOf(hot, topTownships?.slice(0, PINS - hot.length), catalogue, words),
    [hot, topTownships, catalogue, words],
  );
  const breached = useMemo(() => breachedByCode(byDistrict, catalogue), [byDistrict, catalogue]);
  const minutes = (heat?.windowMs ?? 3_600_000) / 60_000;
  return (
    <Tile
      name="heat"
      drawnFrom={DRAWN_FROM}
      title={words.t('wall.heat.title')}
      meta={
        heat === undefined ? null : (
          <Explained term="heat" values={{ window: minutes }} className="heat-count">
            <b data-old={!fresh || undefined}>{formatCount(heat.count, words.locale)}</b>
            <span>{words.t('wall.heat.window', { window: minutes })}</span>
          </Explained>
        )
      }
    >
      <div className="heat-body">
        {city === undefined ? (
          <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
        ) : (
          <CityMap city={city} heat={heat ?? null} marks={marks} breachedByDistrict={breached} old={!fresh} />
        )}
        {heat !== undefined && catalogue !== undefined ? (
          <BusiestPlaces heat={heat} hot={hot} catalogue={catalogue} zone={city?.zone ?? 'UTC'} room={room} />
        ) : null}
      </div>
    </Tile>
  );
});

interface ListRoom {
  readonly columns: number;
  /** Rows under the map; null: beside the map, as many as fit. */
  readonly rows: number | null;
  /** How many of them hotspots may take, over all columns. */
  readonly hotspots: number;
}

function roomFor(density: WallScale['density'], shape: WallScale['shape']): ListRoom {
  if (shape === 'portrait') return { columns: 1, rows: null, hotspots: 4 };
  return density === 'close' ? { columns: 1, rows: 3, hotspots: 2 } : { columns: 2, rows: 4, hotspots: 2 };
}

interface TopProps {
  readonly heat: HeatTile;
  readonly hot: readonly HotspotFigures[];
  readonly catalogue: CatalogueTile;
  readonly zone: string;
  readonly room: ListRoom;
}

function BusiestPlaces({ heat, hot, catalogue, zone, room: { columns, rows } }: TopProps) {
  const words = useWords();
  const places = useMemo(() => busiest(heat, catalogue, words), [heat, catalogue, words]);
  return (
    <div className="heat-top" style={rows === null ? undefined : { height: `calc(${rows * 1.75}rem + 1px)` }}>
      {hot.length > 0 ? <HotspotRows hotspots={hot} catalogue={catalogue} zone={zone} /> : null}
      {places.length === 0 ? (
        <p className="heat-none">{words.t('wall.heat.none')}</p>
      ) : (
        <FittedRows
          items={rows === null ? places : places.slice(0, columns * (rows - hot.length))}
          leastRem={1.75}
          mostRem={rows === null ? 2.6 : 1.75}
          columns={columns}
          className="heat-rows"
          renderRow={(place, index) => (
            <BusyRow key={place.key} place={place} rank={hot.length + index + 1} pinned={hot.length + index < PINS} />
          )}
        />
      )}
    </div>
  );
}
