import type { CategoryKey, DistrictKey, TownshipKey } from '../../../shared/domain/keys';
import type { Instant } from '../../../shared/time/instant';

/** What a watch is told of one case. Degrees; NaN: no place. */
export interface Appeal {
  readonly at: Instant;
  readonly longitude: number;
  readonly latitude: number;
  readonly district: DistrictKey;
  readonly township: TownshipKey;
  readonly category: CategoryKey;
}

/** Repeatable numbers in 0…1: mulberry32 (Tommy Ettinger, public domain). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
