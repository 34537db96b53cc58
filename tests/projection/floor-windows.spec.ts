import { describe, expect, it } from 'vitest';
import type { AbandonRule } from '../../shared/domain/service-level';
import { ABANDON_RULES } from '../../shared/domain/service-level';
import { callsFound } from '../../shared/projection/call-query';
import { floorFigures } from '../../shared/projection/floor-figures';
import { callsIn } from '../../shared/projection/floor-windows';
import { queueFigures } from '../../shared/projection/queue-figures';
import { DAY_MS, HOUR_MS, INTERVAL_MS, MINUTE_MS, SECOND_MS } from '../../shared/time/instant';
import type { Instant } from '../../shared/time/instant';
import { received, Told } from './log';

/** 10:00 in Shanghai. */
const T = Date.UTC(2024, 5, 3, 2);

function service({ projection }: Told, at: Instant, abandonRule: AbandonRule = 'abandons-missed') {
  projection.advanceTo(at);
  return floorFigures(projection.floor, { seatsInstalled: 20, abandonRule }).service!;
}

function queues({ projection }: Told, at: Instant) {
  projection.advanceTo(at);
  return queueFigures(projection.floor, { abandonRule: 'abandons-missed' }).queues;
}

function queue(key: number, thresholdMs: number, abandonRule: AbandonRule) {
  return { kind: 'catalogue.queue-added', queue: key, code: `q${key}`, name: { zh: '队', en: 'q' }, thresholdMs, abandonRule } as const;
}

function offered(call: number, of = 0) {
  return { kind: 'call.offered', call, queue: of } as const;
}

/** A call that is offered at `at` and answered or given up `waitMs` later by a seat of its own, which leaves. */
function lived(told: Told, call: number, at: Instant, waitMs: number, end: 'answered' | 'abandoned', of = 0): void {
  told.at(at, offered(call, of));
  if (end === 'abandoned') {
    told.at(at + waitMs, { kind: 'call.abandoned', call });
    return;
  }
  told.at(at + waitMs, { kind: 'seat.changed', seat: call, state: 'idle' });
  told.at(at + waitMs, { kind: 'call.answered', call, seat: call });
}

describe('a window', () => {
  it('holds a call to the millisecond: in at exactly five minutes, thirty minutes and a day, out one later', () => {
    for (const offset of [0, 1, 150_000, 299_999]) {
      const told = new Told();
      lived(told, 1, T + offset, 100, 'abandoned');
      for (const [window, length] of [
        ['5min', 5 * MINUTE_MS],
        ['30min', 30 * MINUTE_MS],
        ['24h', DAY_MS],
      ] as const) {
        const last = T + offset + length;
        expect(service(told, last)[window]).toMatchObject({ fromAt: last - length, offered: 1, abandoned: 1 });
        expect(service(told, last + 1)[window]).toMatchObject({ fromAt: last + 1 - length, offered: 0, abandoned: 0, value: null });
      }
    }
  });

  it('counts a call as overdue when it has waited longer than the threshold of its queue, and in time at exactly the threshold', () => {
    const told = new Told().at(T, queue(1, 20_000, 'abandons-missed'));
    told.at(T, offered(1, 1)).at(T, offered(2));
    const overdue = (at: Instant) => [queues(told, at)[1]!.service.day.overdue, service(told, at).day.overdue];
    expect(overdue(T + 15_000)).toEqual([0, 0]);
    expect(overdue(T + 15_001)).toEqual([0, 1]);
    expect(overdue(T + 20_000)).toEqual([0, 1]);
    expect(overdue(T + 20_001)).toEqual([1, 2]);
    const punctual = new Told().at(T, queue(1, 20_000, 'abandons-missed'));
    lived(punctual, 1, T, 20_000, 'answered', 1);
    lived(punctual, 2, T, 20_001, 'answered', 1);
    lived(punctual, 3, T, 15_000, 'answered');
    lived(punctual, 4, T, 15_001, 'answered');
    expect(service(punctual, T + MINUTE_MS).day).toMatchObject({ offered: 4, answered: 4, answeredInTime: 2, overdue: 0, value: 0.5 });
  });

  it('takes the rule of each queue for the queue and the one that is asked for in the total: counts are added, shares never', () => {
    const told = new Told();
    for (const [i, rule] of ABANDON_RULES.entries()) told.at(T, queue(i + 1, 15_000, rule));
    let call = 0;
    for (let key = 1; key <= 4; key += 1) {
      for (const wait of [5, 10, 20]) lived(told, (call += 1), T, wait * SECOND_MS, 'answered', key);
      for (const wait of [5, 20]) lived(told, (call += 1), T, wait * SECOND_MS, 'abandoned', key);
    }
    told.at(T + MINUTE_MS, offered(99, 4));
    const at = T + 2 * MINUTE_MS;
    expect(queues(told, at).map(({ queue: key, abandonRule, service: { day } }) => [key, abandonRule, day.value])).toEqual([
      [1, 'early-abandons-met', 3 / 5],
      [2, 'abandons-ignored', 2 / 3],
      [3, 'abandons-missed', 2 / 5],
      [4, 'early-abandons-excluded', 2 / 5],
    ]);
    expect(ABANDON_RULES.map((rule) => service(told, at, rule).day.value)).toEqual([12 / 21, 8 / 12, 8 / 21, 8 / 17]);
  });

  it('says from when it is exact once more calls have come than are kept one by one', () => {
    const told = new Told({ callsKept: 8 });
    for (let call = 1; call <= 12; call += 1) lived(told, call, T + call * MINUTE_MS, SECOND_MS, 'abandoned');
    // Calls 1–4 have been dropped with their block; five minutes ago is among those that are kept.
    const now = T + 12 * MINUTE_MS + 30 * SECOND_MS;
    const figures = service(told, now);
    expect(figures['5min']).toMatchObject({ fromAt: now - 5 * MINUTE_MS, offered: 5 });
    const { projection } = told;
    expect(callsIn(projection.floor, null, T + 3 * MINUTE_MS + 1, now)).toMatchObject({ fromAt: T + INTERVAL_MS, offered: 8 });
    expect(callsIn(projection.floor, null, T + 4 * MINUTE_MS + 1, now)).toMatchObject({ fromAt: T + 4 * MINUTE_MS + 1, offered: 8 });
    // On a step nothing is lacking.
    expect(callsIn(projection.floor, null, T, now)).toMatchObject({ fromAt: T, offered: 12 });
    const asked = { queue: null, fromAt: T, toAt: now, outcome: [], offset: 0, limit: 2 };
    expect(callsFound(projection.floor, asked)).toMatchObject({
      total: 8,
      keptSince: T + 4 * MINUTE_MS + 1,
      rows: [{ call: 12 }, { call: 11 }],
    });
    expect(callsFound(projection.floor, { ...asked, toAt: T + 5 * MINUTE_MS })).toMatchObject({ total: 0, rows: [] });
  });

  it('leaves out an end that is not known call by call any more, and who waits there with it', () => {
    const told = new Told({ callsKept: 8 });
    told.at(T + MINUTE_MS, offered(1)).at(T + 6 * MINUTE_MS, offered(2));
    for (let call = 3; call <= 12; call += 1) told.at(T + 7 * MINUTE_MS, offered(call));
    told.projection.advanceTo(T + HOUR_MS);
    expect(callsIn(told.projection.floor, null, T, T + 6.5 * MINUTE_MS)).toMatchObject({ fromAt: T, offered: 1, overdue: 1 });
  });
});

