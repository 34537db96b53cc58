import type { ReactElement } from 'react';
import type { TileName } from '../../shared/contract/frames';
import { FIRST_WALL_PAGE, type WallPage, wallPageOf } from '../../shared/contract/wall-pages';
import type { WordKey } from '../parts/words';
import { CALLS_TILES, CallsPage } from './calls-page';
import { DEADLINES_TILES, DeadlinesPage } from './deadlines-page';
import { EMERGENCY_TILES, EmergencyPage } from './emergency-page';
import { MAP_TILES, MapPage } from './map-page';
import { Overview, OVERVIEW_TILES } from './overview';
import { TASKS_TILES, TasksPage } from './tasks-page';
import type { WallScale } from './type-scale';

/** One page of the wall: its name, what its frames carry beside what every page's do, and what draws it. */
interface PageOfWall {
  readonly name: WordKey;
  readonly tiles: readonly TileName[];
  readonly draw: (scale: WallScale) => ReactElement;
}

/** What is around every page. */
export const FRAME_TILES = ['link', 'city', 'catalogue', 'tasks', 'emergency', 'timeline'] as const satisfies readonly TileName[];

/** Every page that there is. */
export const PAGES: Readonly<Record<WallPage, PageOfWall>> = {
  overview: { name: 'wall.overview', tiles: allOf(OVERVIEW_TILES), draw: (scale) => <Overview scale={scale} /> },
  calls: { name: 'wall.page.calls', tiles: allOf(CALLS_TILES), draw: (scale) => <CallsPage scale={scale} /> },
  map: { name: 'wall.page.map', tiles: allOf(MAP_TILES), draw: (scale) => <MapPage scale={scale} /> },
  deadlines: { name: 'wall.page.deadlines', tiles: allOf(DEADLINES_TILES), draw: (scale) => <DeadlinesPage scale={scale} /> },
  tasks: { name: 'wall.page.tasks', tiles: allOf(TASKS_TILES), draw: (scale) => <TasksPage scale={scale} /> },
  emergency: { name: 'wall.page.emergency', tiles: allOf(EMERGENCY_TILES), draw: () => <EmergencyPage /> },
};

function allOf(own: readonly TileName[]): readonly TileName[] {
  return [...new Set([...FRAME_TILES, ...own])];
}

/** The page that an address asks for (`?page=`); the first one where it asks for none or for one that does not exist. */
export function pageAsked(search: string): WallPage {
  const name = new URLSearchParams(search).get('page');
  return (name === null ? null : wallPageOf(name)) ?? FIRST_WALL_PAGE;
}
