import type { ShareRange } from '../domain/staffing';
import type { Instant } from '../time/instant';
import type { CapacityLine } from './capacity-line';

/** An announced crossing of needed and expected seats. */
export interface Shortage {
  readonly announcedAt: Instant;
  /** When needed seats rise above the expected ones, and when they no longer are; toAt null: not before the day ends. */
  readonly fromAt: Instant;
  readonly toAt: Instant | null;
  /** The largest gap in signed-in seats, and when. */
  readonly gapSeats: number;
  readonly gapAt: Instant;
  /** Over the shortage: shares of the calls offered in it (occupancy: of its staffed time). */
  readonly serviceLevel: ShareRange;
  readonly abandoned: ShareRange;
  readonly occupancy: ShareRange;
}

/** Decides when a crossing is worth announcing and when it is over, without flicker. Deterministic in what it is shown. */
export class ShortageWatch {
  /** To be called once a city minute with the fresh line of the day that begins at `startAt`. The announced shortage, or null. */
  update(_line: CapacityLine, _startAt: Instant, _now: Instant): Shortage | null {
    return null;
  }
}
