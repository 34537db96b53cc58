import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';
import { zoneClock } from '../time/zone';
import type { ZoneClock } from '../time/zone';

/** An operational day: start ≤ t < next. */
export interface CityDay {
  readonly start: Instant;
  readonly next: Instant;
}

/**
 * The city's time as a projection has seen it: it only moves forward, and knows the day and month that it is in. The day is the operational one, which
 * begins at the same local time every day (at the changed time where the clocks skip it, at the first showing where they show it twice); the month is
 * the calendar's.
 */
export class CityClock {
  readonly zone: ZoneClock;
  /** 0: nothing has told the time yet. */
  now: Instant = 0;
  /** First instant of the city day that holds `now`. */
  dayStart: Instant;
  /** First instant of the next one. */
  nextDay: Instant;
  /** year · 12 + month of `now`, as `ZoneClock.monthOf`. */
  month: number;
  /** First instant of the calendar day that holds `now`. */
  private midnight: Instant;
  /** `now` at which day or month may change. */
  private turn: Instant;

  /** `dayResetMs`: local time after midnight at which the day begins, below 24 hours. */
  constructor(
    zone: string,
    private readonly dayResetMs: DurationMs = 0,
  ) {
    this.zone = zoneClock(zone);
    ({ start: this.dayStart, next: this.nextDay } = this.dayOf(0));
    this.month = this.zone.monthOf(0);
    this.midnight = this.zone.startOfDay(0);
    this.turn = Math.min(this.nextDay, this.zone.startOfNextDay(0));
  }

  /** Moves on to `to`; earlier is a no-op. true: a new city day or month has begun. */
  advance(to: Instant): boolean {
    if (!(to > this.now)) return false;
    this.now = to;
    if (to < this.turn) return false;
    if (to >= this.nextDay) ({ start: this.dayStart, next: this.nextDay } = this.dayOf(to));
    this.month = this.zone.monthOf(to);
    this.midnight = this.zone.startOfDay(to);
    this.turn = Math.min(this.nextDay, this.zone.startOfNextDay(to));
    return true;
  }

  /** Whether `at`, which is not later than now, lies in the running city month. */
  inMonth(at: Instant): boolean {
    return at >= this.midnight || this.zone.monthOf(at) === this.month;
  }

  /** The operational day that holds `at`. */
  dayOf(at: Instant): CityDay {
    if (at >= this.dayStart && at < this.nextDay) return { start: this.dayStart, next: this.nextDay };
    if (this.dayResetMs === 0) return { start: this.zone.startOfDay(at), next: this.zone.startOfNextDay(at) };
    // A zone may skip a whole date, so that two dates begin at one instant.
    let date = 1;
    while (this.beginning(at, date) > at) date -= 1;
    const start = this.beginning(at, date);
    date += 1;
    while (this.beginning(at, date) <= start) date += 1;
    return { start, next: this.beginning(at, date) };
  }

  /** When the operational day begins whose date is `days` after that of `at`. */
  private beginning(at: Instant, days: number): Instant {
    const { year, month, day } = this.zone.parts(at);
    const hour = Math.floor(this.dayResetMs / HOUR_MS);
    const minute = Math.floor(this.dayResetMs / MINUTE_MS) % 60;
    const second = Math.floor(this.dayResetMs / SECOND_MS) % 60;
    return this.zone.fromLocal({ year, month, day: day + days, hour, minute, second });
  }
}
