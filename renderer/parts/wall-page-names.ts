import { type BuiltInPage, layoutNameOf, type WallPage } from '../../shared/contract/wall-pages';
import type { WordKey, Words } from './words';

/** What people call the pages that every wall has. */
export const WALL_PAGE_NAMES: Readonly<Record<BuiltInPage, WordKey>> = {
  overview: 'wall.overview',
  calls: 'wall.page.calls',
  map: 'wall.page.map',
  deadlines: 'wall.page.deadlines',
  tasks: 'wall.page.tasks',
  emergency: 'wall.page.emergency',
};

/** What people call a page of a wall; a layout by the name that its maker gave it. */
export function wallPageName(page: WallPage, words: Words): string {
  return layoutNameOf(page) ?? words.t(WALL_PAGE_NAMES[page as BuiltInPage]);
}
