import { type Dispatch, type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { type CellBox, isInside, type Layout, LEAST_CELLS, type LayoutTile, type PanelId } from '../../../shared/contract/layouts';
import { Sign } from '../../parts/sign';
import { useWords } from '../../parts/words';
import { leastCells, type PageOn } from './display-kinds';
import { tileDeed } from './edit-keys';
import { type EditDeed, inTheWay } from './layout-editing';
import './layout-grid.css';

/** The edges that a hand has hold of; none: the whole tile. */
const EDGES = ['n', 's', 'e', 'w', 'nw', 'ne', 'sw', 'se'] as const;
type Edge = (typeof EDGES)[number];

interface Drag {
  readonly panel: PanelId;
  readonly edge: Edge | null;
  readonly from: CellBox;
  /** Where the hand took hold, CSS pixels of the window. */
  readonly startX: number;
  readonly startY: number;
  readonly box: CellBox;
}

interface LayoutGridProps {
  readonly layout: Layout;
  readonly selected: PanelId | null;
  /** The page on the display that is edited for. */
  readonly on: PageOn;
  readonly dispatch: Dispatch<EditDeed>;
}

/** The grid with its panels: each is a button that arrows move and Shift with arrows resizes, and that a hand drags by its middle or its edges. */
export function LayoutGrid({ layout, selected, on, dispatch }: LayoutGridProps) {
  const words = useWords();
  const [drag, setDrag] = useState<Drag | null>(null);
  const ref = useRef<HTMLDivElement>(null);
  const { columns, rows } = layout.grid;

  // Where a key has selected a tile, the focus follows.
  useEffect(() => {
    if (selected !== null) ref.current?.querySelector<HTMLElement>(`[data-panel="${selected}"]`)?.focus({ preventScroll: true });
  }, [selected]);

  const begin = (event: PointerEvent<HTMLElement>, tile: LayoutTile, edge: Edge | null) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    dispatch({ do: 'select', panel: tile.panel });
    const from = { x: tile.x, y: tile.y, w: tile.w, h: tile.h };
    setDrag({ panel: tile.panel, edge, from, startX: event.clientX, startY: event.clientY, box: from });
  };
  const go = (event: PointerEvent<HTMLElement>) => {
    const grid = ref.current?.getBoundingClientRect();
    if (drag === null || grid === undefined) return;
    const dx = Math.round(((event.clientX - drag.startX) * columns) / grid.width);
    const dy = Math.round(((event.clientY - drag.startY) * rows) / grid.height);
    const box = draggedTo(drag, dx, dy, layout);
    setDrag((last) => (last === null || sameBox(last.box, box) ? last : { ...last, box }));
  };
  const end = () => {
    if (drag === null) return;
    setDrag(null);
    if (!sameBox(drag.box, drag.from)) dispatch({ do: 'put', panel: drag.panel, box: drag.box });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && drag !== null) {
      event.preventDefault();
      setDrag(null);
      return;
    }
    const deed = tileDeed(event.nativeEvent);
    if (deed === null) return;
    event.preventDefault();
    dispatch(deed);
    if (deed.do === 'select') (event.target as HTMLElement).blur();
  };

  const blockedBy = drag === null ? null : inTheWay(layout, drag.panel, drag.box);
  return (
    <div
      ref={ref}
      className="layout-grid"
      role="group"
      aria-label={words.t('layouts.grid', { name: layout.name, columns, rows })}
      style={
        {
          aspectRatio: on.room.width / on.room.height,
          '--ratio': on.room.width / on.room.height,
          '--columns': columns,
          '--rows': rows,
        } as React.CSSProperties
      }
      onPointerDown={() => dispatch({ do: 'select', panel: null })}
    >
      {layout.tiles.map((tile) => (
        <GridTile
          key={tile.panel}
          tile={tile}
          layout={layout}
          on={on}
          selected={tile.panel === selected}
          dragged={drag?.panel === tile.panel}
          inTheWay={blockedBy === tile.panel}
          onKeyDown={onKeyDown}
          onSelect={() => dispatch({ do: 'select', panel: tile.panel })}
          onBegin={(event, edge) => begin(event, tile, edge)}
          onGo={go}
          onEnd={end}
          onCancel={() => setDrag(null)}
        />
      ))}
      {layout.tiles.length === 0 ? <p className="layout-grid-empty">{words.t('layouts.grid.empty')}</p> : null}
      {drag === null ? null : (
        <div className="layout-ghost" data-blocked={blockedBy !== null || undefined} style={placeOf(drag.box, columns, rows)}>
          {blockedBy === null
            ? `${drag.box.w} × ${drag.box.h}`
            : words.t('layouts.said.blocked', { panel: words.t(`wall.${blockedBy}.title`) })}
        </div>
      )}
    </div>
  );
}

