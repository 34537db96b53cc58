import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../shared/time/instant';
import { floorDay } from '../../shared/projection/floor-figures';
import { dispatched, received, Told } from './log';

/** Midnight of 1 March 2024 in Shanghai: a leap day ends, and a month. */
const MIDNIGHT = Date.UTC(2024, 1, 29, 16);

describe('the city day', () => {
  it('begins anew at local midnight: today is 0, ended cases leave, open ones stay', () => {
    const told = new Told();
    for (const key of [1, 2]) told.at(MIDNIGHT - HOUR_MS, received(key));
    told.at(MIDNIGHT - 1, { kind: 'case.cancelled', case: 2, reason: 'withdrawn' });
    const { projection } = told;
    expect([projection.census.receivedToday, projection.census.endedToday, projection.cases.size]).toEqual([2, 1, 2]);
    projection.advanceTo(MIDNIGHT - 1);
    expect(projection.cases.has(2)).toBe(true);
    projection.advanceTo(MIDNIGHT);
    expect([projection.census.receivedToday, projection.census.endedToday]).toEqual([0, 0]);
    expect([projection.cases.has(1), projection.cases.has(2), projection.census.open]).toEqual([true, false, 1]);
    expect([projection.nextCase, projection.totals.ended]).toEqual([3, 1]);
  });

  it('lets a case go at once that ended yesterday but is told of today', () => {
    const told = new Told().at(MIDNIGHT - HOUR_MS, received(1));
    told.projection.advanceTo(MIDNIGHT + HOUR_MS);
    told.at(MIDNIGHT - 1, { kind: 'case.cancelled', case: 1, reason: 'withdrawn' });
    expect([told.projection.cases.size, told.projection.census.endedToday, told.projection.totals.ended]).toEqual([0, 0, 1]);
    expect(told.projection.recomputeDigest()).toBe(told.projection.digest());
  });

  it('does not change the digest, whether the day was seen to change or not', () => {
    const ended = () => new Told().at(MIDNIGHT - HOUR_MS, received(1)).at(MIDNIGHT - 1, { kind: 'case.cancelled', case: 1, reason: 'x' });
    const { projection } = ended();
    projection.advanceTo(MIDNIGHT);
    expect(projection.cases.size).toBe(0);
    expect(projection.digest()).toBe(ended().projection.digest());
    const merged = new Told().at(MIDNIGHT - HOUR_MS, received(1)).at(MIDNIGHT - 1, { kind: 'case.merged', case: 1, into: 2 });
    expect(projection.digest()).not.toBe(merged.projection.digest());
  });

  it('ends the month of the callback rates with it', () => {
    const told = new Told().at(MIDNIGHT - HOUR_MS, received(1)).at(MIDNIGHT - HOUR_MS, dispatched(1, MIDNIGHT));
    told.at(MIDNIGHT - 2, { kind: 'case.resolved', case: 1 });
    const answer = { kind: 'case.called-back', case: 1, reached: false, contacted: null, solved: null, satisfaction: null } as const;
    told.at(MIDNIGHT - 1, answer);
    expect(told.projection.rates.valid).toBe(0);
    told.at(MIDNIGHT, { ...answer, reached: true, contacted: true, solved: true, satisfaction: 'satisfied' });
    expect(told.projection.rates).toMatchObject({ valid: 1, contacted: 1, solved: 1, satisfied: 1 });
  });

  it('has 276, 288 or 300 steps where clocks change, and ends when the wall says midnight', () => {
    for (const [month, day, hours] of [
      [2, 10, 23],
      [6, 4, 24],
      [10, 3, 25],
    ] as const) {
      const noon = Date.UTC(2024, month, day, 17);
      const { projection } = new Told({ zone: 'America/New_York' }).at(noon, received(1));
      const { dayStart, nextDay } = projection.clock;
      expect(nextDay - dayStart).toBe(hours * HOUR_MS);
      expect(floorDay(projection.floor, { seatsInstalled: 0 }).offered).toHaveLength(hours * 12);
      projection.advanceTo(nextDay - 1);
      expect(projection.census.receivedToday).toBe(1);
      projection.advanceTo(nextDay);
      expect(projection.census.receivedToday).toBe(0);
    }
  });

  it('never goes back, and moves on to whole milliseconds', () => {
    const { projection } = new Told().at(MIDNIGHT, received(1));
    projection.advanceTo(MIDNIGHT - HOUR_MS);
    expect(projection.now).toBe(MIDNIGHT);
    projection.advanceTo(MIDNIGHT + 1.9);
    expect(projection.now).toBe(MIDNIGHT + 1);
    for (const nonsense of [Number.POSITIVE_INFINITY, 2 ** 53, Number.NaN])
      expect(() => projection.advanceTo(nonsense)).toThrow(RangeError);
    expect(projection.now).toBe(MIDNIGHT + 1);
  });
});
