import type { ServiceWindow } from '../domain/floor-terms';
import type { QueueKey } from '../domain/keys';
import { NONE } from '../domain/keys';
import type { AbandonRule } from '../domain/service-level';
import { INTERVAL_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';
import type { Floor } from './floor';
import { ABANDONED, ABANDONED_IN_TIME, ANSWERED, ANSWERED_IN_TIME, OFFERED } from './floor-columns';
import { TALK_MS, TALKS, WAIT_MS, WRAP_UP_MS, WRAP_UPS } from './floor-columns';
import { callSums, dayColumn, meansOf } from './floor-figures';
import { serviceWindows } from './floor-windows';
import type { ServiceFigures } from './floor-windows';
import { stepOf } from './step-series';

/** What each queue does at the clock's now, by key; entry i of a day begins at startAt + i·stepMs. */
export interface QueuesFigures {
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  readonly queues: readonly QueueFigures[];
}

export interface QueueFigures {
  readonly queue: QueueKey;
  readonly thresholdMs: DurationMs;
  readonly abandonRule: AbandonRule;
  readonly waiting: number;
  /** 0: nobody waits. */
  readonly longestWaitMs: DurationMs;
  /** By the queue's own rule and threshold. */
  readonly service: Readonly<Record<ServiceWindow, ServiceFigures>>;
  /** Means over the day so far; null: none yet. */
  readonly answerSpeedMs: DurationMs | null;
  readonly talkMs: DurationMs | null;
  readonly wrapUpMs: DurationMs | null;
  /** By step of the day; null: in the future, or before there was any call (for the means: in this step). */
  readonly day: {
    readonly offered: readonly (number | null)[];
    readonly answered: readonly (number | null)[];
    readonly answeredInTime: readonly (number | null)[];
    readonly abandoned: readonly (number | null)[];
    readonly abandonedInTime: readonly (number | null)[];
    readonly answerSpeedMs: readonly (number | null)[];
    /** Mean talk + mean wrap-up. */
    readonly handlingMs: readonly (number | null)[];
  };
}

/** Every queue of the catalogue, and NONE once a call has come without a queue; that one is counted by `abandonRule`, the city's. */
export function queueFigures(floor: Floor, { abandonRule }: { readonly abandonRule: AbandonRule }): QueuesFigures {
  floor.settle();
  const { catalogue, clock } = floor;
  const listed = catalogue.queues.flatMap((_, queue) =>
    (queue === NONE ? floor.offers.queues().includes(NONE) : catalogue.hasQueue(queue)) ? [queue] : [],
  );
  return {
    startAt: clock.dayStart,
    stepMs: INTERVAL_MS,
    queues: listed.map((queue) => figuresOf(floor, queue, queue === NONE ? abandonRule : catalogue.queues[queue]!.abandonRule)),
  };
}

function figuresOf(floor: Floor, queue: QueueKey, abandonRule: AbandonRule): QueueFigures {
  const { calls, clock } = floor;
  const column = (of: number) => dayColumn(floor, queue, of);
  const answered = column(ANSWERED);
  const oldest = calls.oldestOfferedAt(queue);
  return {
    queue,
    thresholdMs: floor.thresholdOf(queue),
    abandonRule,
    waiting: calls.waitingIn(queue),
    longestWaitMs: oldest === null ? 0 : Math.max(0, clock.now - oldest),
    service: serviceWindows(floor, queue, abandonRule),
    ...meansOf(callSums(floor, queue, stepOf(clock.dayStart), stepOf(clock.now))),
    day: {
      offered: column(OFFERED),
      answered,
      answeredInTime: column(ANSWERED_IN_TIME),
      abandoned: column(ABANDONED),
      abandonedInTime: column(ABANDONED_IN_TIME),
      answerSpeedMs: means(column(WAIT_MS), answered),
      handlingMs: sums(means(column(TALK_MS), column(TALKS)), means(column(WRAP_UP_MS), column(WRAP_UPS))),
    },
  };
}

/** Entry by entry; null where one is null or the divisor is 0. */
function means(wholes: readonly (number | null)[], parts: readonly (number | null)[]): (number | null)[] {
  return wholes.map((whole, i) => (whole === null || !parts[i] ? null : whole / parts[i]));
}

function sums(some: readonly (number | null)[], others: readonly (number | null)[]): (number | null)[] {
  return some.map((one, i) => {
    const other = others[i] ?? null;
    return one === null || other === null ? null : one + other;
  });
}
