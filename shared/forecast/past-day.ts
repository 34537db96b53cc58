import type { DayType } from '../domain/day-type';
import type { Instant } from '../time/instant';

/** Offered calls of a day that is over, all queues together, as a forecast learns from it. */
export interface PastDay {
  readonly startAt: Instant;
  readonly dayType: DayType;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Calls offered in each step of the day; null: nobody knows (never zero calls). */
  readonly offered: readonly (number | null)[];
}
