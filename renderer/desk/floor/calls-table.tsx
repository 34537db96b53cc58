import { memo, type RefObject, useCallback, useMemo } from 'react';
import type { CallRow, CatalogueTile } from '../../../shared/contract/frames';
import { NONE } from '../../../shared/domain/keys';
import { useTile } from '../../board/context';
import { clockText, minuteText } from '../../parts/city-time';
import { formatCount, formatDuration, NO_DATA } from '../../parts/figures';
import { useWords, type Words } from '../../parts/words';
import { answersCalls, callAt, notKept } from './calls-question';
import { FloorGrid, type GridColumn, type GridControls } from './floor-grid';
import type { Cursor, Trail } from './floor-state';
import { queueName } from './queues-table';

interface CallsTableProps {
  readonly trail: Extract<Trail, { level: 'calls' }>;
  readonly cursor: Cursor;
  readonly onCursor: (key: number, index: number) => void;
  readonly onOpen: (call: CallRow) => void;
  readonly controls: RefObject<GridControls | null>;
  readonly onRange: (first: number, last: number, total: number) => void;
}

/** The calls of one interval, latest first. */
export const CallsTable = memo(function CallsTable({ trail, cursor, onCursor, onOpen, controls, onRange }: CallsTableProps) {
  const words = useWords();
  const held = useTile('calls');
  const catalogue = useTile('catalogue');
  const zone = useTile('city')?.zone ?? 'UTC';
  const tile = answersCalls(held, trail) ? held : null;
  const columns = useMemo(() => columnsOf(words, zone, trail.queue === null, catalogue), [words, zone, trail.queue, catalogue]);
  const lost = tile === null ? 'none' : notKept(tile);
  const kept = tile?.keptSince ?? null;
  const keptText = kept === null ? '' : minuteText(kept, zone);
  return (
    <>
      {lost === 'some' ? (
        <p className="floor-note" role="note">
          {words.t('desk.floor.kept-some', { since: keptText })}
        </p>
      ) : null}
      <FloorGrid
        name="calls"
        label={words.t('desk.floor.calls')}
        columns={columns}
        count={tile?.total ?? 0}
        rowAt={useCallback((index: number) => (tile === null ? undefined : callAt(tile, index)), [tile])}
        keyOf={keyOf}
        placeOf={useCallback(
          (key: number) => {
            const place = tile === null ? -1 : tile.rows.findIndex((row) => row.call === key);
            return tile === null || place < 0 ? null : tile.query.offset + place;
          },
          [tile],
        )}
        cursor={cursor}
        onCursor={onCursor}
        onOpen={onOpen}
        controls={controls}
        onRange={onRange}
        busy={tile === null}
        empty={
          tile === null ? (
            <strong>{words.t('desk.floor.loading')}</strong>
          ) : lost === 'none' ? (
            <strong>{words.t('desk.floor.no-calls')}</strong>
          ) : (
            <>
              <strong>{words.t('desk.floor.kept-none')}</strong>
              <span>{words.t('desk.floor.kept-some', { since: keptText })}</span>
            </>
          )
        }
      />
    </>
  );
});

function keyOf(call: CallRow): number {
  return call.call;
}

function columnsOf(words: Words, zone: string, withQueue: boolean, catalogue: CatalogueTile | undefined): readonly GridColumn<CallRow>[] {
  const length = (value: number | null) => (value === null ? <span data-none>{NO_DATA}</span> : formatDuration(value));
  const queue: GridColumn<CallRow> = {
    id: 'queue',
    head: words.t('desk.floor.column.queue'),
    width: 'minmax(6rem, 1fr)',
    cell: (call) => queueName(call.queue, catalogue?.queues, words),
  };
  return [
    { id: 'at', head: words.t('desk.floor.column.offered-at'), width: '7rem', cell: (call) => clockText(call.offeredAt, zone) },
    ...(withQueue ? [queue] : []),
    {
      id: 'outcome',
      head: words.t('desk.floor.column.outcome'),
      width: 'minmax(6rem, 0.6fr)',
      cell: (call) => (
        <span className="call-outcome" data-outcome={call.outcome}>
          {words.t(`desk.floor.outcome.${call.outcome}`)}
        </span>
      ),
    },
    { id: 'wait', head: words.t('desk.floor.column.wait'), width: '6rem', end: true, cell: (call) => formatDuration(call.waitMs) },
    { id: 'talk', head: words.t('desk.floor.column.talk'), width: '6rem', end: true, cell: (call) => length(call.talkMs) },
    { id: 'wrap-up', head: words.t('desk.floor.column.wrap-up'), width: '6rem', end: true, cell: (call) => length(call.wrapUpMs) },
    {
      id: 'seat',
      head: words.t('desk.floor.column.seat'),
      width: '6rem',
      end: true,
      cell: (call) => (call.seat === NONE ? <span data-none>{NO_DATA}</span> : formatCount(call.seat, words.locale)),
    },
    {
      id: 'case',
      head: words.t('desk.floor.column.case'),
      width: 'minmax(8rem, 1fr)',
      cell: (call) =>
        call.case === NONE ? <span data-none>{NO_DATA}</span> : <b className="call-case">{words.t('desk.floor.open-case')}</b>,
    },
  ];
}
