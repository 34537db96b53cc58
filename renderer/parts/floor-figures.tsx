import type { City } from '../../shared/contract/city';
import type { FloorTile } from '../../shared/contract/frames';
import { Figure } from './figure';
import { formatCount, formatDuration, formatPercent, NO_DATA } from './figures';
import { occupancyLevel, serviceLevel, waitLevel } from './levels';
import { useWords } from './words';

interface FloorFiguresProps {
  readonly floor: FloorTile;
  readonly city: City;
  /** Lays the five figures out. */
  readonly className: string;
}

/** Can we answer the phones now? Queue, longest wait, service level, occupancy, seats: the same five, in the same words, wherever they stand. */
export function FloorFigures({ floor, city, className }: FloorFiguresProps) {
  const words = useWords();
  const { seats } = floor;
  const service = floor.service?.['30min'] ?? null;
  const target = `${Number((city.serviceLevel.target * 100).toFixed(1))}%`;
  return (
    <div className={className}>
      <Figure
        term="queued"
        label={words.t('wall.floor.queued')}
        value={floor.queued === null ? null : formatCount(floor.queued, words.locale)}
        note={seats === null ? undefined : words.t('wall.floor.idle', { idle: formatCount(seats.idle, words.locale) })}
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
        note={words.t('wall.floor.serviceRule', { window: 30, target })}
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
        value={seats === null ? null : floor.state === 'closed' ? words.t('wall.floor.closed') : formatCount(seats.present, words.locale)}
        {...(floor.state === 'closed' ? {} : { unit: `/ ${formatCount(seats?.installed ?? city.seatsInstalled, words.locale)}` })}
        note={
          seats === null
            ? undefined
            : seats.planned === null
              ? undefined
              : words.t('wall.floor.plan', { planned: formatCount(seats.planned, words.locale) })
        }
      />
    </div>
  );
}
