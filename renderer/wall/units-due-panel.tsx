import { memo, useMemo } from 'react';
import type { CatalogueTile, DueTile } from '../../shared/contract/frames';
import { useTile } from '../board/context';
import { NameAndPlace } from '../parts/name-and-place';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords, type Words } from '../parts/words';
import { Count } from './count-cell';
import { PageTable, type TableColumn } from './page-table';
import { unitNames } from './unit-names';

type UnitDue = DueTile['worstUnits'][number];

const DRAWN_FROM = ['due'] as const;

/** The units with most broken deadlines, and what else is open there. */
export const UnitsDuePanel = memo(function UnitsDuePanel() {
  const words = useWords();
  const worst = useTile('due')?.worstUnits;
  const catalogue = useTile('catalogue');
  const rows = useMemo(() => worst?.filter(({ breached, atRisk }) => breached > 0 || atRisk > 0) ?? [], [worst]);
  const columns = useMemo(() => columnsOf(catalogue, words), [catalogue, words]);
  return (
    <Tile name="dueUnits" drawnFrom={DRAWN_FROM} title={words.t('wall.dueUnits.title')}>
      {worst === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : (
        <PageTable columns={columns} rows={rows} keyOf={({ unit }) => unit} none={words.t('wall.deadlines.none')} />
      )}
    </Tile>
  );
});

function columnsOf(catalogue: CatalogueTile | undefined, words: Words): readonly TableColumn<UnitDue>[] {
  const names = unitNames(catalogue, words);
  return [
    {
      id: 'name',
      head: words.t('wall.unit'),
      width: 'minmax(0, 1fr)',
      cell: ({ unit }) => {
        const { name, where } = names(unit);
        return <NameAndPlace name={name} place={where} />;
      },
    },
    {
      id: 'open',
      head: words.t('wall.deadlines.open.short'),
      width: '3.6rem',
      end: true,
      cell: ({ open }) => <Count value={open} level="normal" />,
    },
    {
      id: 'atRisk',
      head: words.t('wall.deadlines.atRisk.short'),
      width: '3.2rem',
      end: true,
      cell: ({ atRisk }) => <Count value={atRisk} level="watch" />,
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
