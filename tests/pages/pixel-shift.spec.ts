import { describe, expect, it } from 'vitest';
import { shiftAt } from '../../renderer/wall/pixel-shift';

const steps = Array.from({ length: 200 }, (_, step) => shiftAt(step));

describe('the place of a picture that must not burn in', () => {
  it('stays within its margin', () => {
    for (const { x, y } of steps) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
  });

  it('moves at every step, and never by more than half the margin', () => {
    for (const [index, { x, y }] of steps.slice(1).entries()) {
      const last = steps[index];
      const far = Math.abs(x - (last?.x ?? 0)) + Math.abs(y - (last?.y ?? 0));
      expect(far).toBeGreaterThan(0);
      expect(far).toBeLessThanOrEqual(0.5);
    }
  });

  it('is everywhere in turn, as often to the left as to the right and above as below', () => {
    expect(new Set(steps.map(({ x, y }) => `${x} ${y}`)).size).toBe(25);
    const round = steps.slice(0, 48);
    for (const axis of ['x', 'y'] as const) expect(round.reduce((sum, shift) => sum + shift[axis], 0)).toBeCloseTo(0, 9);
  });
});
