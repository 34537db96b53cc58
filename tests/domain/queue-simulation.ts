/**
 * A queue with seats and impatient callers, played call by call: an independent check of the Erlang formulas, with which it shares nothing.
 *
 * Calls are served in the order of their coming, so a call's wait is known when it comes: until the first seat is free of all calls before it that stay. A caller
 * whose patience is shorter gives up and takes no seat. A heap of the times at which the seats fall free is all the state there is.
 */
export interface SimulatedQueue {
  readonly ratePerMs: number;
  readonly handlingMs: number;
  /** Infinity: nobody gives up. */
  readonly patienceMs: number;
  readonly agents: number;
  readonly thresholdMs: number;
}

export interface SimulationPlan {
  /** Calls to count, on average: the time counted is calls / ratePerMs, cut in batches of one length. */
  readonly calls: number;
  /** Calls before the first that counts, on average, while the empty house fills. */
  readonly warmUp: number;
  readonly seed: number;
}

/** A mean over batches and half the width of its 99 % confidence interval. */
export interface Interval {
  readonly mean: number;
  readonly half: number;
}

const MEASURES = ['serviceLevel', 'abandoned', 'abandonedInTime', 'occupancy', 'waitMs', 'answerSpeedMs'] as const;
export type Measure = (typeof MEASURES)[number];
/** Shares of offered calls 0…1; `waitMs` is the mean over all calls, `answerSpeedMs` over those answered. */
export type Simulated = Readonly<Record<Measure, Interval>>;

const BATCHES = 20;
/** Student's t for 19 degrees of freedom, 99.5 %. */
const T_99 = 2.8609;

export function simulateQueue(queue: SimulatedQueue, plan: SimulationPlan): Simulated {
  const { ratePerMs, handlingMs, patienceMs, agents, thresholdMs } = queue;
  const random = chance(plan.seed);
  const exponential = (mean: number): number => -mean * Math.log((random() + 0.5) / 2 ** 32);
  const from = plan.warmUp / ratePerMs;
  const batchMs = plan.calls / ratePerMs / BATCHES;
  const end = from + batchMs * BATCHES;
  const freeAt = new Float64Array(agents);
  const offered = new Float64Array(BATCHES);
  const answered = new Float64Array(BATCHES);
  const answeredInTime = new Float64Array(BATCHES);
  const abandonedInTime = new Float64Array(BATCHES);
  const busyMs = new Float64Array(BATCHES);
  const waitMs = new Float64Array(BATCHES);
  const answeredWaitMs = new Float64Array(BATCHES);

  for (let at = exponential(1 / ratePerMs); at < end; at += exponential(1 / ratePerMs)) {
    const batch = at < from ? -1 : Math.min(BATCHES - 1, Math.floor((at - from) / batchMs));
    const patience = exponential(patienceMs);
    const wait = Math.max(0, freeAt[0]! - at);
    const stays = wait <= patience;
    if (stays) {
      const endsAt = at + wait + exponential(handlingMs);
      addSpan(busyMs, (at + wait - from) / batchMs, (endsAt - from) / batchMs);
      replaceFirst(freeAt, endsAt);
    }
    if (batch < 0) continue;
    const waited = stays ? wait : patience;
    offered[batch]! += 1;
    waitMs[batch]! += waited;
    if (stays) {
      answered[batch]! += 1;
      answeredWaitMs[batch]! += wait;
      if (wait <= thresholdMs) answeredInTime[batch]! += 1;
    } else if (waited <= thresholdMs) abandonedInTime[batch]! += 1;
  }
  return {
    serviceLevel: interval((i) => answeredInTime[i]! / offered[i]!),
    abandoned: interval((i) => 1 - answered[i]! / offered[i]!),
    abandonedInTime: interval((i) => abandonedInTime[i]! / offered[i]!),
    occupancy: interval((i) => busyMs[i]! / agents),
    waitMs: interval((i) => waitMs[i]! / offered[i]!),
    answerSpeedMs: interval((i) => answeredWaitMs[i]! / answered[i]!),
  };
}

/** Adds a span of time, counted in batches, to the batches that it lies in. */
function addSpan(batches: Float64Array, from: number, to: number): void {
  for (let i = Math.max(0, Math.floor(from)); i < BATCHES && i < to; i += 1) batches[i]! += Math.min(to, i + 1) - Math.max(from, i);
}

function interval(of: (batch: number) => number): Interval {
  let sum = 0;
  for (let i = 0; i < BATCHES; i += 1) sum += of(i);
  const mean = sum / BATCHES;
  let squares = 0;
  for (let i = 0; i < BATCHES; i += 1) squares += (of(i) - mean) ** 2;
  return { mean, half: T_99 * Math.sqrt(squares / (BATCHES - 1) / BATCHES) };
}

/** Puts `time` in the place of the least of a binary heap. */
function replaceFirst(heap: Float64Array, time: number): void {
  const size = heap.length;
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    if (child + 1 < size && heap[child + 1]! < heap[child]!) child += 1;
    if (heap[child]! >= time) break;
    heap[hole] = heap[child]!;
    hole = child;
  }
  heap[hole] = time;
}

/** Whole numbers 0 … 2³² − 1, by Doty-Humphrey's sfc32. */
function chance(seed: number): () => number {
  let a = 0;
  let b = seed | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i += 1) next();
  return next;
}
