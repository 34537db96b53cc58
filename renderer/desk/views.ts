import type { CensusTile } from '../../shared/contract/census-tile';
import type { DeadlinesTile } from '../../shared/contract/frames';
import type { DistrictKey } from '../../shared/domain/keys';
import type { CaseStatus } from '../../shared/domain/terms';
import type { WordKey } from '../parts/words';
import { type Filters, filtersOf } from './filters';

/** One entry of the side bar: a question that supervisors ask all day, as filters with a live count. */
export interface View {
  readonly id: string;
  readonly label: WordKey;
  readonly filters: Filters;
  /** Cases behind it; null while the tiles have not come. */
  count(census: CensusTile | undefined, deadlines: DeadlinesTile | undefined): number | null;
}

export const AT_RISK_FILTERS = filtersOf({ deadline: ['breached', 'at-risk'] });

/** In the order of the side bar; the first is what a desk opens with. */
export const VIEWS: readonly View[] = [
  {
    id: 'at-risk',
    label: 'desk.view.at-risk',
    filters: AT_RISK_FILTERS,
    count: (_census, deadlines) => (deadlines === undefined ? null : deadlines.breached + deadlines.atRisk),
  },
  ofStatus('returned', 'desk.view.returned'),
  ofStatus('received', 'desk.view.received'),
  ofStatus('dispatched', 'desk.view.dispatched'),
  ofStatus('in-progress', 'desk.view.in-progress'),
  { id: 'all', label: 'desk.view.all', filters: filtersOf({}), count: (census) => census?.open ?? null },
];

function ofStatus(status: CaseStatus, label: WordKey): View {
  return {
    id: status,
    label,
    filters: filtersOf({ status: [status] }),
    count: (census) => (census === undefined ? null : (census.byStatus.find((entry) => entry.status === status)?.count ?? 0)),
  };
}

export function districtFilters(district: DistrictKey): Filters {
  return filtersOf({ district: [district] });
}
