import type { Instant } from '../time/instant';
import type { ZoneClock } from '../time/zone';

/**
 * What the plan of a monthly task (每月一题) says for `now`. `plan`: 12 totals, each for the end of its month of `year` in the city's zone; inside
 * a month the plan grows evenly from the month before (January from 0). 0 before the year, the last total after it. Throws a RangeError
 * unless there are 12 totals.
 */
export function plannedAt(plan: readonly number[], year: number, now: Instant, clock: ZoneClock): number {
  if (plan.length !== 12) throw new RangeError(`a plan has 12 months, not ${plan.length}`);
  const month0 = clock.monthOf(now) - year * 12;
  if (month0 < 0) return 0;
  const end = plan[Math.min(month0, 11)] ?? 0;
  if (month0 > 11) return end;
  const before = month0 === 0 ? 0 : (plan[month0 - 1] ?? 0);
  const startAt = clock.fromLocal({ year, month: month0 + 1, day: 1, hour: 0, minute: 0, second: 0 });
  const endAt = clock.fromLocal({ year, month: month0 + 2, day: 1, hour: 0, minute: 0, second: 0 });
  return before + ((end - before) * (now - startAt)) / (endAt - startAt);
}
