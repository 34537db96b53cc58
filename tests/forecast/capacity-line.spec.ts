import { describe, expect, it } from 'vitest';
import { erlangA, seatsNeeded } from '../../shared/domain/erlang-a';
import { capacityLine, seatsNeededFor } from '../../shared/forecast/capacity-line';
import type { CapacityInput } from '../../shared/forecast/capacity-line';
import { forecastDay } from '../../shared/forecast/day-forecast';
import type { DayForecast } from '../../shared/forecast/day-forecast';
import { fitDayModel } from '../../shared/forecast/day-model';
import { HOUR_MS, INTERVAL_MS } from '../../shared/time/instant';
import { syntheticDays } from './synthetic-days';

const STEPS = 288;
const HANDLING = { handlingMs: 300_000, patienceMs: 120_000, thresholdMs: 15_000, target: 0.95 };

/** A forecast of `calls` in every step from `first` on. */
export function flatForecast(calls: number, first = 0, spread = 0.1): DayForecast {
  const all = (value: number): Float64Array => new Float64Array(STEPS).fill(value, first).fill(Number.NaN, 0, first);
  return {
    first,
    expected: all(calls),
    low80: all(calls * 0.9),
    high80: all(calls * 1.1),
    low95: all(calls * 0.8),
    high95: all(calls * 1.2),
    spread: all(spread),
    basis: 'profile',
  };
}

function input(changes: Partial<CapacityInput>): CapacityInput {
  return {
    forecast: flatForecast(400),
    stepMs: INTERVAL_MS,
    seatsPlanned: Array.from({ length: STEPS }, () => 440),
    seatsPresent: 440,
    seatsInstalled: 750,
    breakShare: 0.05,
    ...HANDLING,
    ...changes,
  };
}

