import { describe, expect, it } from 'vitest';
import { floorDay, floorFigures } from '../../shared/projection/floor-figures';
import { HOUR_MS, INTERVAL_MS, MINUTE_MS, SECOND_MS } from '../../shared/time/instant';
import { Told } from './log';

/** 10:00 in Shanghai; its city day began 10 hours before. */
const T = Date.UTC(2024, 5, 3, 2);
const FIRST = 120;

function figures({ projection }: Told, at: number) {
  projection.advanceTo(at);
  const { floor } = projection;
  return {
    ...floorFigures(floor, { seatsInstalled: 20, abandonRule: 'abandons-missed' }),
    day: floorDay(floor, { seatsInstalled: 20 }),
  };
}

/** Seats 1 … n signed in at T. */
function staffed(seats: number): Told {
  const told = new Told();
  for (let seat = 1; seat <= seats; seat += 1) told.at(T, { kind: 'seat.changed', seat, state: 'idle' });
  return told;
}

describe('the floor', () => {
  it('says nothing of calls and seats that no event has told of', () => {
    const told = new Told().at(T, { kind: 'log.redacted' });
    const { state, abandonRule, day, ...rest } = figures(told, T);
    expect([state, abandonRule]).toEqual(['no-data', 'abandons-missed']);
    expect(Object.values(rest)).toEqual(Array.from({ length: 11 }, () => null));
    for (const series of [day.offered, day.answered, day.abandoned, day.seatsPresent, day.seatsPlanned, day.capacity]) {
      expect(series).toEqual(Array.from({ length: 288 }, () => null));
    }
  });

  it('keeps the queue in the order of the offers, whoever leaves it', () => {
    const told = staffed(1);
    for (const [call, s] of [
      [1, 10],
      [2, 20],
      [3, 5],
      [4, 30],
    ] as const) {
      told.at(T + s * SECOND_MS, { kind: 'call.offered', call, queue: 0 });
    }
    const waits = () => {
      const { queued, longestWaitMs } = figures(told, T + 40 * SECOND_MS);
      return [queued, longestWaitMs];
    };
    expect(waits()).toEqual([4, 35_000]);
    told.at(T + 40 * SECOND_MS, { kind: 'call.abandoned', call: 1 });
    expect(waits()).toEqual([3, 35_000]);
    told.at(T + 40 * SECOND_MS, { kind: 'call.answered', call: 3, seat: 1 });
    expect(waits()).toEqual([2, 20_000]);
    for (const call of [4, 2]) told.at(T + 40 * SECOND_MS, { kind: 'call.abandoned', call });
    expect(waits()).toEqual([0, 0]);
  });

  it('counts a call in the step in which it was offered, and forgets it when it is over', () => {
    const told = staffed(2);
    const late = T + INTERVAL_MS - 10 * SECOND_MS;
    told
      .at(late, { kind: 'call.offered', call: 1, queue: 0 })
      .at(late, { kind: 'call.offered', call: 2, queue: 0 })
      .at(late, { kind: 'call.offered', call: 3, queue: 0 });
    told.at(late + 15_000, { kind: 'call.answered', call: 1, seat: 1 });
    told.at(late + 15_001, { kind: 'call.answered', call: 2, seat: 2 });
    told.at(late + 60_000, { kind: 'call.abandoned', call: 3 });
    told.at(late + 75_000, { kind: 'call.ended', call: 1, seat: 1 });
    told.at(late + 85_000, { kind: 'call.wrapped-up', call: 1, seat: 1 });
    const { day, today, service, answerSpeedMs, talkMs, wrapUpMs } = figures(told, late + 90_000);
    expect(today).toEqual({ offered: 3, answered: 2, abandoned: 1 });
    expect([day.offered[FIRST], day.answered[FIRST], day.abandoned[FIRST]]).toEqual([3, 2, 1]);
    expect([day.offered[FIRST - 1], day.offered[FIRST + 1], day.offered[FIRST + 2]]).toEqual([null, 0, null]);
    const counts = { offered: 3, answered: 2, answeredInTime: 1, abandoned: 1, abandonedInTime: 0, overdue: 0, value: 1 / 3 };
    expect(service?.['30min']).toEqual({ fromAt: late + 90_000 - 30 * MINUTE_MS, ...counts });
    expect([service?.day.value, answerSpeedMs, talkMs, wrapUpMs]).toEqual([1 / 3, 15_000.5, 60_000, 10_000]);
    expect(told.projection.floor.calls.size).toBe(1);
  });

  it('weighs seats by the time that they were there', () => {
    const told = staffed(4);
    told.at(T + INTERVAL_MS / 2, { kind: 'seat.changed', seat: 4, state: 'off' });
    told.at(T + INTERVAL_MS, { kind: 'seat.changed', seat: 3, state: 'break' });
    told.at(T + INTERVAL_MS, { kind: 'call.offered', call: 1, queue: 0 }).at(T + INTERVAL_MS, { kind: 'call.answered', call: 1, seat: 1 });
    told.at(T + 2 * INTERVAL_MS, { kind: 'call.ended', call: 1, seat: 1 });
    const { seats, occupancy, day } = figures(told, T + 2 * INTERVAL_MS + MINUTE_MS);
    expect(seats).toEqual({ installed: 20, present: 3, planned: null, idle: 1, talking: 0, wrapUp: 1, onBreak: 1, off: 17 });
    expect(day.seatsPresent.slice(FIRST - 1, FIRST + 4)).toEqual([null, 3.5, 3, 3, null]);
    // 5 min of talk and 1 min of wrap-up in 17.5 + 10 + 2 staffed seat minutes.
    expect(occupancy).toBeCloseTo(6 / 29.5, 12);
  });

  it('counts seat time from a record’s own moment, however far the clock had come', () => {
    const early = staffed(2).at(T + MINUTE_MS, { kind: 'seat.changed', seat: 1, state: 'off' });
    const straggler = staffed(2);
    figures(straggler, T + 20 * MINUTE_MS);
    straggler.at(T + MINUTE_MS, { kind: 'seat.changed', seat: 1, state: 'off' });
    expect(figures(straggler, T + 20 * MINUTE_MS)).toEqual(figures(early, T + 20 * MINUTE_MS));
  });

  it('tells the plan for the whole day and what it can carry', () => {
    const startAt = T - 10 * HOUR_MS;
    const told = staffed(1).at(T, {
      kind: 'seats.planned',
      startAt,
      stepMs: HOUR_MS,
      seats: Array.from({ length: 12 }, (_, hour) => hour),
    });
    told.at(T, { kind: 'call.offered', call: 1, queue: 0 }).at(T, { kind: 'call.answered', call: 1, seat: 1 });
    told
      .at(T + 4 * MINUTE_MS, { kind: 'call.ended', call: 1, seat: 1 })
      .at(T + 5 * MINUTE_MS, { kind: 'call.wrapped-up', call: 1, seat: 1 });
    const { seats, day } = figures(told, T + 6 * MINUTE_MS);
    expect(seats?.planned).toBe(10);
    expect([day.seatsPlanned[0], day.seatsPlanned[143], day.seatsPlanned[144], day.capacity[FIRST], day.capacity[144]]).toEqual([
      0,
      11,
      null,
      10,
      null,
    ]);
    // A second plan with the same start replaces the first.
    told.at(T + 6 * MINUTE_MS, { kind: 'seats.planned', startAt, stepMs: HOUR_MS, seats: Array.from({ length: 24 }, () => 7) });
    expect(figures(told, T + 6 * MINUTE_MS).day.seatsPlanned[200]).toBe(7);
  });

  it('starts its day anew at midnight but keeps who waits and who works', () => {
    const told = staffed(1);
    const midnight = T + 14 * HOUR_MS;
    told
      .at(midnight - 20_000, { kind: 'call.offered', call: 1, queue: 0 })
      .at(midnight - 10_000, { kind: 'call.offered', call: 2, queue: 0 });
    told.at(midnight + 1, { kind: 'call.answered', call: 1, seat: 1 });
    const { today, queued, service, seats } = figures(told, midnight + 1);
    expect([today, queued, seats?.talking]).toEqual([{ offered: 0, answered: 0, abandoned: 0 }, 1, 1]);
    expect([service?.day.offered, service?.['30min'].offered]).toEqual([0, 2]);
  });

  it('holds only calls that are under way: a day of calls leaves nothing behind', () => {
    const told = staffed(1);
    for (let call = 1; call <= 5000; call += 1) {
      const at = T + call * 1000;
      told.at(at, { kind: 'call.offered', call, queue: 0 });
      if (call % 3 === 0) {
        told.at(at, { kind: 'call.abandoned', call });
        continue;
      }
      told.at(at, { kind: 'call.answered', call, seat: 1 }).at(at + 500, { kind: 'call.ended', call, seat: 1 });
      told.at(at + 900, { kind: 'call.wrapped-up', call, seat: 1 });
    }
    expect(told.projection.floor.calls.size).toBe(0);
    expect(told.projection.floor.calls.keys.length).toBe(64);
    expect(told.projection.floor.nextCall).toBe(5001);
  });
});
