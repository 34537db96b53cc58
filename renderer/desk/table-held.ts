import type { TableAnchor, TableTile } from '../../shared/contract/frames';
import type { CaseKey } from '../../shared/domain/keys';
import { FIRST_WINDOW, type TableWindow, windowFor } from './table-window';

/** A window of the table, and the row that holds it still while the list moves; null at the very top, where new first rows are to be seen. */
export interface HeldWindow extends TableWindow {
  readonly anchor: TableAnchor | null;
}

export const FIRST_HELD: HeldWindow = { ...FIRST_WINDOW, anchor: null };

/** As `windowFor`; a window that must be asked for is held by the row at `first`, if that row is known. */
export function heldFor(
  first: number,
  last: number,
  total: number,
  current: HeldWindow,
  caseAt: (place: number) => CaseKey | undefined,
): HeldWindow {
  const { offset, limit } = windowFor(first, last, total, current);
  const covered = offset === current.offset && limit === current.limit;
  if (covered && current.anchor !== null && first > 0) return current;
  const key = first > 0 ? caseAt(first) : undefined;
  if (covered && current.anchor === null && key === undefined) return current;
  return { offset, limit, anchor: key === undefined ? null : { case: key, place: first } };
}

/** The window where its answer says that it is now. */
export function movedWith(window: HeldWindow, { query }: TableTile): HeldWindow {
  const { anchor = null, offset, limit } = query;
  if (anchor === null || anchor.case !== window.anchor?.case || limit !== window.limit) return window;
  return offset === window.offset && anchor.place === window.anchor.place ? window : { offset, limit, anchor };
}

/** Where a row of `before` that `tile` does not hold would be now; null: the tiles have no anchor in common. */
export function placeByAnchor(before: TableTile, tile: TableTile, index: number): number | null {
  const was = before.query.anchor ?? null;
  const is = tile.query.anchor ?? null;
  return was === null || is === null || was.case !== is.case ? null : index + is.place - was.place;
}
