import type { Instant } from '../time/instant';

/**
 * Keys index columns and counters directly, so they are bounded: a hostile or broken log cannot make a projection allocate by naming a large
 * number. No city has as many districts, townships, units, categories, seats or tasks.
 */
export const SMALL_KEY_LIMIT = 0xffff;
const KEY_LIMIT = 0xffff_ffff;
/** Every queue that has had a call keeps series of its own (about 45 KB), so there are fewer of them: no phone line has so many. */
export const QUEUE_LIMIT = 255;

/** Moments that columns hold as u32 seconds and u16 milliseconds: up to the year 2106. */
export const INSTANT_LIMIT: Instant = KEY_LIMIT * 1000 + 999;

export function isKey(key: number): boolean {
  return Number.isInteger(key) && key > 0 && key <= KEY_LIMIT;
}

export function isKeyOrNone(key: number): boolean {
  return Number.isInteger(key) && key >= 0 && key <= KEY_LIMIT;
}

/** A key of a thing that there are few of: district, township, unit, category, seat, task. */
export function isSmallKey(key: number): boolean {
  return Number.isInteger(key) && key > 0 && key <= SMALL_KEY_LIMIT;
}

/** A moment that every column holds exactly. */
export function isColumnInstant(at: number): boolean {
  return Number.isInteger(at) && at >= 0 && at <= INSTANT_LIMIT;
}

/** A moment that a Float64 column holds exactly: deadlines may lie beyond 2106. */
export function isInstant(at: number): boolean {
  return Number.isSafeInteger(at) && at >= 0;
}
