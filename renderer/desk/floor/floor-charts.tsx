import { memo, useMemo } from 'react';
import type { City } from '../../../shared/contract/city';
import type { FloorDayTile, OutlookTile } from '../../../shared/contract/frames';
import { ChartKey } from '../../charts/chart-key';
import type { DaySeries } from '../../charts/day-series';
import { carriedCalls } from '../../charts/day-series';
import { OutlookChart } from '../../charts/outlook-chart';
import { SeatsChart } from '../../charts/seats-chart';
import { useDaySeries } from '../../charts/use-day-series';
import { minuteText } from '../../parts/city-time';
import { formatCount } from '../../parts/figures';
import { useFreshness } from '../../parts/freshness';
import { OutlookLine } from '../../parts/outlook-line';
import { useWords } from '../../parts/words';
import './floor-charts.css';
import type { Supposed } from './supposed';
import { useCityMinute } from './use-city-minute';
import { endText } from './what-if-panel';

interface FloorChartsProps {
  readonly day: FloorDayTile;
  readonly outlook: OutlookTile | undefined;
  readonly city: City;
  /** null: nothing is supposed; the charts show what is expected. */
  readonly supposing: Supposing | null;
}

/** A supposition and the same in words. */
interface Supposing {
  readonly supposed: Extract<Supposed, { said: true }>;
  readonly text: string;
}

/** The day in calls and in seats, past and expected; with a supposition, the steps of its window as they would be. */
export const FloorCharts = memo(function FloorCharts({ day, outlook, city, supposing }: FloorChartsProps) {
  const words = useWords();
  const supposed = supposing?.supposed ?? null;
  const { fresh } = useFreshness();
  const minute = useCityMinute();
  const expected = useDaySeries(day, outlook);
  const series = useMemo(
    () => (supposed === null || outlook === undefined ? expected : withSupposed(expected, day, outlook, supposed)),
    [expected, day, outlook, supposed],
  );
  const steps = day.offered.length;
  const { zone } = city;
  const axis = useMemo(() => ({ startAt: day.startAt, stepMs: day.stepMs, steps, zone }), [day.startAt, day.stepMs, steps, zone]);
  const place = minute === null ? null : (minute - day.startAt) / day.stepMs;
  const nowStep = place !== null && place > 0 && place < steps ? place : null;
  const installed = formatCount(city.seatsInstalled, words.locale);
  return (
    <section className="floor-charts" aria-label={words.t('desk.floor.charts')} data-supposed={supposed !== null || undefined}>
      {minute === null ? null : <OutlookLine outlook={outlook} now={minute} zone={zone} />}
      <div className="floor-caption">
        <span>{words.t('wall.floor.offered', { minutes: day.stepMs / 60_000 })}</span>
        <ChartKey mark="offered">{words.t('terms.offered.name')}</ChartKey>
        <ChartKey mark="expected">{words.t('parts.key.expected')}</ChartKey>
        <ChartKey mark="line">{words.t('terms.capacity.name')}</ChartKey>
        <ChartKey mark="ticks">{words.t('terms.abandoned.name')}</ChartKey>
        {supposing === null ? null : (
          <b className="floor-supposed">
            {words.t('desk.floor.supposed', {
              from: minuteText(supposing.supposed.window.fromAt, zone),
              to: endText(supposing.supposed.window.toAt, zone),
              measure: supposing.text,
            })}
          </b>
        )}
      </div>
      <div className="floor-chart-calls">
        <OutlookChart
          label={words.t('wall.floor.offered', { minutes: day.stepMs / 60_000 })}
          axis={axis}
          series={series}
          nowStep={nowStep}
          nowLabel={minute === null ? '' : minuteText(minute, zone)}
          old={!fresh}
          times={false}
        />
      </div>
      <div className="floor-caption">
        <span>{words.t('wall.floor.seatsBand', { installed })}</span>
        <ChartKey mark="present">{words.t('wall.floor.present')}</ChartKey>
        <ChartKey mark="seats-expected">{words.t('parts.key.seats-expected')}</ChartKey>
        <ChartKey mark="line">{words.t('wall.floor.planned')}</ChartKey>
        <ChartKey mark="needed">{words.t('parts.key.needed')}</ChartKey>
        <ChartKey mark="gap">{words.t('parts.key.gap')}</ChartKey>
      </div>
      <div className="floor-chart-seats">
        <SeatsChart
          label={words.t('wall.floor.seatsBand', { installed })}
          axis={axis}
          series={series}
          installed={city.seatsInstalled}
          nowStep={nowStep}
          old={!fresh}
          times
        />
      </div>
    </section>
  );
});

/** The series with the window's steps as they would be under the measure; the plan stays as it is, to compare with. */
function withSupposed(
  series: DaySeries,
  day: FloorDayTile,
  outlook: OutlookTile,
  { result }: Extract<Supposed, { said: true }>,
): DaySeries {
  const laid = (list: readonly (number | null)[], under: Float64Array) =>
    list.map((value, step) => {
      const supposed = under[step] ?? Number.NaN;
      return step >= result.first && step < result.end && Number.isFinite(supposed) ? supposed : value;
    });
  const expected = laid(outlook.expected, result.with.offered);
  const needed = laid(series.needed, result.with.seatsNeeded);
  const seatsExpected = laid(series.seatsExpected, result.with.seats);
  const scaled = (list: readonly (number | null)[]) =>
    list.map((value, step) => {
      const before = outlook.expected[step] ?? null;
      const after = expected[step] ?? null;
      return value === null || before === null || after === null || before === 0 ? value : (value * after) / before;
    });
  return {
    ...series,
    expected,
    low80: scaled(series.low80),
    high80: scaled(series.high80),
    low95: scaled(series.low95),
    high95: scaled(series.high95),
    needed,
    seatsExpected,
    carried: carriedCalls(day, { ...outlook, expected, seatsNeeded: needed, seatsExpected }),
  };
}
