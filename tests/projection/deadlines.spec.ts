import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time/instant';
import { dispatched, received, Told } from './log';

const T = Date.UTC(2024, 5, 3, 4, 5, 6) + 789;

function withDeadline(dueAt: number, at = T): Told {
  return new Told().at(at, received(1)).at(at, dispatched(1, dueAt));
}

describe('a deadline', () => {
  it('is at risk up to its last millisecond and breached in the next', () => {
    const { projection } = withDeadline(T + HOUR_MS + 5 * MINUTE_MS);
    const seen = [5 * MINUTE_MS - 1, 5 * MINUTE_MS, HOUR_MS + 5 * MINUTE_MS, HOUR_MS + 5 * MINUTE_MS + 1].map((after) => {
      projection.advanceTo(T + after);
      return projection.deadlines.total();
    });
    expect(seen).toEqual([
      { inTime: 1, atRisk: 0, breached: 0 },
      { inTime: 0, atRisk: 1, breached: 0 },
      { inTime: 0, atRisk: 1, breached: 0 },
      { inTime: 0, atRisk: 0, breached: 1 },
    ]);
  });

  it('is judged anew at each of 200 cases of one minute as its own millisecond passes', () => {
    const told = new Told();
    const first = Math.ceil(T / MINUTE_MS) * MINUTE_MS + HOUR_MS;
    for (let key = 1; key <= 200; key += 1) told.at(T, received(key)).at(T, dispatched(key, first + key * 250));
    for (let passed = 1; passed <= 200; passed += 1) {
      told.projection.advanceTo(first + passed * 250 + 1);
      expect(told.projection.deadlines.total().breached).toBe(passed);
    }
  });

  it('that was broken for longest is found by unit, oldest first, and leaves when its case is resolved', () => {
    const told = new Told();
    const due = (key: number, unit: number, after: number) => told.at(T, received(key)).at(T, dispatched(key, T + after * HOUR_MS, unit));
    due(1, 5, 3);
    due(2, 5, 1);
    due(3, 6, 2);
    due(4, 7, 20);
    told.projection.advanceTo(T + 10 * HOUR_MS);
    const { deadlines } = told.projection;
    expect(deadlines.oldestBroken(10)).toEqual([
      { unit: 5, dueAt: T + HOUR_MS },
      { unit: 6, dueAt: T + 2 * HOUR_MS },
    ]);
    expect(deadlines.oldestBroken(1)).toEqual([{ unit: 5, dueAt: T + HOUR_MS }]);
    told.at(T + 10 * HOUR_MS, { kind: 'case.resolved', case: 2 });
    expect(deadlines.oldestBroken(10)).toEqual([
      { unit: 6, dueAt: T + 2 * HOUR_MS },
      { unit: 5, dueAt: T + 3 * HOUR_MS },
    ]);
  });

  it('three years ahead is seen when it comes, by small steps or by one', () => {
    const dueAt = T + 3 * 365 * DAY_MS;
    const bySteps = withDeadline(dueAt).projection;
    for (let now = T; now < dueAt; now += 26 * HOUR_MS) {
      bySteps.advanceTo(now);
      expect(bySteps.deadlines.total()).toEqual(
        now + HOUR_MS >= dueAt ? { inTime: 0, atRisk: 1, breached: 0 } : { inTime: 1, atRisk: 0, breached: 0 },
      );
    }
    const byOne = withDeadline(dueAt).projection;
    for (const projection of [bySteps, byOne]) {
      projection.advanceTo(dueAt);
      expect(projection.deadlines.total()).toEqual({ inTime: 0, atRisk: 1, breached: 0 });
      projection.advanceTo(dueAt + 1);
      expect(projection.deadlines.total()).toEqual({ inTime: 0, atRisk: 0, breached: 1 });
    }
  });

  it('survives the turn of the ring beside deadlines that hang in the same bucket', () => {
    const told = new Told();
    const ring = 32_768 * MINUTE_MS;
    const dues = [ring - MINUTE_MS, ring, ring + MINUTE_MS, 2 * ring, 3 * ring].map((ahead) => T + 6 * HOUR_MS + ahead);
    for (const [index, dueAt] of dues.entries()) told.at(T, received(index + 1)).at(T, dispatched(index + 1, dueAt));
    for (let now = T; now <= T + 3 * ring + 7 * HOUR_MS; now += 31 * HOUR_MS) {
      told.projection.advanceTo(now);
      expect(told.projection.deadlines.total().breached).toBe(dues.filter((dueAt) => dueAt < now).length);
    }
  });

  it('stops with the resolution, which is late only after the deadline', () => {
    for (const [lateMs, late] of [
      [-1, 0],
      [0, 0],
      [1, 1],
    ] as const) {
      const dueAt = T + HOUR_MS;
      const { projection } = withDeadline(dueAt).at(dueAt + lateMs, { kind: 'case.resolved', case: 1 });
      expect([projection.resolutions.late, projection.resolutions.inTime]).toEqual([late, 1 - late]);
      expect(projection.deadlines.total()).toEqual({ inTime: 0, atRisk: 0, breached: 0 });
    }
  });

  it('goes with the case to another unit, and runs on while nobody holds it', () => {
    const told = withDeadline(T - 1);
    expect(told.projection.deadlines.ofUnit(1).breached).toBe(1);
    told.at(T, { kind: 'case.reassigned', case: 1, from: 1, to: 2, dueAt: T - 1, reason: 'closer' });
    expect([told.projection.deadlines.ofUnit(1).breached, told.projection.deadlines.ofUnit(2).breached]).toEqual([0, 1]);
    told.at(T, { kind: 'case.returned', case: 1, reason: 'not ours' });
    expect([told.projection.deadlines.ofUnit(2).breached, told.projection.deadlines.total().breached]).toEqual([0, 1]);
  });
});

describe('the answers about deadlines', () => {
  it('put the units with most breached cases first, then most at risk, then the lower key', () => {
    const told = new Told();
    let key = 0;
    const give = (unit: number, breached: number, atRisk: number) => {
      for (let i = 0; i < breached + atRisk; i += 1) {
        key += 1;
        told.at(T, received(key)).at(T, dispatched(key, i < breached ? T - 1 : T + MINUTE_MS, unit));
      }
    };
    give(9, 1, 0);
    give(4, 1, 2);
    give(7, 0, 5);
    give(3, 1, 0);
    give(2, 2, 0);
    expect(told.projection.deadlines.worstUnits(4).map(({ unit }) => unit)).toEqual([2, 4, 3, 9]);
    expect(told.projection.deadlines.worstUnits(9).at(-1)).toEqual({ unit: 7, breached: 0, atRisk: 5, inTime: 0 });
  });

  it('tell by grade what falls due in each of the coming steps', () => {
    const told = new Told();
    const due = [0, 1, 5 * MINUTE_MS - 1, 5 * MINUTE_MS, 59 * MINUTE_MS, 60 * MINUTE_MS, -1];
    for (const [index, ahead] of due.entries()) told.at(T, received(index + 1)).at(T, dispatched(index + 1, T + ahead, 1, '24h'));
    const upcoming = told.projection.deadlines.upcoming();
    expect(upcoming[1]).toEqual([3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(upcoming[0]).toEqual(Array.from({ length: 12 }, () => 0));
    expect(() => told.projection.deadlines.upcoming(1000, HOUR_MS)).toThrow(RangeError);
  });
});
