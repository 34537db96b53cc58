import type { City, Source } from '../../shared/contract/city';
import type { Projection } from '../../shared/projection/projection';

/** What windows are shown: one projection of one log, and what is known of its city beside the log. */
export interface Picture {
  /** Differs for every projection that was ever shown: frames never patch one with another. */
  readonly id: number;
  readonly epoch: string;
  readonly projection: Projection;
  readonly city: City;
  readonly source: Source;
  /** City ms per real ms when it was last told. */
  readonly speed: number;
  /** false: it was found wrong or belongs to another log; shown until a better one is here, never kept on disk. */
  readonly sound: boolean;
}