describe('capacityLine', () => {
  it('needs the seats that Erlang A needs, and as many more as are on a break', () => {
    const { seatsNeeded: needed } = capacityLine(input({ breakShare: 0 }));
    const agents = seatsNeeded({ ratePerMs: 400 / INTERVAL_MS, ...HANDLING });
    expect(needed[0]).toBe(agents);
    expect(needed[287]).toBe(agents);
    expect(capacityLine(input({ breakShare: 0.05 })).seatsNeeded[0]).toBe(Math.ceil(agents / 0.95));
    expect(seatsNeededFor(400, { stepMs: INTERVAL_MS, breakShare: 0.05, ...HANDLING })).toBe(Math.ceil(agents / 0.95));
    expect(seatsNeededFor(0, { stepMs: INTERVAL_MS, breakShare: 0.05, ...HANDLING })).toBe(0);
  });

  it('expects what Erlang A says when the forecast is certain', () => {
    const { serviceLevel, abandoned, occupancy } = capacityLine(input({ forecast: flatForecast(400, 0, 0), breakShare: 0 }));
    const exact = erlangA({ ratePerMs: 400 / INTERVAL_MS, ...HANDLING, agents: 440 });
    for (const end of ['low', 'likely', 'high'] as const) {
      expect(serviceLevel[end][100]).toBeCloseTo(exact.serviceLevel, 9);
      expect(abandoned[end][100]).toBeCloseTo(exact.abandoned, 9);
      expect(occupancy[end][100]).toBeCloseTo(exact.occupancy, 9);
    }
  });

  it('widens with the spread, in order, and expects less of an uncertain step', () => {
    const calm = capacityLine(input({ forecast: flatForecast(400, 0, 0.02) }));
    const wild = capacityLine(input({ forecast: flatForecast(400, 0, 0.2) }));
    for (const line of [calm, wild])
      for (const range of [line.serviceLevel, line.abandoned, line.occupancy])
        for (let step = 0; step < STEPS; step += 29) {
          expect(range.low[step]).toBeLessThanOrEqual(range.likely[step]!);
          expect(range.likely[step]).toBeLessThanOrEqual(range.high[step]!);
        }
    expect(wild.serviceLevel.low[0]).toBeLessThan(calm.serviceLevel.low[0]!);
    expect(wild.serviceLevel.likely[0]).toBeLessThan(calm.serviceLevel.likely[0]!);
    expect(wild.abandoned.high[0]).toBeGreaterThan(calm.abandoned.high[0]!);
  });

  it('lets a present shortfall fade within hours, and a surplus too', () => {
    const { seatsExpected } = capacityLine(input({ forecast: flatForecast(400, 100), seatsPresent: 400 }));
    expect(seatsExpected[99]).toBeNaN();
    expect(seatsExpected[100]).toBe(400);
    expect(seatsExpected[100 + HOUR_MS / INTERVAL_MS]).toBeCloseTo(440 - 40 / Math.E, 6);
    expect(seatsExpected[287]).toBeGreaterThan(439.9);
    expect(capacityLine(input({ forecast: flatForecast(400, 100), seatsPresent: 470 })).seatsExpected[112]).toBeCloseTo(
      440 + 30 / Math.E,
      6,
    );
  });

  it('takes nobody for missing who is on the way at a change of shift', () => {
    const planned = Array.from({ length: STEPS }, (_, step) => (step < 100 ? 300 : 440));
    const expected = (present: number): number =>
      capacityLine(input({ forecast: flatForecast(400, 100), seatsPlanned: planned, seatsPresent: present })).seatsExpected[101]!;
    expect(expected(300)).toBe(440);
    expect(expected(380)).toBe(440);
    expect(expected(440)).toBe(440);
    expect(expected(280)).toBeLessThan(425);
    expect(expected(460)).toBeGreaterThan(455);
  });

  it('keeps expected seats between none and the installed ones', () => {
    const expected = (changes: Partial<CapacityInput>): Float64Array => capacityLine(input(changes)).seatsExpected;
    expect(Math.max(...expected({ seatsPresent: 2_000 }))).toBe(750);
    expect(Math.min(...expected({ seatsPlanned: Array.from({ length: STEPS }, () => 10), seatsPresent: 0 }))).toBeGreaterThanOrEqual(0);
  });

  it('goes by who is there where there is no plan, and knows nothing without both', () => {
    const none = Array.from({ length: STEPS }, () => null);
    expect(capacityLine(input({ seatsPlanned: none })).seatsExpected[200]).toBe(440);
    expect(capacityLine(input({ seatsPresent: null })).seatsExpected[200]).toBe(440);
    const nothing = capacityLine(input({ seatsPlanned: none, seatsPresent: null }));
    expect(nothing.seatsExpected.every(Number.isNaN)).toBe(true);
    expect(nothing.serviceLevel.likely.every(Number.isNaN)).toBe(true);
    expect(nothing.seatsNeeded[200]).toBeGreaterThan(400);
  });

  it('says what an empty floor does: nothing is answered', () => {
    const { serviceLevel, abandoned } = capacityLine(input({ seatsPlanned: Array.from({ length: STEPS }, () => 0), seatsPresent: 0 }));
    expect(serviceLevel.likely[50]).toBe(0);
    expect(abandoned.likely[50]).toBeCloseTo(1, 6);
  });

  it('bears a forecast without a basis, and loads that no hotline has', () => {
    expect(
      capacityLine(
        input({
          forecast: forecastDay(
            null,
            Array.from({ length: STEPS }, () => null),
            10,
          ),
        }),
      ).seatsNeeded.every(Number.isNaN),
    ).toBe(true);
    expect(capacityLine(input({ forecast: flatForecast(1e7) })).seatsNeeded[0]).toBe(10_000);
    expect(capacityLine(input({ target: 1 })).seatsNeeded[0]).toBeLessThan(10_000);
  });

  it('needs fewer seats for fewer calls over a real forecast', () => {
    const days = syntheticDays({ seed: 3 }, 29);
    const model = fitDayModel(days.slice(0, 28), { ...days[28]!, steps: STEPS });
    const { seatsNeeded: needed, offered } = capacityLine(input({ forecast: forecastDay(model, days[28]!.offered, 60) }));
    for (let step = 61; step < STEPS; step += 1)
      if (offered[step]! > offered[step - 1]!) expect(needed[step]).toBeGreaterThanOrEqual(needed[step - 1]!);
  });
});
