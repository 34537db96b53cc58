import type { DueTile } from '../../../shared/contract/frames';
import { GRADES } from '../../../shared/domain/terms';
import { rates } from '../../../shared/domain/rates';
import type { Projection } from '../../../shared/projection/projection';
import { INTERVAL_MS } from '../../../shared/time/instant';

const WORST_UNITS = 12;

export function dueTile({ census, deadlines, rates: counts, settings }: Projection): DueTile {
  return {
    upcoming: { stepMs: INTERVAL_MS, byGrade: deadlines.upcoming(Math.ceil(settings.horizonMs / INTERVAL_MS), INTERVAL_MS) },
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
