import type { StreamReport } from '../../shared/contract/process';
import type { FoldLimits } from './fold';
import type { FrameLimits } from './frames';
import type { OutlookLimits } from './outlook';
import type { StreamLog } from './stream-log';
import type { Urgency } from './urgency';

export interface StreamOptions {
  /** Names this program and version to the hub. */
  readonly client: string;
  /** Another build of the program is another one: what it has kept of its windows is not shown. */
  readonly build?: string;
  readonly log: StreamLog;
  readonly report: (report: StreamReport) => void;
  /** Told how urgent what the stream does is for windows. */
  readonly urgency?: (urgency: Urgency) => void;
  readonly monotonicMs?: () => number;
  readonly wallMs?: () => number;
  readonly random?: () => number;
  readonly foldLimits?: FoldLimits;
  readonly frameLimits?: FrameLimits;
  readonly outlookLimits?: OutlookLimits;
  readonly cacheEveryMs?: number;
}
