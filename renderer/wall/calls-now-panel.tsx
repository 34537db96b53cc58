import { memo } from 'react';
import type { City } from '../../shared/contract/city';
import type { FloorTile } from '../../shared/contract/frames';
import { type DurationMs, SECOND_MS } from '../../shared/time/instant';
import { useTile } from '../board/context';
import { hasCalls } from '../charts/day-series';
import { Figure } from '../parts/figure';
import { formatCount, formatDuration, formatPercent } from '../parts/figures';
import { FloorFigures } from '../parts/floor-figures';
import { SeatStates } from '../parts/seat-states';
import { ServiceWindows } from '../parts/service-windows';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import './floor-panel.css';

const DRAWN_FROM = ['floor'] as const;

/** The figures of the floor, the day's beside those of now, and every installed seat by what it does. */
export const CallsNowPanel = memo(function CallsNowPanel({ close }: { readonly close: boolean }) {
  const words = useWords();
  const floor = useTile('floor');
  const city = useTile('city');
  return (
    <Tile
      name="callsNow"
      drawnFrom={DRAWN_FROM}
      title={words.t('wall.callsNow.title')}
      meta={
        close || floor === undefined || city === undefined || !hasCalls(floor) ? null : (
          <ServiceWindows service={floor.service} abandonRule={floor.abandonRule} city={city} />
        )
      }
    >
      {floor === undefined || city === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : hasCalls(floor) ? (
        <>
          <div className="calls-figures">
            <FloorFigures floor={floor} city={city} className="floor-figures" />
            <DayFigures floor={floor} />
          </div>
          <SeatStatesOf floor={floor} city={city} />
        </>
      ) : (
        <NothingToShow>{words.t('wall.floor.noCalls')}</NothingToShow>
      )}
    </Tile>
  );
});

function SeatStatesOf({ floor, city }: { readonly floor: FloorTile; readonly city: City }) {
  return floor.seats === null ? null : <SeatStates floor={floor} city={city} />;
}

/** What the day has brought so far. */
function DayFigures({ floor }: { readonly floor: FloorTile }) {
  const words = useWords();
  const { today, talkMs, wrapUpMs, answerSpeedMs, adherence, adherenceToday } = floor;
  const count = (value: number | undefined) => (value === undefined ? null : formatCount(value, words.locale));
  const share = today === null || today.offered === 0 ? null : formatPercent(today.abandoned / today.offered);
  return (
    <>
      <Figure
        term="callsToday"
        label={words.t('wall.callsNow.offered')}
        value={count(today?.offered)}
        {...(today === null ? {} : { note: words.t('wall.callsNow.answered', { count: formatCount(today.answered, words.locale) }) })}
      />
      <Figure
        term="abandoned"
        label={words.t('wall.callsNow.abandoned')}
        value={count(today?.abandoned)}
        {...(share === null ? {} : { note: words.t('wall.callsNow.share', { share }) })}
      />
      <Figure
        term="answerSpeed"
        label={words.t('wall.callsNow.answerSpeed')}
        value={answerSpeedMs === null ? null : formatDuration(answerSpeedMs)}
        note={words.t('parts.window.day')}
      />
      <Figure
        term="handling"
        label={words.t('wall.callsNow.handling')}
        value={talkMs === null || wrapUpMs === null ? null : formatDuration(wholeSeconds(talkMs) + wholeSeconds(wrapUpMs))}
        {...(talkMs === null || wrapUpMs === null
          ? {}
          : { note: words.t('wall.callsNow.split', { talk: formatDuration(talkMs), wrapUp: formatDuration(wrapUpMs) }) })}
      />
      <Figure
        term="adherence"
        label={words.t('terms.adherence.name')}
        value={adherence === null ? null : formatPercent(adherence)}
        {...(adherenceToday === null ? {} : { note: words.t('wall.callsNow.adherenceToday', { share: formatPercent(adherenceToday) }) })}
      />
    </>
  );
}

/** The parts are written in whole seconds, and the sum is that of what is written. */
function wholeSeconds(ms: DurationMs): DurationMs {
  return Math.round(ms / SECOND_MS) * SECOND_MS;
}
