import { describe, expect, it } from 'vitest';
import { judge } from '../../renderer/desk/floor/verdict';

const range = (low: number, likely: number, high: number) => ({ low, likely, high });
const expected = { serviceLevel: range(0.8, 0.9, 0.94), abandoned: range(0.02, 0.03, 0.05), occupancy: range(0.9, 0.93, 0.96) };
const score = (serviceLevel: number | null, abandoned: number | null = 0.03, occupancy: number | null = 0.93, final = true) => ({
  until: 0,
  final,
  offered: 100,
  serviceLevel,
  abandoned,
  occupancy,
});

describe('what happened against what was expected', () => {
  it('is inside the range, better above it, worse below it', () => {
    const verdict = (value: number) => judge({ with: expected, score: score(value) }).serviceLevel;
    expect([0.8, 0.87, 0.94].map(verdict)).toEqual(['inside', 'inside', 'inside']);
    expect(verdict(0.95)).toBe('better');
    expect(verdict(0.79)).toBe('worse');
  });

  it('counts fewer abandoned calls and less occupied people as better', () => {
    const judged = judge({ with: expected, score: score(0.9, 0.01, 0.98) });
    expect(judged).toMatchObject({ abandoned: 'better', occupancy: 'worse' });
  });

  it('does not call different what reads the same', () => {
    expect(judge({ with: expected, score: score(0.799_8) }).serviceLevel).toBe('inside');
  });

  it('waits before the window, runs within it, and is final after its first hour', () => {
    expect(judge({ with: expected, score: null })).toMatchObject({ state: 'waiting', serviceLevel: 'none' });
    expect(judge({ with: expected, score: score(0.9, 0.03, 0.93, false) }).state).toBe('running');
    expect(judge({ with: expected, score: score(0.9) }).state).toBe('final');
  });

  it('says nothing of calls that did not come', () => {
    expect(judge({ with: expected, score: score(null, null, null) })).toEqual({
      state: 'final',
      serviceLevel: 'none',
      abandoned: 'none',
      occupancy: 'none',
    });
  });
});
