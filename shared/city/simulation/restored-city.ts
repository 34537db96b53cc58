import type { CaseFields } from '../../domain/case-fields';
import type { CallKey, CaseKey } from '../../domain/keys';
import type { SeatState } from '../../domain/terms';
import type { Instant } from '../../time/instant';
import type { RunningCall } from './floor';
import type { TakenDecision } from './staffing-in-force';

/** Everything that a simulation needs to go on where a log ends. A projection of the log knows it all. */
export interface RestoredCity {
  readonly now: Instant;
  readonly nextCase: CaseKey;
  /** The highest key of a call that was offered, NONE if there was none: the last first try (see `contact-id`). */
  readonly lastCall: CallKey;
  /** Start of the last day whose shift plan is in the log; 0: none. */
  readonly plannedFrom: Instant;
  /** Waiting ones in the order in which they came. */
  readonly calls: readonly RunningCall[];
  /** Calls whose callers have given up and may call again. */
  readonly abandoned: Iterable<{ readonly call: CallKey; readonly abandonedAt: Instant }>;
  /** Whether a call of the last hours is in the log. */
  hasCall(call: CallKey): boolean;
  /** The latest staffing decisions in the order of the log. */
  readonly decisions: Iterable<TakenDecision>;
  /** By seat key; entry 0 is not used. */
  readonly seats: readonly SeatState[];
  /** Cases that are not ended, each in a record of its own, which the simulation keeps. */
  readonly openCases: Iterable<CaseFields>;
  /** Whether the call's case, or the case of that reference, is in the log: asked about the latest ones only. */
  hasCaseOfCall(call: CallKey): boolean;
  hasReference(reference: string): boolean;
}
