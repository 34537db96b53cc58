import type { ReactElement } from 'react';
import type { TileName } from '../../shared/contract/frames';
import type { Layout, Layouts } from '../../shared/contract/layouts';
import {
  type BuiltInPage,
  FIRST_WALL_PAGE,
  layoutNameOf,
  WALL_PAGES,
  type WallPage,
  pageOfAddress,
} from '../../shared/contract/wall-pages';
import { WALL_PAGE_NAMES } from '../parts/wall-page-names';
import type { WordKey, Words } from '../parts/words';
import { CALLS_TILES, CallsPage } from './calls-page';
import { DEADLINES_TILES, DeadlinesPage } from './deadlines-page';
import { EMERGENCY_TILES, EmergencyPage } from './emergency-page';
import { LayoutPage } from './layout-page';
import { LAYOUT_PANELS } from './layout-panels';
import { MAP_TILES, MapPage } from './map-page';
import { Overview, OVERVIEW_TILES } from './overview';
import { TASKS_TILES, TasksPage } from './tasks-page';
import type { WallScale } from '../parts/type-scale';

/** What a page's frames carry, and what draws it. */
export interface DrawnPage {
  /** Keep its identity. */
  readonly tiles: readonly TileName[];
  readonly draw: (scale: WallScale) => ReactElement;
}

/** One of the pages that every wall has. */
interface PageOfWall extends DrawnPage {
  readonly name: WordKey;
}

/** What is around every page. */
export const FRAME_TILES = ['link', 'city', 'catalogue', 'tasks', 'emergency', 'timeline'] as const satisfies readonly TileName[];

/** The pages that every wall has. */
export const PAGES: Readonly<Record<BuiltInPage, PageOfWall>> = {
  overview: { name: WALL_PAGE_NAMES.overview, tiles: allOf(OVERVIEW_TILES), draw: (scale) => <Overview scale={scale} /> },
  calls: { name: WALL_PAGE_NAMES.calls, tiles: allOf(CALLS_TILES), draw: (scale) => <CallsPage scale={scale} /> },
  map: { name: WALL_PAGE_NAMES.map, tiles: allOf(MAP_TILES), draw: (scale) => <MapPage scale={scale} /> },
  deadlines: { name: WALL_PAGE_NAMES.deadlines, tiles: allOf(DEADLINES_TILES), draw: (scale) => <DeadlinesPage scale={scale} /> },
  tasks: { name: WALL_PAGE_NAMES.tasks, tiles: allOf(TASKS_TILES), draw: (scale) => <TasksPage scale={scale} /> },
  emergency: { name: WALL_PAGE_NAMES.emergency, tiles: allOf(EMERGENCY_TILES), draw: () => <EmergencyPage /> },
};

function allOf(own: readonly TileName[]): readonly TileName[] {
  return [...new Set([...FRAME_TILES, ...own])];
}

/** What pages may ever ask for. */
export const ALL_TILES = allOf([...Object.values(PAGES), ...Object.values(LAYOUT_PANELS)].flatMap(({ tiles }) => tiles));

const drawnLayouts = new WeakMap<Layout, DrawnPage>();

/** How to draw a page; a layout that is not there is drawn as the first page. The same for the same layout. */
export function drawnPage(page: WallPage, { layouts }: Pick<Layouts, 'layouts'>): DrawnPage {
  const name = layoutNameOf(page);
  const layout = layouts.find((each) => each.name === name);
  if (layout === undefined) return PAGES[WALL_PAGES.find((each) => each === page) ?? FIRST_WALL_PAGE];
  const known = drawnLayouts.get(layout);
  if (known !== undefined) return known;
  const tiles = allOf(layout.tiles.flatMap(({ panel }) => LAYOUT_PANELS[panel].tiles));
  const drawn: DrawnPage = { tiles, draw: (scale) => <LayoutPage layout={layout} scale={scale} /> };
  drawnLayouts.set(layout, drawn);
  return drawn;
}

/** What people call a page. */
export function pageTitle(page: WallPage, words: Words): string {
  return layoutNameOf(page) ?? words.t(PAGES[WALL_PAGES.find((each) => each === page) ?? FIRST_WALL_PAGE].name);
}

/** The page that an address asks for (`?page=`); the first one where it asks for none or for one that cannot be. */
export function pageAsked(search: string): WallPage {
  const asked = new URLSearchParams(search).get('page');
  return (asked === null ? null : pageOfAddress(asked)) ?? FIRST_WALL_PAGE;
}
