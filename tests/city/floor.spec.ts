import { beforeAll, describe, expect, it } from 'vitest';
import { firstTry, tryOf } from '../../shared/city/simulation/contact-id';
import type { TimedEvent } from '../../shared/city/simulation/city-simulation';
import { NO_MEASURE } from '../../shared/domain/staffing';
import { MINUTE_MS, SECOND_MS } from '../../shared/time/instant';
import type { Instant } from '../../shared/time/instant';
import { floorRun } from './floor-run';
import type { FloorRun } from './floor-run';

const LONG_MS = 900_000;

interface Call {
  readonly call: number;
  readonly queue: number;
  readonly at: Instant;
}

describe('the floor in a rainstorm', () => {
  let run: FloorRun;
  let events: TimedEvent[];

  beforeAll(async () => {
    run = await floorRun('scale=0.15&scenario=rainstorm&seed=4&cases=0');
    events = run.until('20:00');
  }, LONG_MS);

  it('gives every call to a seat that answers its queue, the longest wait first, and lets nobody wait whom a seat could answer', () => {
    const waiting = new Map<number, Call>();
    const idle = new Set<number>();
    const { answers } = run.model.queues;
    let answered = 0;
    let skilled = 0;
    let last = 0;
    for (const [i, { at, event }] of events.entries()) {
      if (at > last) {
        // Everything of the moment before is done: a call that waits has nobody.
        for (const { call, queue } of waiting.values())
          if ([...idle].some((seat) => answers(seat, queue)))
            expect.fail(`call ${call} of queue ${queue} waits at ${last} for an idle seat`);
        last = at;
      }
      switch (event.kind) {
        case 'call.offered':
          waiting.set(event.call, { call: event.call, queue: event.queue, at });
          break;
        case 'call.abandoned':
          waiting.delete(event.call);
          break;
        case 'call.answered': {
          const { queue, at: since } = waiting.get(event.call)!;
          if (!answers(event.seat, queue) || !idle.has(event.seat)) expect.fail(`seat ${event.seat} took call ${event.call}`);
          for (const other of waiting.values())
            if (other.at < since && answers(event.seat, other.queue)) expect.fail(`event ${i}: call ${other.call} waited longer`);
          waiting.delete(event.call);
          idle.delete(event.seat);
          answered += 1;
          if (queue > 1) skilled += 1;
          break;
        }
        case 'call.wrapped-up':
          idle.add(event.seat);
          break;
        case 'seat.changed':
          if (event.state === 'idle') idle.add(event.seat);
          else idle.delete(event.seat);
          break;
        default:
      }
    }
    expect(answered).toBeGreaterThan(6_000);
    expect(skilled).toBeGreaterThan(1_500);
  });

  it('has queues of its own for those who need certain seats', () => {
    const { model } = run;
    const seats = Array.from({ length: 750 }, (_, i) => i + 1);
    for (let queue = 1; queue <= 4; queue += 1) {
      const able = seats.filter((seat) => model.queues.answers(seat, queue)).length;
      expect(able, `queue ${queue}`).toBeGreaterThan(10);
      expect(able, `queue ${queue}`).toBeLessThan(750);
    }
    // Whatever number is staffed, every group is there in about its share.
    const languages = seats.filter((seat) => model.queues.rank[seat]! < 130 && model.queues.answers(seat, 4)).length;
    expect(languages).toBeGreaterThanOrEqual(3);
    expect(languages).toBeLessThanOrEqual(8);
  });

  it('lets a part of those who gave up call again, later, at most three times, with keys of their own', () => {
    const abandonedAt = new Map<number, Instant>();
    const offeredAt = new Map<number, Instant>();
    for (const { at, event } of events) {
      if (event.kind === 'call.abandoned') abandonedAt.set(event.call, at);
      if (event.kind !== 'call.offered') continue;
      expect(offeredAt.has(event.call), `call ${event.call} twice`).toBe(false);
      offeredAt.set(event.call, at);
    }
    const { chances, leastMs, mostMs, meanMs } = run.definition.simulation.floor.retrials;
    // Who gave up shortly before the end may yet call.
    const settled = run.startDay + 20 * 60 * MINUTE_MS - mostMs;
    const byTry = [0, 1, 2, 3].map((tried) => [...abandonedAt].filter(([call, at]) => tryOf(call) === tried && at < settled));
    const later = new Map([...offeredAt].map(([call, at]) => [`${firstTry(call)}/${tryOf(call)}`, at]));
    const delays: number[] = [];
    for (const [tried, chance] of chances.entries()) {
      const abandoned = byTry[tried]!;
      expect(abandoned.length).toBeGreaterThan([1_000, 100, 5][tried]!);
      let again = 0;
      for (const [call, at] of abandoned) {
        const next = later.get(`${firstTry(call)}/${tried + 1}`);
        if (next === undefined) continue;
        again += 1;
        delays.push(next - at);
      }
      // Four standard deviations.
      expect(Math.abs(again / abandoned.length - chance), `try ${tried}`).toBeLessThan(
        4 * Math.sqrt((chance * (1 - chance)) / abandoned.length),
      );
    }
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(leastMs);
    expect(Math.max(...delays)).toBeLessThanOrEqual(mostMs);
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
    expect(Math.abs(mean / meanMs - 1)).toBeLessThan(0.15);
    // Nobody calls again who has been answered, or has not called before.
    for (const [call, at] of offeredAt) {
      if (tryOf(call) === 0) continue;
      const before = [...Array(tryOf(call)).keys()].map((tried) => later.get(`${firstTry(call)}/${tried}`) ?? Infinity);
      expect(Math.max(...before)).toBeLessThan(at);
    }
  });

  it('writes one case for a caller who is answered at last, with the number of the first try and the key of the last', () => {
    const cases = new Map<number, { reference: string; call: number }>();
    let after = 0;
    for (const { event } of events) {
      if (event.kind !== 'case.received' || event.call === 0) continue;
      expect(cases.has(firstTry(event.call))).toBe(false);
      cases.set(firstTry(event.call), { reference: event.reference, call: event.call });
      if (tryOf(event.call) > 0) after += 1;
      expect(event.reference).toMatch(new RegExp(`-0*${event.call % 2 ** 18}$`));
    }
    expect(after).toBeGreaterThan(100);
    const answered = new Set(events.flatMap(({ event }) => (event.kind === 'call.answered' ? [event.call] : [])));
    for (const { call } of cases.values()) expect(answered.has(call)).toBe(true);
  });
});