describe('the calls one by one', () => {
  it('are found by queue, interval and outcome, the latest first, with what became of them', () => {
    const told = new Told().at(T, queue(1, 20_000, 'abandons-missed'));
    lived(told, 1, T, 4_000, 'answered', 1);
    lived(told, 2, T + 1_000, 6_000, 'abandoned', 1);
    told.at(T + 8_000, { kind: 'call.ended', call: 1, seat: 1 }).at(T + 9_000, received(7, { call: 1 }));
    told.at(T + 9_500, { kind: 'call.wrapped-up', call: 1, seat: 1 });
    // A straggler, and a case that comes when its call is over.
    told
      .at(T + 500, offered(3, 1))
      .at(T + 10_000, received(8, { call: 2 }))
      .at(T + 10_000, received(9, { call: 2 }));
    told.at(T + 10_000, received(10, { call: 77 }));
    told.projection.advanceTo(T + 12_000);
    const asked = { queue: 1, fromAt: T, toAt: T + INTERVAL_MS, outcome: [], offset: 0, limit: 10 };
    const found = callsFound(told.projection.floor, asked);
    const blank = { queue: 1, talkMs: null, wrapUpMs: null, seat: 0, case: 0 };
    expect(found).toEqual({
      total: 3,
      keptSince: null,
      rows: [
        { ...blank, call: 2, outcome: 'abandoned', offeredAt: T + 1_000, waitMs: 6_000, case: 8 },
        { ...blank, call: 3, outcome: 'waiting', offeredAt: T + 500, waitMs: 11_500 },
        { ...blank, call: 1, outcome: 'done', offeredAt: T, waitMs: 4_000, talkMs: 4_000, wrapUpMs: 1_500, seat: 1, case: 7 },
      ],
    });
    const keys = (change: object) => callsFound(told.projection.floor, { ...asked, ...change }).rows.map(({ call }) => call);
    expect(keys({ outcome: ['done', 'waiting'] })).toEqual([3, 1]);
    expect(keys({ fromAt: T + 500, toAt: T + 1_000 })).toEqual([3]);
    expect(keys({ offset: 1, limit: 1 })).toEqual([3]);
    expect(keys({ queue: 0 })).toEqual([]);
  });
});
