import { describe, expect, it } from 'vitest';
import { fitDayModel, LEAST_DAYS } from '../../shared/forecast/day-model';
import type { DayModel } from '../../shared/forecast/day-model';
import type { PastDay } from '../../shared/forecast/past-day';
import { syntheticDays } from './synthetic-days';

const WORKDAY = { dayType: 'workday', weekday: 1, steps: 288 } as const;

function fitted(history: readonly PastDay[], day: Parameters<typeof fitDayModel>[1] = WORKDAY): DayModel {
  const model = fitDayModel(history, day);
  if (model === null) throw new Error('no model');
  return model;
}

const total = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);
const ratio = (a: DayModel, b: DayModel): number => total(a.profile) / total(b.profile);

describe('fitDayModel', () => {
  const days = syntheticDays({ seed: 1 }, 42);

  it('says nothing below its least number of days', () => {
    expect(fitDayModel(days.slice(0, LEAST_DAYS - 1), WORKDAY)).toBeNull();
    expect(fitDayModel(days.slice(0, LEAST_DAYS), WORKDAY)).not.toBeNull();
    expect(fitDayModel([], WORKDAY)).toBeNull();
  });

  it('finds the profile: the mean of many ordinary days within a percent or two per step', () => {
    const many = syntheticDays({ seed: 2 }, 56);
    const workdays = many.filter(({ dayType }) => dayType === 'workday');
    const { profile, ownDays, days: used } = fitted(many);
    expect(ownDays).toBe(40);
    expect(used).toBe(40);
    let error = 0;
    for (let step = 0; step < 288; step += 1) error += Math.abs(profile[step]! - total(workdays.map(({ offered }) => offered[step]!)) / 40);
    expect(error / total(profile)).toBeLessThan(0.025);
    expect(total(profile)).toBeGreaterThan(0.97 * 60_000);
    expect(total(profile)).toBeLessThan(1.03 * 60_000);
  });

  it('tells weekends from workdays', () => {
    const weekend = fitted(days, { dayType: 'weekend', weekday: 6, steps: 288 });
    expect(ratio(weekend, fitted(days))).toBeGreaterThan(0.75);
    expect(ratio(weekend, fitted(days))).toBeLessThan(0.85);
  });

  it('does not depend on the order of the history', () => {
    expect(fitted(days.toReversed())).toEqual(fitted(days));
  });

  it('is not moved by a day unlike all others, nor by one hour of one day', () => {
    const stormy = days.map((day, i) => (i === 36 ? { ...day, offered: day.offered.map((count) => count * 2) } : day));
    expect(Math.abs(ratio(fitted(stormy), fitted(days)) - 1)).toBeLessThan(0.01);
    const burst = days.map((day, i) =>
      i === 36 ? { ...day, offered: day.offered.map((count, step) => (step >= 150 && step < 162 ? count * 3 : count)) } : day,
    );
    const before = fitted(days).profile;
    const moved = fitted(burst).profile.map((value, step) => value / before[step]! - 1);
    expect(Math.max(...moved.subarray(150, 162))).toBeLessThan(0.05);
  });

  it('follows recent days more than old ones', () => {
    const grown = days.map((day, i) => (i < 21 ? day : { ...day, offered: day.offered.map((count) => Math.round(count * 1.2)) }));
    expect(ratio(fitted(grown), fitted(days))).toBeGreaterThan(1.12);
  });

  it('follows the weekday where weekdays differ', () => {
    const mondays = days.map((day) =>
      day.weekday === 1 ? { ...day, offered: day.offered.map((count) => Math.round(count * 1.25)) } : day,
    );
    const monday = fitted(mondays);
    const tuesday = fitted(mondays, { ...WORKDAY, weekday: 2 });
    expect(ratio(monday, tuesday)).toBeGreaterThan(1.12);
  });

  it('lets other days stand in for a day type that is new, and says that the level is little known', () => {
    const holiday = fitted(days, { dayType: 'holiday', weekday: 3, steps: 288 });
    expect(holiday.ownDays).toBe(0);
    expect(holiday.dynamics.levelDeviation).toBeGreaterThanOrEqual(0.2);
    expect(Math.abs(ratio(holiday, fitted(days)) - 0.95)).toBeLessThan(0.1);
  });

  it('takes the level from a single own day, the shape from others', () => {
    const holiday = days.map((day, i) =>
      i === 30 ? { ...day, dayType: 'holiday' as const, offered: day.offered.map((count) => Math.round(count / 2)) } : day,
    );
    expect(Math.abs(ratio(fitted(holiday, { dayType: 'holiday', weekday: 3, steps: 288 }), fitted(days)) - 0.5)).toBeLessThan(0.06);
  });

  it('skips steps that nobody knows, and days of which too little is known', () => {
    const gaps = days.map((day, i) => ({ ...day, offered: day.offered.map((count, step) => (i % 3 === 0 && step < 40 ? null : count)) }));
    expect(Math.abs(ratio(fitted(gaps), fitted(days)) - 1)).toBeLessThan(0.01);
    const dead = days.map((day, i) => (i < 35 ? { ...day, offered: day.offered.map((count, step) => (step < 200 ? null : count)) } : day));
    expect(fitted(dead).days).toBe(5);
    const silent = days.map((day, i) => (i < 35 ? { ...day, offered: day.offered.map(() => 0) } : day));
    expect(fitted(silent).days).toBe(5);
  });

  it('bears steps that no day knows', () => {
    const hole = days.map((day) => ({ ...day, offered: day.offered.map((count, step) => (step >= 100 && step < 112 ? null : count)) }));
    const { profile } = fitted(hole);
    const whole = fitted(days).profile;
    for (let step = 100; step < 112; step += 1) expect(Math.abs(profile[step]! / whole[step]! - 1)).toBeLessThan(0.15);
  });

  it('knows nothing of summer time: a day of 276 or 300 steps is learned from by its steps, and can be forecast', () => {
    const spring = days.map((day, i) => (i === 20 ? { ...day, offered: day.offered.slice(0, 276) } : day));
    expect(Math.abs(ratio(fitted(spring), fitted(days)) - 1)).toBeLessThan(0.01);
    const longer = fitted(days, { ...WORKDAY, steps: 300 });
    expect(longer.profile).toHaveLength(300);
    expect(longer.profile.every((value) => value > 0)).toBe(true);
    expect(fitted(days, { ...WORKDAY, steps: 276 }).profile).toHaveLength(276);
  });

  it('scales with the calls', () => {
    const doubled = days.map((day) => ({ ...day, offered: day.offered.map((count) => count * 2) }));
    expect(ratio(fitted(doubled), fitted(days))).toBeCloseTo(2, 1);
  });

  it('finds how days stray: level and noise within a factor', () => {
    const { dynamics } = fitted(syntheticDays({ seed: 5, level: 0.08, drift: 0.02, noise: 0.12 }, 56));
    expect(dynamics.levelDeviation).toBeGreaterThan(0.04);
    expect(dynamics.levelDeviation).toBeLessThan(0.16);
    expect(dynamics.noiseDeviation).toBeGreaterThan(0.08);
    expect(dynamics.noiseDeviation).toBeLessThan(0.18);
    const calm = fitted(syntheticDays({ seed: 5, level: 0.01, drift: 0.01, noise: 0.02 }, 56)).dynamics;
    expect(calm.levelDeviation).toBeLessThan(dynamics.levelDeviation);
    expect(calm.noiseDeviation).toBeLessThan(dynamics.noiseDeviation);
  });
});
