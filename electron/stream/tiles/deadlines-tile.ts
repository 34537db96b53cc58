import type { DeadlinesTile } from '../../../shared/contract/frames';
import { GRADES } from '../../../shared/domain/terms';
import type { Projection } from '../../../shared/projection/projection';
import { INTERVAL_MS } from '../../../shared/time/instant';

const WORST_UNITS = 12;

/** What basically satisfied counts for (DOMAIN, three rates). */
const BASICALLY_SATISFIED = 0.9;

export function deadlinesTile({ census, deadlines, rates, settings }: Projection): DeadlinesTile {
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
    rates: ratesOf(rates),
  };
}

/**
 * Response = reached / tried; resolution = solved / valid; satisfaction = (satisfied + 0.9 · basically satisfied) / valid. A callback is valid when the
 * citizen was reached. Source: DOMAIN, "three rates" (an unofficial programme's formula).
 */
function ratesOf(rates: Projection['rates']): DeadlinesTile['rates'] {
  const { tried, valid, solved, satisfied, basicallySatisfied } = rates;
  if (valid === 0) return { valid, response: null, resolution: null, satisfaction: null };
  return {
    valid,
    response: valid / tried,
    resolution: solved / valid,
    satisfaction: (satisfied + BASICALLY_SATISFIED * basicallySatisfied) / valid,
  };
}
