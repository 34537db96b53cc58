import { memo, useMemo } from 'react';
import type { City } from '../../shared/contract/city';
import type { CatalogueTile, QueueFigures } from '../../shared/contract/frames';
import type { ServiceWindow } from '../../shared/domain/floor-terms';
import { NONE } from '../../shared/domain/keys';
import { useTile } from '../board/context';
import { Explained } from '../parts/explained';
import { formatDuration, formatPercent, NO_DATA } from '../parts/figures';
import { FittedName } from '../parts/fitted-name';
import { serviceLevelOver, waitLevel } from '../parts/levels';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords, type Words } from '../parts/words';
import { Count } from './count-cell';
import { NumberCell } from './number-cell';
import { PageTable, type TableColumn } from './page-table';

const DRAWN_FROM = ['queues'] as const;

/** Each queue by its own threshold and rule: who waits, how long, how many were answered in time. `close`: fewer columns. */
export const QueuesPanel = memo(function QueuesPanel({ close }: { readonly close: boolean }) {
  const words = useWords();
  const queues = useTile('queues');
  const catalogue = useTile('catalogue');
  const city = useTile('city');
  const columns = useMemo(() => columnsOf(catalogue, city, close, words), [catalogue, city, close, words]);
  return (
    <Tile name="queues" drawnFrom={DRAWN_FROM} title={words.t('wall.queues.title')}>
      {queues === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : (
        <PageTable
          columns={columns}
          rows={queues.queues}
          keyOf={({ queue }) => queue}
          none={words.t('desk.floor.no-queues')}
          rest={(left) => words.t('wall.more', { left })}
        />
      )}
    </Tile>
  );
});

function columnsOf(
  catalogue: CatalogueTile | undefined,
  city: City | undefined,
  close: boolean,
  words: Words,
): readonly TableColumn<QueueFigures>[] {
  const target = city?.serviceLevel.target ?? 1;
  const length = (value: number | null) => <NumberCell text={value === null ? null : formatDuration(value)} />;
  const share = (value: number | null, window: ServiceWindow) => (
    <NumberCell text={value === null ? null : formatPercent(value)} level={serviceLevelOver(window, value, target)} />
  );
  const name = (queue: number) => {
    if (queue === NONE) return words.t('desk.floor.queue-none');
    const entry = catalogue?.queues[queue];
    return entry === undefined ? NO_DATA : words.name(entry.name);
  };
  const all: readonly (TableColumn<QueueFigures> & { readonly roomy?: boolean })[] = [
    {
      id: 'name',
      head: words.t('desk.floor.column.queue'),
      width: 'minmax(6rem, 1fr)',
      cell: ({ queue }) => <FittedName name={name(queue)} />,
    },
    {
      id: 'waiting',
      head: <Explained term="queued">{words.t('desk.floor.column.waiting')}</Explained>,
      width: '3.6rem',
      end: true,
      cell: ({ waiting }) => <Count value={waiting} level="normal" />,
    },
    {
      id: 'longest',
      head: <Explained term="longestWait">{words.t('desk.floor.column.longest')}</Explained>,
      width: '3.9rem',
      end: true,
      cell: ({ waiting, longestWaitMs }) => (
        <NumberCell
          text={waiting === 0 ? null : formatDuration(longestWaitMs)}
          level={waiting === 0 ? 'normal' : waitLevel(longestWaitMs)}
        />
      ),
    },
    {
      id: 'threshold',
      head: words.t('wall.queues.limit'),
      width: '3.2rem',
      end: true,
      roomy: true,
      cell: ({ thresholdMs }) => words.t('wall.queues.threshold', { seconds: thresholdMs / 1_000 }),
    },
    {
      id: '30min',
      head: <Explained term="serviceLevel">{words.t('parts.window.30min')}</Explained>,
      width: '4.7rem',
      end: true,
      cell: ({ service }) => share(service['30min'].value, '30min'),
    },
    {
      id: 'day',
      head: words.t('parts.window.day'),
      width: '4.7rem',
      end: true,
      cell: ({ service }) => share(service.day.value, 'day'),
    },
    {
      id: 'offered',
      head: <Explained term="callsToday">{words.t('desk.floor.column.offered')}</Explained>,
      width: '3.9rem',
      end: true,
      cell: ({ service }) => <Count value={service.day.offered} level="normal" />,
    },
    {
      id: 'abandoned',
      head: <Explained term="abandoned">{words.t('terms.abandoned.name')}</Explained>,
      width: '4.4rem',
      end: true,
      roomy: true,
      cell: ({ service }) => <Count value={service.day.abandoned} level="normal" />,
    },
    {
      id: 'asa',
      head: <Explained term="answerSpeed">{words.t('desk.floor.column.asa')}</Explained>,
      width: '3.6rem',
      end: true,
      roomy: true,
      cell: ({ answerSpeedMs }) => length(answerSpeedMs),
    },
  ];
  return all.filter(({ roomy }) => !close || roomy !== true);
}
