import {
  type CellBox,
  type Layout,
  type LayoutGrid,
  type Layouts,
  type LayoutTile,
  LEAST_CELLS,
  isInside,
  MOST_LAYOUTS,
  MOST_TILES,
  overlap,
  type PanelId,
  type PanelSetting,
} from '../../../shared/contract/layouts';

/** What the editor of layouts holds and how each deed changes it: no clock, no page, no bridge. */

/** What can be undone to. */
interface Draft {
  readonly layouts: readonly Layout[];
  /** Which of them is edited; −1: there is none. */
  readonly current: number;
  readonly selected: PanelId | null;
}

/** What a deed has come to, for whoever does not see the grid. */
export type Said =
  | { readonly what: 'placed'; readonly panel: PanelId; readonly box: CellBox }
  | { readonly what: 'removed'; readonly panel: PanelId }
  | { readonly what: 'blocked'; readonly by: PanelId }
  | { readonly what: 'edge' | 'smallest' | 'no-room' | 'too-many' | 'undone' | 'redone' | 'nothing-left' }
  | { readonly what: 'layout'; readonly deed: 'new' | 'copy' | 'rename' | 'delete'; readonly name: string };

export interface Editing extends Draft {
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
  /** As main keeps them. */
  readonly kept: Pick<Layouts, 'revision' | 'layouts'>;
  /** `turn` rises with every deed, so that the same words are said again. */
  readonly said: (Said & { readonly turn: number }) | null;
}

export type EditDeed =
  /** Main has other layouts now. `take`: whatever is unsaved is given up. */
  | { readonly do: 'kept'; readonly layouts: Pick<Layouts, 'revision' | 'layouts'>; readonly take: boolean }
  /** What this desk has handed over is kept. */
  | { readonly do: 'saved'; readonly kept: Pick<Layouts, 'revision' | 'layouts'> }
  | { readonly do: 'choose'; readonly index: number }
  | { readonly do: 'new'; readonly name: string; readonly grid: LayoutGrid }
  | { readonly do: 'copy' | 'rename'; readonly name: string }
  | { readonly do: 'delete' }
  | { readonly do: 'select'; readonly panel: PanelId | null }
  /** At the first free place, of this size. */
  | { readonly do: 'add'; readonly panel: PanelId; readonly size: Pick<CellBox, 'w' | 'h'> }
  | { readonly do: 'remove' }
  /** The selected tile by a cell: a neighbour in the way is passed over to the next free place beyond it. */
  | { readonly do: 'move'; readonly dx: -1 | 0 | 1; readonly dy: -1 | 0 | 1 }
  /** The right and the lower edge of the selected tile by a cell. */
  | { readonly do: 'resize'; readonly dw: -1 | 0 | 1; readonly dh: -1 | 0 | 1 }
  /** A hand has let go of the tile here. Refused where something stands. */
  | { readonly do: 'put'; readonly panel: PanelId; readonly box: CellBox }
  | { readonly do: 'set'; readonly setting: PanelSetting; readonly value: number }
  | { readonly do: 'undo' | 'redo' };

const MOST_UNDONE = 100;

export const NOTHING_KEPT: Editing = {
  layouts: [],
  current: -1,
  selected: null,
  past: [],
  future: [],
  kept: { revision: -1, layouts: [] },
  said: null,
};

export function layoutIn({ layouts, current }: Draft): Layout | null {
  return layouts[current] ?? null;
}

/** Whether there is something that main does not keep yet. */
export function isUnsaved({ layouts, kept }: Editing): boolean {
  return layouts !== kept.layouts;
}

/** What stands in the way of a box; null: nothing. */
export function inTheWay({ tiles }: Layout, panel: PanelId, box: CellBox): PanelId | null {
  return tiles.find((tile) => tile.panel !== panel && overlap(tile, box))?.panel ?? null;
}

