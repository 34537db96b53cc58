import { memo, useMemo } from 'react';
import type { City } from '../../shared/contract/city';
import type { FloorDayTile, OutlookTile } from '../../shared/contract/frames';
import type { DurationMs } from '../../shared/time/instant';
import { useOfTile, useTile } from '../board/context';
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

/** Can we answer the phones now, and in the hours to come? The figures follow every frame, the day as often as it changes for the eye. */
export const FloorPanel = memo(function FloorPanel() {
  const words = useWords();
  const known = useOfTile('floor', (floor) => (floor === undefined ? 'not-yet' : hasCalls(floor) ? 'calls' : 'no-calls'));
  const city = useTile('city');
  return (
    <Tile name="floor" drawnFrom={DRAWN_FROM} title={words.t('wall.floor.title')} meta={<CallsToday />}>
      {known === 'not-yet' || city === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : known === 'no-calls' ? (
        <NothingToShow>{words.t('wall.floor.noCalls')}</NothingToShow>
      ) : (
        <>
          <FloorNow city={city} />
          <FloorDay city={city} />
        </>
      )}
    </Tile>
  );
});

const DRAWN_FROM = ['floor', 'floorDay'] as const;

function CallsToday() {
  const words = useWords();
  const offered = useOfTile('floor', (floor) => floor?.today?.offered);
  return offered === undefined ? null : words.t('wall.floor.today', { count: formatCount(offered, words.locale) });
}

function FloorNow({ city }: { readonly city: City }) {
  const floor = useTile('floor');
  if (floor === undefined) return null;
  return (
    <>
      <FloorFigures floor={floor} city={city} className="floor-figures" />
      <ServiceWindows service={floor.service} abandonRule={floor.abandonRule} city={city} />
    </>
  );
}

/** Room from which a chart says more than the sentence: the announcement, a caption, and curves that can be told apart. */
const CHART_FROM_REM = 9.5;

export function FloorDay({ city }: { readonly city: City }) {
  const day = useTile('floorDay');
  const outlook = useTile('outlook');
  return day === undefined ? null : <DayCharts day={day} outlook={outlook} city={city} />;
}

interface DayChartsProps {
  readonly day: FloorDayTile;
  readonly outlook: OutlookTile | undefined;
  readonly city: City;
}

function DayCharts({ day, outlook, city }: DayChartsProps) {
  const words = useWords();
  const { fresh } = useFreshness();
  const steps = day.offered.length;
  const { zone } = city;
  const axis = useMemo(() => ({ startAt: day.startAt, stepMs: day.stepMs, steps, zone }), [day.startAt, day.stepMs, steps, zone]);
  const series = useDaySeries(day, outlook);
  const minute = useCityMinute();
  const nowStep = minute === null ? null : (minute - day.startAt) / day.stepMs;
  const nowInDay = nowStep !== null && nowStep > 0 && nowStep < steps ? nowStep : null;
  const perStep = day.stepMs / 60_000;
  const installed = formatCount(city.seatsInstalled, words.locale);
  const [ref, size] = useSize<HTMLDivElement>();
  const { basePx } = useTokens();
  const tight = size.height < CHART_FROM_REM * basePx;
  return (
    <div ref={ref} className="floor-day" data-tight={tight || undefined}>
      <OutlookLine outlook={outlook} now={minute ?? day.startAt} zone={zone} />
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
              <AbandonedToday />
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
            <DayFacts handlingMs={outlook?.basis.handlingMs ?? null} />
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

function AbandonedToday() {
  const words = useWords();
  const abandoned = useOfTile('floor', (floor) => floor?.today?.abandoned);
  return abandoned === undefined ? null : ` ${formatCount(abandoned, words.locale)}`;
}

function DayFacts({ handlingMs }: { readonly handlingMs: DurationMs | null }) {
  const words = useWords();
  const adherence = useOfTile('floor', (floor) => floor?.adherence ?? null);
  return (
    <span className="floor-caption-facts">
      {adherence === null ? null : (
        <Explained term="adherence">{words.t('wall.floor.adherence', { share: formatPercent(adherence) })}</Explained>
      )}
      {handlingMs === null ? null : (
        <Explained term="handling">{words.t('wall.floor.handling', { length: formatDuration(handlingMs) })}</Explained>
      )}
    </span>
  );
}
