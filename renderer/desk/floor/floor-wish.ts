import type { KeyWish } from '../commands';
import type { GridControls } from './floor-grid';

/** What keys can do on the floor page beside moving in its list. */
export interface FloorDeeds {
  /** The list that is shown; asked again after a level has changed. */
  readonly list: () => GridControls | null;
  /** Closes the drawer, goes a level up, or leaves the page, whatever comes first. */
  readonly back: () => void;
}

/** Carries out what means the floor page's list; false: the wish is the desk's. What belongs to the table of cases alone does nothing here. */
export function doFloorWish(wish: KeyWish, { list, back }: FloorDeeds): boolean {
  switch (wish.wish) {
    case 'move':
      list()?.move(wish.by);
      break;
    case 'page':
      list()?.page(wish.by);
      break;
    case 'end':
      list()?.end(wish.last);
      break;
    case 'open':
      list()?.open();
      break;
    case 'escape':
      back();
      break;
    case 'range':
    case 'sort':
    case 'select':
    case 'select-screen':
      return true;
    default:
      return false;
  }
  list()?.takeFocus();
  // Another level brings another list.
  if (wish.wish === 'open' || wish.wish === 'escape') requestAnimationFrame(() => list()?.takeFocus());
  return true;
}
