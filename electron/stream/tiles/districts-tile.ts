import type { City } from '../../../shared/contract/city';
import type { DistrictsTile } from '../../../shared/contract/district-tiles';
import type { Projection } from '../../../shared/projection/projection';
import { WINDOW_BUCKETS } from '../../../shared/projection/window-counts';
import { INTERVAL_MS } from '../../../shared/time/instant';
import { concernedCategories } from './concerned-categories';

/** A picture that changes with every fraction of a usual appeal would be sent for nothing. */
const TENTHS = 10;

/** What is usual is told by what the hotspots' watch has learned. */
export function districtsTile(projection: Projection, city: City): DistrictsTile {
  const { catalogue, census, deadlines, heat, hotspots } = projection;
  const found = hotspots.isReady ? hotspots.ofDistricts(WINDOW_BUCKETS, () => true) : null;
  const isConcerned = concernedCategories(projection, city);
  const concerned = isConcerned === null ? null : hotspots.ofDistricts(WINDOW_BUCKETS, isConcerned);
  const inTenths = (usual: number | undefined) => (hotspots.isReady ? Math.round((usual ?? 0) * TENTHS) / TENTHS : null);
  return {
    windowMs: WINDOW_BUCKETS * INTERVAL_MS,
    districts: catalogue.districts.slice(1).map((_, i) => {
      const district = i + 1;
      const { atRisk, breached } = deadlines.ofDistrict(district);
      const here = concerned?.get(district);
      return {
        district,
        open: census.byDistrict.get(district),
        atRisk,
        breached,
        appeals: heat.ofDistrict(district),
        usual: inTenths(found?.get(district)?.usual),
        concerned: concerned === null ? null : { appeals: here?.found ?? 0, usual: inTenths(here?.usual) },
      };
    }),
  };
}
