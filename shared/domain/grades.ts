import { DAY_MS, HOUR_MS } from '../time/instant';
import type { DurationMs, Instant } from '../time/instant';
import { zoneClock } from '../time/zone';
import type { Grade } from './terms';

/**
 * How deadlines are counted. Published drafts name the four lengths but not the kind of days, nor what a reassignment does: so these are
 * settings, and the defaults are our assumptions.
 */
export interface GradeRules {
  /** working-days: Saturdays and Sundays do not count towards 7d and 15d. Public holidays are not known and count. */
  readonly calendar: 'calendar' | 'working-days';
  /** false: the deadline begins again when a case of this grade is reassigned. */
  readonly reassignKeepsDeadline: Readonly<Record<Grade, boolean>>;
  /** IANA zone whose days are counted under `working-days`. */
  readonly zone: string;
}

/** Calendar days; every reassignment keeps the original deadline. Assumed, not published. */
export const DEFAULT_GRADE_RULES: GradeRules = {
  calendar: 'calendar',
  reassignKeepsDeadline: { '2h': true, '24h': true, '7d': true, '15d': true },
  zone: 'Asia/Shanghai',
};

/** The length of each grade in calendar time. */
export const GRADE_MS: Readonly<Record<Grade, DurationMs>> = {
  '2h': 2 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * DAY_MS,
  '15d': 15 * DAY_MS,
};

const WORKING_DAYS: Readonly<Partial<Record<Grade, number>>> = { '7d': 7, '15d': 15 };

/**
 * When a case of this grade must be resolved if its deadline begins at `from`. 2h and 24h are threats and supplies: they run by the clock
 * under either rule. Under `working-days` 7d and 15d end at the same time of day on the 7th or 15th working day after `from`.
 */
export function dueAt(grade: Grade, from: Instant, rules: GradeRules): Instant {
  const workingDays = WORKING_DAYS[grade];
  if (rules.calendar === 'calendar' || workingDays === undefined) return from + GRADE_MS[grade];
  const clock = zoneClock(rules.zone);
  const start = clock.parts(from);
  let weekday = start.weekday;
  let days = 0;
  for (let counted = 0; counted < workingDays;) {
    days += 1;
    weekday = (weekday + 1) % 7;
    if (weekday !== 0 && weekday !== 6) counted += 1;
  }
  return clock.fromLocal({ ...start, day: start.day + days });
}
