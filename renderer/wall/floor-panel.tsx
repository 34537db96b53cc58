import { useMemo, useState } from 'react';
import type { City } from '../../shared/contract/city';
import type { FloorTile } from '../../shared/contract/frames';
import { useTile } from '../board/context';
import { CallsChart } from '../charts/calls-chart';
import { SeatsChart } from '../charts/seats-chart';
import { minuteText } from '../parts/city-time';
import { formatCount, formatDuration } from '../parts/figures';
import { FloorFigures } from '../parts/floor-figures';
import { useFreshness } from '../parts/freshness';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import './floor-panel.css';
import { useCityMinute } from './city-minute';
import { hasCalls, lastWholeStep, sameSeries } from './day-series';

/** Can we answer the phones now, and what is planned for the hours to come? */
export function FloorPanel() {
  const words = useWords();
  const floor = useTile('floor');
  const city = useTile('city');
  const offered = floor?.today?.offered;
  return (
    <Tile
      name="floor"
      drawnFrom="floor"
      title={words.t('wall.floor.title')}
      meta={offered === undefined ? null : words.t('wall.floor.today', { count: formatCount(offered, words.locale) })}
    >
      {floor === undefined || city === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : !hasCalls(floor) ? (
        <NothingToShow>{words.t('wall.floor.noCalls')}</NothingToShow>
      ) : (
        <>
          <FloorFigures floor={floor} city={city} className="floor-figures" />
          <FloorDay floor={floor} city={city} />
        </>
      )}
    </Tile>
  );
}

interface FloorProps {
  readonly floor: FloorTile;
  readonly city: City;
}

function FloorDay({ floor, city }: FloorProps) {
  const words = useWords();
  const { fresh } = useFreshness();
  const { day } = floor;
  const steps = day.offered.length;
  const { zone } = city;
  const axis = useMemo(() => ({ startAt: day.startAt, stepMs: day.stepMs, steps, zone }), [day.startAt, day.stepMs, steps, zone]);

  // The running step is not complete: its count would look like a fall. It is left out, and so the drawing changes once per step only.
  const running = lastWholeStep(day) + 1;
  const offered = useKept(useMemo(() => day.offered.map((value, step) => (step < running ? value : null)), [day.offered, running]));
  const abandoned = useKept(useMemo(() => day.abandoned.map((value, step) => (step < running ? value : null)), [day.abandoned, running]));
  const capacity = useKept(day.capacity);
  const present = useKept(day.seatsPresent);
  const planned = useKept(day.seatsPlanned);

  const peak = offered.reduce<number>((best, value, step) => ((value ?? -1) > (offered[best] ?? -1) ? step : best), 0);
  const over = offered.filter((value, step) => value !== null && value > (capacity[step] ?? Number.POSITIVE_INFINITY)).length;
  const minute = useCityMinute();
  const nowStep = minute === null ? null : (minute - day.startAt) / day.stepMs;
  const nowInDay = nowStep !== null && nowStep > 0 && nowStep < steps ? nowStep : null;
  const perStep = day.stepMs / 60_000;
  const handling = floor.talkMs === null || floor.wrapUpMs === null ? null : floor.talkMs + floor.wrapUpMs;
  return (
    <div className="floor-day">
      <div className="floor-caption">
        <span>{words.t('wall.floor.offered', { minutes: perStep })}</span>
        <span className="floor-key" data-mark="area">
          {words.t('terms.offered.name')}
        </span>
        <span className="floor-key" data-mark="line">
          {words.t('terms.capacity.name')}
        </span>
        <span className="floor-key" data-mark="ticks">
          {words.t('terms.abandoned.name')}
        </span>
        {floor.today === null ? null : <span>{formatCount(floor.today.abandoned, words.locale)}</span>}
        <span className="floor-caption-facts" data-over={over > 0 || undefined}>
          {offered[peak] == null
            ? null
            : words.t('wall.floor.peak', {
                count: formatCount(offered[peak], words.locale),
                time: minuteText(day.startAt + peak * day.stepMs, zone),
              })}
          {over > 0 ? <b>{words.t('wall.floor.over', { minutes: over * perStep })}</b> : null}
        </span>
      </div>
      <CallsChart
        label={words.t('wall.floor.offered', { minutes: perStep })}
        axis={axis}
        offered={offered}
        abandoned={abandoned}
        capacity={capacity}
        nowStep={nowInDay}
        nowLabel={minute === null ? '' : minuteText(minute, zone)}
        old={!fresh}
      />
      <div className="floor-caption">
        <span>{words.t('wall.floor.seatsBand', { installed: formatCount(city.seatsInstalled, words.locale) })}</span>
        <span className="floor-key" data-mark="seats">
          {words.t('wall.floor.present')}
        </span>
        <span className="floor-key" data-mark="line">
          {words.t('wall.floor.planned')}
        </span>
        <span className="floor-caption-facts">
          {handling === null ? null : words.t('wall.floor.handling', { length: formatDuration(handling) })}
        </span>
      </div>
      <div className="floor-seats">
        <SeatsChart
          label={words.t('wall.floor.seatsBand', { installed: formatCount(city.seatsInstalled, words.locale) })}
          axis={axis}
          present={present}
          planned={planned}
          installed={city.seatsInstalled}
          nowStep={nowInDay}
          old={!fresh}
        />
      </div>
    </div>
  );
}

/** The earlier list while the new one says the same: what is drawn from it is then not drawn again. */
function useKept(next: readonly (number | null)[]): readonly (number | null)[] {
  const [kept, setKept] = useState(next);
  if (kept === next || sameSeries(kept, next)) return kept;
  setKept(next);
  return next;
}
