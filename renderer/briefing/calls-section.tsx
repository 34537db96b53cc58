import { useMemo } from 'react';
import type { City } from '../../shared/contract/city';
import type { FloorTile, OutlookTile } from '../../shared/contract/frames';
import { useLink, useTile } from '../board/context';
import { ChartKey } from '../charts/chart-key';
import { daySeries, hasCalls } from '../charts/day-series';
import { OutlookChart } from '../charts/outlook-chart';
import { SeatsChart } from '../charts/seats-chart';
import { minuteText } from '../parts/city-time';
import { formatCount, formatDuration, formatPercent, NO_DATA } from '../parts/figures';
import { FloorFigures } from '../parts/floor-figures';
import { OutlookLine } from '../parts/outlook-line';
import { ServiceWindows } from '../parts/service-windows';
import { useWords } from '../parts/words';
import { DecisionsTable } from './decisions-table';
import { Section } from './section';

/** Can we answer the phones, now and in the hours to come? Figures, announcement, the day against the capacity line, the seats, and what was decided. */
export function CallsSection() {
  const words = useWords();
  const { board } = useLink();
  const floor = useTile('floor');
  const outlook = useTile('outlook');
  const city = useTile('city');
  if (floor === undefined || city === undefined) return null;
  const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`;
  const service = floor.service?.['30min'].value ?? null;
  const silent = !hasCalls(floor);
  const says = silent
    ? words.t('briefing.say.calls-none')
    : words.t('briefing.say.calls', {
        service: service === null ? NO_DATA : formatPercent(service),
        threshold: city.serviceLevel.thresholdMs / 1_000,
        below: service !== null && service < city.serviceLevel.target ? 'yes' : 'no',
        target: percent(city.serviceLevel.target),
        n: floor.queued ?? 0,
        queued: floor.queued === null ? NO_DATA : formatCount(floor.queued, words.locale),
        wait: floor.longestWaitMs === null ? NO_DATA : formatDuration(floor.longestWaitMs),
      });
  return (
    <Section
      name="calls"
      title={words.t('wall.floor.title')}
      says={says}
      {...(floor.today === null ? {} : { meta: words.t('wall.floor.today', { count: formatCount(floor.today.offered, words.locale) }) })}
    >
      {silent ? null : (
        <>
          <FloorFigures floor={floor} city={city} className="briefing-figures" />
          <ServiceWindows floor={floor} city={city} />
          <OutlookLine outlook={outlook} floor={floor} now={board.moment?.cityNow ?? floor.day.startAt} zone={city.zone} />
          <Day floor={floor} outlook={outlook} city={city} />
          <DecisionsTable zone={city.zone} />
        </>
      )}
    </Section>
  );
}

interface CallsProps {
  readonly floor: FloorTile;
  readonly outlook: OutlookTile | undefined;
  readonly city: City;
}

function Day({ floor, outlook, city }: CallsProps) {
  const words = useWords();
  const { board } = useLink();
  const { day } = floor;
  const steps = day.offered.length;
  const axis = useMemo(
    () => ({ startAt: day.startAt, stepMs: day.stepMs, steps, zone: city.zone }),
    [day.startAt, day.stepMs, steps, city.zone],
  );
  const series = useMemo(() => daySeries(floor, outlook), [floor, outlook]);
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
