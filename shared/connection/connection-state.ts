import type { HubAddress } from '../contract/process';
import type { Problem } from '../contract/problem';
import { SILENCE_MS } from '../contract/silence';
import type { Batch, Heartbeat, Snapshot, Welcome } from '../contract/wire';
import type { Past } from '../contract/past';
import type { Seq } from '../domain/keys';
import type { DurationMs, Instant } from '../time/instant';
import type { BackOff } from './back-off';

/**
 * idle: no hub is known. waiting: until `retryAt`. connecting: a socket is being opened. joining: it is open and `join` has been sent, the hub
 * has not said who it is. following: the hub has; records are taken.
 */
export type Phase = 'idle' | 'waiting' | 'connecting' | 'joining' | 'following';

/** What may be shown now: nothing, the picture of this machine's disk, or one that the hub has confirmed. */
export type Picture =
  | { readonly kind: 'none' }
  | { readonly kind: 'cached'; readonly ageMs: DurationMs; readonly loadedAt: number }
  | { readonly kind: 'confirmed' };

/** The city's clock as the hub last told it. `toldAt` is on our monotonic clock. */
export interface CityClock {
  readonly cityNow: Instant;
  readonly speed: number;
  readonly toldAt: number;
}

/** What has gone wrong so far and was mended, for the log and for tests. */
export interface Counts {
  /** Messages that carried nothing new. */
  readonly duplicates: number;
  /** Messages that left a gap before them. */
  readonly gaps: number;
  /** Joins sent on an open socket because something was missing. */
  readonly rejoins: number;
  /** Projections thrown away: another epoch, a digest that differs, a record that does not fold. */
  readonly discards: number;
  readonly digestMismatches: number;
  /** Connections that ended. */
  readonly losses: number;
}

export interface Connection {
  readonly phase: Phase;
  readonly hub: HubAddress | null;
  /** What `offline` says about it. */
  readonly reason: string;
  readonly refusal: Problem | null;
  readonly preparing: { readonly step: string; readonly done: number; readonly total: number } | null;
  readonly picture: Picture;

  readonly epoch: string | null;
  /** false: nothing of `epoch` is held; only a snapshot or a batch from 1 can begin it. */
  readonly held: boolean;
  /** Everything up to here has been received and handed on to be folded. */
  readonly last: Seq;
  /** Everything up to here has been folded. */
  readonly applied: Seq;
  readonly head: Seq;
  /** Live once this has been folded: the head at the time of the welcome. */
  readonly target: Seq;
  /** Grows whenever what was handed on must be thrown away: work of an earlier generation counts for nothing. */
  readonly generation: number;
  /** A join is on its way, so records that do not fit yet are no news. */
  readonly rejoining: boolean;
  /** Joins in a row after which nothing came that fitted. */
  readonly fruitless: number;
  /** Discards in a row without a digest that agreed. */
  readonly spoiled: number;
  /** Parts that have come of a snapshot, or of what has changed since `since`. */
  readonly snapshot: {
    readonly since: Seq | null;
    readonly seq: Seq;
    readonly parts: number;
    readonly got: readonly Uint8Array[];
    readonly bytes: number;
  } | null;

  readonly clock: CityClock | null;
  /** All on the monotonic clock; null: not so. */
  readonly heardAt: number | null;
  readonly phaseAt: number;
  readonly behindSince: number | null;
  readonly retryAt: number | null;
  readonly tickAt: number | null;
  readonly attempts: number;
  readonly counts: Counts;
}

/** What can happen to a connection. Messages have been checked against the wire's schemas. */
export type ConnectionInput =
  /** Before `start`: what was shown of the last run's picture is shown again, which is that old. */
  | { readonly kind: 'kept'; readonly ageMs: DurationMs }
  | {
      readonly kind: 'start';
      readonly hub: HubAddress | null;
      readonly cached: { readonly epoch: string; readonly seq: Seq; readonly ageMs: DurationMs } | null;
    }
  | { readonly kind: 'hub'; readonly hub: HubAddress }
  | { readonly kind: 'hub-progress'; readonly step: string; readonly done: number; readonly total: number }
  /** Of a connection to the past: to another moment of it; `back`: earlier than what is held. */
  | { readonly kind: 'seek'; readonly past: Past; readonly back: boolean }
  | { readonly kind: 'socket-up' }
  | { readonly kind: 'socket-down'; readonly reason: string }
  | { readonly kind: 'welcome'; readonly message: Welcome }
  | { readonly kind: 'snapshot'; readonly message: Snapshot }
  | { readonly kind: 'batch'; readonly message: Batch }
  | { readonly kind: 'heartbeat'; readonly message: Heartbeat }
  /** The fold has reached `seq`. */
  | { readonly kind: 'applied'; readonly generation: number; readonly seq: Seq }
  /** Our digest equals the hub's. */
  | { readonly kind: 'agreed'; readonly generation: number }
  /** What is held cannot be trusted or continued: it is fetched anew from nothing. */
  | { readonly kind: 'spoiled'; readonly generation: number; readonly cause: SpoiledCause }
  /** The hub will not have us, or says things that it must not say. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'tick' };

/**
 * digest: ours differs; records: they do not unpack, check or fold; snapshot: it does not unpack; settings: the city's settings are others now;
 * refused: part of it was handed on and will not be folded.
 */
