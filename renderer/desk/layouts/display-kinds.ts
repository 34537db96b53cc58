import type { Settings } from '../../../shared/contract/bridge';
import type { CellBox, LayoutGrid, LayoutTile } from '../../../shared/contract/layouts';
import type { Room } from '../../parts/layout-fold';
import { foldRules, pageRoom } from '../../parts/panel-room';
import { shapeOf, wallScale, type WallScale, type WallShape } from '../../parts/type-scale';

/** Displays that a layout can be drawn for, by their ratio; pixels as such displays usually have. */
export const DISPLAY_KINDS = [
  { id: '16:9', width: 1_920, height: 1_080 },
  { id: '21:9', width: 2_560, height: 1_080 },
  { id: '32:9', width: 5_120, height: 1_440 },
  { id: '4:3', width: 1_600, height: 1_200 },
  { id: '9:16', width: 1_080, height: 1_920 },
] as const;
export type DisplayKind = (typeof DISPLAY_KINDS)[number];

const GRIDS: Readonly<Record<WallShape, LayoutGrid>> = {
  landscape: { columns: 24, rows: 12 },
  ribbon: { columns: 36, rows: 10 },
  portrait: { columns: 12, rows: 24 },
};

/** The grid that suits a display: its cells are about as high as they are wide. */
export function gridFor({ width, height }: DisplayKind): LayoutGrid {
  return GRIDS[shapeOf(width, height)];
}

/** What a page is on such a display, read from as far away as the settings say. */
export interface PageOn {
  readonly room: Room;
  readonly density: WallScale['density'];
}

/** An upright display is one as large as the others, turned. */
export function pageOn({ width, height }: DisplayKind, { heightMm, distanceMm }: Settings['wall']): PageOn {
  const geometry = { heightMm: heightMm * Math.max(1, height / width), distanceMm };
  const { basePx, density } = wallScale({ width, height, screenHeight: height }, geometry);
  return { room: pageRoom({ width, height }, basePx), density };
}

/** The cells that a panel needs at least on such a page. */
export function leastCells(
  tile: Pick<LayoutTile, 'panel' | 'settings'>,
  grid: LayoutGrid,
  { room, density }: PageOn,
): Pick<CellBox, 'w' | 'h'> {
  const { least, gap } = foldRules(density);
  const needed = least({ ...tile, x: 0, y: 0, w: 0, h: 0 });
  return {
    w: Math.ceil(((needed.width + gap) * grid.columns) / (room.width + gap)),
    h: Math.ceil(((needed.height + gap) * grid.rows) / (room.height + gap)),
  };
}
