import { memo } from 'react';
import { useTile } from '../board/context';
import { hasCalls } from '../charts/day-series';
import { FloorFigures } from '../parts/floor-figures';
import { SeatStates } from '../parts/seat-states';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import './floor-panel.css';

const DRAWN_FROM = ['floor'] as const;

/** Whether the phones hold: the five figures and every installed seat. */
export const SeatsNowPanel = memo(function SeatsNowPanel() {
  const words = useWords();
  const floor = useTile('floor');
  const city = useTile('city');
  return (
    <Tile name="seatsNow" drawnFrom={DRAWN_FROM} title={words.t('wall.seatsNow.title')}>
      {floor === undefined || city === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : hasCalls(floor) ? (
        <>
          <div className="seats-now">
            <FloorFigures floor={floor} city={city} className="floor-figures" />
          </div>
          {floor.seats === null ? null : <SeatStates floor={floor} city={city} />}
        </>
      ) : (
        <NothingToShow>{words.t('wall.floor.noCalls')}</NothingToShow>
      )}
    </Tile>
  );
});
