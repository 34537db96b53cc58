import type { CategoryKey, Place } from '../domain/keys';
import type { Instant } from '../time/instant';

/** What people report much more than is usual there at this time. */
export interface HotspotsTile {
  /** City time of the last minute that was judged; 0: none yet. */
  readonly judgedAt: Instant;
  /** false: too little is known of this city yet to tell what is out of the ordinary. */
  readonly ready: boolean;
  /** Those that go on, latest announced first, at most 12; `count` of them in all. */
  readonly hotspots: readonly HotspotFigures[];
  readonly count: number;
}

/** A district's or township's key; that of a cell of a grid where cases have no township; 0 for the city. */
export interface HotspotArea {
  readonly kind: 'city' | 'district' | 'township' | 'grid';
  readonly key: number;
}

export interface HotspotFigures {
  readonly id: number;
  readonly area: HotspotArea;
  /** The middle of the area; null: none is known, or it is wide. */
  readonly place: Place | null;
  /** Most beyond the usual first. */
  readonly categories: readonly CategoryKey[];
  /** Where inside a wide area most is beyond the usual. */
  readonly parts: readonly HotspotArea[];
  readonly startedAt: Instant;
  readonly announcedAt: Instant;
  /** Cases since it began, what is usual in that time, and the bounds (95 %) of the factor between them. */
  readonly observed: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}
