import { useVirtualizer } from '@tanstack/react-virtual';
import { type Dispatch, type RefObject, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { CaseRow } from '../../shared/contract/frames';
import { HOUR_MS } from '../../shared/time/instant';
import { useClock, useTile } from '../board/context';
import { dayText, minuteText } from '../parts/city-time';
import { useFreshness } from '../parts/freshness';
import { useWords } from '../parts/words';
import { CaseRowLine, rowId } from './case-row';
import './case-table.css';
import { HEAD_PX, ROW_PX } from './columns';
import type { DeskAction, DeskState } from './desk-state';
import { dueOf } from './due';
import { NO_FILTERS } from './filters';
import type { Names } from './names';
import { StatusLine } from './status-line';
import { useTableAnchor } from './table-anchor';
import { TableEmpty } from './table-empty';
import { TableHead } from './table-head';
import { placeOf, rowAt, sameQuestion, type TableRows } from './table-rows';

/** What keys and the palette do to the table. */
export interface TableControls {
  /** Moves the focus by so many rows. */
  move(by: number): void;
  /** By so many screens. */
  page(by: number): void;
  end(last: boolean): void;
  /** The row under the focus; undefined while none is. */
  focused(): { readonly index: number; readonly row: CaseRow } | undefined;
  /** Loaded rows between two places. */
  range(from: number, to: number): readonly CaseRow[];
  onScreen(): readonly CaseRow[];
  takeFocus(): void;
}

interface CaseTableProps {
  readonly state: DeskState;
  readonly dispatch: Dispatch<DeskAction>;
  readonly rows: TableRows;
  /** The rows are those of when the table was last left: a newer answer is on its way. */
  readonly left: boolean;
  /** How far down the list was when the table was last shown, CSS pixels; kept up to date. */
  readonly place: RefObject<number>;
  readonly names: Names;
  readonly controls: RefObject<TableControls | null>;
  /** Rows that are on the screen now (inclusive). */
  readonly onRange: (first: number, last: number, total: number) => void;
}

const OVERSCAN = 6;

/** Every open case that passes the filters, of which the page holds only what is near the screen. */
export function CaseTable({ state, dispatch, rows, left, place, names, controls, onRange }: CaseTableProps) {
  const words = useWords();
  const city = useTile('city');
  const { cityNow } = useClock(1_000);
  const { fresh } = useFreshness();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const hovered = useRef<number | null>(null);
  /** Of the case under the focus, to name it when it has left. */
  const reference = useRef<string | null>(null);
  const [leftCase, setLeftCase] = useState<string | null>(null);
  const tile = rows.newest;
  const total = tile?.total ?? 0;
  const answered = tile !== null && !left && sameQuestion(tile, state.filters, state.sort);
  const { focus, selection } = state;

  // oxlint-disable-next-line react/incompatible-library -- its functions stay in this component; rows are memoised on plain values
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    // The head sticks to the top of what scrolls, so that it always has the columns' own width.
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  });
  const items = virtualizer.getVirtualItems();
  const scrollTop = virtualizer.scrollOffset ?? 0;
  const height = virtualizer.scrollRect?.height ?? 0;
  const first = Math.max(0, Math.floor(scrollTop / ROW_PX));
  const last = Math.max(first, Math.min(total - 1, Math.floor((scrollTop + height - HEAD_PX) / ROW_PX) - 1));
  useEffect(() => onRange(first, last, total), [first, last, total, onRange]);

  const inView = (index: number) => index >= first && index <= last;
  useTableAnchor(scroller, tile, () => {
    const kept =
      focus.case !== null && inView(focus.index) ? focus.index : hovered.current !== null ? hovered.current : scrollTop > 0 ? first : null;
    const row = kept === null ? undefined : tile?.rows[kept - tile.query.offset];
    return row === undefined || kept === null ? null : { case: row.case, index: kept };
  });

  // Another question begins at its first row; the same one, come back to, where it was left.
  const question = JSON.stringify([state.filters, state.sort]);
  const shownQuestion = useRef(question);
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: shownQuestion.current === question ? place.current : 0 });
    shownQuestion.current = question;
  }, [question, place]);

  // The focus belongs to a case, not to a place: it goes where the case goes, and holds nothing once the case has left.
  useEffect(() => {
    if (tile === null || !answered) return;
    if (focus.case === null) {
      const row = focus.awaited ? rowAt(rows, focus.index) : undefined;
      if (row !== undefined) dispatch({ do: 'focus-moved', index: focus.index, case: row.case });
      return;
    }
    const stands = placeOf(tile, focus.case);
    if (stands !== null) {
      reference.current = rowAt(rows, stands)?.reference ?? null;
      if (stands !== focus.index) dispatch({ do: 'focus-moved', index: stands, case: focus.case });
      return;
    }
    const { offset, limit } = tile.query;
    if (focus.index >= offset && focus.index < offset + limit) {
      setLeftCase(reference.current);
      dispatch({ do: 'focus-moved', index: Math.min(focus.index, Math.max(0, total - 1)), case: null });
    }
  }, [tile, rows, answered, focus, total, dispatch]);

  const focusAt = useCallback(
    (wanted: number) => {
      if (total === 0) return;
      const index = Math.max(0, Math.min(total - 1, wanted));
      setLeftCase(null);
      dispatch({ do: 'focus', index, row: rowAt(rows, index) });
      virtualizer.scrollToIndex(index, { align: 'auto' });
    },
    [dispatch, rows, total, virtualizer],
  );
  const screen = useCallback(() => {
    const seen: CaseRow[] = [];
    for (let index = first; index <= last; index += 1) {
      const row = rowAt(rows, index);
      if (row !== undefined) seen.push(row);
    }
    return seen;
  }, [first, last, rows]);

  useImperativeHandle(
    controls,
    () => ({
      // After a case has left, the next one stands in its place: moving on by one means that one.
      move: (by) => focusAt(focus.case === null && !focus.awaited && by > 0 ? focus.index + by - 1 : focus.index + by),
      page: (by) => focusAt(focus.index + by * Math.max(1, last - first - 1)),
      end: (toLast) => focusAt(toLast ? total - 1 : 0),
      focused() {
        const row = focus.case === null ? undefined : rowAt(rows, focus.index);
        return row === undefined || row.case !== focus.case ? undefined : { index: focus.index, row };
      },
      range(from, to) {
        const found: CaseRow[] = [];
        for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
          const row = rowAt(rows, index);
          if (row !== undefined) found.push(row);
        }
        return found;
      },
      onScreen: screen,
      takeFocus: () => grid.current?.focus({ preventScroll: true }),
    }),
    [focusAt, focus, first, last, total, rows, screen],
  );

  const onOpen = useCallback(
    (index: number, row: CaseRow) => {
      dispatch({ do: 'focus', index, row });
      dispatch({ do: 'open-drawer', case: row.case });
    },
    [dispatch],
  );
  const { anchor } = state;
  const onTick = useCallback(
    (index: number, row: CaseRow, range: boolean) => {
      const between = range && anchor !== null ? controls.current?.range(anchor, index) : undefined;
      if (between === undefined) dispatch({ do: 'toggle', row, index });
      else dispatch({ do: 'select', rows: between });
      dispatch({ do: 'focus', index, row });
    },
    [anchor, controls, dispatch],
  );

  const zone = city?.zone ?? 'UTC';
  const now = cityNow ?? 0;
  const today = dayText(now, zone);
  const screenRows = screen();
  const tickedOnScreen = screenRows.filter((row) => selection.has(row.case)).length;
  const ticked = tickedOnScreen === 0 ? 'false' : tickedOnScreen === screenRows.length ? 'true' : 'mixed';
  return (
    <section className="table" aria-label={words.t('desk.table')}>
      <div
        ref={grid}
        role="grid"
        tabIndex={0}
        className="table-grid"
        data-testid="case-table"
        data-seq-total={total}
        data-answered={answered || undefined}
        data-old={!fresh || undefined}
        aria-label={words.t('desk.table')}
        aria-rowcount={total + 1}
        aria-colcount={9}
        aria-multiselectable="true"
        aria-busy={!answered}
        aria-activedescendant={focus.case !== null && inView(focus.index) ? rowId(focus.case) : undefined}
      >
        <div
          ref={scroller}
          role="presentation"
          className="table-scroll"
          tabIndex={-1}
          onScroll={(event) => (place.current = event.currentTarget.scrollTop)}
          onMouseLeave={() => (hovered.current = null)}
        >
          <TableHead
            sort={state.sort}
            onSort={(column) => dispatch({ do: 'sort', column })}
            ticked={ticked}
            onScreen={screenRows.length}
            onTickAll={() =>
              dispatch(
                ticked === 'true' ? { do: 'deselect', cases: screenRows.map((row) => row.case) } : { do: 'select', rows: screenRows },
              )
            }
          />
          <div role="rowgroup" className="table-canvas" style={{ height: `${virtualizer.getTotalSize()}px` }}>
            {items.map(({ index }) => {
              const row = rowAt(rows, index);
              if (row === undefined)
                return <div key={`gap-${index}`} className="case-gap" style={{ transform: `translateY(${index * ROW_PX}px)` }} />;
              const due = dueOf(row, now, city?.horizonMs ?? HOUR_MS, words);
              const dueDay = due.state === 'none' ? '' : dayText(row.dueAt, zone);
              return (
                <div key={row.case} role="presentation" onMouseEnter={() => (hovered.current = index)}>
                  <CaseRowLine
                    row={row}
                    index={index}
                    names={names}
                    dueState={due.state}
                    dueText={due.text}
                    dueAtText={due.state === 'none' ? '' : dueDay === today ? minuteText(row.dueAt, zone) : dueDay.slice(5)}
                    current={focus.case === row.case}
                    selected={selection.has(row.case)}
                    opened={state.drawer === row.case}
                    onOpen={onOpen}
                    onTick={onTick}
                  />
                </div>
              );
            })}
          </div>
          {answered && total === 0 ? (
            <TableEmpty filters={state.filters} onClear={() => dispatch({ do: 'filter', filters: NO_FILTERS })} />
          ) : null}
        </div>
      </div>
      <StatusLine total={tile === null ? null : total} first={first} last={last} answered={answered} leftCase={leftCase} />
    </section>
  );
}