interface GridTileProps {
  readonly tile: LayoutTile;
  readonly layout: Layout;
  readonly on: PageOn;
  readonly selected: boolean;
  readonly dragged: boolean;
  readonly inTheWay: boolean;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onSelect: () => void;
  readonly onBegin: (event: PointerEvent<HTMLElement>, edge: Edge | null) => void;
  readonly onGo: (event: PointerEvent<HTMLElement>) => void;
  readonly onEnd: () => void;
  readonly onCancel: () => void;
}

function GridTile({
  tile,
  layout,
  on,
  selected,
  dragged,
  inTheWay: blocks,
  onKeyDown,
  onSelect,
  onBegin,
  onGo,
  onEnd,
  onCancel,
}: GridTileProps) {
  const words = useWords();
  const { columns, rows } = layout.grid;
  const title = words.t(`wall.${tile.panel}.title`);
  const least = leastCells(tile, layout.grid, on);
  const small = tile.w < least.w || tile.h < least.h;
  const hands = { onPointerMove: onGo, onPointerUp: onEnd, onPointerCancel: onCancel };
  return (
    <div
      className="layout-tile"
      role="button"
      tabIndex={0}
      data-panel={tile.panel}
      data-dragged={dragged || undefined}
      data-blocks={blocks || undefined}
      data-small={small || undefined}
      aria-pressed={selected}
      aria-label={words.t('layouts.tile', { panel: title, column: tile.x + 1, row: tile.y + 1, w: tile.w, h: tile.h })}
      aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Shift+ArrowRight Shift+ArrowDown Delete"
      style={placeOf(tile, columns, rows)}
      onFocus={onSelect}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => onBegin(event, null)}
      {...hands}
    >
      <strong>{title}</strong>
      <span className="layout-tile-size">
        {tile.w} × {tile.h}
      </span>
      {small ? (
        <span className="layout-tile-small">
          <Sign level="watch" /> {words.t('layouts.tile.small', { w: least.w, h: least.h })}
        </span>
      ) : null}
      {selected
        ? EDGES.map((edge) => (
            <i key={edge} data-edge={edge} aria-hidden="true" onPointerDown={(event) => onBegin(event, edge)} {...hands} />
          ))
        : null}
    </div>
  );
}

function placeOf({ x, y, w, h }: CellBox, columns: number, rows: number): React.CSSProperties {
  const part = (cells: number, of: number) => `${(100 * cells) / of}%`;
  return { left: part(x, columns), top: part(y, rows), width: part(w, columns), height: part(h, rows) };
}

/** Where the hand has led the tile: inside of the grid, never smaller than the least. What stands there is seen, not avoided. */
function draggedTo({ from, edge }: Drag, dx: number, dy: number, { grid }: Layout): CellBox {
  if (edge === null) {
    const box = { ...from, x: clamp(from.x + dx, 0, grid.columns - from.w), y: clamp(from.y + dy, 0, grid.rows - from.h) };
    return isInside(box, grid) ? box : from;
  }
  const left = edge.includes('w') ? clamp(from.x + dx, 0, from.x + from.w - LEAST_CELLS) : from.x;
  const top = edge.includes('n') ? clamp(from.y + dy, 0, from.y + from.h - LEAST_CELLS) : from.y;
  const right = edge.includes('e') ? clamp(from.x + from.w + dx, from.x + LEAST_CELLS, grid.columns) : from.x + from.w;
  const bottom = edge.includes('s') ? clamp(from.y + from.h + dy, from.y + LEAST_CELLS, grid.rows) : from.y + from.h;
  return { x: left, y: top, w: right - left, h: bottom - top };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function sameBox(a: CellBox, b: CellBox): boolean {
  return a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;
}
