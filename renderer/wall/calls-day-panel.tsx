import { memo } from 'react';
import { useTile } from '../board/context';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import { FloorDay } from './floor-panel';

const DRAWN_FROM = ['floorDay', 'outlook'] as const;

/** Calls through the day against what the seats can carry, the forecast with its bands, and below it the seats themselves. */
export const CallsDayPanel = memo(function CallsDayPanel() {
  const words = useWords();
  const city = useTile('city');
  return (
    <Tile name="callsDay" drawnFrom={DRAWN_FROM} title={words.t('wall.callsDay.title')}>
      {city === undefined ? <NothingToShow>{words.t('wall.notYet')}</NothingToShow> : <FloorDay city={city} />}
    </Tile>
  );
});
