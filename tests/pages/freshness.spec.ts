import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../renderer/parts/freshness';
import { fixtureLink } from '../doubles/fixture-frames';

describe('whether a number may be read as now', () => {
  it('is true only while the link is live and was heard in the last four seconds', () => {
    expect(freshnessOf(fixtureLink, { cityNow: 0, ageMs: 3_900 })).toEqual({ state: 'live', fresh: true, ageMs: null });
    expect(freshnessOf(fixtureLink, { cityNow: 0, ageMs: 4_100 })).toEqual({ state: 'stale', fresh: false, ageMs: 4_000 });
  });

  it('takes the greater age when the stream has called itself stale for longer than this page has waited', () => {
    const stale = { ...fixtureLink, connection: { state: 'stale', sinceMs: 23_400 } } as const;
    expect(freshnessOf(stale, { cityNow: 0, ageMs: 900 })).toEqual({ state: 'stale', fresh: false, ageMs: 23_000 });
    expect(freshnessOf(stale, { cityNow: 0, ageMs: 40_000 }).ageMs).toBe(40_000);
  });

  it('calls no other state fresh, however recently it was heard', () => {
    for (const connection of [
      { state: 'joining' },
      { state: 'replaying', seq: 1, head: 9 },
      { state: 'cached', ageMs: 60_000 },
      { state: 'offline', reason: '' },
    ] as const) {
      expect(freshnessOf({ ...fixtureLink, connection }, { cityNow: 0, ageMs: 100 }).fresh).toBe(false);
    }
    expect(freshnessOf(undefined, { cityNow: null, ageMs: null }).fresh).toBe(false);
  });
});
