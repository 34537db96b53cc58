import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../shared/time/instant';
import { zoneClock } from '../../shared/time/zone';

const at = (text: string): number => Date.parse(text);

describe('Asia/Shanghai', () => {
  const clock = zoneClock('Asia/Shanghai');

  it('begins its day at 16:00 UTC of the day before', () => {
    const noon = at('2025-07-29T12:00:00+08:00');
    expect(clock.startOfDay(noon)).toBe(at('2025-07-28T16:00:00Z'));
    expect(clock.startOfNextDay(noon)).toBe(at('2025-07-29T16:00:00Z'));
    expect(clock.startOfDay(clock.startOfNextDay(noon))).toBe(clock.startOfNextDay(noon));
    expect(clock.startOfDay(clock.startOfNextDay(noon) - 1)).toBe(clock.startOfDay(noon));
  });

  it('tells the parts of a moment', () => {
    expect(clock.parts(at('2025-07-29T23:59:58.999+08:00'))).toEqual({
      year: 2025,
      month: 7,
      day: 29,
      hour: 23,
      minute: 59,
      second: 58,
      weekday: 2,
    });
  });

  it('counts months across the year, by its own midnight', () => {
    const december = clock.monthOf(at('2024-12-31T23:59:59+08:00'));
    expect(december).toBe(2024 * 12 + 11);
    expect(clock.monthOf(at('2025-01-01T00:00:00+08:00'))).toBe(december + 1);
  });
});

describe('America/New_York', () => {
  const clock = zoneClock('America/New_York');

  it('has a day of 23 hours and a day of 25', () => {
    const spring = at('2025-03-09T12:00:00-04:00');
    expect(clock.startOfDay(spring)).toBe(at('2025-03-09T00:00:00-05:00'));
    expect(clock.startOfNextDay(spring) - clock.startOfDay(spring)).toBe(23 * HOUR_MS);
    const autumn = at('2025-11-02T12:00:00-05:00');
    expect(clock.startOfDay(autumn)).toBe(at('2025-11-02T00:00:00-04:00'));
    expect(clock.startOfNextDay(autumn) - clock.startOfDay(autumn)).toBe(25 * HOUR_MS);
  });

  it('moves a skipped time on by the skipped hour', () => {
    const skipped = clock.fromLocal({ year: 2025, month: 3, day: 9, hour: 2, minute: 30, second: 0 });
    expect(skipped).toBe(at('2025-03-09T03:30:00-04:00'));
  });

  it('takes the first showing of a time that is shown twice', () => {
    const twice = clock.fromLocal({ year: 2025, month: 11, day: 2, hour: 1, minute: 30, second: 0 });
    expect(twice).toBe(at('2025-11-02T01:30:00-04:00'));
    expect(clock.parts(twice)).toEqual({ ...clock.parts(twice + HOUR_MS) });
  });

  it('is right at the last and the first moment of each half of the year', () => {
    expect(clock.parts(at('2025-03-09T06:59:59Z')).hour).toBe(1);
    expect(clock.parts(at('2025-03-09T07:00:00Z')).hour).toBe(3);
    expect(clock.parts(at('2025-11-02T05:59:59Z')).hour).toBe(1);
    expect(clock.parts(at('2025-11-02T06:00:00Z')).hour).toBe(1);
    expect(clock.parts(at('2025-11-02T07:00:00Z')).hour).toBe(2);
  });
});

describe('America/Los_Angeles', () => {
  const clock = zoneClock('America/Los_Angeles');

  it('reads local times of both halves of the year', () => {
    expect(clock.fromLocal({ year: 2020, month: 1, day: 1, hour: 0, minute: 5, second: 0 })).toBe(at('2020-01-01T00:05:00-08:00'));
    expect(clock.fromLocal({ year: 2020, month: 7, day: 1, hour: 0, minute: 5, second: 9 })).toBe(at('2020-07-01T00:05:09-07:00'));
  });

  it('moves a skipped time on and takes the first of two', () => {
    expect(clock.fromLocal({ year: 2020, month: 3, day: 8, hour: 2, minute: 0, second: 0 })).toBe(at('2020-03-08T03:00:00-07:00'));
    expect(clock.fromLocal({ year: 2020, month: 11, day: 1, hour: 1, minute: 0, second: 0 })).toBe(at('2020-11-01T01:00:00-07:00'));
  });
});

