import { describe, expect, it } from 'vitest';
import type { StaffingEvent } from '../../shared/domain/events';
import type { FloorExpectation } from '../../shared/domain/staffing';
import { floorDay, floorFigures } from '../../shared/projection/floor-figures';
import { Projection } from '../../shared/projection/projection';
import { queueFigures } from '../../shared/projection/queue-figures';
import { staffingFigures } from '../../shared/projection/staffing-figures';
import { DAY_MS, HOUR_MS, INTERVAL_MS, MINUTE_MS } from '../../shared/time/instant';
import type { Instant } from '../../shared/time/instant';
import { received, Told } from './log';

/** Midnight in Shanghai. */
const MIDNIGHT = Date.UTC(2024, 5, 2, 16);
const TEN = MIDNIGHT + 10 * HOUR_MS;

function figures({ projection }: Told, at: Instant) {
  projection.advanceTo(at);
  const { floor } = projection;
  return {
    ...floorFigures(floor, { seatsInstalled: 20, abandonRule: 'abandons-missed' }),
    day: floorDay(floor, { seatsInstalled: 20 }),
  };
}

function plan(seats: readonly number[], startAt = MIDNIGHT) {
  return { kind: 'seats.planned', startAt, stepMs: HOUR_MS, seats } as const;
}

function seat(key: number, state: 'idle' | 'break' | 'off') {
  return { kind: 'seat.changed', seat: key, state } as const;
}

function offered(call: number) {
  return { kind: 'call.offered', call, queue: 0 } as const;
}

const LIKELY: FloorExpectation = {
  serviceLevel: { low: 0.8, likely: 0.9, high: 0.95 },
  abandoned: { low: 0, likely: 0.01, high: 0.02 },
  occupancy: { low: 0.7, likely: 0.8, high: 0.9 },
};

function decided(decision: number, seats: number, fromAt: Instant, toAt: Instant): StaffingEvent {
  const measure = { seats, handlingFactor: 1, arrivalsFactor: 1, patienceFactor: 1 };
  return { kind: 'staffing.decided', decision, measure, fromAt, toAt, without: LIKELY, with: LIKELY, reason: '暴雨' };
}

describe('missing, zero and closed', () => {
  it('are three things: no source, a source without calls, and a floor where nobody is planned or there', () => {
    const nothing = new Told().at(TEN, { kind: 'log.redacted' });
    expect(figures(nothing, TEN)).toMatchObject({ state: 'no-data', queued: null, seats: null, service: null });
    // A plan alone brings neither calls nor seats.
    expect(figures(new Told().at(TEN, plan([5])), TEN).state).toBe('no-data');

    const quiet = new Told()
      .at(TEN, plan([0, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]))
      .at(TEN, seat(1, 'idle'))
      .at(TEN, offered(1));
    quiet.at(TEN, { kind: 'call.abandoned', call: 1 });
    const zero = figures(quiet, TEN + 10 * MINUTE_MS);
    expect(zero).toMatchObject({ state: 'open', queued: 0, longestWaitMs: 0, today: { offered: 1, answered: 0, abandoned: 1 } });
    expect(zero.day.offered.slice(119, 124)).toEqual([null, 1, 0, 0, null]);
    expect(zero.service?.['5min']).toMatchObject({ offered: 0, value: null });

    const closed = new Told().at(TEN, plan([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 0])).at(TEN, seat(1, 'idle'));
    expect(figures(closed, TEN + HOUR_MS - 1).state).toBe('open');
    expect(figures(closed, TEN + HOUR_MS).state).toBe('open');
    closed.at(TEN + HOUR_MS, seat(1, 'off'));
    expect(figures(closed, TEN + HOUR_MS)).toMatchObject({ state: 'closed', queued: null, seats: { present: 0, planned: 0, off: 20 } });
    // Planned and empty is not closed, and neither is a queue in front of empty seats.
    const late = new Told()
      .at(TEN, plan([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]))
      .at(TEN, seat(1, 'idle'))
      .at(TEN, seat(1, 'off'));
    expect(figures(late, TEN + 1).state).toBe('open');
    expect(figures(closed.at(TEN + HOUR_MS, offered(1)), TEN + HOUR_MS).state).toBe('open');
  });

  it('are told apart by queue too: NONE is there when a call came without a queue, others as soon as they are known', () => {
    const told = new Told().at(TEN, {
      kind: 'catalogue.queue-added',
      queue: 3,
      code: 'en',
      name: { zh: '外语', en: 'Foreign languages' },
      thresholdMs: 30_000,
      abandonRule: 'abandons-ignored',
    });
    const queues = () => queueFigures(told.projection.floor, { abandonRule: 'abandons-missed' }).queues;
    expect(queues().map(({ queue, day }) => [queue, day.offered[120]])).toEqual([[3, null]]);
    told.at(TEN, offered(1));
    expect(queues().map(({ queue, thresholdMs, day }) => [queue, thresholdMs, day.offered[120], day.offered[121]])).toEqual([
      [0, 15_000, 1, null],
      [3, 30_000, 0, null],
    ]);
  });
});

