import type { ServiceWindow } from '../../shared/domain/floor-terms';
import type { DurationMs } from '../../shared/time/instant';

/**
 * When a figure asks for attention. normal: grey; watch: amber and a triangle, needs a look soon; broken: red and an octagon, wrong now.
 * The limits are our defaults, not facts; each is shown with its figure (terms.*.limit).
 */
export type Level = 'normal' | 'watch' | 'broken';

export const WAIT_WATCH_MS: DurationMs = 60_000;
export const WAIT_BROKEN_MS: DurationMs = 180_000;
/** Below the target by more than this share the service level counts as broken. */
export const SERVICE_BROKEN_BELOW = 0.15;
export const OCCUPANCY_WATCH = 0.9;
export const OCCUPANCY_BROKEN = 0.97;
/** Seats short by less than this share of the need are within what a forecast cannot tell apart. */
export const SHORT_WATCH = 0.02;
export const SHORT_BROKEN = 0.1;
export const TASK_WATCH = 0.95;
export const TASK_BROKEN = 0.8;

export function waitLevel(longestWaitMs: DurationMs | null): Level {
  if (longestWaitMs === null || longestWaitMs <= WAIT_WATCH_MS) return 'normal';
  return longestWaitMs > WAIT_BROKEN_MS ? 'broken' : 'watch';
}

/** `target` 0…1. */
export function serviceLevel(value: number | null, target: number): Level {
  if (value === null || value >= target) return 'normal';
  return value < target - SERVICE_BROKEN_BELOW ? 'broken' : 'watch';
}

/** Red is for what is broken now: a day that went badly stays worth knowing until midnight, and nobody can mend it any more. */
export function serviceLevelOver(window: ServiceWindow, value: number | null, target: number): Level {
  const level = serviceLevel(value, target);
  return level === 'broken' && (window === 'day' || window === '24h') ? 'watch' : level;
}

export function occupancyLevel(occupancy: number | null): Level {
  if (occupancy === null || occupancy <= OCCUPANCY_WATCH) return 'normal';
  return occupancy > OCCUPANCY_BROKEN ? 'broken' : 'watch';
}

/** How far `there` (seats, or calls that they carry) falls short of `needed`; normal where either is not known. */
export function shortageLevel(needed: number | null, there: number | null): Level {
  if (needed === null || there === null || there >= needed * (1 - SHORT_WATCH)) return 'normal';
  return there < needed * (1 - SHORT_BROKEN) ? 'broken' : 'watch';
}

/** `ratio`: progress over what the plan says for now. */
export function taskLevel(ratio: number): Level {
  if (ratio >= TASK_WATCH) return 'normal';
  return ratio < TASK_BROKEN ? 'broken' : 'watch';
}

/** A share as it is written: one that reads as the target is not below it. */
export function inWholePercent(share: number): number {
  return Math.round(share * 100) / 100;
}
