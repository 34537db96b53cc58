import { useMemo } from 'react';
import type { City } from '../../shared/contract/city';
import type { FloorTile } from '../../shared/contract/frames';
import { useLink, useTile } from '../board/context';
import { CallsChart } from '../charts/calls-chart';
import { SeatsChart } from '../charts/seats-chart';
import { minuteText } from '../parts/city-time';
import { formatCount, formatDuration, formatPercent, NO_DATA } from '../parts/figures';
import { FloorFigures } from '../parts/floor-figures';
import { useWords } from '../parts/words';
import { Section } from './section';

/** Can we answer the phones? Figures of now, the day so far against what the planned seats can carry, and the seats themselves. */
export function CallsSection() {
  const words = useWords();
  const floor = useTile('floor');
  const city = useTile('city');
  if (floor === undefined || city === undefined) return null;
  const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`;
  const service = floor.serviceLevel?.value ?? null;
  const silent = floor.seats === null && floor.today === null;
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
          <Day floor={floor} city={city} />
        </>
      )}
    </Section>
  );
}

interface CallsProps {
  readonly floor: FloorTile;
  readonly city: City;
}

function Day({ floor, city }: CallsProps) {
  const words = useWords();
  const { board } = useLink();
  const { day } = floor;
  const steps = day.offered.length;
  const axis = useMemo(
    () => ({ startAt: day.startAt, stepMs: day.stepMs, steps, zone: city.zone }),
    [day.startAt, day.stepMs, steps, city.zone],
  );
  // The step that still runs would look like a fall.
  const running = day.offered.findLastIndex((value) => value !== null);
  const whole = (list: readonly (number | null)[]) => list.map((value, step) => (step < running ? value : null));
  const cityNow = board.moment?.cityNow ?? day.startAt;
  const nowStep = (cityNow - day.startAt) / day.stepMs;
  const nowInDay = nowStep > 0 && nowStep < steps ? nowStep : null;
  const minutes = day.stepMs / 60_000;
  return (
    <div className="briefing-day">
      <p className="briefing-keys">
        <span>{words.t('wall.floor.offered', { minutes })}</span>
        <span data-mark="area">{words.t('terms.offered.name')}</span>
        <span data-mark="line">{words.t('terms.capacity.name')}</span>
        <span data-mark="ticks">{words.t('terms.abandoned.name')}</span>
      </p>
      <div className="briefing-chart" data-chart="calls">
        <CallsChart
          label={words.t('wall.floor.offered', { minutes })}
          axis={axis}
          offered={whole(day.offered)}
          abandoned={whole(day.abandoned)}
          capacity={day.capacity}
          nowStep={nowInDay}
          nowLabel={minuteText(cityNow, city.zone)}
          old={false}
        />
      </div>
      <p className="briefing-keys">
        <span>{words.t('wall.floor.seatsBand', { installed: formatCount(city.seatsInstalled, words.locale) })}</span>
        <span data-mark="seats">{words.t('wall.floor.present')}</span>
        <span data-mark="line">{words.t('wall.floor.planned')}</span>
      </p>
      <div className="briefing-chart" data-chart="seats">
        <SeatsChart
          label={words.t('wall.floor.seatsBand', { installed: formatCount(city.seatsInstalled, words.locale) })}
          axis={axis}
          present={day.seatsPresent}
          planned={day.seatsPlanned}
          installed={city.seatsInstalled}
          nowStep={nowInDay}
          old={false}
        />
      </div>
    </div>
  );
}
