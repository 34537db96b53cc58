import { DAY_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import type { ZoneClock } from '../../time/zone';

interface Pair {
  /** Start of the city day that begins in this UTC day. */
  readonly boundary: Instant;
  readonly before: Instant;
  readonly next: Instant;
}

const KEEP = 200;

/** The city days round about now, remembered: lives of cases ask for the same few weeks in any order. */
export class Days {
  private readonly pairs = new Map<number, Pair>();

  constructor(private readonly clock: ZoneClock) {}

  startOfDay(at: Instant): Instant {
    const pair = this.pair(at);
    return at < pair.boundary ? pair.before : pair.boundary;
  }

  startOfNextDay(at: Instant): Instant {
    const pair = this.pair(at);
    return at < pair.boundary ? pair.boundary : pair.next;
  }

  private pair(at: Instant): Pair {
    const utcDay = Math.floor(at / DAY_MS);
    let pair = this.pairs.get(utcDay);
    if (pair === undefined) {
      const { clock } = this;
      const start = utcDay * DAY_MS;
      const first = clock.startOfDay(start);
      const boundary = first === start ? start : clock.startOfNextDay(start);
      pair = { boundary, before: first === start ? clock.startOfDay(start - 1) : first, next: clock.startOfNextDay(boundary) };
      if (this.pairs.size >= KEEP) this.pairs.clear();
      this.pairs.set(utcDay, pair);
    }
    return pair;
  }
}
