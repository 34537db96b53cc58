import { memo, useMemo } from 'react';
import type { DistrictFigures } from '../../shared/contract/district-tiles';
import type { CatalogueTile } from '../../shared/contract/frames';
import { useTile } from '../board/context';
import { Explained } from '../parts/explained';
import { NO_DATA } from '../parts/figures';
import { FittedName } from '../parts/fitted-name';
import { useFreshness } from '../parts/freshness';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords, type Words } from '../parts/words';
import { Count } from './count-cell';
import { NumberCell } from './number-cell';
import { PageTable, type TableColumn } from './page-table';

interface Row {
  readonly district: number;
  readonly appeals: number;
  readonly usual: number | null;
  readonly breached: number;
}

const DRAWN_FROM = ['districts'] as const;
/** Below so many usual appeals a factor says nothing. */
const FACTOR_FROM = 3;

/**
 * Each district beside what is usual there at this time, farthest above it first, then those with most appeals. `concerned`: of the categories that the open emergency concerns, where one is open.
 */
export const DistrictsUsualPanel = memo(function DistrictsUsualPanel({ concerned }: { readonly concerned: boolean }) {
  const words = useWords();
  const tile = useTile('districts');
  const rows = useMemo(() => (tile === undefined ? [] : rowsOf(tile.districts, concerned)), [tile, concerned]);
  const catalogue = useTile('catalogue');
  const most = Math.max(1, ...rows.map(({ appeals, usual }) => Math.max(appeals, usual ?? 0)));
  const columns = useMemo(() => columnsOf(catalogue, most, words), [catalogue, most, words]);
  const ofEmergency = concerned && tile?.districts.some((district) => district.concerned !== null) === true;
  return (
    <Tile
      name="usual"
      drawnFrom={DRAWN_FROM}
      title={words.t(ofEmergency ? 'wall.usual.concerned' : 'wall.usual.title')}
      meta={
        tile === undefined ? null : (
          <>
            <span>{words.t('wall.heat.window', { window: tile.windowMs / 60_000 })}</span>
            <span className="usual-key">{words.t('wall.usual.key')}</span>
          </>
        )
      }
    >
      {tile === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : (
        <PageTable
          columns={columns}
          rows={rows}
          keyOf={({ district }) => district}
          none={words.t('wall.districts.none')}
          rest={(left) => words.t('wall.more', { left })}
          leastRem={1.75}
        />
      )}
    </Tile>
  );
});

function rowsOf(districts: readonly DistrictFigures[], concerned: boolean): readonly Row[] {
  const beyond = ({ appeals, usual }: Row) => Math.max(0, appeals - (usual ?? appeals));
  return districts
    .map(({ district, breached, ...all }): Row => {
      const { appeals, usual } = concerned && all.concerned !== null ? all.concerned : all;
      return { district, breached, appeals, usual };
    })
    .toSorted((a, b) => beyond(b) - beyond(a) || b.appeals - a.appeals || a.district - b.district);
}

/** `most`: where the bars end. */
function columnsOf(catalogue: CatalogueTile | undefined, most: number, words: Words): readonly TableColumn<Row>[] {
  const name = (key: number) => {
    const entry = catalogue?.districts[key];
    return entry === undefined ? NO_DATA : words.name(entry.name);
  };
  const decimals = (value: number, digits: number) =>
    value.toLocaleString(words.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return [
    {
      id: 'name',
      head: words.t('wall.district'),
      width: 'minmax(0, 1fr)',
      cell: ({ district }) => <FittedName name={name(district)} />,
    },
    {
      id: 'bar',
      head: '',
      width: 'minmax(3rem, 0.9fr)',
      cell: ({ appeals, usual }) => <UsualBar appeals={appeals} usual={usual} most={most} />,
    },
    {
      id: 'appeals',
      head: words.t('wall.usual.appeals'),
      width: '3.4rem',
      end: true,
      cell: ({ appeals }) => <Count value={appeals} level="normal" />,
    },
    {
      id: 'usual',
      head: <Explained term="usual">{words.t('terms.usual.name')}</Explained>,
      width: '3.6rem',
      end: true,
      cell: ({ usual }) => <NumberCell text={usual === null ? null : decimals(usual, 1)} />,
    },
    {
      id: 'factor',
      head: words.t('wall.usual.factor'),
      width: '3.4rem',
      end: true,
      cell: ({ appeals, usual }) => <NumberCell text={usual === null || usual < FACTOR_FROM ? null : `×${decimals(appeals / usual, 1)}`} />,
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

function UsualBar({ appeals, usual, most }: { readonly appeals: number; readonly usual: number | null; readonly most: number }) {
  const { fresh } = useFreshness();
  const share = (value: number) => `${(100 * value) / most}%`;
  return (
    <span className="usual-bar">
      <i style={{ width: share(appeals) }} data-old={!fresh || undefined} />
      {usual === null ? null : <u style={{ left: share(usual) }} />}
    </span>
  );
}
