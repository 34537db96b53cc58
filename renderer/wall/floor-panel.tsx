import { useMemo } from 'react';
import type { City } from '../../shared/contract/city';
import type { FloorTile, OutlookTile } from '../../shared/contract/frames';
import { useTile } from '../board/context';
import { ChartKey } from '../charts/chart-key';
import { hasCalls } from '../charts/day-series';
import { OutlookChart } from '../charts/outlook-chart';
import { SeatsChart } from '../charts/seats-chart';
import { useDaySeries } from '../charts/use-day-series';
import { minuteText } from '../parts/city-time';
import { Explained } from '../parts/explained';
import { formatCount, formatDuration, formatPercent } from '../parts/figures';
import { FloorFigures } from '../parts/floor-figures';
import { useFreshness } from '../parts/freshness';
import { OutlookLine } from '../parts/outlook-line';
import { ServiceWindows } from '../parts/service-windows';
import { useSize } from '../parts/size';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import { useTokens } from '../theme/tokens';
import './floor-panel.css';
import { useCityMinute } from './city-minute';

/** Can we answer the phones now, and in the hours to come? */
export function FloorPanel() {
  const words = useWords();
  const floor = useTile('floor');
  const outlook = useTile('outlook');
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
          <ServiceWindows floor={floor} city={city} />
          <FloorDay floor={floor} outlook={outlook} city={city} />
        </>
      )}
    </Tile>
  );
}

/** Room from which a chart says more than the sentence: the announcement, a caption, and curves that can be told apart. */
const CHART_FROM_REM = 9.5;

interface FloorProps {
  readonly floor: FloorTile;
  readonly outlook: OutlookTile | undefined;
  readonly city: City;
}

function FloorDay({ floor, outlook, city }: FloorProps) {
  const words = useWords();
  const { fresh } = useFreshness();
  const { day } = floor;
  const steps = day.offered.length;
  const { zone } = city;
  const axis = useMemo(() => ({ startAt: day.startAt, stepMs: day.stepMs, steps, zone }), [day.startAt, day.stepMs, steps, zone]);
  const series = useDaySeries(floor, outlook);
  const minute = useCityMinute();
  const nowStep = minute === null ? null : (minute - day.startAt) / day.stepMs;
  const nowInDay = nowStep !== null && nowStep > 0 && nowStep < steps ? nowStep : null;
  const perStep = day.stepMs / 60_000;
  const handling = outlook?.basis.handlingMs ?? null;
  const installed = formatCount(city.seatsInstalled, words.locale);
  const [ref, size] = useSize<HTMLDivElement>();
  const { basePx } = useTokens();
  const tight = size.height < CHART_FROM_REM * basePx;
  return (
    <div ref={ref} className="floor-day" data-tight={tight || undefined}>
      <OutlookLine outlook={outlook} floor={floor} now={minute ?? day.startAt} zone={zone} />
      {tight ? null : (
        <>
          <div className="floor-caption">
            <span>{words.t('wall.floor.offered', { minutes: perStep })}</span>
            <ChartKey mark="offered" term="offered">
              {words.t('terms.offered.name')}
            </ChartKey>
            <ChartKey mark="expected" term="forecast">
              {words.t('parts.key.expected')}
            </ChartKey>
            <ChartKey mark="line" term="capacity">
              {words.t('terms.capacity.name')}
            </ChartKey>
            <ChartKey mark="ticks" term="abandoned">
              {words.t('terms.abandoned.name')}
              {floor.today === null ? '' : ` ${formatCount(floor.today.abandoned, words.locale)}`}
            </ChartKey>
          </div>
          <OutlookChart
            label={words.t('parts.chart.outlook', { minutes: perStep })}
            axis={axis}
            series={series}
            nowStep={nowInDay}
            nowLabel={minute === null ? '' : minuteText(minute, zone)}
            old={!fresh}
          />
          <div className="floor-caption">
            <span>{words.t('wall.floor.seatsBand', { installed })}</span>
            <ChartKey mark="present" term="seats">
              {words.t('wall.floor.present')}
            </ChartKey>
            <ChartKey mark="line">{words.t('wall.floor.planned')}</ChartKey>
            <ChartKey mark="needed" term="seatsNeeded">
              {words.t('parts.key.needed')}
            </ChartKey>
            <span className="floor-caption-facts">
              {floor.adherence === null ? null : (
                <Explained term="adherence">{words.t('wall.floor.adherence', { share: formatPercent(floor.adherence) })}</Explained>
              )}
              {handling === null ? null : (
                <Explained term="handling">{words.t('wall.floor.handling', { length: formatDuration(handling) })}</Explained>
              )}
            </span>
          </div>
          <div className="floor-seats">
            <SeatsChart
              label={words.t('parts.chart.seats', { installed })}
              axis={axis}
              series={series}
              installed={city.seatsInstalled}
              nowStep={nowInDay}
              old={!fresh}
            />
          </div>
        </>
      )}
    </div>
  );
}
