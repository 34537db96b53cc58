import { describe, expect, it } from 'vitest';
import { forecastDay } from '../../shared/forecast/day-forecast';
import type { DayForecast } from '../../shared/forecast/day-forecast';
import { fitDayModel } from '../../shared/forecast/day-model';
import type { DayModel } from '../../shared/forecast/day-model';
import type { PastDay } from '../../shared/forecast/past-day';
import { Chance, syntheticDays } from './synthetic-days';

const STEPS = 288;

function modelFor(history: readonly PastDay[], day: PastDay): DayModel {
  const model = fitDayModel(history, { ...day, steps: day.offered.length });
  if (model === null) throw new Error('no model');
  return model;
}

function expectOrdered(forecast: DayForecast): void {
  const { low95, low80, expected, high80, high95, spread, first } = forecast;
  for (let step = 0; step < expected.length; step += 1) {
    const bounds = [0, low95[step]!, low80[step]!, expected[step]!, high80[step]!, high95[step]!];
    if (step < first) {
      expect(bounds.slice(1).every(Number.isNaN)).toBe(true);
      continue;
    }
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
    expect(high95[step]).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(spread[step]).toBeGreaterThan(0);
  }
}

/** Share of counts inside the bands over whole days, forecast every hour. */
function coverage(world: Parameters<typeof syntheticDays>[0], history: number, days: number): { in80: number; in95: number; wape: number } {
  const all = syntheticDays(world, history + days);
  let in80 = 0;
  let in95 = 0;
  let steps = 0;
  let error = 0;
  let calls = 0;
  for (const [i, day] of all.entries()) {
    if (i < history) continue;
    const model = modelFor(all.slice(i - history, i), day);
    for (let complete = 0; complete < STEPS; complete += 12) {
      const { expected, low80, high80, low95, high95 } = forecastDay(model, day.offered, complete);
      for (let step = complete; step < STEPS; step += 1) {
        const count = day.offered[step]!;
        if (count >= low80[step]! && count <= high80[step]!) in80 += 1;
        if (count >= low95[step]! && count <= high95[step]!) in95 += 1;
        steps += 1;
        error += Math.abs(count - expected[step]!);
        calls += count;
      }
    }
  }
  return { in80: in80 / steps, in95: in95 / steps, wape: error / calls };
}

