import type { FloorTile } from '../../shared/contract/frames';

/** false: the source carries neither calls nor seats (a replay of cases alone). */
export function hasCalls(floor: FloorTile): boolean {
  return floor.seats !== null || floor.today !== null;
}

/** Index of the last step of the day that is over, -1 before the first: the last step with a count is the one that still runs. */
export function lastWholeStep(day: FloorTile['day']): number {
  return Math.max(-1, day.offered.findLastIndex((value) => value !== null) - 1);
}

export function sameSeries(a: readonly (number | null)[], b: readonly (number | null)[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
