import type { City, Source } from '../../../shared/contract/city';
import type { DomainEvent, LogRecord } from '../../../shared/domain/events';
import type { Actor } from '../../../shared/domain/keys';
import type { Projection } from '../../../shared/projection/projection';
import type { Instant } from '../../../shared/time/instant';

/** Something that has happened in the source's city and has no place in the log yet. */
export interface PendingEvent {
  /** City time. Never earlier than the event before it. */
  readonly at: Instant;
  readonly by: Actor;
  readonly event: DomainEvent;
}

/** What became of a recorded file's rows. rows = kept + the sum of `refused[].count`. */
export interface SourceReport {
  readonly rows: number;
  /** Rows that became a case, or a call of each day. */
  readonly kept: number;
  /** Of the kept ones: those without a place because the file had none or a placeholder. */
  readonly withoutPlace: number;
  readonly refused: readonly {
    readonly reason: string;
    readonly count: number;
    /** References of refused rows, at most 5. */
    readonly examples: readonly string[];
  }[];
  /** Events made of the kept rows; of recorded arrivals: calls that come each day. */
  readonly events: number;
}

/**
 * Where a hub's events come from. The hub pulls; a source never pushes and never waits. Events are facts: a source hands out only steps
 * that the domain allows; one that it does not allow is refused and counted by the hub.
 */
export interface EventSource {
  readonly source: Source;
  readonly city: City;
  /** City time at which an empty log goes live: not earlier than the last opening event. */
  readonly startAt: Instant;
  /** About how many opening events an empty log takes: how far the opening is, for people who wait. Absent: not known. */
  readonly openingSize?: number;
  /**
   * Called once, after recovery. `position`: how many events of this source the log has consumed (stored in the transaction that stored
   * them, refused ones counted too). Returns the opening events (catalogue, carried-over cases, today's history) in order if there is
   * something left of them: for an empty log all of them.
   */
  resume(projection: Projection, position: number): Iterable<PendingEvent>;
  /**
   * What is left to be made ready after `resume`, in pieces of a few ms, for a hub that looks after its clients between them; the projection does not
   * change meanwhile. Whoever does not take them pays for them in the first `advance` or `observe`. Absent: nothing is left.
   */
  settle?(): Iterable<void>;
  /** Source events with at ≤ `to` that were not handed out yet, in order, at most `limit`. `to` is +Infinity when the speed is 0. */
  advance(to: Instant, limit: number): readonly PendingEvent[];
  /** Every committed record, the source's own and those of commands, in order, so that a simulator can follow. */
  observe(record: LogRecord): void;
  /** true: nothing will ever come again. */
  readonly finished: boolean;
  /** What became of the rows of the file that the source reads (a replay, recorded arrivals); null when it reads none. */
  report(): SourceReport | null;
}
