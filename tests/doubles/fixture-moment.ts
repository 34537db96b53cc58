import { INTERVAL_MS } from '../../shared/time/instant';

/** The one moment that every fixture is of: Saturday 21 November 2026, 14:36:08 in Beijing. */
export const FIXTURE_NOW = Date.UTC(2026, 10, 21, 6, 36, 8);
export const FIXTURE_SEQ = 41_208_317;
export const DAY_START = Date.UTC(2026, 10, 20, 16);
export const STEPS = 288;
export const NOW_STEP = Math.floor((FIXTURE_NOW - DAY_START) / INTERVAL_MS);

/** A small generator, so that every run draws the same picture. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The instant of a local time of the fixture's day. */
export function atTime(hour: number, minute = 0, second = 0): number {
  return DAY_START + ((hour * 60 + minute) * 60 + second) * 1_000;
}
