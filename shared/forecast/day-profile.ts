import type { DayType } from '../domain/day-type';
import { quantile, robustDeviation } from './normal';

/** A past day in the form in which profiles are made of it. */
export interface LearnedDay {
  readonly dayType: DayType;
  readonly weekday: number;
  /** Days since the first of the history: its age counts, not its date. */
  readonly dayNumber: number;
  /** Counts per step; NaN where nobody knows. */
  readonly offered: Float64Array;
  /** The same, each step held within what its kind of day usually has: one hour's surge does not become a habit. */
  readonly held: Float64Array;
  /** Calls of the known steps against the median day's in the same steps. */
  readonly level: number;
  /** 1; near 0 for a day unlike all others of its kind, as a rainstorm's. */
  readonly weight: number;
}

/** How much of the past counts. */
export interface Recall {
  /** A day that is so many days old weighs 1/e. */
  readonly days: number;
  /** The same weekday weighs so many times another. */
  readonly weekday: number;
}

/** Days of other types weigh so little that they speak only where the own type is silent. */
const OTHER_TYPE_WEIGHT = 0.02;
/** With so many own days, others are not asked. */
export const ENOUGH_OWN_DAYS = 3;
/** Nobody expects exactly no calls: logarithms need something. */
const LEAST_EXPECTED = 0.05;

export interface DayProfile {
  readonly expected: Float64Array;
  /** Days that it was made of. */
  readonly days: number;
  /** Of them of the day's own type. */
  readonly ownDays: number;
}

/** Weighted mean of past days, each at its own level, brought to the level of days like this one. null without any day. */
export function profileOf(
  past: readonly LearnedDay[],
  day: { readonly dayType: DayType; readonly weekday: number; readonly dayNumber: number },
  steps: number,
  recall: Recall,
): DayProfile | null {
  const own = past.filter((other) => other.dayType === day.dayType);
  const used = own.length >= ENOUGH_OWN_DAYS ? own : past;
  if (used.length === 0) return null;
  const level = levelOf(own.length > 0 ? own : past, day, recall);
  const sums = new Float64Array(steps);
  const weights = new Float64Array(steps);
  for (const other of used) {
    const weight = weightOf(other, day, recall);
    const scale = weight / other.level;
    const length = Math.min(steps, other.held.length);
    for (let step = 0; step < length; step += 1) {
      const count = other.held[step]!;
      if (Number.isNaN(count)) continue;
      sums[step]! += scale * count;
      weights[step]! += weight;
    }
  }
  const expected = smooth(fillGaps(sums.map((sum, step) => (weights[step]! > 0 ? (level * sum) / weights[step]! : Number.NaN))));
  return { expected, days: used.length, ownDays: own.length };
}

/** The level of a day like this one: weighted mean of the logarithms of like days' levels. */
export function levelOf(
  past: readonly LearnedDay[],
  day: { readonly dayType: DayType; readonly weekday: number; readonly dayNumber: number },
  recall: Recall,
): number {
  let sum = 0;
  let weights = 0;
  for (const other of past) {
    const weight = weightOf(other, day, recall);
    sum += weight * Math.log(other.level);
    weights += weight;
  }
  return weights > 0 ? Math.exp(sum / weights) : 1;
}

function weightOf(
  other: LearnedDay,
  day: { readonly dayType: DayType; readonly weekday: number; readonly dayNumber: number },
  recall: Recall,
): number {
  const type = other.dayType === day.dayType ? 1 : OTHER_TYPE_WEIGHT;
  const weekday = other.weekday === day.weekday ? recall.weekday : 1;
  return other.weight * type * weekday * Math.exp(-(day.dayNumber - other.dayNumber) / recall.days);
}

/** How far from the median of its kind a day's logarithm of the level may lie, in deviations, before it loses weight; and the least deviation. */
const LIKE_OTHERS = 2.5;
const LEAST_LEVEL_DEVIATION = 0.02;
/** With so many of a weekday, a day may also be like those alone. */
const ENOUGH_OF_WEEKDAY = 3;

/** Weight of each of some days of one type: MAD rule on the logarithms of their levels, round the median of the type or of the weekday, whichever is nearer. */
export function dayWeights(days: readonly { readonly level: number; readonly weekday: number }[]): number[] {
  const logs = Float64Array.from(days, ({ level }) => Math.log(level));
  const ofWeekday = Array.from({ length: 7 }, (_, weekday) => {
    const like = logs.filter((_level, i) => days[i]!.weekday === weekday);
    return like.length >= ENOUGH_OF_WEEKDAY ? quantile(like, 0.5) : Number.NaN;
  });
  const centre = quantile(logs, 0.5);
  const offs = logs.map((log, i) => {
    const fromWeekday = Math.abs(log - (ofWeekday[days[i]!.weekday] ?? Number.NaN));
    return Number.isNaN(fromWeekday) ? Math.abs(log - centre) : Math.min(fromWeekday, Math.abs(log - centre));
  });
  const deviation = Math.max(LEAST_LEVEL_DEVIATION, robustDeviation(offs, 0));
  return Array.from(offs, (off) => (off <= LIKE_OTHERS * deviation ? 1 : ((LIKE_OTHERS * deviation) / off) ** 4));
}

/** Steps that no day knows: a straight line between known neighbours. */
function fillGaps(values: Float64Array): Float64Array {
  let known = -1;
  for (let step = 0; step <= values.length; step += 1) {
    if (step < values.length && Number.isNaN(values[step]!)) continue;
    for (let gap = known + 1; gap < step; gap += 1) {
      const before = values[known] ?? values[step] ?? 0;
      const after = values[step] ?? before;
      values[gap] = before + ((after - before) * (gap - known)) / (step - known);
    }
    known = step;
  }
  return values;
}

/** Savitzky–Golay weights, quadratic over nine steps: noise halves, peaks stay as high as they are. */
const KERNEL = [-21, 14, 39, 54, 59, 54, 39, 14, -21].map((weight) => weight / 231);

/** Smoothed over neighbouring steps; at the day's ends the outermost value stands for what lies beyond. */
function smooth(values: Float64Array): Float64Array {
  const last = values.length - 1;
  return values.map((_, step) => {
    let sum = 0;
    for (const [i, weight] of KERNEL.entries()) sum += weight * values[Math.min(last, Math.max(0, step + i - 4))]!;
    return Math.max(LEAST_EXPECTED, sum);
  });
}
