import { DAY_MS, MINUTE_MS } from '../../shared/time/instant';
import type { DurationMs, Instant } from '../../shared/time/instant';
import { zoneClock } from '../../shared/time/zone';

/** What the hub's log knows, in the city's time. */
export interface Reach {
  readonly from: Instant;
  readonly to: Instant;
}

/** City ms per real ms that a past can pass at. */
export const SPEEDS = [1, 10, 60, 600] as const;

/** One city day of the log: what the bar's slider covers. */
export interface DayOfLog {
  readonly from: Instant;
  readonly to: Instant;
  readonly hasEarlier: boolean;
  readonly hasLater: boolean;
}

/** A whole minute of the log, nearest to `at`. */
export function minuteWithin(at: Instant, { from, to }: Reach): Instant {
  const first = Math.ceil(from / MINUTE_MS) * MINUTE_MS;
  return Math.max(first, Math.min(Math.floor(at / MINUTE_MS) * MINUTE_MS, to));
}

/** The part of the city day of `at` that the log knows. */
export function dayOfLog(at: Instant, reach: Reach, zone: string): DayOfLog {
  const clock = zoneClock(zone);
  const start = clock.startOfDay(at);
  const end = clock.startOfNextDay(at);
  return {
    from: minuteWithin(start, reach),
    to: minuteWithin(end - MINUTE_MS, reach),
    hasEarlier: start > reach.from,
    hasLater: end <= reach.to,
  };
}

/** The same time of another day, so far it is in the log. */
export function dayAway(at: Instant, days: number, reach: Reach): Instant {
  return minuteWithin(at + days * DAY_MS, reach);
}

/** How far a key or a button moves the playhead; null: it does not. */
export function strideOf(key: string, shift: boolean): DurationMs | null {
  if (key === 'ArrowLeft') return shift ? -60 * MINUTE_MS : -1 * MINUTE_MS;
  if (key === 'ArrowRight') return shift ? 60 * MINUTE_MS : MINUTE_MS;
  return null;
}
