import type { ServiceWindow } from '../domain/floor-terms';
import type { QueueKey } from '../domain/keys';
import { serviceLevel } from '../domain/service-level';
import type { AbandonRule } from '../domain/service-level';
import { INTERVAL_MS, MINUTE_MS } from '../time/instant';
import type { Instant } from '../time/instant';
import { GAVE_UP, WAITING } from './call-ring';
import type { Floor } from './floor';
import { ABANDONED, ABANDONED_IN_TIME, ANSWERED, ANSWERED_IN_TIME, OFFERED } from './floor-columns';
import { stepOf } from './step-series';

/** Calls offered in one window and what has become of them so far; in time is by the threshold of each call's queue. */
export interface WindowCounts {
  /** The window's beginning, or the next whole step where calls before that are not known one by one any more. */
  readonly fromAt: Instant;
  readonly offered: number;
  readonly answered: number;
  readonly answeredInTime: number;
  readonly abandoned: number;
  readonly abandonedInTime: number;
  /** Wait still, and longer than their threshold. */
  readonly overdue: number;
}

export interface ServiceFigures extends WindowCounts {
  /** By the rule named beside it; null: no call to count. */
  readonly value: number | null;
}

/**
 * Counts the calls of a queue (null: of all) offered in fromAt ≤ t < toAt, to the millisecond: whole steps from the series, the rest of the steps at the
 * edges call by call. Where the ring has dropped calls of an edge (more calls than it keeps have come since), that edge is left out and `fromAt` says
 * from when the figures are. The series reach back 42 hours; earlier calls are not counted.
 */
export function callsIn(floor: Floor, queue: QueueKey | null, fromAt: Instant, toAt: Instant): WindowCounts {
  floor.settle();
  const { ring, clock, offers } = floor;
  const counts = { offered: 0, answered: 0, answeredInTime: 0, abandoned: 0, abandonedInTime: 0 };
  const { now } = clock;
  // Nothing was offered after now, so the running step is whole if the window holds now.
  const end = toAt > now ? stepOf(now) + 1 : stepOf(toAt);
  const first = Math.min(Math.ceil(fromAt / INTERVAL_MS), end);
  let from = fromAt;
  let to = toAt;
  const one = (place: number): void => {
    if (queue !== null && ring.queue[place] !== queue) return;
    const outcome = ring.outcome[place]!;
    counts.offered += 1;
    if (outcome === WAITING) return;
    const inTime = ring.waitMs[place]! <= floor.thresholdOf(ring.queue[place]!) ? 1 : 0;
    if (outcome === GAVE_UP) {
      counts.abandoned += 1;
      counts.abandonedInTime += inTime;
    } else {
      counts.answered += 1;
      counts.answeredInTime += inTime;
    }
  };
  // An edge before the first whole step, and one after the last; they are one where the window lies inside a step.
  const headEnd = first * INTERVAL_MS;
  const tailStart = end * INTERVAL_MS;
  if (fromAt < headEnd) {
    if (fromAt >= ring.knownSince) ring.forEachIn(fromAt, Math.min(headEnd, toAt), one);
    else from = headEnd;
  }
  if (toAt <= now && toAt > tailStart) {
    const start = Math.max(tailStart, fromAt);
    if (start >= ring.knownSince) ring.forEachIn(start, toAt, one);
    else to = start;
  }
  const whole = (column: number) => offers.sum(queue, first, end - 1, column);
  counts.offered += whole(OFFERED);
  counts.answered += whole(ANSWERED);
  counts.answeredInTime += whole(ANSWERED_IN_TIME);
  counts.abandoned += whole(ABANDONED);
  counts.abandonedInTime += whole(ABANDONED_IN_TIME);
  let overdue = 0;
  for (const key of queue === null ? offers.queues() : [queue]) {
    // Strictly longer: wait > threshold.
    overdue += floor.calls.waitingOffered(key, from, Math.min(to, now - floor.thresholdOf(key)));
  }
  return { fromAt: from, ...counts, overdue };
}

/** The four windows of a queue (null: of all), counted by `rule`. */
export function serviceWindows(floor: Floor, queue: QueueKey | null, rule: AbandonRule): Record<ServiceWindow, ServiceFigures> {
  const { now, dayStart } = floor.clock;
  const since = (fromAt: Instant): ServiceFigures => {
    const counts = callsIn(floor, queue, Math.max(0, fromAt), now + 1);
    return { ...counts, value: serviceLevel(counts, rule) };
  };
  return {
    '5min': since(now - 5 * MINUTE_MS),
    '30min': since(now - 30 * MINUTE_MS),
    day: since(dayStart),
    '24h': since(now - 24 * 60 * MINUTE_MS),
  };
}
