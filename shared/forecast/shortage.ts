import type { ShareRange } from '../domain/staffing';
import { MINUTE_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';
import type { CapacityLine } from './capacity-line';
import { meanOver } from './step-ranges';

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

/** When a step is short: the service level so far below the target, and so many seats missing, both. */
interface Bar {
  readonly below: number;
  readonly seats: number;
  readonly seatShare: number;
  /** Consecutive steps. */
  readonly steps: number;
}

/** To announce, and (easier) to keep what is announced: the gap between the two is the hysteresis. */
const ANNOUNCE: Bar = { below: 0.15, seats: 5, seatShare: 0.03, steps: 3 };
const KEEP: Bar = { below: 0.1, seats: 3, seatShare: 0.02, steps: 2 };
/**
 * A shortage must be in sight so long before it is announced: a forecast lives for a step, so two of them must agree. And out of sight so long before it is
 * taken back.
 */
const ON_DELAY_MS: DurationMs = 5 * MINUTE_MS;
const OFF_DELAY_MS: DurationMs = 10 * MINUTE_MS;

/** First step of a shortage and the step after its last. */
interface Span {
  readonly from: number;
  readonly end: number;
}

/** Decides when a crossing is worth announcing and when it is over, without flicker. Deterministic in what it is shown; holds one shortage. */
export class ShortageWatch {
  private inSightSince: Instant | null = null;
  private lastInSight: Instant = 0;
  private announced: Shortage | null = null;
  private day: Instant = Number.NaN;

  /** To be called with the fresh line of the day that begins at `startAt`, about once a city minute. The announced shortage, or null. A new day starts afresh. */
  update(line: CapacityLine, startAt: Instant, now: Instant): Shortage | null {
    if (startAt !== this.day) {
      this.day = startAt;
      this.inSightSince = null;
      this.announced = null;
    }
    const span = findSpan(line, this.announced === null ? ANNOUNCE : KEEP);
    const seen = span === null ? null : describe(line, span, startAt, this.announced, now);
    if (this.announced !== null) return this.keep(this.announced, seen, now);
    if (seen === null) {
      this.inSightSince = null;
      return null;
    }
    this.inSightSince ??= now;
    if (now - this.inSightSince < ON_DELAY_MS) return null;
    this.lastInSight = now;
    this.announced = seen;
    return this.announced;
  }

  private keep(announced: Shortage, seen: Shortage | null, now: Instant): Shortage | null {
    if (seen !== null) {
      this.lastInSight = now;
      this.announced = seen;
    } else if (now - this.lastInSight >= OFF_DELAY_MS) {
      this.announced = null;
      this.inSightSince = null;
    } else {
      this.announced = announced;
    }
    return this.announced;
  }
}

/** The first run of short steps that is long enough, widened to where needed and expected seats cross. */
function findSpan(line: CapacityLine, bar: Bar): Span | null {
  let run = 0;
  for (let step = line.first; step < line.offered.length; step += 1) {
    run = isShort(line, step, bar) ? run + 1 : 0;
    if (run < bar.steps) continue;
    let from = step - run + 1;
    while (from > line.first && isUnder(line, from - 1)) from -= 1;
    let end = step + 1;
    // One step at par, as at a change of shift, does not end it.
    while (end < line.offered.length && (isUnder(line, end) || (end + 1 < line.offered.length && isUnder(line, end + 1)))) end += 1;
    return { from, end };
  }
  return null;
}

function isShort({ seatsNeeded, seatsExpected, serviceLevel, target }: CapacityLine, step: number, bar: Bar): boolean {
  const needed = seatsNeeded[step]!;
  const gap = needed - seatsExpected[step]!;
  // NaN, not known, is never short.
  return gap >= Math.max(bar.seats, bar.seatShare * needed) && serviceLevel.likely[step]! < target - bar.below;
}

function isUnder({ seatsNeeded, seatsExpected, serviceLevel, target }: CapacityLine, step: number): boolean {
  return seatsNeeded[step]! > seatsExpected[step]! && serviceLevel.likely[step]! < target;
}

function describe(line: CapacityLine, { from, end }: Span, startAt: Instant, before: Shortage | null, now: Instant): Shortage | null {
  const { stepMs, seatsNeeded, seatsExpected, offered } = line;
  const mean = meanOver(line, offered, seatsExpected, from, end);
  if (mean === null) return null;
  let gapStep = from;
  const gap = (step: number): number => seatsNeeded[step]! - seatsExpected[step]!;
  for (let step = from; step < end; step += 1) if (gap(step) > gap(gapStep)) gapStep = step;
  // A shortage that has begun goes on beginning when it began.
  const goesOn = before !== null && from === line.first && before.fromAt <= startAt + from * stepMs;
  return {
    announcedAt: before?.announcedAt ?? now,
    fromAt: goesOn ? before.fromAt : startAt + from * stepMs,
    toAt: end === offered.length ? null : startAt + end * stepMs,
    gapSeats: Math.round(gap(gapStep)),
    gapAt: startAt + gapStep * stepMs,
    ...mean,
  };
}