describe('adherence', () => {
  it('weighs planned seat time that was staffed, step by step, so that a surplus makes up for no lack', () => {
    const told = new Told().at(TEN, plan([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 2]));
    for (let key = 1; key <= 3; key += 1) told.at(TEN, seat(key, 'idle'));
    // Three of four for an hour; then three where two are planned.
    expect(figures(told, TEN + HOUR_MS)).toMatchObject({ adherence: 0.75, adherenceToday: 0.75 });
    const { adherence, adherenceToday } = figures(told, TEN + 2 * HOUR_MS - 1);
    expect(adherence).toBe(1);
    expect(adherenceToday).toBeCloseTo((3 + 2) / (4 + 2), 6);
    told.at(TEN + 2 * HOUR_MS - 1, seat(1, 'off')).at(TEN + 2 * HOUR_MS - 1, seat(2, 'break'));
    // A break is planned time: who is on one is there.
    expect(figures(told, TEN + 2 * HOUR_MS - 1).adherence).toBe(1);
  });

  it('is null without a plan, and does not count time before the first seat was heard of', () => {
    const told = new Told().at(TEN + 2 * MINUTE_MS, seat(1, 'idle'));
    expect(figures(told, TEN + 7 * MINUTE_MS)).toMatchObject({ adherence: null, adherenceToday: null });
    told.at(TEN + 7 * MINUTE_MS, plan(Array.from({ length: 24 }, () => 1)));
    expect(figures(told, TEN + 7 * MINUTE_MS)).toMatchObject({ adherence: 1, adherenceToday: 1 });
    told.at(TEN + 7 * MINUTE_MS, decided(1, 1, TEN + 5 * MINUTE_MS, TEN + HOUR_MS));
    // 3 of 3 minutes, then 2 of 4 seat minutes.
    expect(figures(told, TEN + 7 * MINUTE_MS).adherence).toBeCloseTo(5 / 7, 12);
  });
});

