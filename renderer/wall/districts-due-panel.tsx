import { memo, useMemo } from 'react';
import type { DistrictFigures } from '../../shared/contract/district-tiles';
import type { CatalogueTile } from '../../shared/contract/frames';
import { useTile } from '../board/context';
import { NO_DATA } from '../parts/figures';
import { FittedName } from '../parts/fitted-name';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords, type Words } from '../parts/words';
import { Count } from './count-cell';
import { PageTable, type TableColumn } from './page-table';

const DRAWN_FROM = ['districts'] as const;

/** Every district's deadlines, the most broken first. */
export const DistrictsDuePanel = memo(function DistrictsDuePanel() {
  const words = useWords();
  const districts = useTile('districts')?.districts;
  const catalogue = useTile('catalogue');
  const rows = useMemo(
    () => districts?.toSorted((a, b) => b.breached - a.breached || b.atRisk - a.atRisk || a.district - b.district) ?? [],
    [districts],
  );
  const columns = useMemo(() => columnsOf(catalogue, words), [catalogue, words]);
  return (
    <Tile name="dueDistricts" drawnFrom={DRAWN_FROM} title={words.t('wall.dueDistricts.title')}>
      {districts === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : (
        <PageTable
          columns={columns}
          rows={rows}
          keyOf={({ district }) => district}
          none={words.t('wall.districts.none')}
          rest={(left) => words.t('wall.more', { left })}
        />
      )}
    </Tile>
  );
});

function columnsOf(catalogue: CatalogueTile | undefined, words: Words): readonly TableColumn<DistrictFigures>[] {
  const name = (key: number) => {
    const entry = catalogue?.districts[key];
    return entry === undefined ? NO_DATA : words.name(entry.name);
  };
  return [
    {
      id: 'name',
      head: words.t('wall.district'),
      width: 'minmax(0, 1fr)',
      cell: ({ district }) => <FittedName name={name(district)} />,
    },
    {
      id: 'open',
      head: words.t('wall.deadlines.open.short'),
      width: '4.2rem',
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
