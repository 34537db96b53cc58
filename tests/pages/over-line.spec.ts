import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overLine } from '../../renderer/charts/over-line';

const isOver = (value: number, line: number) => value > line;

describe('what of a curve lies over a stair', () => {
  it('begins and ends where the curve crosses it', () => {
    expect(overLine([0, 20, 0], [10, 10, 10], isOver)).toEqual([
      [1, 10],
      [1.5, 20],
      [2, 10],
    ]);
  });

  it('is in several parts with gaps, and nothing where the curve stays below', () => {
    expect(overLine([0, 20, 0, 0, 20, 0], [10, 10, 10, 10, 10, 10], isOver)).toEqual([
      [1, 10],
      [1.5, 20],
      [2, 10],
      [4, '-'],
      [4, 10],
      [4.5, 20],
      [5, 10],
    ]);
    expect(overLine([1, 2, 3], [5, 5, 5], isOver)).toEqual([]);
  });

  it('stops where something is not known', () => {
    expect(overLine([20, null, 20, 20], [10, 10, 10, null], isOver)).toEqual([
      [2.5, 20],
      [3, 20],
    ]);
  });

  it('never lies below the stair, whatever the two are', () => {
    const value = fc.option(fc.integer({ min: 0, max: 50 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 30 }), (steps) => {
        const [curve, line] = [steps.map(([a]) => a), steps.map(([, b]) => b)];
        const pairs = overLine(curve, line, isOver);
        for (const [x, y] of pairs) {
          if (y === '-') continue;
          const beside = [line[Math.ceil(x) - 1] ?? null, line[Math.floor(x)] ?? null].filter((limit) => limit !== null);
          expect(y).toBeGreaterThanOrEqual(Math.min(...beside) - 1e-9);
        }
        expect(pairs.map(([x]) => x)).toEqual(pairs.map(([x]) => x).toSorted((a, b) => a - b));
      }),
    );
  });
});
