import { dayWeights, levelOf } from './day-profile';
import type { LearnedDay, Recall } from './day-profile';
import type { PastDay } from './past-day';
import { DAY_TYPES } from '../domain/day-type';
import { DAY_MS } from '../time/instant';
import { quantile, robustDeviation } from './normal';

/** More history than that says nothing new of a day, and a profile is made in milliseconds. */
const MOST_DAYS = 84;
/** A day is learned from if so much of it is known. */
const LEAST_KNOWN = 0.8;
/** Within one step, days of a kind are held to so many deviations round their median, if there are so many days. */
const HELD_WITHIN = 3;
const LEAST_TO_HOLD = 5;

/** The usable past days, oldest first. */
export function learnDays(history: readonly PastDay[], steps: number): LearnedDay[] {
  const usable = history
    .map((day) => ({ ...day, counts: Float64Array.from(day.offered, (count) => count ?? Number.NaN) }))
    .filter(({ counts }) => isUsable(counts, steps))
    .toSorted((a, b) => a.startAt - b.startAt)
    .slice(-MOST_DAYS);
  const first = usable[0];
  if (first === undefined) return [];
  const usual = Float64Array.from({ length: Math.max(...usable.map(({ counts }) => counts.length)) }, (_, step) => {
    const known = Float64Array.from(usable, ({ counts }) => counts[step] ?? Number.NaN).filter((count) => !Number.isNaN(count));
    // The floor keeps a dead hour of a small hotline from becoming a division by zero.
    return Math.max(0.5, known.length > 0 ? quantile(known, 0.5) : 0.5);
  });
  const levels = usable.map(({ counts }) => levelAgainst(counts, usual));
  const days: LearnedDay[] = usable.map(({ dayType, weekday, startAt, counts }, i) => ({
    dayType,
    weekday,
    // Rounded: a day of 23 or 25 hours moves midnight.
    dayNumber: Math.round((startAt - first.startAt) / DAY_MS),
    offered: counts,
    held: counts.slice(),
    level: levels[i]!,
    weight: 1,
  }));
  return DAY_TYPES.flatMap((type) => {
    const kind = days.filter(({ dayType }) => dayType === type);
    holdSteps(kind, usual);
    const weights = dayWeights(kind);
    return kind.map((day, i) => ({ ...day, weight: weights[i]! }));
  }).toSorted((a, b) => a.dayNumber - b.dayNumber);
}

/** Half of a day of another length would be another part of the day; an hour more or less (summer time) is not. */
function isUsable(counts: Float64Array, steps: number): boolean {
  if (Math.abs(counts.length - steps) > steps / 20) return false;
  const known = counts.filter((count) => count >= 0);
  return known.length >= LEAST_KNOWN * counts.length && known.some((count) => count > 0);
}

function levelAgainst(counts: Float64Array, usual: Float64Array): number {
  let came = 0;
  let expected = 0;
  for (let step = 0; step < counts.length; step += 1) {
    if (Number.isNaN(counts[step]!)) continue;
    came += counts[step]!;
    expected += usual[step]!;
  }
  return came / expected;
}

/** Brings each step of each day, at the day's level, within what days of one kind usually have there. */
function holdSteps(days: readonly LearnedDay[], usual: Float64Array): void {
  if (days.length < LEAST_TO_HOLD) return;
  const ratios = new Float64Array(days.length);
  for (let step = 0; step < usual.length; step += 1) {
    for (const [i, { offered, level }] of days.entries()) ratios[i] = (offered[step] ?? Number.NaN) / (level * usual[step]!);
    const known = ratios.filter((ratio) => !Number.isNaN(ratio));
    if (known.length < LEAST_TO_HOLD) continue;
    const centre = quantile(known, 0.5);
    const width = HELD_WITHIN * Math.max(robustDeviation(known, centre), Math.sqrt(centre / usual[step]!));
    for (const [i, { held, level }] of days.entries()) {
      if (Number.isNaN(ratios[i]!)) continue;
      held[step] = level * usual[step]! * Math.min(centre + width, Math.max(0, centre - width, ratios[i]!));
    }
  }
}

const RECALL_DAYS = [14, 28, 56];
const RECALL_WEEKDAY = [1, 2, 4, 8, 16];
/** A day is foretold from at least so many days of its own type before it. */
export const LEAST_BEFORE = 2;

/** The recall that would have foretold the levels of past days best, each from the days before it. */
export function bestRecall(days: readonly LearnedDay[]): Recall {
  let best: Recall = { days: 28, weekday: 2 };
  let least = Number.POSITIVE_INFINITY;
  for (const recallDays of RECALL_DAYS) {
    for (const weekday of RECALL_WEEKDAY) {
      const recall = { days: recallDays, weekday };
      let loss = 0;
      for (const [i, day] of days.entries()) {
        const before = days.slice(0, i).filter(({ dayType }) => dayType === day.dayType);
        if (before.length < LEAST_BEFORE) continue;
        loss += day.weight * Math.log(day.level / levelOf(before, day, recall)) ** 2;
      }
      if (loss < least - 1e-12) {
        least = loss;
        best = recall;
      }
    }
  }
  return best;
}