describe('odd zones', () => {
  it('whose summer begins at midnight have a day that begins at 01:00', () => {
    const clock = zoneClock('America/Sao_Paulo');
    const day = at('2018-11-04T12:00:00-02:00');
    expect(clock.startOfDay(day)).toBe(at('2018-11-04T01:00:00-02:00'));
    expect(clock.startOfNextDay(at('2018-11-03T12:00:00-03:00'))).toBe(clock.startOfDay(day));
    expect(clock.parts(clock.startOfDay(day))).toMatchObject({ day: 4, hour: 1 });
  });

  it('that move by half an hour are right on both sides', () => {
    const clock = zoneClock('Australia/Lord_Howe');
    const change = at('2025-04-05T15:00:00Z');
    expect(clock.parts(change - 1)).toMatchObject({ hour: 1, minute: 59 });
    expect(clock.parts(change)).toMatchObject({ hour: 1, minute: 30 });
  });

  it('that do not exist are refused', () => expect(() => zoneClock('Asia/Atlantis')).toThrow(RangeError));
});

describe('any zone', () => {
  const zone = fc.constantFrom(
    'Asia/Shanghai',
    'America/New_York',
    'America/Los_Angeles',
    'Europe/London',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'UTC',
  );
  const instant = fc.integer({ min: at('1990-01-01T00:00:00Z'), max: at('2037-12-31T00:00:00Z') });

  it('reads what Intl reads', () => {
    fc.assert(
      fc.property(zone, instant, (name, moment) => {
        const parts = zoneClock(name).parts(moment);
        const two = (value: number): string => String(value).padStart(2, '0');
        const read = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' }).format(moment);
        expect(`${parts.year}-${two(parts.month)}-${two(parts.day)} ${two(parts.hour)}:${two(parts.minute)}:${two(parts.second)}`).toBe(
          read,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('comes back from the local reading to the instant, or to the first of two', () => {
    fc.assert(
      fc.property(zone, instant, (name, moment) => {
        const clock = zoneClock(name);
        const second = Math.floor(moment / 1000) * 1000;
        const back = clock.fromLocal(clock.parts(second));
        expect(clock.parts(back)).toEqual(clock.parts(second));
        expect(second - back).toBeGreaterThanOrEqual(0);
        expect(second - back).toBeLessThanOrEqual(HOUR_MS);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every instant between the start of its day and that of the next', () => {
    fc.assert(
      fc.property(zone, fc.array(instant, { minLength: 1, maxLength: 8 }), (name, moments) => {
        const clock = zoneClock(name);
        for (const moment of moments) {
          const start = clock.startOfDay(moment);
          const next = clock.startOfNextDay(moment);
          expect(start <= moment && moment < next).toBe(true);
          const today = clock.parts(moment);
          expect(clock.parts(start)).toMatchObject({ day: today.day, month: today.month, year: today.year });
          expect(clock.parts(next - 1)).toMatchObject({ day: today.day, month: today.month, year: today.year });
          expect(clock.parts(next).day).not.toBe(today.day);
          expect(next - start).toBeGreaterThanOrEqual(23 * HOUR_MS);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('carries fields that are out of their range over', () => {
    const clock = zoneClock('Asia/Shanghai');
    expect(clock.fromLocal({ year: 2024, month: 13, day: 32, hour: 0, minute: -1, second: 0 })).toBe(
      at('2025-02-01T00:00:00+08:00') - MINUTE_MS,
    );
  });

  it('refuses a year of two digits', () => {
    expect(() => zoneClock('UTC').fromLocal({ year: 20, month: 1, day: 1, hour: 0, minute: 0, second: 0 })).toThrow(RangeError);
  });
});
