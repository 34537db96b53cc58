import type { OverdueTile } from '../../../shared/contract/district-tiles';
import type { Projection } from '../../../shared/projection/projection';
import { HOUR_MS } from '../../../shared/time/instant';

const HOURS = 12;
const OLDEST_UNITS = 10;

export function overdueTile({ deadlines }: Projection): OverdueTile {
  return {
    hours: { stepMs: HOUR_MS, byGrade: deadlines.upcoming(HOURS, HOUR_MS) },
    oldest: deadlines.oldestBroken(OLDEST_UNITS).map(({ unit, dueAt }) => ({ unit, dueAt, breached: deadlines.ofUnit(unit).breached })),
  };
}
