import type { CityModel } from '../../../shared/city/simulation/model';
import { DRAW, exponentialMs, logNormalMs, uniform } from '../../../shared/city/simulation/chance';
import type { TimedEvent } from '../../../shared/city/simulation/city-simulation';
import { INTERVAL_MS } from '../../../shared/time/instant';
import type { Instant } from '../../../shared/time/instant';
import { FloorLog } from './floor-log';
import type { RunningFloor } from './watched-day';

interface WaitingCall {
  readonly call: number;
  readonly offeredAt: Instant;
  readonly leavesAt: Instant;
}

/** Share of signed-in seats that pause. */
const BREAKS = 0.035;

/**
 * One queue, pooled seats, exponential patience, log-normal handling, nobody tries again: a floor that runs a day in a tenth of a second, where the city's own takes
 * seconds. `byQueue`: calls per queue key and step; everybody answers every queue. The seats are as the city plans them.
 */
export function lightFloor(
  city: CityModel,
  startAt: Instant,
  byQueue: readonly (readonly number[])[],
  planned: readonly number[],
): RunningFloor {
  const offered = (byQueue[0] ?? []).map((_, i) => byQueue.reduce((sum, calls) => sum + calls[i]!, 0));
  const log = new FloorLog(startAt, city.definition.city.serviceLevel.thresholdMs, offered.length);
  const { talk, patienceMs } = city.settings.floor;
  const handling = { meanMs: city.queues.meanHandlingMs, sigma: talk.sigma * 0.8 };
  const day = Math.floor(startAt / INTERVAL_MS);
  const waiting: WaitingCall[] = [];
  const ends = new EarliestFirst();
  let head = 0;
  let busy = 0;
  let agents = 0;
  let step = -1;
  let arrivals: number[] = [];
  let arrival = 0;
  let queues: number[] = [];
  let nextCall = 1;
  const emit = (at: Instant, event: TimedEvent['event']): void => log.take({ at, by: 'source:light', event });

  const openStep = (): void => {
    step += 1;
    const at = startAt + step * INTERVAL_MS;
    if (step === 0) emit(at, { kind: 'seats.planned', startAt, stepMs: INTERVAL_MS, seats: planned });
    const before = planned[step - 1] ?? 0;
    const after = planned[step] ?? 0;
    for (let seat = Math.min(before, after) + 1; seat <= Math.max(before, after); seat += 1) {
      const state = seat > after ? 'off' : (seat * BREAKS) % 1 < BREAKS ? 'break' : 'idle';
      emit(at, { kind: 'seat.changed', seat, state });
      if (state !== 'break' && (seat * BREAKS) % 1 >= BREAKS) agents += state === 'off' ? -1 : 1;
    }
    arrivals = Array.from(
      { length: offered[step] ?? 0 },
      (_, i) => at + uniform(city.seed, DRAW.arrivals, day + step, i) * INTERVAL_MS,
    ).sort((a, b) => a - b);
    arrival = 0;
    // In which order queues come within a step, nobody asks.
    queues = byQueue.flatMap((calls, queue) => Array.from({ length: calls[step]! }, () => queue));
  };
  const answer = (at: Instant): void => {
    while (busy < agents && head < waiting.length) {
      const { call, leavesAt } = waiting[head]!;
      head += 1;
      if (leavesAt < at) {
        emit(leavesAt, { kind: 'call.abandoned', call });
        continue;
      }
      emit(at, { kind: 'call.answered', call, seat: 0 });
      busy += 1;
      ends.add(at + logNormalMs(uniform(city.seed, DRAW.call, day, call * 2), handling), call);
    }
  };

  return {
    log,
    advance(to) {
      for (;;) {
        const nextStep = step + 1 < offered.length ? startAt + (step + 1) * INTERVAL_MS : Number.POSITIVE_INFINITY;
        const nextArrival = arrivals[arrival] ?? Number.POSITIVE_INFINITY;
        const at = Math.min(nextStep, nextArrival, ends.firstAt);
        if (at > to) break;
        if (at === ends.firstAt) {
          const call = ends.take();
          busy -= 1;
          emit(at, { kind: 'call.wrapped-up', call, seat: 0 });
        } else if (at === nextArrival) {
          const call = nextCall;
          nextCall += 1;
          emit(at, { kind: 'call.offered', call, queue: queues[arrival]! });
          arrival += 1;
          waiting.push({ call, offeredAt: at, leavesAt: at + exponentialMs(uniform(city.seed, DRAW.call, day, call * 2 + 1), patienceMs) });
        } else openStep();
        answer(at);
      }
    },
  };
}

/** Times with a key, the earliest first: a binary heap. */
class EarliestFirst {
  private readonly times: number[] = [];
  private readonly keys: number[] = [];

  get firstAt(): number {
    return this.times[0] ?? Number.POSITIVE_INFINITY;
  }

  add(at: number, key: number): void {
    let place = this.times.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.times[parent]! <= at) break;
      this.times[place] = this.times[parent]!;
      this.keys[place] = this.keys[parent]!;
      place = parent;
    }
    this.times[place] = at;
    this.keys[place] = key;
  }

  take(): number {
    const key = this.keys[0]!;
    const at = this.times.pop()!;
    const last = this.keys.pop()!;
    const count = this.times.length;
    if (count === 0) return key;
    let place = 0;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= count) break;
      if (child + 1 < count && this.times[child + 1]! < this.times[child]!) child += 1;
      if (at <= this.times[child]!) break;
      this.times[place] = this.times[child]!;
      this.keys[place] = this.keys[child]!;
      place = child;
    }
    this.times[place] = at;
    this.keys[place] = last;
    return key;
  }
}
