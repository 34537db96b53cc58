import { quantile } from './normal';
import { QueueSurge } from './queue-surge';

/** Offered calls by queue: what came yesterday and today. */
export interface QueueCalls {
  /** Steps before the day's first one. */
  readonly before: number;
  /** Per queue, in any order: entry i is step i − before of the day. All equally long, or shorter where nothing has come yet. */
  readonly queues: readonly ArrayLike<number>[];
}

/** What a forecast is given of the time before the day: 16 hours, in steps of 5 minutes. */
export const STEPS_BEFORE = 192;

/** Nothing is known of queues. */
export const NO_QUEUES: QueueCalls = { before: 0, queues: [] };

/** What of a day's calls is beyond the usual mix of queues. */
export interface MixSurge {
  /** Per complete step of the day: calls that were believed to be so when it was over. */
  readonly came: Float64Array;
  /** Such calls expected `ahead` ≥ 1 steps after the last complete step, and their variance. */
  mean(ahead: number): number;
  variance(ahead: number): number;
}

const HOUR = 12;
/** A share is usual by the last 24 hours: they hold the night, and what was before a storm. */
const USUAL_HOURS = 24;
/** With fewer hours of calls no share is usual, and an hour of fewer calls tells no share. */
const LEAST_HOURS = 3;
const LEAST_CALLS = 20;
/** Surges only ever add: the usual share is a low one of the hours', and holds while most of them are stormy. */
const USUAL = 0.3;
/** The rest must be able to tell what is usual. */
const MOST_SHARE = 0.5;

/** Follows the queues to the end of step `complete` − 1 of the day. `meanStep`: calls of a mean step of the day, > 0. */
export function mixSurge({ before, queues }: QueueCalls, complete: number, meanStep: number): MixSurge {
  const all = Float64Array.from({ length: before + complete }, (_, i) => queues.reduce((sum, queue) => sum + (queue[i] ?? 0), 0));
  const surges: { readonly queue: ArrayLike<number>; readonly surge: QueueSurge }[] = [];
  for (const queue of queues) {
    const share = usualShare(queue, all);
    if (share !== null) surges.push({ queue, surge: new QueueSurge(share, meanStep) });
  }
  const came = new Float64Array(complete);
  for (let i = 0; i < all.length; i += 1) {
    for (const { queue, surge } of surges) {
      surge.step(queue[i] ?? 0, all[i]!);
      if (i >= before) came[i - before]! += surge.mean(0);
    }
  }
  return {
    came,
    mean: (ahead) => surges.reduce((sum, { surge }) => sum + surge.mean(ahead), 0),
    variance: (ahead) => surges.reduce((sum, { surge }) => sum + surge.variance(ahead), 0),
  };
}

/** The queue's usual share of `all` calls; null: not known, or none to measure a surge by. */
function usualShare(queue: ArrayLike<number>, all: Float64Array): number | null {
  const shares: number[] = [];
  for (let end = all.length; end >= HOUR && shares.length < USUAL_HOURS; end -= HOUR) {
    let own = 0;
    let sum = 0;
    for (let i = end - HOUR; i < end; i += 1) {
      own += queue[i] ?? 0;
      sum += all[i]!;
    }
    if (sum >= LEAST_CALLS) shares.push(own / sum);
  }
  if (shares.length < LEAST_HOURS) return null;
  const share = quantile(Float64Array.from(shares), USUAL);
  return share > 0 && share < MOST_SHARE ? share : null;
}
