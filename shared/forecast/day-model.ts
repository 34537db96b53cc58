import type { DayType } from '../domain/day-type';
import type { Instant } from '../time/instant';

/** Offered calls of a day that is over, all queues together, as a forecast learns from it. */
export interface PastDay {
  readonly startAt: Instant;
  readonly dayType: DayType;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Calls offered in each step of the day; null: nobody knows (never zero calls). */
  readonly offered: readonly (number | null)[];
}

/** The day that is forecast. */
export interface DayKind {
  readonly dayType: DayType;
  readonly weekday: number;
  /** Steps of that day: 288 of five minutes in a day of 24 hours. */
  readonly steps: number;
}

/** What is expected of a day before it begins, and how days differ from that. */
export interface DayModel {
  readonly steps: number;
  /** Past days that the profile was made of. */
  readonly days: number;
  /** Offered calls expected in each step; above 0. */
  readonly profile: Float64Array;
}

/** With fewer usable past days there is no profile. */
export const LEAST_DAYS = 3;

/** Learns a day from past ones; null below LEAST_DAYS usable days. */
export function fitDayModel(history: readonly PastDay[], { steps }: DayKind): DayModel | null {
  if (history.length < LEAST_DAYS) return null;
  const profile = Float64Array.from({ length: steps }, (_, step) => {
    const counts = history.map((day) => day.offered[step] ?? null).filter((count) => count !== null);
    return Math.max(0.05, counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length));
  });
  return { steps, days: history.length, profile };
}
