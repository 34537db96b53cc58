import type { CommandOutcome, ExpectedVersion } from '../../shared/contract/frames';
import type { HubAddress } from '../../shared/contract/process';
import type { Command } from '../../shared/domain/commands';

/** What a run says to its processes and hears from them. */

/** In whose name every command of a run is given. */
export const ACTOR = 'supervisor:chaos';

export type ToChaosHub =
  /** Events of the tape that may have happened by now. */
  { readonly kind: 'allow'; readonly events: number } | { readonly kind: 'clock'; readonly offsetMs: number } | { readonly kind: 'stop' };

export type FromChaosHub =
  | { readonly kind: 'ready'; readonly url: string }
  | {
      readonly kind: 'state';
      readonly head: number;
      readonly digest: string | null;
      readonly finished: boolean;
      /** KiB. */
      readonly peakMemory: number;
      readonly refusedEvents: number;
    }
  | { readonly kind: 'trouble'; readonly text: string };

export type ToChaosStream =
  | { readonly kind: 'start'; readonly hub: HubAddress }
  | { readonly kind: 'command'; readonly key: string; readonly expected: readonly ExpectedVersion[]; readonly command: Command }
  | { readonly kind: 'stall'; readonly stalled: boolean }
  /** The page goes without a word and another one takes its place. */
  | { readonly kind: 'replace-page' }
  | { readonly kind: 'clock'; readonly offsetMs: number }
  | { readonly kind: 'ask' }
  | { readonly kind: 'stop' };

export type FromChaosStream =
  | {
      readonly kind: 'state';
      readonly connection: string;
      readonly seq: number;
      /** KiB. */
      readonly peakMemory: number;
      readonly counts: StreamCounts;
    }
  | { readonly kind: 'outcome'; readonly key: string; readonly outcome: CommandOutcome }
  | ({ readonly kind: 'held' } & Held)
  | { readonly kind: 'trouble'; readonly text: string };

/** Of one process of a stream, since its start. */
export interface StreamCounts {
  readonly losses: number;
  readonly rejoins: number;
  readonly gaps: number;
  readonly duplicates: number;
  readonly discards: number;
  readonly digestMismatches: number;
  readonly misfits: number;
  readonly uncredited: number;
}

/** What a stream holds, told when asked. */
export interface Held {
  readonly seq: number;
  readonly now: number;
  readonly digest: string;
  /** The digest made anew from the columns. */
  readonly recomputed: string;
  /** Hash of everything: `contentHash`. */
  readonly content: string;
}
