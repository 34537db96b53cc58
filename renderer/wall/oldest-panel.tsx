import { memo, useMemo } from 'react';
import type { OverdueTile } from '../../shared/contract/district-tiles';
import type { CatalogueTile } from '../../shared/contract/frames';
import { DAY_MS, HOUR_MS, type Instant } from '../../shared/time/instant';
import { useTile } from '../board/context';
import { minutesText } from '../parts/age';
import { NameAndPlace } from '../parts/name-and-place';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords, type Words } from '../parts/words';
import { useCityMinute } from './city-minute';
import { Count } from './count-cell';
import { NumberCell } from './number-cell';
import { PageTable, type TableColumn } from './page-table';
import { unitNames } from './unit-names';

type OldestOfUnit = OverdueTile['oldest'][number];

const DRAWN_FROM = ['overdue'] as const;

/** Where deadlines have been broken for longest: units by their oldest one. `close`: without where they are. */
export const OldestPanel = memo(function OldestPanel({ close }: { readonly close: boolean }) {
  const words = useWords();
  const oldest = useTile('overdue')?.oldest;
  const catalogue = useTile('catalogue');
  const minute = useCityMinute();
  const columns = useMemo(() => columnsOf(catalogue, close, minute, words), [catalogue, close, minute, words]);
  return (
    <Tile name="oldest" drawnFrom={DRAWN_FROM} title={words.t('wall.oldest.title')}>
      {oldest === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : (
        <PageTable columns={columns} rows={oldest} keyOf={({ unit }) => unit} none={words.t('wall.oldest.none')} />
      )}
    </Tile>
  );
});

/** "47 分钟", "3 小时 5 分", "2 天 4 小时". */
function brokenFor(now: Instant, dueAt: Instant, words: Words): string {
  const length = now - dueAt;
  if (length < 2 * DAY_MS) return minutesText(length, words);
  return words.t('parts.age.days', { d: Math.floor(length / DAY_MS), h: Math.floor((length % DAY_MS) / HOUR_MS) });
}

function columnsOf(
  catalogue: CatalogueTile | undefined,
  close: boolean,
  minute: Instant | null,
  words: Words,
): readonly TableColumn<OldestOfUnit>[] {
  const names = unitNames(catalogue, words);
  return [
    {
      id: 'name',
      head: words.t('wall.unit'),
      width: 'minmax(0, 1fr)',
      cell: ({ unit }) => {
        const { name, where } = names(unit);
        return <NameAndPlace name={name} place={close ? '' : where} />;
      },
    },
    {
      id: 'for',
      head: words.t('wall.oldest.for'),
      width: '7.4rem',
      end: true,
      cell: ({ dueAt }) => <NumberCell text={minute === null ? null : brokenFor(minute, dueAt, words)} level="broken" />,
    },
    {
      id: 'breached',
      head: words.t('terms.breached.name'),
      width: '3.6rem',
      end: true,
      cell: ({ breached }) => <Count value={breached} level="broken" />,
    },
  ];
}
