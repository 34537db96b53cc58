import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import { useFreshness } from '../../parts/freshness';
import { useSize } from '../../parts/size';
import { HEAD_PX, ROW_PX } from '../columns';
import './floor-grid.css';
import type { Cursor } from './floor-state';

/** What keys do to the list that is shown. */
export interface GridControls {
  move(by: number): void;
  page(by: number): void;
  end(last: boolean): void;
  /** Opens what the keys are on. */
  open(): void;
  takeFocus(): void;
}

export interface GridColumn<Row> {
  readonly id: string;
  readonly head: ReactNode;
  /** A track of the grid: `5rem`, `minmax(8rem, 1fr)`. */
  readonly width: string;
  /** Numbers stand at the end of their column. */
  readonly end?: boolean;
  /** CSS pixels: where the list is narrower the column is left out. */
  readonly from?: number;
  readonly cell: (row: Row) => ReactNode;
}

interface FloorGridProps<Row> {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly count: number;
  /** undefined: not here yet. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly keyOf: (row: Row) => number;
  /** Where a thing stands now; null: it is not among the rows that are here. */
  readonly placeOf: (key: number) => number | null;
  readonly cursor: Cursor;
  readonly onCursor: (key: number, index: number) => void;
  readonly onOpen: (row: Row) => void;
  readonly controls: RefObject<GridControls | null>;
  readonly onRange?: (first: number, last: number, total: number) => void;
  readonly busy?: boolean;
  /** Shown in place of rows when there are none. */
  readonly empty: ReactNode;
}

const OVERSCAN = 6;

/** A list of lines of numbers that keys walk through; only what is near the screen is drawn. */
export function FloorGrid<Row>(props: FloorGridProps<Row>) {
  const {
    name,
    label,
    columns: all,
    count,
    rowAt,
    keyOf,
    placeOf,
    cursor,
    onCursor,
    onOpen,
    controls,
    onRange,
    busy = false,
    empty,
  } = props;
  const { fresh } = useFreshness();
  const scroller = useRef<HTMLDivElement>(null);
  const [grid, { width }] = useSize<HTMLDivElement>();
  const columns = all.filter(({ from = 0 }) => width === 0 || width >= from);
  // oxlint-disable-next-line react/incompatible-library -- its functions stay in this component
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  });
  const height = virtualizer.scrollRect?.height ?? 0;
  const first = Math.max(0, Math.floor((virtualizer.scrollOffset ?? 0) / ROW_PX));
  const last = Math.max(first, Math.min(count - 1, first + Math.floor((height - HEAD_PX) / ROW_PX)));
  useEffect(() => onRange?.(first, last, count), [first, last, count, onRange]);

  // The cursor belongs to a thing, not to a place: new lines above do not move it to a neighbour.
  const current = cursor.key === null ? cursor.index : (placeOf(cursor.key) ?? cursor.index);
  const focusAt = useCallback(
    (wanted: number) => {
      if (count === 0) return;
      const index = Math.max(0, Math.min(count - 1, wanted));
      const row = rowAt(index);
      if (row !== undefined) onCursor(keyOf(row), index);
      virtualizer.scrollToIndex(index, { align: 'auto' });
    },
    [count, rowAt, keyOf, onCursor, virtualizer],
  );
  useImperativeHandle(
    controls,
    () => ({
      move: (by) => focusAt(current + by),
      page: (by) => focusAt(current + by * Math.max(1, last - first - 1)),
      end: (toLast) => focusAt(toLast ? count - 1 : 0),
      open() {
        const row = rowAt(current);
        if (row !== undefined) onOpen(row);
      },
      takeFocus: () => grid.current?.focus({ preventScroll: true }),
    }),
    [focusAt, current, last, first, count, rowAt, onOpen, grid],
  );

  const template = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };
  const id = (index: number) => `${name}-${index}`;
  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      className="floor-grid"
      data-testid={`floor-${name}`}
      data-old={!fresh || undefined}
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-busy={busy}
      aria-activedescendant={rowAt(current) === undefined ? undefined : id(current)}
    >
      <div ref={scroller} role="presentation" className="floor-grid-scroll" tabIndex={-1}>
        <div role="rowgroup" className="floor-grid-head">
          <div role="row" aria-rowindex={1} style={template}>
            {columns.map((column) => (
              <span key={column.id} role="columnheader" data-column={column.id} data-end={column.end || undefined}>
                {column.head}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="floor-grid-canvas" style={{ height: `${virtualizer.getTotalSize()}px` }}>
          {virtualizer.getVirtualItems().map(({ index }) => {
            const row = rowAt(index);
            const place = { ...template, transform: `translateY(${index * ROW_PX}px)` };
            if (row === undefined) return <div key={`gap-${index}`} className="floor-row floor-row-gap" style={place} />;
            return (
              <div
                key={keyOf(row)}
                id={id(index)}
                role="row"
                aria-rowindex={index + 2}
                className="floor-row"
                data-key={keyOf(row)}
                data-current={index === current || undefined}
                style={place}
                onClick={() => {
                  onCursor(keyOf(row), index);
                  onOpen(row);
                }}
              >
                {columns.map((column) => (
                  <span key={column.id} role="gridcell" data-column={column.id} data-end={column.end || undefined}>
                    {column.cell(row)}
                  </span>
                ))}
              </div>
            );
          })}
        </div>
        {count === 0 ? <div className="floor-grid-empty">{empty}</div> : null}
      </div>
    </div>
  );
}
