import { memo, useMemo } from 'react';
import { HOUR_MS } from '../../shared/time/instant';
import { useTile } from '../board/context';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import { useCityMinute } from './city-minute';
import { minuteText } from '../parts/city-time';
import { DueColumns, NextHour } from './due-columns';

const DRAWN_FROM = ['due', 'overdue'] as const;

/** What falls due in the next hour and in the half day that follows, by grade. */
export const DueAheadPanel = memo(function DueAheadPanel() {
  const words = useWords();
  const due = useTile('due');
  const overdue = useTile('overdue');
  const zone = useTile('city')?.zone;
  const minute = useCityMinute();
  const hours = overdue?.hours.byGrade[0]?.length ?? 0;
  const labels = useMemo(
    () =>
      minute === null || zone === undefined ? [] : Array.from({ length: hours }, (_, hour) => minuteText(minute + hour * HOUR_MS, zone)),
    [minute, zone, hours],
  );
  return (
    <Tile name="dueAhead" drawnFrom={DRAWN_FROM} title={words.t('wall.dueAhead.title')}>
      {due === undefined ? <NothingToShow>{words.t('wall.notYet')}</NothingToShow> : <NextHour upcoming={due.upcoming} />}
      {overdue === undefined ? null : (
        <DueColumns title={words.t('wall.dueAhead.hours', { hours })} byGrade={overdue.hours.byGrade} labels={labels} />
      )}
    </Tile>
  );
});