describe('the operational day', () => {
  it('begins at the reset time: calls, cases and steps of the night belong to the day before', () => {
    const told = new Told({ dayResetMs: 6 * HOUR_MS });
    const six = MIDNIGHT + 6 * HOUR_MS;
    told
      .at(six - 1, offered(1))
      .at(six - 1, received(1))
      .at(six - 1, { kind: 'case.cancelled', case: 1, reason: 'x' });
    expect([told.projection.clock.dayStart, told.projection.clock.nextDay]).toEqual([six - DAY_MS, six]);
    expect([figures(told, six - 1).today?.offered, told.projection.census.receivedToday]).toEqual([1, 1]);
    const { today, day, service } = figures(told, six);
    expect([today?.offered, day.startAt, day.offered.slice(0, 2), told.projection.census.receivedToday]).toEqual([0, six, [0, null], 0]);
    expect([service?.day.fromAt, service?.day.offered, service?.['24h'].offered]).toEqual([six, 0, 1]);
    expect(told.projection.cases.size).toBe(0);
  });

  it('has 23 and 25 hours when clocks change, begins when the wall says so, and moves on where the wall skips its beginning', () => {
    const york = (at: Instant, dayResetMs: number) =>
      new Told({ zone: 'America/New_York', dayResetMs }).at(at, offered(1)).projection.clock;
    for (const [day, hours] of [
      ['2024-03-09T12:00:00-05:00', 23],
      ['2024-06-04T12:00:00-04:00', 24],
      ['2024-11-02T12:00:00-04:00', 25],
    ] as const) {
      const at = Date.parse(day);
      const { dayStart, nextDay } = york(at, 6 * HOUR_MS);
      expect([at - dayStart, nextDay - dayStart]).toEqual([6 * HOUR_MS, hours * HOUR_MS]);
    }
    // 02:30 of 10 March is 03:30; 01:30 of 3 November is the first one.
    expect(york(Date.parse('2024-03-10T12:00:00-04:00'), 2.5 * HOUR_MS).dayStart).toBe(Date.parse('2024-03-10T03:30:00-04:00'));
    expect(york(Date.parse('2024-11-03T12:00:00-05:00'), 1.5 * HOUR_MS).dayStart).toBe(Date.parse('2024-11-03T01:30:00-04:00'));
    // Samoa went from the 29th to the 31st of December 2011.
    const samoa = new Told({ zone: 'Pacific/Apia', dayResetMs: 6 * HOUR_MS }).at(Date.parse('2011-12-29T12:00:00-10:00'), offered(1));
    const { dayStart, nextDay } = samoa.projection.clock;
    expect([dayStart, nextDay]).toEqual([Date.parse('2011-12-29T06:00:00-10:00'), Date.parse('2011-12-31T06:00:00+14:00')]);
    samoa.projection.advanceTo(nextDay);
    expect(samoa.projection.clock.nextDay - nextDay).toBe(DAY_MS);
  });

  it('leaves the month to the calendar', () => {
    const march = Date.UTC(2024, 1, 29, 16);
    const told = new Told({ dayResetMs: 6 * HOUR_MS }).at(march - 1, received(1));
    const { clock } = told.projection;
    const { month, dayStart } = clock;
    told.projection.advanceTo(march);
    expect([clock.month - month, clock.dayStart, clock.inMonth(march), clock.inMonth(march - 1)]).toEqual([1, dayStart, true, false]);
  });
});

describe('the history of calls', () => {
  const carried = (startAt: Instant, first: number) =>
    ({ kind: 'calls.carried-over', startAt, stepMs: HOUR_MS, offered: [first, 2] }) as const;
  const past = ({ projection }: Told) => projection.floor.history.past(projection.floor.since);

  it('keeps the last seventy carried-over days, each once', () => {
    const told = new Told();
    for (let day = 75; day >= 1; day -= 1) told.at(TEN, carried(MIDNIGHT - day * DAY_MS, day));
    told.at(TEN, carried(MIDNIGHT - DAY_MS, 99)).at(TEN, carried(MIDNIGHT - 80 * DAY_MS, 1));
    const days = past(told);
    expect(days).toHaveLength(70);
    expect(days[0]).toEqual({ startAt: MIDNIGHT - 70 * DAY_MS, stepMs: HOUR_MS, offered: [70, 2] });
    expect(days.at(-1)!.offered).toEqual([99, 2]);
  });

  it('goes on by itself with the days that the log saw from their beginning, stragglers included, however the clock was moved', () => {
    const run = (looks: boolean) => {
      const told = new Told();
      told.at(TEN, carried(MIDNIGHT - DAY_MS, 7)).at(TEN, offered(1));
      const tomorrow = MIDNIGHT + DAY_MS;
      told.at(tomorrow + INTERVAL_MS, offered(2));
      if (looks) told.projection.advanceTo(tomorrow + DAY_MS);
      told
        .at(tomorrow + 3 * INTERVAL_MS, offered(3))
        .at(tomorrow + DAY_MS + 1, offered(4))
        .at(tomorrow + 1, offered(5));
      return told;
    };
    const days = past(run(false));
    // The log began at ten, so its first day is not whole.
    expect(days.map(({ startAt }) => startAt)).toEqual([MIDNIGHT - DAY_MS, MIDNIGHT + DAY_MS]);
    expect(days[1]!.offered.slice(0, 5)).toEqual([1, 1, 0, 1, 0]);
    expect(days[1]!.offered).toHaveLength(288);
    expect(past(run(true))).toEqual(days);
    expect(run(true).projection.canonical()).toEqual(run(false).projection.canonical());
  });
});

