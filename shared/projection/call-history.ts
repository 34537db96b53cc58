import type { CallHistoryEvent } from '../domain/events';
import { INTERVAL_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';
import type { CityClock } from './city-clock';
import { BadSnapshot } from './errors';
import { INSTANT_LIMIT, isInstant } from './key-limits';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/** Ten weeks. */
const DAYS_KEPT = 70;
const STEPS_LIMIT = 1_500;
const COUNT_LIMIT = 0xffff_ffff;

/** Offered calls of one day, all queues: entry i covers startAt + i·stepMs. */
export interface PastCalls {
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  readonly offered: readonly number[];
}

interface Day {
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  readonly offered: Uint32Array;
}

/**
 * Offered calls per step of the latest days, for a forecast to learn from: those that were carried over when the log began, and those that the log itself
 * has told of. The log's own calls are counted into the operational day of their own moment as they come, never when the day is seen to change, so the
 * content is a function of the records alone.
 */
export class CallHistory {
  /** By start, at most 70 each; the earliest leaves first. */
  private carried: Day[] = [];
  private counted: Day[] = [];
  /** The day that was counted into last: start ≤ t < next. */
  private day: Day | null = null;
  private next: Instant = 0;

  constructor(private readonly clock: CityClock) {}

  /**
   * Whole earlier days, the earliest first, at most 70. `since`: when the log first told of calls or seats; its own days count from the first that it saw
   * begin. Where a day was carried over and counted the carried one holds. A day without any call is not there: it is not known to have been a quiet one.
   */
  past(since: Instant | null): PastCalls[] {
    const today = this.clock.dayStart;
    const whole = since === null ? [] : this.counted.filter(({ startAt }) => since < startAt + INTERVAL_MS);
    const days = new Map([...whole, ...this.carried].map((day) => [day.startAt, day] as const));
    return [...days.values()]
      .filter(({ startAt }) => startAt < today)
      .sort((a, b) => a.startAt - b.startAt)
      .slice(-DAYS_KEPT)
      .map(plain);
  }

  objection({ startAt, stepMs, offered }: CallHistoryEvent): string | null {
    if (!isInstant(startAt) || !(stepMs > 0 && Number.isFinite(stepMs))) return 'a day of calls needs a start and a step';
    if (offered.length > STEPS_LIMIT) return `a day of calls has at most ${STEPS_LIMIT} steps`;
    return offered.every((calls) => Number.isInteger(calls) && calls >= 0 && calls <= COUNT_LIMIT) ? null : 'calls are whole numbers';
  }

  /** `event` must have raised no objection. */
  carryOver({ startAt, stepMs, offered }: CallHistoryEvent): void {
    this.carried = this.carried.filter((day) => day.startAt !== startAt);
    insert(this.carried, { startAt, stepMs, offered: Uint32Array.from(offered) });
  }

  /** A call was offered. */
  count(at: Instant): void {
    if (this.day === null || at < this.day.startAt || at >= this.next) this.open(at);
    const { day } = this;
    if (day !== null) day.offered[Math.floor((at - day.startAt) / INTERVAL_MS)]! += 1;
  }

  canonical(): unknown {
    return { carried: this.carried.map(plain), counted: this.counted.map(plain) };
  }

  write(writer: SnapshotWriter): void {
    for (const days of [this.carried, this.counted]) {
      writer.number(days.length);
      for (const { startAt, stepMs, offered } of days) {
        writer.number(startAt);
        writer.number(stepMs);
        writer.u32s(offered);
      }
    }
  }

  /** Into an empty history. */
  read(reader: SnapshotReader): void {
    this.carried = readDays(reader);
    this.counted = readDays(reader);
    for (const { startAt, stepMs, offered } of this.counted) {
      if (startAt > INSTANT_LIMIT) throw new BadSnapshot('a day of calls lies nowhere');
      const { start, next } = this.clock.dayOf(startAt);
      if (start !== startAt || stepMs !== INTERVAL_MS || offered.length !== stepsOf(start, next))
        throw new BadSnapshot('a day of calls is no day of the city');
    }
  }

  /** Makes the day of `at` the one that is counted into; none if it is earlier than all that are kept. */
  private open(at: Instant): void {
    const { start, next } = this.clock.dayOf(at);
    let day = this.counted.findLast(({ startAt }) => startAt === start) ?? null;
    if (day === null && !(this.counted.length === DAYS_KEPT && start < this.counted[0]!.startAt)) {
      day = { startAt: start, stepMs: INTERVAL_MS, offered: new Uint32Array(stepsOf(start, next)) };
      insert(this.counted, day);
    }
    this.day = day;
    this.next = next;
  }
}

/** Keeps `days` in order and few enough. */
function insert(days: Day[], day: Day): void {
  days.splice(days.findLastIndex(({ startAt }) => startAt < day.startAt) + 1, 0, day);
  if (days.length > DAYS_KEPT) days.shift();
}

function readDays(reader: SnapshotReader): Day[] {
  const days: Day[] = [];
  for (let left = reader.integer(DAYS_KEPT); left > 0; left -= 1) {
    const day = { startAt: reader.instant(), stepMs: reader.number(), offered: reader.u32s() };
    const { startAt = -1 } = days.at(-1) ?? {};
    if (!(day.startAt > startAt && day.stepMs > 0 && day.offered.length <= STEPS_LIMIT))
      throw new BadSnapshot('a day of calls makes no sense');
    days.push(day);
  }
  return days;
}

function stepsOf(start: Instant, next: Instant): number {
  return Math.ceil((next - start) / INTERVAL_MS);
}

function plain({ startAt, stepMs, offered }: Day): PastCalls {
  return { startAt, stepMs, offered: Array.from(offered) };
}