export function edit(state: Editing, deed: EditDeed): Editing {
  switch (deed.do) {
    case 'kept':
      return withKept(state, deed.layouts, deed.take);
    case 'saved':
      return { ...state, kept: deed.kept };
    case 'choose':
      return { ...state, current: deed.index, selected: null };
    case 'select':
      return { ...state, selected: deed.panel };
    case 'new':
      return withNew(state, { name: deed.name, grid: deed.grid, tiles: [] }, 'new');
    case 'copy': {
      const layout = layoutIn(state);
      return layout === null ? state : withNew(state, { ...layout, name: deed.name }, 'copy');
    }
    case 'rename':
      return changed(state, (layout) => ({ ...layout, name: deed.name }), { what: 'layout', deed: 'rename', name: deed.name });
    case 'delete':
      return withoutCurrent(state);
    case 'undo':
      return back(state);
    case 'redo':
      return forth(state);
    default:
      return onTiles(state, deed);
  }
}

type TileDeed = Extract<EditDeed, { do: 'add' | 'remove' | 'move' | 'resize' | 'put' | 'set' }>;

function onTiles(state: Editing, deed: TileDeed): Editing {
  const layout = layoutIn(state);
  if (layout === null) return state;
  if (deed.do === 'add') return added(state, layout, deed.panel, deed.size);
  const tile = layout.tiles.find(({ panel }) => panel === (deed.do === 'put' ? deed.panel : state.selected));
  if (tile === undefined) return state;
  switch (deed.do) {
    case 'remove':
      return { ...changed(state, without(tile), { what: 'removed', panel: tile.panel }), selected: null };
    case 'set':
      return changed(state, withTile({ ...tile, settings: { ...tile.settings, [deed.setting]: deed.value } }), null);
    case 'put':
      return placedAt(state, layout, tile, deed.box);
    case 'move':
      return moved(state, layout, tile, deed.dx, deed.dy);
    case 'resize': {
      const box: CellBox = { x: tile.x, y: tile.y, w: tile.w + deed.dw, h: tile.h + deed.dh };
      return box.w < LEAST_CELLS || box.h < LEAST_CELLS ? saying(state, { what: 'smallest' }) : placedAt(state, layout, tile, box);
    }
  }
}

function moved(state: Editing, layout: Layout, tile: LayoutTile, dx: number, dy: number): Editing {
  if (dx === 0 && dy === 0) return state;
  let blocked: PanelId | null = null;
  for (let cells = 1; ; cells += 1) {
    const box: CellBox = { x: tile.x + cells * dx, y: tile.y + cells * dy, w: tile.w, h: tile.h };
    if (!isInside(box, layout.grid)) return saying(state, blocked === null ? { what: 'edge' } : { what: 'blocked', by: blocked });
    const other = inTheWay(layout, tile.panel, box);
    if (other === null) return placedAt(state, layout, tile, box);
    blocked ??= other;
  }
}

/** There, unless that is outside of the grid or something stands there. */
function placedAt(state: Editing, layout: Layout, tile: LayoutTile, box: CellBox): Editing {
  if (!isInside(box, layout.grid)) return saying(state, { what: 'edge' });
  const other = inTheWay(layout, tile.panel, box);
  if (other !== null) return saying(state, { what: 'blocked', by: other });
  if (box.x === tile.x && box.y === tile.y && box.w === tile.w && box.h === tile.h) return { ...state, selected: tile.panel };
  return { ...changed(state, withTile({ ...tile, ...box }), { what: 'placed', panel: tile.panel, box }), selected: tile.panel };
}

function added(state: Editing, layout: Layout, panel: PanelId, size: Pick<CellBox, 'w' | 'h'>): Editing {
  if (layout.tiles.some((tile) => tile.panel === panel)) return { ...state, selected: panel };
  if (layout.tiles.length >= MOST_TILES) return saying(state, { what: 'too-many' });
  const box = freePlace(layout, panel, size);
  if (box === null) return saying(state, { what: 'no-room' });
  const tile: LayoutTile = { panel, ...box, settings: {} };
  return {
    ...changed(state, (before) => ({ ...before, tiles: [...before.tiles, tile] }), { what: 'placed', panel, box }),
    selected: panel,
  };
}

