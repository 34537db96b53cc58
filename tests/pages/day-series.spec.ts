import { describe, expect, it } from 'vitest';
import { midStepPairs, niceScale, stairPairs } from '../../renderer/charts/day-axis';
import { hasCalls, lastWholeStep } from '../../renderer/charts/day-series';
import { fixtureTiles } from '../doubles/fixture-frames';

describe("a chart of the city's day", () => {
  it('leaves a gap where there is no data instead of drawing a zero', () => {
    expect(midStepPairs([3, null, 0])).toEqual([
      [0.5, 3],
      [1.5, '-'],
      [2.5, 0],
    ]);
  });

  it('holds a stair to the end of its last known step', () => {
    expect(stairPairs([5, 7, null, null])).toEqual([
      [0, 5],
      [1, 7],
      [2, 7],
      [2, '-'],
      [3, '-'],
    ]);
    expect(stairPairs([5, 7])).toEqual([
      [0, 5],
      [1, 7],
      [2, 7],
      [2, '-'],
    ]);
  });

  it('does not count the running step, whose count would look like a fall', () => {
    const day = fixtureTiles.floorDay;
    expect(lastWholeStep(day)).toBe(174);
    expect(lastWholeStep({ ...day, offered: day.offered.map(() => null) })).toBe(-1);
  });

  it('ends its scale on a round number with few lines', () => {
    for (const value of [1, 7, 49, 457, 1_203]) {
      const { most, every } = niceScale(value, 4);
      expect(most).toBeGreaterThanOrEqual(value);
      expect(most / every).toBeLessThanOrEqual(4);
    }
  });

  it('knows a source that carries no calls from one whose day is quiet', () => {
    expect(hasCalls(fixtureTiles.floor)).toBe(true);
    expect(hasCalls({ ...fixtureTiles.floor, queued: 0, today: { offered: 0, answered: 0, abandoned: 0 } })).toBe(true);
    expect(hasCalls({ ...fixtureTiles.floor, seats: null, today: null })).toBe(false);
  });
});
