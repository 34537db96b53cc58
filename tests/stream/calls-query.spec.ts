import { CALL_OUTCOMES } from '../../shared/domain/floor-terms';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALLS_EVERY_MS, callsTile, CallsView } from '../../electron/stream/calls-query';
import { type CallRow, type CallsQuery } from '../../shared/contract/frames';
import { HOUR_MS } from '../../shared/time/instant';
import { seeded } from '../connection/model';
import { callsOfLog, type LoggedCall } from './calls-of-log';
import { RandomCity, START } from './random-city';

const ALL: CallsQuery = { queue: null, fromAt: START, toAt: START + 1_000 * HOUR_MS, outcome: [], offset: 0, limit: 500 };

function rowOf(call: LoggedCall, now: number): CallRow {
  const { outcome, offeredAt, answeredAt, abandonedAt, endedAt, wrappedUpAt } = call;
  const until = { waiting: now, abandoned: abandonedAt, talking: answeredAt, 'wrap-up': answeredAt, done: answeredAt }[outcome];
  return {
    call: call.call,
    queue: call.queue,
    outcome,
    offeredAt,
    waitMs: until - offeredAt,
    talkMs: endedAt === 0 ? null : endedAt - answeredAt,
    wrapUpMs: wrappedUpAt === 0 ? null : wrappedUpAt - endedAt,
    seat: call.seat,
    case: call.case,
  };
}

describe('a list of calls', () => {
  it('is those of the log that pass, latest first, page by page', () => {
    let listed = 0;
    fc.assert(
      fc.property(
        fc.nat(0x7fff_ffff),
        fc.option(fc.nat(2)),
        fc.subarray([...CALL_OUTCOMES]),
        fc.nat(40),
        (seed, queue, outcome, offset) => {
          const random = seeded(seed);
          const city = new RandomCity(random);
          city.next(1_500);
          const { projection, records } = city;
          const calls = callsOfLog(records);
          const span = [0, 1].map(() => START + random() * (projection.now - START) * 1.1).toSorted((a, b) => a - b);
          const [fromAt = 0, toAt = 0] = span;
          const query: CallsQuery = { queue, fromAt, toAt, outcome, offset, limit: 25 };
          const passing = calls
            .filter((call) => call.offeredAt >= fromAt && call.offeredAt < toAt)
            .filter((call) => queue === null || call.queue === queue)
            .filter((call) => outcome.length === 0 || outcome.includes(call.outcome))
            .toReversed()
            .toSorted((a, b) => b.offeredAt - a.offeredAt);
          const rows = passing.slice(offset, offset + 25).map((call) => rowOf(call, projection.now));
          expect(callsTile(projection, query)).toEqual({ query, total: passing.length, keptSince: null, rows });
          listed += rows.length;
        },
      ),
      { numRuns: 40 },
    );
    expect(listed).toBeGreaterThan(50);
  });

  it('is made anew at most twice a second while calls come, and at once for another question', () => {
    const city = new RandomCity(seeded(1));
    const view = new CallsView();
    let made = 0;
    let nowMs = 10_000;
    const ask = (query: CallsQuery) => {
      const { seq, now } = city.projection;
      return view.answer(query, { moment: `${seq}@${now}`, seq }, nowMs, () => {
        made += 1;
        return callsTile(city.projection, query);
      });
    };
    city.next(300);
    for (; nowMs < 20_000; nowMs += 50) {
      city.next(1);
      // A page asks with a new object each time; it is the same question.
      const { seq } = ask({ ...ALL, outcome: [] });
      expect(seq).toBeLessThanOrEqual(city.projection.seq);
    }
    expect(made).toBe(10_000 / CALLS_EVERY_MS);
    const other = ask({ ...ALL, queue: 1 });
    expect([made, other.seq]).toEqual([10_000 / CALLS_EVERY_MS + 1, city.projection.seq]);
  });

  it('keeps its identity while it says the same', () => {
    const city = new RandomCity(seeded(2));
    city.next(400);
    const view = new CallsView();
    const over: CallsQuery = { ...ALL, outcome: ['done', 'abandoned'] };
    const at = (seq: number, nowMs: number) => view.answer(over, { moment: `${seq}`, seq }, nowMs, () => callsTile(city.projection, over));
    const first = at(1, 0);
    const later = at(2, CALLS_EVERY_MS);
    expect(later.seq).toBe(2);
    expect(later.tile).toBe(first.tile);
  });
});