/** The first place in reading order that has so much room; else one for as little as half of it. */
function freePlace(layout: Layout, panel: PanelId, size: Pick<CellBox, 'w' | 'h'>): CellBox | null {
  const { columns, rows } = layout.grid;
  for (const share of [1, 0.75, 0.5]) {
    const w = Math.min(columns, Math.max(LEAST_CELLS, Math.ceil(size.w * share)));
    const h = Math.min(rows, Math.max(LEAST_CELLS, Math.ceil(size.h * share)));
    for (let y = 0; y + h <= rows; y += 1) {
      for (let x = 0; x + w <= columns; x += 1) if (inTheWay(layout, panel, { x, y, w, h }) === null) return { x, y, w, h };
    }
  }
  return null;
}

function withNew(state: Editing, layout: Layout, deed: 'new' | 'copy'): Editing {
  if (state.layouts.length >= MOST_LAYOUTS) return saying(state, { what: 'too-many' });
  const draft: Draft = { layouts: [...state.layouts, layout], current: state.layouts.length, selected: null };
  return stepped(state, draft, { what: 'layout', deed, name: layout.name });
}

function withoutCurrent(state: Editing): Editing {
  const layout = layoutIn(state);
  if (layout === null) return state;
  const layouts = state.layouts.filter((each) => each !== layout);
  const draft: Draft = { layouts, current: Math.min(state.current, layouts.length - 1), selected: null };
  return stepped(state, draft, { what: 'layout', deed: 'delete', name: layout.name });
}

function withKept(state: Editing, kept: Editing['kept'], take: boolean): Editing {
  // What this desk has just saved comes back: what was done can still be undone.
  if (!take && JSON.stringify(kept.layouts) === JSON.stringify(state.layouts)) {
    return { ...state, kept: { revision: kept.revision, layouts: state.layouts } };
  }
  if (!take && isUnsaved(state)) return state;
  const name = layoutIn(state)?.name;
  const current = Math.max(
    kept.layouts.findIndex((layout) => layout.name === name),
    kept.layouts.length > 0 ? 0 : -1,
  );
  return { ...NOTHING_KEPT, layouts: kept.layouts, current, kept };
}

function back(state: Editing): Editing {
  const before = state.past.at(-1);
  if (before === undefined) return saying(state, { what: 'nothing-left' });
  return saying({ ...state, ...before, past: state.past.slice(0, -1), future: [draftOf(state), ...state.future] }, { what: 'undone' });
}

function forth(state: Editing): Editing {
  const [next, ...future] = state.future;
  if (next === undefined) return saying(state, { what: 'nothing-left' });
  return saying({ ...state, ...next, past: [...state.past, draftOf(state)], future }, { what: 'redone' });
}

/** The layout that is edited becomes another one. */
function changed(state: Editing, change: (layout: Layout) => Layout, said: Said | null): Editing {
  const layout = layoutIn(state);
  if (layout === null) return state;
  const layouts = state.layouts.map((each) => (each === layout ? change(layout) : each));
  return stepped(state, { layouts, current: state.current, selected: state.selected }, said);
}

function stepped(state: Editing, draft: Draft, said: Said | null): Editing {
  const next: Editing = { ...state, ...draft, past: [...state.past, draftOf(state)].slice(-MOST_UNDONE), future: [] };
  return said === null ? next : saying(next, said);
}

function saying(state: Editing, said: Said): Editing {
  return { ...state, said: { ...said, turn: (state.said?.turn ?? 0) + 1 } };
}

function draftOf({ layouts, current, selected }: Draft): Draft {
  return { layouts, current, selected };
}

function withTile(tile: LayoutTile): (layout: Layout) => Layout {
  return (layout) => ({ ...layout, tiles: layout.tiles.map((each) => (each.panel === tile.panel ? tile : each)) });
}

function without(tile: LayoutTile): (layout: Layout) => Layout {
  return (layout) => ({ ...layout, tiles: layout.tiles.filter((each) => each !== tile) });
}
