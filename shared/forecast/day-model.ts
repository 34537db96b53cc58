import type { DayType } from '../domain/day-type';
import { calibrateBands, UNCALIBRATED } from './band-calibration';
import type { BandWidths } from './band-calibration';
import { ENOUGH_OWN_DAYS, profileOf } from './day-profile';
import type { LearnedDay, Recall } from './day-profile';
import { USUAL_DYNAMICS } from './dynamics';
import type { Dynamics } from './dynamics';
import { learnDynamics, noiseByStep } from './learn-dynamics';
import type { ForetoldDay } from './learn-dynamics';
import { bestRecall, LEAST_BEFORE, learnDays } from './learned-days';
import type { PastDay } from './past-day';

/** The day that is forecast: the one after the last of the history. */
export interface DayKind {
  readonly dayType: DayType;
  readonly weekday: number;
  /** Steps of that day: 288 of five minutes in a day of 24 hours. */
  readonly steps: number;
}

/** What is expected of a day before it begins, and how days stray from that. */
export interface DayModel {
  readonly steps: number;
  /** Past days that the profile was made of. */
  readonly days: number;
  /** Of them of the day's own type; with too few, others stand in, at their own level, and the day's level counts as little known. */
  readonly ownDays: number;
  /** Offered calls expected in each step; above 0. */
  readonly profile: Float64Array;
  readonly dynamics: Dynamics;
  /** Noise variance of each step against the whole day's. */
  readonly noiseByStep: Float64Array;
  /** By distance ahead: see `bucketOf`. */
  readonly bands: readonly BandWidths[];
}

/** With fewer usable past days there is no profile. A day is usable if it is about as long as the day to forecast and four fifths of it are known. */
export const LEAST_DAYS = 3;
/** Days that dynamics and bands are learned from: the latest, as far as they could be foretold from days before them. */
const FORETOLD_DAYS = 28;
const LEAST_FORETOLD = 4;
/** Level deviation of a day whose type is as good as new. */
const STRANGE_LEVEL = 0.2;

/** Learns a day from past ones, in any order; null below LEAST_DAYS usable days. Takes tens of ms: once a day. */
export function fitDayModel(history: readonly PastDay[], day: DayKind): DayModel | null {
  const { steps } = day;
  const days = learnDays(history, steps);
  const last = days.at(-1);
  if (last === undefined || days.length < LEAST_DAYS) return null;
  const recall = bestRecall(days);
  const profile = profileOf(days, { ...day, dayNumber: last.dayNumber + 1 }, steps, recall);
  if (profile === null) return null;
  const foretold = foretell(days, steps, recall);
  const known = foretold.length >= LEAST_FORETOLD;
  const learned = known ? learnDynamics(foretold) : USUAL_DYNAMICS;
  const noise = known ? noiseByStep(foretold, learned, steps) : new Float64Array(steps).fill(1);
  const strange = profile.ownDays < ENOUGH_OWN_DAYS;
  return {
    steps,
    days: profile.days,
    ownDays: profile.ownDays,
    profile: profile.expected,
    dynamics: strange ? { ...learned, levelDeviation: Math.max(STRANGE_LEVEL, learned.levelDeviation) } : learned,
    noiseByStep: noise,
    bands: known ? calibrateBands(foretold, learned, noise) : UNCALIBRATED,
  };
}

/** Each of the latest days beside the profile that the days before it would have given it. */
function foretell(days: readonly LearnedDay[], steps: number, recall: Recall): ForetoldDay[] {
  return days.slice(-FORETOLD_DAYS).flatMap((day) => {
    const before = days.slice(0, days.indexOf(day));
    if (before.filter(({ dayType }) => dayType === day.dayType).length < LEAST_BEFORE) return [];
    const profile = profileOf(before, day, steps, recall);
    return profile === null ? [] : [{ offered: day.offered, expected: profile.expected, weight: day.weight }];
  });
}
