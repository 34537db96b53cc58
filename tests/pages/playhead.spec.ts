import { describe, expect, it } from 'vitest';
import { dayAway, dayOfLog, minuteWithin, strideOf } from '../../renderer/parts/playhead';

const ZONE = 'Asia/Shanghai';
/** 21 November 2026, 00:00 in Beijing. */
const DAY = Date.UTC(2026, 10, 20, 16);
const HOUR = 3_600_000;
const MINUTE = 60_000;

describe('the playhead', () => {
  it('stands at whole minutes that the log knows', () => {
    const reach = { from: DAY + 90_000, to: DAY + HOUR + 30_000 };
    expect(minuteWithin(DAY + 10 * MINUTE + 59_999, reach)).toBe(DAY + 10 * MINUTE);
    expect(minuteWithin(DAY, reach)).toBe(DAY + 2 * MINUTE);
    expect(minuteWithin(DAY + 2 * HOUR, reach)).toBe(reach.to);
  });

  it('has a slider over the part of its city day that the log knows, and a way to the days beside it', () => {
    const reach = { from: DAY - 5 * HOUR, to: DAY + 34 * HOUR };
    expect(dayOfLog(DAY + HOUR, reach, ZONE)).toEqual({ from: DAY, to: DAY + 24 * HOUR - MINUTE, hasEarlier: true, hasLater: true });
    expect(dayOfLog(DAY - HOUR, reach, ZONE)).toEqual({ from: DAY - 5 * HOUR, to: DAY - MINUTE, hasEarlier: false, hasLater: true });
    expect(dayOfLog(DAY + 30 * HOUR, reach, ZONE)).toEqual({
      from: DAY + 24 * HOUR,
      to: DAY + 34 * HOUR,
      hasEarlier: true,
      hasLater: false,
    });
    expect(dayAway(DAY + HOUR, 1, reach)).toBe(DAY + 25 * HOUR);
    expect(dayAway(DAY + HOUR, -1, reach)).toBe(DAY - 5 * HOUR);
  });

  it('is moved by arrow keys, by an hour with Shift', () => {
    expect([strideOf('ArrowLeft', false), strideOf('ArrowRight', true), strideOf('j', false)]).toEqual([-MINUTE, HOUR, null]);
  });
});
