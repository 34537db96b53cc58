import type { Instant } from '../time/instant';
import { zoneClock } from '../time/zone';
import type { ZoneClock } from '../time/zone';

/** The city's time as a projection has seen it: it only moves forward, and knows the day and month that it is in. */
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

  constructor(zone: string) {
    this.zone = zoneClock(zone);
    this.dayStart = this.zone.startOfDay(0);
    this.nextDay = this.zone.startOfNextDay(0);
    this.month = this.zone.monthOf(0);
  }

  /** Moves on to `to`; earlier is a no-op. true: a new city day has begun. */
  advance(to: Instant): boolean {
    if (!(to > this.now)) return false;
    this.now = to;
    if (to < this.nextDay) return false;
    this.dayStart = this.zone.startOfDay(to);
    this.nextDay = this.zone.startOfNextDay(to);
    this.month = this.zone.monthOf(to);
    return true;
  }

  /** Whether `at`, which is not later than now, lies in the running city month. */
  inMonth(at: Instant): boolean {
    return at >= this.dayStart || this.zone.monthOf(at) === this.month;
  }
}
