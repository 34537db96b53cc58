import { DAY_MS, MINUTE_MS, SECOND_MS } from './instant';
import type { DurationMs, Instant } from './instant';

/** A moment as people in the zone read it off the wall. */
export interface LocalParts {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
  /** 0–23. */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Turns instants into a city's days and months and back. */
export interface ZoneClock {
  /** The IANA name that it was made with. */
  readonly zone: string;
  /** The first instant of the city day that holds `at`. Not always local midnight: some zones skip it when summer time begins. */
  startOfDay(at: Instant): Instant;
  /** The first instant of the next city day: 23, 24 or 25 hours after `startOfDay`. */
  startOfNextDay(at: Instant): Instant;
  /** year · 12 + (month − 1): months count up by one, across years too. */
  monthOf(at: Instant): number;
  /** `weekday`: 0 is Sunday. */
  parts(at: Instant): LocalParts & { readonly weekday: number };
  /**
   * The instant at which the wall shows `local`. A time that the clocks skip moves on by the skipped length (02:30 becomes 03:30); a time that
   * they show twice means the first showing. Fields outside their range carry over (day 32 is in the next month). Years before 100 are refused
   * with a RangeError.
   */
  fromLocal(local: LocalParts): Instant;
}

/** Since 1973 every zone has changed its offset on a quarter of an hour of UTC, so one offset holds for a whole block. */
const BLOCK_MS: DurationMs = 15 * MINUTE_MS;

/** About three and a half years of blocks; when full the cache starts again. */
const CACHE_LIMIT = 120_000;

const clocks = new Map<string, ZoneClock>();

/** The clock of an IANA zone; one per zone, its offsets cached. Throws a RangeError on a zone that nobody knows. Right from 1973 on. */
export function zoneClock(zone: string): ZoneClock {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = makeClock(zone);
    clocks.set(zone, clock);
  }
  return clock;
}

/** One city day: `parts` of any instant in it need only the time of day. */
interface Day {
  readonly start: Instant;
  readonly next: Instant;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

function makeClock(zone: string): ZoneClock {
  const offsetAt = cachedOffsets(zone);
  // A fold asks about the same day a million times over, so the last day is kept.
  let lastDay: Day = { start: 0, next: 0, year: 0, month: 0, day: 0, weekday: 0 };

  const fromUtcReading = (reading: number): Instant => {
    const before = offsetAt(reading - DAY_MS);
    const after = offsetAt(reading + DAY_MS);
    const early = reading - before;
    if (before === after || offsetAt(early) === before) return early;
    const late = reading - after;
    return offsetAt(late) === after ? late : early;
  };

  const dayOf = (at: Instant): Day => {
    if (at >= lastDay.start && at < lastDay.next) return lastDay;
    const reading = Math.floor((at + offsetAt(at)) / DAY_MS) * DAY_MS;
    const date = new Date(reading);
    lastDay = {
      start: fromUtcReading(reading),
      next: fromUtcReading(reading + DAY_MS),
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      weekday: date.getUTCDay(),
    };
    return lastDay;
  };

  return {
    zone,
    startOfDay: (at) => dayOf(at).start,
    startOfNextDay: (at) => dayOf(at).next,
    monthOf(at) {
      const day = dayOf(at);
      return day.year * 12 + day.month - 1;
    },
    parts(at) {
      const { year, month, day, weekday } = dayOf(at);
      const reading = at + offsetAt(at);
      const second = Math.floor((reading - Math.floor(reading / DAY_MS) * DAY_MS) / SECOND_MS);
      return { year, month, day, hour: Math.floor(second / 3600), minute: Math.floor(second / 60) % 60, second: second % 60, weekday };
    },
    fromLocal({ year, month, day, hour, minute, second }) {
      // Date.UTC takes 0–99 for 1900–1999: a wrong century is worse than a refusal.
      if (!(year >= 100)) throw new RangeError(`year ${year} is before 100`);
      return fromUtcReading(Date.UTC(year, month - 1, day, hour, minute, second));
    },
  };
}

/** Milliseconds to add to an instant to read the zone's wall clock as if it were UTC. */
function cachedOffsets(zone: string): (at: Instant) => DurationMs {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsets = new Map<number, DurationMs>();
  let lastBlock = Number.NaN;
  let lastOffset: DurationMs = 0;

  return (at) => {
    const block = Math.floor(at / BLOCK_MS);
    if (block === lastBlock) return lastOffset;
    let offset = offsets.get(block);
    if (offset === undefined) {
      const instant = block * BLOCK_MS;
      const reading: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
      for (const part of format.formatToParts(instant)) reading[part.type] = Number(part.value);
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = reading;
      offset = Date.UTC(year, month - 1, day, hour, minute, second) - instant;
      if (offsets.size >= CACHE_LIMIT) offsets.clear();
      offsets.set(block, offset);
    }
    lastBlock = block;
    lastOffset = offset;
    return offset;
  };
}
