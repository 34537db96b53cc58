import type { DeadlinesTile } from '../../../shared/contract/frames';
import type { Projection } from '../../../shared/projection/projection';

export function deadlinesTile({ census, deadlines, settings }: Projection): DeadlinesTile {
  const { breached, atRisk } = deadlines.total();
  return { open: census.open, breached, atRisk, horizonMs: settings.horizonMs };
}
