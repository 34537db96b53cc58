import { memo, useMemo } from 'react';
import type { TimelineTile } from '../../shared/contract/frames';
import { useTile } from '../board/context';
import { minuteText } from '../parts/city-time';
import { FittedName } from '../parts/fitted-name';
import { FittedRows } from '../parts/fitted-rows';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import { toldEvents } from './tell-event';

const DRAWN_FROM = ['timeline'] as const;

/** Progress of the monthly tasks comes by the dozen at midnight and has a page of its own. */
function isOfOperations({ record }: TimelineTile['entries'][number]): boolean {
  return record.event.kind !== 'task.progressed';
}

/** What has happened, newest first. */
export const EventsPanel = memo(function EventsPanel() {
  const words = useWords();
  const city = useTile('city');
  const timeline = useTile('timeline');
  const catalogue = useTile('catalogue');
  const tasks = useTile('tasks');
  const told = useMemo(
    () =>
      city === undefined || timeline === undefined
        ? []
        : toldEvents(timeline.entries.filter(isOfOperations), words, { city, catalogue, tasks }),
    [city, timeline, catalogue, tasks, words],
  );
  return (
    <Tile name="events" drawnFrom={DRAWN_FROM} title={words.t('wall.events.title')}>
      {city === undefined || told.length === 0 ? (
        <NothingToShow>{words.t(timeline === undefined ? 'wall.notYet' : 'wall.events.none')}</NothingToShow>
      ) : (
        <FittedRows
          items={told}
          leastRem={1.9}
          mostRem={2.3}
          className="event-rows"
          renderRow={({ record, telling, more }) => (
            <div key={record.seq} className="event-row" data-weight={telling.weight}>
              <time>{minuteText(record.at, city.zone)}</time>
              <b>{telling.sign}</b>
              <span>
                <FittedName name={telling.text} />
              </span>
              {more === 0 ? null : <small>{words.t('wall.timeline.more', { more })}</small>}
            </div>
          )}
        />
      )}
    </Tile>
  );
});
