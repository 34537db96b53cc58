import { STEPS_KEPT } from './cell-table';
import type { Baseline, CityWindow, Expected, StepWindow } from './baseline';

/** Lengths of the windows that are looked at, in steps of 5 minutes, the running one included: 10–15 minutes, 55–60, 175–180. */
export const WINDOW_STEPS = [3, 12, STEPS_KEPT] as const;

/** The last `steps` steps, of the running one as much as is over. */
export function lastSteps(steps: number, running: number): StepWindow {
  return { first: steps - 1, last: 0, running };
}

/** What was found and what was usual in one window of a cell. */
export interface Finding extends Expected {
  readonly area: number;
  readonly category: number;
  readonly city: CityWindow;
  readonly count: number;
  /** How unlikely so many are where nothing is the matter. */
  readonly chance: number;
}

/**
 * How many steps back the count of a cell most likely rose: the age at which the log likelihood ratio n ln(n / e) − (n − e) of the steps since then is greatest, as in a scan
 * statistic in time (M. Kulldorff, Comm. Statist. Theory Methods 26 (1997); from memory).
 */
export function likelyOnset(baseline: Baseline, area: number, category: number, running: number): number {
  const cell = baseline.cells.find(area, category);
  let best = 0;
  let most = -1;
  let count = 0;
  let mean = 0;
  for (let age = 0; age < STEPS_KEPT; age += 1) {
    const step = { first: age, last: age, running };
    const cases = baseline.count(cell, step);
    count += cases;
    mean += baseline.mean(area, category, baseline.city(step));
    if (cases === 0) continue;
    const ratio = count > mean ? count * Math.log(count / mean) - (count - mean) : 0;
    if (ratio > most) {
      most = ratio;
      best = age;
    }
  }
  return best;
}
