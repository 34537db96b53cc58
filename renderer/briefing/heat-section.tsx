import { useMemo } from 'react';
import { useTile } from '../board/context';
import { DocumentMap } from '../map/document-map';
import { formatCount, NO_DATA } from '../parts/figures';
import { NameAndPlace } from '../parts/name-and-place';
import { useWords } from '../parts/words';
import { Section } from './section';

/** Places pointed out on the map; the table lists as many. */
const PLACES = 8;
const PINS = 5;

/** Where in the city is something wrong? */
export function HeatSection() {
  const words = useWords();
  const city = useTile('city');
  const heat = useTile('heat');
  const catalogue = useTile('catalogue');
  const count = (value: number) => formatCount(value, words.locale);
  const places = useMemo(
    () =>
      (heat?.topTownships ?? []).slice(0, PLACES).map((entry, index) => {
        const township = catalogue?.townships[entry.township];
        const district = catalogue?.districts[township?.district ?? 0];
        return {
          rank: index + 1,
          name: township === undefined ? NO_DATA : words.name(township.name),
          district: district === undefined ? '' : words.name(district.name),
          place: township?.place ?? null,
          count: formatCount(entry.count, words.locale),
        };
      }),
    [heat, catalogue, words],
  );
  const marks = useMemo(
    () =>
      places.slice(0, PINS).flatMap(({ rank, name, place, count: text }) => (place === null ? [] : [{ rank, name, place, count: text }])),
    [places],
  );
  const breached = useMemo(
    () => new Map((heat?.byDistrict ?? []).map((entry) => [catalogue?.districts[entry.district]?.code ?? '', entry.breached])),
    [heat, catalogue],
  );
  if (city === undefined || heat === undefined) return null;
  const minutes = heat.windowMs / 60_000;
  const first = places[0];
  return (
    <Section
      name="heat"
      title={words.t('wall.heat.title')}
      says={
        first === undefined
          ? words.t('briefing.say.heat-none', { minutes, count: count(heat.count) })
          : words.t('briefing.say.heat', { minutes, count: count(heat.count), name: first.name, most: first.count })
      }
      {...(heat.unplaced > 0 ? { meta: words.t('briefing.say.unplaced', { count: count(heat.unplaced) }) } : {})}
    >
      <div className="briefing-map">
        <DocumentMap city={city} heat={heat} marks={marks} breachedByDistrict={breached} />
      </div>
      {places.length === 0 ? null : (
        <div className="briefing-places">
          <h3>{words.t('briefing.heat.rank')}</h3>
          <ol>
            {places.map((entry) => (
              <li key={entry.rank}>
                <i>{entry.rank}</i>
                <NameAndPlace name={entry.name} place={entry.district} />
                <b>{entry.count}</b>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Section>
  );
}
