import type { ReactElement } from 'react';
import type { TileName } from '../../shared/contract/frames';
import { FIRST_WALL_PAGE, type WallPage, wallPageOf } from '../../shared/contract/wall-pages';
import { Overview, OVERVIEW_TILES } from './overview';

/** One page of the wall: what its frames carry, and what draws it. */
interface PageOfWall {
  readonly tiles: readonly TileName[];
  readonly draw: () => ReactElement;
}

/** Every page that there is. */
export const PAGES: Readonly<Record<WallPage, PageOfWall>> = {
  overview: { tiles: OVERVIEW_TILES, draw: () => <Overview /> },
};

/** The page that an address asks for (`?page=`); the first one where it asks for none or for one that does not exist. */
export function pageAsked(search: string): PageOfWall {
  const name = new URLSearchParams(search).get('page');
  return PAGES[(name === null ? null : wallPageOf(name)) ?? FIRST_WALL_PAGE];
}
