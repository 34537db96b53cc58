import type { CategoryKey } from '../domain/keys';
import type { Instant } from '../time/instant';
import type { Area } from './areas';

/** Something that people report much more than is usual there at this time: one event, however many cells it is seen in. */
export interface Hotspot {
  /** 1, 2, … in the order in which they were announced. */
  readonly id: number;
  /** The smallest area that holds all of it. */
  readonly area: Area;
  /** Categories, those with most cases beyond the usual first. */
  readonly categories: readonly CategoryKey[];
  /** Areas inside `area` with most cases beyond the usual, most first, at most MOST_PARTS; empty where it is one place. */
  readonly parts: readonly Area[];
  /** When it probably began: the start of a 5-minute step. */
  readonly startedAt: Instant;
  readonly announcedAt: Instant;
  /** When it was last out of the ordinary, and whether it still counts as going on. */
  readonly lastHotAt: Instant;
  readonly over: boolean;
  /** Cases since it began, and what is usual in that time. */
  readonly observed: number;
  readonly expected: number;
  /** Bounds of observed / expected: 95 %, chance and the baseline's own uncertainty. */
  readonly low: number;
  readonly high: number;
}

export const MOST_PARTS = 4;

/** A cell that a hotspot is seen in, and the cases of it that have left the windows since. */
export interface HotCell {
  readonly area: number;
  readonly category: CategoryKey;
  earlier: number;
  earlierExpected: number;
}

/** A hotspot as the watch keeps it. Moments are numbers of 5-minute steps and of minutes since 1970. */
export interface HotEvent {
  readonly id: number;
  readonly cells: HotCell[];
  startStep: number;
  readonly announcedMinute: number;
  lastHotMinute: number;
  over: boolean;
}