describe('forecastDay with a model', () => {
  const all = syntheticDays({ seed: 11 }, 43);
  const history = all.slice(0, 42);
  const today = all[42]!;
  const model = modelFor(history, today);

  it('gives ordered bands with the expectation inside, at any time of the day', () => {
    for (const complete of [0, 1, 7, 100, 200, 286, 287, 288]) expectOrdered(forecastDay(model, today.offered, complete));
  });

  it('begins with the running step; NaN before it, nothing left when the day is over', () => {
    expect(forecastDay(model, today.offered, 100).first).toBe(100);
    expect(forecastDay(model, today.offered, 100).expected[99]).toBeNaN();
    expect(forecastDay(model, today.offered, 288).expected.every(Number.isNaN)).toBe(true);
    expect(forecastDay(model, today.offered, 500).first).toBe(288);
  });

  it('covers what it claims over days that it has not seen', () => {
    for (const world of [{ seed: 21 }, { seed: 22, level: 0.1 }, { seed: 23, noise: 0.02, drift: 0.15 }, { seed: 24, calls: 3_000 }]) {
      const { in80, in95 } = coverage(world, 28, 10);
      expect.soft(in80, JSON.stringify(world)).toBeGreaterThan(0.74);
      expect.soft(in80, JSON.stringify(world)).toBeLessThan(0.87);
      expect.soft(in95, JSON.stringify(world)).toBeGreaterThan(0.91);
      expect.soft(in95, JSON.stringify(world)).toBeLessThan(0.985);
    }
  });

  it('learns the level of the day from its first hours', () => {
    const busy = today.offered.map((count) => Math.round(count * 1.3));
    const morning = forecastDay(model, busy, 120);
    const rest = (forecast: DayForecast): number => forecast.expected.subarray(120).reduce((sum, value) => sum + value, 0);
    expect(rest(morning) / rest(forecastDay(model, today.offered, 120))).toBeGreaterThan(1.12);
  });

  it('knows the next half hour better than the evening, and the evening better in the afternoon', () => {
    const world = modelFor(syntheticDays({ seed: 12, level: 0.08, drift: 0.1 }, 42), today);
    const morning = forecastDay(world, today.offered, 100);
    const width = ({ low80, high80, expected }: DayForecast, step: number): number => (high80[step]! - low80[step]!) / expected[step]!;
    expect(morning.spread[100]!).toBeLessThan(morning.spread[130]!);
    expect(width(forecastDay(world, today.offered, 225), 230)).toBeLessThan(width(forecastDay(world, today.offered, 10), 230));
  });

  it('narrows as the history grows', () => {
    const short = modelFor(history.slice(-3), today);
    const width = ({ low95, high95 }: DayForecast): number => high95.reduce((sum, high, step) => sum + high - low95[step]!, 0);
    expect(width(forecastDay(model, today.offered, 0))).toBeLessThan(width(forecastDay(short, today.offered, 0)));
  });

  it('skips steps that are not known instead of taking them for zero', () => {
    const holes = today.offered.map((count, step) => (step >= 90 && step < 110 ? null : count));
    const whole = forecastDay(model, today.offered, 110);
    const gapped = forecastDay(model, holes, 110);
    const zeros = forecastDay(
      model,
      holes.map((count) => count ?? 0),
      110,
    );
    expect(Math.abs(gapped.expected[115]! / whole.expected[115]! - 1)).toBeLessThan(0.1);
    expect(zeros.expected[115]! / whole.expected[115]!).toBeLessThan(0.3);
    const unknown = forecastDay(model, [], 120);
    expect(unknown.expected[130]! / model.profile[130]!).toBeCloseTo(1, 6);
  });

  it('does not read the running step or what comes after it', () => {
    const future = today.offered.map((count, step) => (step >= 150 ? 99_999 : count));
    expect(forecastDay(model, future, 150)).toEqual(forecastDay(model, today.offered, 150));
  });

  it('follows a surge within half an hour, widens its bands, and comes back after it', () => {
    const surge = today.offered.map((count, step) => (step >= 150 && step < 200 ? count * 2 : count));
    const before = forecastDay(model, surge, 150);
    expect(before.expected[156]! / model.profile[156]!).toBeLessThan(1.3);
    const soon = forecastDay(model, surge, 156);
    expect(soon.expected[157]! / model.profile[157]!).toBeGreaterThan(1.7);
    expect(soon.spread[170]!).toBeGreaterThan(1.5 * before.spread[170]!);
    const after = forecastDay(model, surge, 212);
    expect(after.expected[215]! / model.profile[215]!).toBeLessThan(1.2);
    const half = today.offered.map((count, step) => (step >= 150 ? Math.round(count / 2) : count));
    expect(forecastDay(model, half, 156).expected[157]! / model.profile[157]!).toBeLessThan(0.65);
  });

  it('is not thrown off by a single wild step', () => {
    const wild = today.offered.map((count, step) => (step === 140 ? count * 3 : count));
    const calm = forecastDay(model, today.offered, 146);
    expect(forecastDay(model, wild, 146).expected[150]! / calm.expected[150]!).toBeLessThan(1.25);
  });

  it('is as good for a small hotline as its calls allow, and scales with them', () => {
    const big = coverage({ seed: 31 }, 28, 5);
    const small = coverage({ seed: 31, calls: 3_000 }, 28, 5);
    expect(big.wape).toBeLessThan(0.13);
    expect(small.wape).toBeGreaterThan(big.wape);
    const doubled = history.map((day) => ({ ...day, offered: day.offered.map((count) => count * 2) }));
    const twice = forecastDay(
      modelFor(doubled, today),
      today.offered.map((count) => count * 2),
      100,
    );
    const once = forecastDay(model, today.offered, 100);
    for (const step of [100, 150, 250]) expect(Math.abs(twice.expected[step]! / once.expected[step]! / 2 - 1)).toBeLessThan(0.03);
  });

  it('gives the same for the same', () => {
    expect(forecastDay(modelFor(history, today), today.offered, 77)).toEqual(forecastDay(model, today.offered, 77));
  });

  it('bears any counts', () => {
    const chance = new Chance(3);
    for (let round = 0; round < 40; round += 1) {
      const counts = Array.from({ length: STEPS }, () => (chance.uniform() < 0.2 ? null : Math.floor(chance.uniform() ** 8 * 10_000)));
      expectOrdered(forecastDay(model, counts, Math.floor(chance.uniform() * 289)));
      expectOrdered(forecastDay(null, counts, 3 + Math.floor(chance.uniform() * 286)));
    }
  });
});

describe('forecastDay without a model', () => {
  const [today] = syntheticDays({ seed: 41 }, 1);
  const offered = today!.offered;

  it('has nothing to go by until a quarter of an hour is known', () => {
    expect(forecastDay(null, offered, 2).basis).toBe('none');
    expect(forecastDay(null, [null, null, ...offered.slice(2)], 4).basis).toBe('none');
    expect(forecastDay(null, offered, 2).expected.every(Number.isNaN)).toBe(true);
    expect(forecastDay(null, offered, 3).basis).toBe('level');
    expect(forecastDay(null, [], 0)).toMatchObject({ basis: 'none', first: 0 });
  });

  it('goes by the level, and admits how little that says of later', () => {
    const forecast = forecastDay(null, offered, 130);
    expectOrdered(forecast);
    expect(Math.abs(forecast.expected[130]! / offered[129]! - 1)).toBeLessThan(0.3);
    expect(forecast.spread[131]!).toBeLessThan(0.3);
    expect(forecast.spread[190]!).toBeGreaterThan(1);
  });

  it('covers at least what it claims for the next two hours', () => {
    let in80 = 0;
    let in95 = 0;
    let steps = 0;
    for (const day of syntheticDays({ seed: 42 }, 10)) {
      for (let complete = 12; complete < STEPS - 24; complete += 12) {
        const { low80, high80, low95, high95 } = forecastDay(null, day.offered, complete);
        for (let step = complete; step < complete + 24; step += 1) {
          const count = day.offered[step]!;
          if (count >= low80[step]! && count <= high80[step]!) in80 += 1;
          if (count >= low95[step]! && count <= high95[step]!) in95 += 1;
          steps += 1;
        }
      }
    }
    expect(in80 / steps).toBeGreaterThan(0.78);
    expect(in95 / steps).toBeGreaterThan(0.93);
  });
});
