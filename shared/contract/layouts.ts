/** The operator's own pages: panels on a grid. Kept by main in layouts.json, drawn by walls, edited on the desk. */

/** Every panel that can stand on a layout: those of the pages that every wall has. */
export const PANELS = [
  'floor',
  'callsNow',
  'callsDay',
  'queues',
  'hours',
  'seatsNow',
  'heat',
  'mapFull',
  'places',
  'usual',
  'deadlines',
  'dueNow',
  'dueAhead',
  'dueDistricts',
  'dueUnits',
  'oldest',
  'tasks',
  'taskBullets',
  'situation',
  'events',
] as const;
export type PanelId = (typeof PANELS)[number];

/** What can be chosen of a panel: whole numbers from the least to the most. */
export interface PanelChoice {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

/** The settings that panels have; a panel that is not here has none. */
export const PANEL_SETTINGS = {
  mapFull: { hotspots: { least: 0, most: 6, usual: 6 } },
  places: { hotspots: { least: 0, most: 6, usual: 6 } },
  taskBullets: { columns: { least: 1, most: 3, usual: 1 } },
} as const satisfies Partial<Record<PanelId, Readonly<Record<string, PanelChoice>>>>;
export type PanelSetting = 'hotspots' | 'columns';

/** Columns and rows of cells. */
export interface LayoutGrid {
  readonly columns: number;
  readonly rows: number;
}

/** A piece of the grid in cells, from its left and its top. */
export interface CellBox {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface LayoutTile extends CellBox {
  readonly panel: PanelId;
  readonly settings: Readonly<Partial<Record<PanelSetting, number>>>;
}

/** A panel stands on a layout at most once. */
export interface Layout {
  readonly name: string;
  readonly grid: LayoutGrid;
  readonly tiles: readonly LayoutTile[];
}

export const MOST_LAYOUTS = 24;
export const MOST_TILES = 16;
/** Cells of a tile, across and down. */
export const LEAST_CELLS = 2;
export const GRID_LIMITS = { least: 6, most: 48 } as const;

/** What can be wrong with layouts: with the file, with what stands in it, with where tiles stand. */
export const LAYOUT_FAULTS = ['unreadable', 'not-json', 'shape', 'name-twice', 'panel-twice', 'outside', 'overlap', 'setting'] as const;
export type LayoutFault = (typeof LAYOUT_FAULTS)[number];

/** Something that keeps layouts, or one of them, from being shown. */
export interface LayoutProblem {
  readonly fault: LayoutFault;
  /** The name of the layout that cannot be used; null: one without a name that can be read, or all of them. */
  readonly layout: string | null;
  /** Where in the file: `layouts.2.tiles.0.x`; empty: the whole of it. */
  readonly at: string;
  /** For whoever mends it, in the words of whatever read it: not for walls. */
  readonly detail: string;
}

/** The layouts that there are. One that cannot be used is left out and told: it takes no other with it. */
export interface Layouts {
  /** Rises with every change. */
  readonly revision: number;
  readonly layouts: readonly Layout[];
  readonly problems: readonly LayoutProblem[];
}

export type LayoutsSaved =
  | { readonly ok: true; readonly layouts: Layouts }
  /** `changed`: somebody else has saved meanwhile; `disk`: nothing was written, what was kept before is as it was. */
  | { readonly ok: false; readonly problem: 'changed' | 'refused' | 'disk'; readonly detail: string };

/** Something about tiles that are each well written. */
export interface TileObjection {
  readonly fault: 'panel-twice' | 'outside' | 'overlap' | 'setting';
  /** Places among the layout's tiles; `other`: the earlier one that it collides with. */
  readonly tile: number;
  readonly other: number | null;
}

/** What is wrong with where the tiles of a layout stand. Empty: nothing. */
export function objectionsTo({ grid, tiles }: Pick<Layout, 'grid' | 'tiles'>): readonly TileObjection[] {
  return tiles.flatMap((tile, index): TileObjection[] => {
    const earlier = tiles.slice(0, index);
    const twice = earlier.findIndex(({ panel }) => panel === tile.panel);
    if (twice >= 0) return [{ fault: 'panel-twice', tile: index, other: twice }];
    if (!isInside(tile, grid)) return [{ fault: 'outside', tile: index, other: null }];
    if (!settingsFit(tile)) return [{ fault: 'setting', tile: index, other: null }];
    const other = earlier.findIndex((each) => overlap(each, tile));
    return other < 0 ? [] : [{ fault: 'overlap', tile: index, other }];
  });
}

export function isInside({ x, y, w, h }: CellBox, { columns, rows }: LayoutGrid): boolean {
  return x >= 0 && y >= 0 && w >= LEAST_CELLS && h >= LEAST_CELLS && x + w <= columns && y + h <= rows;
}

export function overlap(a: CellBox, b: CellBox): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** What can be chosen of a panel, by name. */
export function choicesOf(panel: PanelId): readonly (readonly [PanelSetting, PanelChoice])[] {
  const choices: Readonly<Partial<Record<PanelId, Readonly<Partial<Record<PanelSetting, PanelChoice>>>>>> = PANEL_SETTINGS;
  return Object.entries(choices[panel] ?? {}) as [PanelSetting, PanelChoice][];
}

/** What was chosen, else what is usual. A panel without this setting: 0. */
export function settingOf({ panel, settings }: Pick<LayoutTile, 'panel' | 'settings'>, name: PanelSetting): number {
  return settings[name] ?? choicesOf(panel).find(([each]) => each === name)?.[1].usual ?? 0;
}

function settingsFit({ panel, settings }: LayoutTile): boolean {
  const choices = choicesOf(panel);
  return Object.entries(settings).every(([name, value]) => {
    const choice = choices.find(([each]) => each === name)?.[1];
    return choice !== undefined && value >= choice.least && value <= choice.most;
  });
}
