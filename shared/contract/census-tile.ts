import type { DistrictKey } from '../domain/keys';
import type { CaseStatus, Channel } from '../domain/terms';

/** Counts behind the desk's side bar. */
export interface CensusTile {
  readonly open: number;
  readonly byStatus: readonly { readonly status: CaseStatus; readonly count: number }[];
  readonly byDistrict: readonly { readonly district: DistrictKey; readonly open: number }[];
  readonly byChannel: readonly { readonly channel: Channel; readonly open: number }[];
  readonly receivedToday: number;
  readonly endedToday: number;
}