describe('a staffing decision', () => {
  it('adds its seats to the planned ones of its time, within 0 and the installed, and nothing without a plan', () => {
    const told = new Told().at(TEN, seat(1, 'idle')).at(TEN, decided(1, 5, TEN + HOUR_MS, TEN + 2 * HOUR_MS));
    expect(figures(told, TEN).day.seatsPlanned[132]).toBeNull();
    told.at(TEN, plan(Array.from({ length: 24 }, () => 12))).at(TEN, decided(4, 9, TEN + 1.5 * HOUR_MS, TEN + 3 * HOUR_MS));
    told.at(TEN, decided(5, -20, TEN + 3 * HOUR_MS, TEN + 3 * HOUR_MS + 1));
    const { seatsPlanned } = figures(told, TEN).day;
    expect([131, 132, 137, 138, 143, 144, 156, 157].map((step) => seatsPlanned[step])).toEqual([12, 17, 17, 20, 20, 20, 0, 12]);
    expect(figures(told, TEN + HOUR_MS).seats?.planned).toBe(17);
    expect(told.projection.staffing.nextDecision).toBe(6);
    expect(told.projection.timeline.newest().map(({ event }) => event.kind)).toEqual(Array.from({ length: 3 }, () => 'staffing.decided'));
  });

  it('is scored by what happened in its first hour, to the millisecond for calls, and the same whenever it is asked for', () => {
    const fromAt = TEN + 7 * MINUTE_MS;
    const told = new Told()
      .at(TEN, seat(1, 'idle'))
      .at(TEN, seat(2, 'idle'))
      .at(TEN, decided(1, 2, fromAt, fromAt + 2 * HOUR_MS));
    const score = (at: Instant) => {
      told.projection.advanceTo(at);
      return staffingFigures(told.projection.floor, { abandonRule: 'abandons-missed' })[0]!.score;
    };
    told.at(fromAt - 1, offered(1));
    expect(score(fromAt)).toBeNull();
    told.at(fromAt, offered(2)).at(fromAt + 10_000, { kind: 'call.answered', call: 2, seat: 1 });
    told.at(fromAt + 10_000, { kind: 'call.abandoned', call: 1 }).at(fromAt + MINUTE_MS, offered(3));
    expect(score(fromAt + MINUTE_MS + 15_000)).toMatchObject({ final: false, offered: 2, serviceLevel: 1, abandoned: 0 });
    expect(score(fromAt + MINUTE_MS + 15_001)).toMatchObject({ final: false, offered: 2, serviceLevel: 0.5, abandoned: 0 });
    told.at(fromAt + 2 * MINUTE_MS, { kind: 'call.abandoned', call: 3 });
    const until = fromAt + HOUR_MS;
    told
      .at(until - 1, offered(4))
      .at(until, offered(5))
      .at(until, { kind: 'call.abandoned', call: 5 });
    expect(score(until + 20_000)).toMatchObject({ until, final: true, offered: 3, serviceLevel: 1 / 3, abandoned: 1 / 3 });
    // A call of the window may still come to its end.
    told.at(until + MINUTE_MS, { kind: 'call.abandoned', call: 4 });
    const last = score(until + HOUR_MS)!;
    expect(last).toMatchObject({ offered: 3, abandoned: 2 / 3 });
    // Seat 1 talks all the time but for the step's part before; of the first and last step the window has 3 and 2 of 5 minutes.
    const busy = ((3 * MINUTE_MS - 10_000) * 3) / 5 + 57 * MINUTE_MS;
    expect(last.occupancy).toBeCloseTo(busy / (2 * HOUR_MS), 12);
    expect(score(until + 20 * HOUR_MS)).toEqual(last);
    const restarted = Projection.decode(told.projection.encode(), told.projection.settings);
    expect(staffingFigures(restarted.floor, { abandonRule: 'abandons-missed' })[0]!.score).toEqual(last);
    expect(score(fromAt + 36 * HOUR_MS)).toEqual(last);
    told.projection.advanceTo(fromAt + 36 * HOUR_MS + 1);
    expect(staffingFigures(told.projection.floor, { abandonRule: 'abandons-missed' })).toEqual([]);
  });
});
