import { useMemo } from 'react';
import type { City } from '../../shared/contract/city';
import type { FloorDayTile, OutlookTile } from '../../shared/contract/frames';
import { useLink } from '../board/context';
import { ChartKey } from '../charts/chart-key';
import { daySeries } from '../charts/day-series';
import { OutlookChart } from '../charts/outlook-chart';
import { SeatsChart } from '../charts/seats-chart';
import { minuteText } from '../parts/city-time';
import { formatCount } from '../parts/figures';
import { useWords } from '../parts/words';

interface FloorDayProps {
  readonly day: FloorDayTile;
  readonly outlook: OutlookTile | undefined;
  readonly city: City;
}

/** The day: calls and forecast against the capacity line, and the seats themselves, on one time axis. */
export function FloorDay({ day, outlook, city }: FloorDayProps) {
  const words = useWords();
  const { board } = useLink();
  const steps = day.offered.length;
  const axis = useMemo(
    () => ({ startAt: day.startAt, stepMs: day.stepMs, steps, zone: city.zone }),
    [day.startAt, day.stepMs, steps, city.zone],
  );
  const series = useMemo(() => daySeries(day, outlook), [day, outlook]);
  const cityNow = board.moment?.cityNow ?? day.startAt;
  const nowStep = (cityNow - day.startAt) / day.stepMs;
  const nowInDay = nowStep > 0 && nowStep < steps ? nowStep : null;
  const minutes = day.stepMs / 60_000;
  const installed = formatCount(city.seatsInstalled, words.locale);
  return (
    <div className="briefing-day">
      <p className="briefing-keys">
        <span>{words.t('wall.floor.offered', { minutes })}</span>
        <ChartKey mark="offered">{words.t('terms.offered.name')}</ChartKey>
        <ChartKey mark="expected">{words.t('parts.key.expected')}</ChartKey>
        <ChartKey mark="line">{words.t('terms.capacity.name')}</ChartKey>
        <ChartKey mark="ticks">{words.t('terms.abandoned.name')}</ChartKey>
      </p>
      <div className="briefing-chart" data-chart="calls">
        <OutlookChart
          label={words.t('parts.chart.outlook', { minutes })}
          axis={axis}
          series={series}
          nowStep={nowInDay}
          nowLabel={minuteText(cityNow, city.zone)}
          old={false}
        />
      </div>
      <p className="briefing-keys">
        <span>{words.t('wall.floor.seatsBand', { installed })}</span>
        <ChartKey mark="present">{words.t('wall.floor.present')}</ChartKey>
        <ChartKey mark="seats-expected">{words.t('parts.key.seats-expected')}</ChartKey>
        <ChartKey mark="line">{words.t('wall.floor.planned')}</ChartKey>
        <ChartKey mark="needed">{words.t('parts.key.needed')}</ChartKey>
        <ChartKey mark="gap">{words.t('parts.key.gap')}</ChartKey>
      </p>
      <div className="briefing-chart" data-chart="seats">
        <SeatsChart
          label={words.t('parts.chart.seats', { installed })}
          axis={axis}
          series={series}
          installed={city.seatsInstalled}
          nowStep={nowInDay}
          old={false}
        />
      </div>
    </div>
  );
}
