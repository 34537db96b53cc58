import type { CensusTile } from '../../../shared/contract/census-tile';
import { CASE_STATUSES, CHANNELS, ENDED_STATUSES } from '../../../shared/domain/terms';
import type { Projection } from '../../../shared/projection/projection';

/** Open cases by status, district and channel; districts with none open are listed too, so that rows do not come and go. */
export function censusTile({ catalogue, census }: Projection): CensusTile {
  return {
    open: census.open,
    byStatus: CASE_STATUSES.flatMap((status, code) =>
      ENDED_STATUSES.includes(status) ? [] : [{ status, count: census.byStatus.get(code) }],
    ),
    byDistrict: catalogue.districts.slice(1).map((_, i) => ({ district: i + 1, open: census.byDistrict.get(i + 1) })),
    byChannel: CHANNELS.map((channel, code) => ({ channel, open: census.byChannel.get(code) })),
    receivedToday: census.receivedToday,
    endedToday: census.endedToday,
  };
}
