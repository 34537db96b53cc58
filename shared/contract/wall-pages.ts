/**
 * The pages that a wall can show. A new page is a name here and a composition in renderer/wall/pages.tsx, which the types then ask for: command line,
 * screens file and address take it from this list.
 */
export const WALL_PAGES = ['overview', 'calls', 'map', 'deadlines', 'tasks', 'emergency'] as const;
export type WallPage = (typeof WALL_PAGES)[number];

/** What a wall shows unless something else is asked for. */
export const FIRST_WALL_PAGE: WallPage = 'overview';

/** null: there is no such page. */
export function wallPageOf(name: string): WallPage | null {
  return WALL_PAGES.find((page) => page === name) ?? null;
}