export type SpoiledCause = 'digest' | 'records' | 'snapshot' | 'settings' | 'refused';

/** What the owner of the socket and of the fold has to do, in order. */
export type ConnectionEffect =
  | { readonly kind: 'connect'; readonly hub: HubAddress }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'join'; readonly epoch: string | null; readonly since: Seq }
  | { readonly kind: 'took'; readonly seq: Seq }
  | { readonly kind: 'seek'; readonly past: Past }
  | { readonly kind: 'welcomed'; readonly welcome: Welcome }
  /** Work handed on before belongs to an earlier generation: drop it. What is shown stays until `begin` or `load`. */
  | { readonly kind: 'discard'; readonly generation: number }
  /** An empty projection: the log is followed from its first record. */
  | { readonly kind: 'begin'; readonly generation: number; readonly epoch: string }
  | { readonly kind: 'load'; readonly generation: number; readonly epoch: string; readonly seq: Seq; readonly parts: readonly Uint8Array[] }
  /** After everything handed on so far, which ends at `since`: make of the projection the one at `seq`. */
  | {
      readonly kind: 'change';
      readonly generation: number;
      readonly epoch: string;
      readonly since: Seq;
      readonly seq: Seq;
      readonly parts: readonly Uint8Array[];
    }
  /** Fold the records `from`…`to` out of a batch that may begin earlier. */
  | { readonly kind: 'apply'; readonly generation: number; readonly from: Seq; readonly batch: Batch }
  /** After everything handed on so far: the city's time has come this far. */
  | { readonly kind: 'advance'; readonly generation: number; readonly cityNow: Instant }
  /** After everything handed on so far: compare the digest. */
  | { readonly kind: 'check'; readonly generation: number; readonly seq: Seq; readonly digest: string }
  /** For the log. */
  | { readonly kind: 'note'; readonly text: string };

export interface ConnectionLimits {
  /** Nothing heard for longer: stale, and the socket is given up. */
  readonly silenceMs: DurationMs;
  /** A socket that is not open, or a hub that says nothing, after this long is given up. */
  readonly openMs: DurationMs;
  /** The hub is ahead and sends nothing for this long: join again. */
  readonly behindMs: DurationMs;
  /** The same where the hub first has to make a snapshot: nothing is held, or we are further behind than `farBehind`. */
  readonly snapshotMs: DurationMs;
  readonly farBehind: number;
  /** A gap between ticks beyond which our own process, not the hub, was asleep. */
  readonly asleepMs: DurationMs;
  readonly backOff: BackOff;
  /** Wait before a hub that refused us is asked again. */
  readonly refusedMs: DurationMs;
  /** Fruitless joins in a row before the socket is given up. */
  readonly mostFruitless: number;
  readonly mostSnapshotBytes: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  silenceMs: SILENCE_MS,
  openMs: 10_000,
  behindMs: 3_000,
  snapshotMs: 20_000,
  farBehind: 5_000,
  asleepMs: 2_500,
  backOff: { firstMs: 200, mostMs: 10_000 },
  refusedMs: 15_000,
  mostFruitless: 3,
  mostSnapshotBytes: 256 * 1024 * 1024,
};

const NO_COUNTS: Counts = { duplicates: 0, gaps: 0, rejoins: 0, discards: 0, digestMismatches: 0, losses: 0 };

/** Before `start`. */
export const NOT_STARTED: Connection = {
  phase: 'idle',
  hub: null,
  reason: 'no hub is known yet',
  refusal: null,
  preparing: null,
  picture: { kind: 'none' },
  epoch: null,
  held: false,
  last: 0,
  applied: 0,
  head: 0,
  target: 0,
  generation: 0,
  rejoining: false,
  fruitless: 0,
  spoiled: 0,
  snapshot: null,
  clock: null,
  heardAt: null,
  phaseAt: 0,
  behindSince: null,
  retryAt: null,
  tickAt: null,
  attempts: 0,
  counts: NO_COUNTS,
};
