import type { DeadlinesTile } from '../../../shared/contract/frames';
import { GRADES } from '../../../shared/domain/terms';
import { rates } from '../../../shared/domain/rates';
import type { Projection } from '../../../shared/projection/projection';
import { INTERVAL_MS } from '../../../shared/time/instant';

const WORST_UNITS = 12;

export function deadlinesTile({ census, deadlines, rates: counts, settings }: Projection): DeadlinesTile {
  const { breached, atRisk } = deadlines.total();
  const { horizonMs } = settings;
  return {
    open: census.open,
    breached,
    atRisk,
    horizonMs,
    upcoming: { stepMs: INTERVAL_MS, byGrade: deadlines.upcoming(Math.ceil(horizonMs / INTERVAL_MS), INTERVAL_MS) },
    worstUnits: deadlines.worstUnits(WORST_UNITS).map((worst) => ({
      unit: worst.unit,
      breached: worst.breached,
      atRisk: worst.atRisk,
      open: census.byUnit.get(worst.unit),
    })),
    byGrade: deadlines.byGrade().map((standing, code) => ({
      grade: GRADES[code]!,
      open: census.byGrade.get(code),
      breached: standing.breached,
      atRisk: standing.atRisk,
    })),
    rates: { valid: counts.valid, ...rates(counts) },
  };
}