describe('a staffing decision', () => {
  const present = (events: readonly TimedEvent[], seats: Map<number, string>): number => {
    for (const { event } of events) if (event.kind === 'seat.changed') seats.set(event.seat, event.state);
    return [...seats.values()].filter((state) => state !== 'off').length;
  };
  const expectation = { likely: 0.9, low: 0.8, high: 0.95 };
  const floor = { serviceLevel: expectation, abandoned: expectation, occupancy: expectation };

  function decide(run: FloorRun, measure: object, from: number, to: number, seq = 1): void {
    const { startDay, simulation } = run;
    const at = startDay + 15 * 60 * MINUTE_MS;
    simulation.observe({
      seq,
      at,
      by: 'supervisor:test',
      event: {
        kind: 'staffing.decided',
        decision: seq,
        measure: { ...NO_MEASURE, ...measure },
        fromAt: at + from * MINUTE_MS,
        toAt: at + to * MINUTE_MS,
        without: floor,
        with: floor,
        reason: 'test',
      },
    });
  }

  it.each([60, -60])('of %i seats takes hold within ten minutes and ends with its time', async (more) => {
    const plain = await floorRun('seed=6&cases=0&scale=0.5');
    const moved = await floorRun('seed=6&cases=0&scale=0.5');
    const seats = [new Map<number, string>(), new Map<number, string>()] as const;
    const gap = (time: string): number => present(moved.until(time), seats[1]) - present(plain.until(time), seats[0]);
    expect(gap('15:00')).toBe(0);
    decide(moved, { seats: more }, 5, 65);
    expect(gap('15:05')).toBe(0);
    expect(Math.sign(gap('15:10'))).toBe(Math.sign(more));
    // A seat in a call goes when the call ends.
    expect(gap('15:18') * Math.sign(more)).toBeGreaterThanOrEqual(Math.abs(more) - 12);
    expect(Math.abs(gap('15:40') - more)).toBeLessThanOrEqual(2);
    expect(Math.abs(gap('16:40'))).toBeLessThanOrEqual(2);
  });

  it('on handling changes the calls that are answered in its time, and what is supposed of callers changes nothing', async () => {
    const plain = await floorRun('seed=6&cases=0&scale=0.2');
    const shorter = await floorRun('seed=6&cases=0&scale=0.2');
    const supposed = await floorRun('seed=6&cases=0&scale=0.2');
    for (const run of [plain, shorter, supposed]) run.until('15:00');
    decide(shorter, { handlingFactor: 0.5 }, 0, 60);
    decide(supposed, { arrivalsFactor: 0.5, patienceFactor: 2 }, 0, 60);
    const after = plain.until('16:00');
    expect(supposed.until('16:00')).toEqual(after);
    const talks = (events: readonly TimedEvent[]): Map<number, number> => {
      const begun = new Map<number, Instant>();
      const lengths = new Map<number, number>();
      for (const { at, event } of events) {
        if (event.kind === 'call.answered') begun.set(event.call, at);
        if (event.kind === 'call.ended' && begun.has(event.call)) lengths.set(event.call, at - begun.get(event.call)!);
      }
      return lengths;
    };
    const usual = talks(after);
    let compared = 0;
    for (const [call, talkMs] of talks(shorter.until('15:50'))) {
      const usualMs = usual.get(call);
      if (usualMs === undefined || usualMs < 20 * SECOND_MS) continue;
      compared += 1;
      expect(Math.abs(talkMs - usualMs / 2)).toBeLessThan(2);
    }
    expect(compared).toBeGreaterThan(300);
  });
});
