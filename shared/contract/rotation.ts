import type { WallPage } from './wall-pages';

/** How a wall goes through its pages: read from screens.json or the command line by main, followed by the wall's page. */

/** What can bring a page forward. */
export const ALARMS = ['emergency', 'service-level', 'hotspot'] as const;
/** emergency: one is open, or a drill; service-level: fewer are answered in time than the target allows by far; hotspot: one was announced a moment ago. */
export type Alarm = (typeof ALARMS)[number];

/** One page of a list, shown for so long. With `from` and `to` (HH:MM) only between these times of the city's day; to before from: over midnight. */
export interface PageTurn {
  readonly page: WallPage;
  readonly seconds: number;
  readonly from: string | null;
  readonly to: string | null;
}

/** Brings `page` forward while `when` lasts, for at most so many seconds (null: as long as it lasts); an earlier rule goes before a later one. */
export interface AlarmRule {
  readonly when: Alarm;
  readonly page: WallPage;
  readonly seconds: number | null;
}

/** At least one turn. */
export interface WallRotation {
  readonly turns: readonly PageTurn[];
  readonly alarms: readonly AlarmRule[];
}

/** Of a page that nobody gave a time. */
const USUAL_SECONDS = 30;
/** What brings which page forward where nobody said so. */
const USUAL_ALARMS: readonly AlarmRule[] = [
  { when: 'emergency', page: 'emergency', seconds: null },
  { when: 'service-level', page: 'calls', seconds: 300 },
  { when: 'hotspot', page: 'map', seconds: 60 },
];

/** A page alone stays; several take turns, and what is usual brings one of them forward, never a page that is not among them. */
export function rotationOf(pages: readonly WallPage[]): WallRotation {
  return usualRotation(pages.map((page) => ({ page, seconds: USUAL_SECONDS, from: null, to: null })));
}

/** The turns with the alarms that are usual for their pages. */
export function usualRotation(turns: readonly PageTurn[]): WallRotation {
  const listed = new Set(turns.map(({ page }) => page));
  return { turns, alarms: listed.size > 1 ? USUAL_ALARMS.filter(({ page }) => listed.has(page)) : [] };
}

/** Its pages in the order in which they are first named, those of alarms last. */
export function pagesOf({ turns, alarms }: WallRotation): readonly WallPage[] {
  return [...new Set([...turns, ...alarms].map(({ page }) => page))];
}
