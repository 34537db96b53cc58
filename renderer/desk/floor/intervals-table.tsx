import { memo, type RefObject, useCallback, useMemo } from 'react';
import type { QueueKey } from '../../../shared/domain/keys';
import { useClock, useTile } from '../../board/context';
import { minuteText } from '../../parts/city-time';
import { Explained } from '../../parts/explained';
import { formatCount, formatDuration, NO_DATA } from '../../parts/figures';
import { useWords, type Words } from '../../parts/words';
import { FloorGrid, type GridColumn, type GridControls } from './floor-grid';
import type { Cursor } from './floor-state';
import { type Interval, intervalsOf } from './intervals';
import { ShareCell } from '../../parts/share-cell';

interface IntervalsTableProps {
  /** null: all queues together. */
  readonly queue: QueueKey | null;
  readonly cursor: Cursor;
  readonly onCursor: (key: number, index: number) => void;
  readonly onOpen: (interval: Interval) => void;
  readonly controls: RefObject<GridControls | null>;
}

/** The day of one queue in steps of five minutes, latest first. */
export const IntervalsTable = memo(function IntervalsTable({ queue, cursor, onCursor, onOpen, controls }: IntervalsTableProps) {
  const words = useWords();
  const tile = useTile('queues');
  const day = useTile('floorDay');
  const city = useTile('city');
  const { cityNow } = useClock(1_000);
  // A whole number of seconds: the list is made anew once a second at most.
  const now = Math.floor((cityNow ?? 0) / 1_000) * 1_000;
  const target = city?.serviceLevel.target ?? 0.95;
  const zone = city?.zone ?? 'UTC';
  const intervals = useMemo(() => {
    if (tile === undefined || city === undefined) return [];
    const queues = queue === null ? tile.queues : tile.queues.filter((each) => each.queue === queue);
    const [one] = queues;
    const rules = queue === null || one === undefined ? city.serviceLevel : one;
    return intervalsOf(tile, queues, day, { rule: rules.abandonRule, thresholdMs: rules.thresholdMs, now });
  }, [tile, queue, city, day, now]);
  const most = intervals.reduce((top, interval) => Math.max(top, interval.offered ?? 0), 1);
  const columns = useMemo(() => columnsOf(words, zone, target, most), [words, zone, target, most]);
  return (
    <FloorGrid
      name="intervals"
      label={words.t('desk.floor.intervals')}
      columns={columns}
      count={intervals.length}
      rowAt={useCallback((index: number) => intervals[index], [intervals])}
      keyOf={stepOf}
      placeOf={useCallback(
        (step: number) => {
          const place = intervals.findIndex((interval) => interval.step === step);
          return place < 0 ? null : place;
        },
        [intervals],
      )}
      cursor={cursor}
      onCursor={onCursor}
      onOpen={onOpen}
      controls={controls}
      busy={tile === undefined}
      empty={<strong>{words.t(tile === undefined ? 'desk.floor.loading' : 'desk.floor.no-intervals')}</strong>}
    />
  );
});

function stepOf(interval: Interval): number {
  return interval.step;
}

/** 14:30–14:35 */
export function spanText(fromAt: number, toAt: number, zone: string): string {
  return `${minuteText(fromAt, zone)}–${minuteText(toAt, zone)}`;
}

function columnsOf(words: Words, zone: string, target: number, most: number): readonly GridColumn<Interval>[] {
  const count = (interval: Interval, value: number | null) =>
    interval.offered === null || value === null ? <span data-none>{NO_DATA}</span> : formatCount(value, words.locale);
  const length = (value: number | null) => (value === null ? <span data-none>{NO_DATA}</span> : formatDuration(value));
  const column = (id: string, head: GridColumn<Interval>['head'], width: string, cell: GridColumn<Interval>['cell']) => ({
    id,
    head,
    width,
    end: true,
    cell,
  });
  return [
    {
      id: 'span',
      head: words.t('desk.floor.column.interval'),
      width: 'minmax(11rem, 1fr)',
      cell: (interval) => (
        <>
          {spanText(interval.fromAt, interval.toAt, zone)} {interval.running ? <small>{words.t('desk.floor.running')}</small> : null}
          {interval.closed ? <small className="floor-word">{words.t('desk.floor.closed')}</small> : null}
        </>
      ),
    },
    {
      id: 'bar',
      head: '',
      width: 'minmax(4rem, 1.4fr)',
      cell: (interval) => (
        <i
          className="floor-bar"
          data-running={interval.running || undefined}
          style={{ width: `${(100 * (interval.offered ?? 0)) / most}%` }}
          aria-hidden="true"
        />
      ),
    },
    column('offered', <Explained term="offered">{words.t('desk.floor.column.offered-short')}</Explained>, '6rem', (interval) =>
      count(interval, interval.offered),
    ),
    column('in-time', words.t('desk.floor.column.in-time'), '6.6rem', (interval) => count(interval, interval.answeredInTime)),
    column('answered', words.t('desk.floor.column.answered-short'), '6rem', (interval) => count(interval, interval.answered)),
    column('abandoned', <Explained term="abandoned">{words.t('desk.floor.column.abandoned')}</Explained>, '6rem', (interval) =>
      count(interval, interval.abandoned),
    ),
    column('waiting', words.t('desk.floor.column.still'), '6rem', (interval) => count(interval, interval.waiting)),
    column('service', words.t('desk.floor.column.service'), '7rem', (interval) => (
      <ShareCell value={interval.offered === null ? null : interval.service} target={target} />
    )),
    column('asa', <Explained term="answerSpeed">{words.t('desk.floor.column.asa')}</Explained>, '5.4rem', (interval) =>
      length(interval.answerSpeedMs),
    ),
    column('aht', <Explained term="handling">{words.t('desk.floor.column.aht')}</Explained>, '5.4rem', (interval) =>
      length(interval.handlingMs),
    ),
  ];
}
