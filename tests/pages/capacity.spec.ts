import { describe, expect, it } from 'vitest';
import { hoursAhead } from '../../renderer/parts/hours-ahead';
import { bandSeries, curveBand, stairBand } from '../../renderer/charts/band';
import { dayEndText } from '../../renderer/charts/day-axis';
import { carriedCalls, daySeries } from '../../renderer/charts/day-series';
import { shortageLevel } from '../../renderer/parts/levels';
import { fixtureTiles } from '../doubles/fixture-frames';
import { DAY_START, NOW_STEP } from '../doubles/fixture-moment';

const { floorDay, outlook } = fixtureTiles;

describe('the capacity line in calls', () => {
  it('lies under the calls exactly where more seats are needed than expected', () => {
    const line = carriedCalls(floorDay, outlook);
    const steps = outlook.expected.map((_, step) => step).filter((step) => step >= outlook.first);
    expect(steps.some((step) => (line[step] ?? 0) < (outlook.expected[step] ?? 0))).toBe(true);
    for (const step of steps) {
      const gap = (outlook.seatsExpected[step] ?? 0) - (outlook.seatsNeeded[step] ?? 0);
      expect(Math.sign((line[step] ?? 0) - (outlook.expected[step] ?? 0))).toBe(Math.sign(gap));
    }
  });

  it('goes by the seats that were there in the past, and is not drawn without any', () => {
    const day = { ...floorDay, seatsPresent: floorDay.seatsPresent.map((seats, step) => (step === 100 ? null : seats)) };
    const line = carriedCalls(day, outlook);
    expect(line[100]).toBeNull();
    expect(line[101]).toBeGreaterThan(floorDay.offered[101] ?? 0);
  });

  it('is what planned seats can carry before any call has ended', () => {
    expect(carriedCalls(floorDay, { ...outlook, basis: { ...outlook.basis, handlingMs: null } })).toBe(floorDay.capacity);
  });
});

describe('what is drawn of the day', () => {
  it('has the calls of whole steps and the forecast from the running step on', () => {
    const series = daySeries(floorDay, outlook);
    expect(series.offered[NOW_STEP]).toBeNull();
    expect(series.offered[NOW_STEP - 1]).not.toBeNull();
    expect(series.expected[NOW_STEP - 1]).toBeNull();
    expect(series.expected[NOW_STEP]).not.toBeNull();
  });

  it('is not mixed with the outlook of another day', () => {
    const { expected, carried, needed } = daySeries(floorDay, { ...outlook, startAt: outlook.startAt - 86_400_000 });
    expect([...expected, ...needed].every((value) => value === null)).toBe(true);
    expect(carried).toEqual(floorDay.capacity);
  });

  it('misses nobody where nobody is meant to answer', () => {
    const closed = (list: readonly (number | null)[]) => list.map((value, step) => (step >= 264 ? 0 : value));
    const series = daySeries(
      { ...floorDay, seatsPlanned: closed(floorDay.seatsPlanned) },
      { ...outlook, seatsExpected: closed(outlook.seatsExpected) },
    );
    expect([series.needed[263], series.needed[264], series.carried[264]]).toEqual([outlook.seatsNeeded[263], null, null]);
  });

  it('ends at 24:00 where it ends at midnight, else at its own time', () => {
    const axis = { startAt: DAY_START, stepMs: 300_000, steps: 288, zone: 'Asia/Shanghai' };
    expect(dayEndText(axis)).toBe('24:00');
    expect(dayEndText({ ...axis, startAt: DAY_START + 6 * 3_600_000 })).toBe('06:00');
  });
});

describe('bands', () => {
  it('grow out of the last point that is known, without a gap between', () => {
    const band = curveBand([null, null, 8, 7], [null, null, 12, 15], [1.5, 10]);
    expect(band.low).toEqual([
      [1.5, 10],
      [2.5, 8],
      [3.5, 7],
    ]);
    expect(band.width).toEqual([
      [1.5, 0],
      [2.5, 4],
      [3.5, 8],
    ]);
  });

  it('fill a stair over whole steps and leave out what is not wanted', () => {
    const band = stairBand([10, 10, 10], [12, 9, 20], (low, high) => high - low > 1);
    expect(band.width).toEqual([
      [0, 2],
      [1, 2],
      [1, '-'],
      [2, 10],
      [3, 10],
    ]);
    expect(bandSeries('gap', band, '#fff', 1).map((series) => series.stack)).toEqual(['gap', 'gap']);
  });
});

describe('a shortage', () => {
  it('is amber from 2 % of the need and red beyond 10 %, and nothing where either side is not known', () => {
    expect(shortageLevel(100, 98)).toBe('normal');
    expect(shortageLevel(100, 97)).toBe('watch');
    expect(shortageLevel(100, 90)).toBe('watch');
    expect(shortageLevel(100, 89)).toBe('broken');
    expect(shortageLevel(null, 0)).toBe('normal');
    expect(shortageLevel(100, null)).toBe('normal');
    expect(shortageLevel(0, 0)).toBe('normal');
  });
});

describe('the hours ahead', () => {
  it('begin with what is left of the running hour and hold every expected call once', () => {
    const hours = hoursAhead(outlook);
    expect(hours[0]).toMatchObject({ fromAt: DAY_START + NOW_STEP * 300_000, toAt: DAY_START + 15 * 3_600_000 });
    expect(hours).toHaveLength(10);
    const calls = outlook.expected.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    expect(hours.reduce((sum, hour) => sum + hour.calls, 0)).toBeCloseTo(calls, 6);
  });

  it('show the scarcest step of each hour', () => {
    const four = hoursAhead(outlook).find((hour) => hour.fromAt === DAY_START + 16 * 3_600_000);
    const spare = (step: number) => (outlook.seatsExpected[step] ?? 0) - (outlook.seatsNeeded[step] ?? 0);
    const least = Math.min(...Array.from({ length: 12 }, (_, index) => spare(192 + index)));
    expect((four?.seats ?? 0) - (four?.needed ?? 0)).toBe(least);
  });

  it('are unknown, not zero, where nothing is known', () => {
    const nothing = outlook.expected.map(() => null);
    expect(hoursAhead({ ...outlook, expected: nothing })).toEqual([]);
    const [first] = hoursAhead({ ...outlook, seatsExpected: nothing, serviceLevel: nothing });
    expect([first?.needed, first?.seats, first?.serviceLevel]).toEqual([null, null, null]);
  });
});
