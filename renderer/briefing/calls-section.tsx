import { useMemo } from 'react';
import type { City } from '../../shared/contract/city';
import type { FloorTile } from '../../shared/contract/frames';
import { useLink, useTile } from '../board/context';
import { CallsChart } from '../charts/calls-chart';
import { SeatsChart } from '../charts/seats-chart';
import { minuteText } from '../parts/city-time';
import { Figure } from '../parts/figure';
import { formatCount, formatDuration, formatPercent, NO_DATA } from '../parts/figures';
import { occupancyLevel, serviceLevel, waitLevel } from '../parts/levels';
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
          <Figures floor={floor} city={city} />
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

function Figures({ floor, city }: CallsProps) {
  const words = useWords();
  const { seats, serviceLevel: service } = floor;
  const minutes = service === null ? 0 : service.windowMs / 60_000;
  const target = `${Number((city.serviceLevel.target * 100).toFixed(1))}%`;
  return (
    <div className="briefing-figures">
      <Figure
        term="queued"
        label={words.t('wall.floor.queued')}
        value={floor.queued === null ? null : formatCount(floor.queued, words.locale)}
      />
      <Figure
        term="longestWait"
        label={words.t('wall.floor.longestWait')}
        value={floor.longestWaitMs === null ? null : formatDuration(floor.longestWaitMs)}
        level={waitLevel(floor.longestWaitMs)}
        note={words.t('wall.floor.answerSpeed', { length: floor.answerSpeedMs === null ? NO_DATA : formatDuration(floor.answerSpeedMs) })}
      />
      <Figure
        term="serviceLevel"
        label={words.t('wall.floor.serviceLevel', { threshold: city.serviceLevel.thresholdMs / 1_000 })}
        value={service?.value == null ? null : formatPercent(service.value)}
        level={serviceLevel(service?.value ?? null, city.serviceLevel.target)}
        note={words.t('wall.floor.serviceRule', { window: minutes, target })}
      />
      <Figure
        term="occupancy"
        label={words.t('wall.floor.occupancy')}
        value={floor.occupancy === null ? null : formatPercent(floor.occupancy)}
        level={occupancyLevel(floor.occupancy)}
        note={words.t('wall.floor.occupancyRule')}
      />
      <Figure
        term="seats"
        label={words.t('wall.floor.seats')}
        value={seats === null ? null : seats.present === 0 ? words.t('wall.floor.closed') : formatCount(seats.present, words.locale)}
        unit={`/ ${formatCount(seats?.installed ?? city.seatsInstalled, words.locale)}`}
        {...(seats === null || seats.planned === null
          ? {}
          : { note: words.t('wall.floor.plan', { planned: formatCount(seats.planned, words.locale) }) })}
      />
    </div>
  );
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
