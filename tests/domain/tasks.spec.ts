import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../shared/domain/events';
import { plannedAt } from '../../shared/domain/tasks';
import { zoneClock } from '../../shared/time/zone';
import { given } from './specification';

const name = { zh: '电动自行车充电设施建设', en: 'E-bike charging' };
const plan = [0, 0, 31_000, 62_000, 92_000, 120_000, 160_000, 200_000, 240_000, 280_000, 300_000, 320_000];
const defined: DomainEvent = {
  kind: 'task.defined',
  task: 1,
  name,
  lead: 0,
  year: 2024,
  target: 320_000,
  measure: { zh: '充电接口', en: 'charging ports' },
  plan,
  sample: true,
};

describe('progress of a monthly task', () => {
  it('is a measured total', () => {
    const world = given([defined])
      .when({ kind: 'progress-task', task: 1, value: 45_000 })
      .then({ kind: 'task.progressed', task: 1, value: 45_000 });
    expect(world.tasks.get(1)).toBe(45_000);
  });

  it('may be corrected downwards, even to nothing', () => {
    given([defined, { kind: 'task.progressed', task: 1, value: 45_000 }])
      .when({ kind: 'progress-task', task: 1, value: 0 })
      .then({ kind: 'task.progressed', task: 1, value: 0 });
  });

  it('is refused for a task that nobody knows', () =>
    given([defined]).when({ kind: 'progress-task', task: 2, value: 1 }).thenRefused('not-found', { what: 'task' }));

  it('is refused when it is no amount', () => {
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e16]) {
      given([defined]).when({ kind: 'progress-task', task: 1, value }).thenRefused('invalid', { field: 'value', rule: 'out-of-range' });
    }
  });
});

describe('what the plan says', () => {
  const clock = zoneClock('Asia/Shanghai');
  const planned = (text: string): number => plannedAt(plan, 2024, Date.parse(`${text}+08:00`), clock);

  it('grows evenly inside a month', () => {
    expect(planned('2024-03-01T00:00:00')).toBe(0);
    expect(planned('2024-03-02T00:00:00')).toBeCloseTo(1_000, 6);
    expect(planned('2024-03-16T12:00:00')).toBeCloseTo(15_500, 6);
    expect(planned('2024-04-01T00:00:00')).toBe(31_000);
  });

  it("grows from nothing in January and follows the city's midnight", () => {
    const steady = Array.from({ length: 12 }, (_, month) => (month + 1) * 31);
    expect(plannedAt(steady, 2024, Date.parse('2024-01-02T00:00:00+08:00'), clock)).toBeCloseTo(1, 9);
    expect(plannedAt(steady, 2024, Date.parse('2023-12-31T16:00:00Z'), clock)).toBe(0);
  });

  it('is nothing before the year and the last total after it', () => {
    expect(planned('2023-12-31T23:59:59')).toBe(0);
    expect(planned('2024-12-31T23:59:59')).toBeCloseTo(320_000, 0);
    expect(planned('2025-06-01T00:00:00')).toBe(320_000);
  });

  it('follows a month that loses an hour', () => {
    const newYork = zoneClock('America/New_York');
    const half = (Date.parse('2024-03-01T00:00:00-05:00') + Date.parse('2024-04-01T00:00:00-04:00')) / 2;
    expect(plannedAt(plan, 2024, half, newYork)).toBeCloseTo(15_500, 6);
  });

  it('needs twelve months', () => expect(() => plannedAt([1, 2, 3], 2024, 0, clock)).toThrow(RangeError));
});
