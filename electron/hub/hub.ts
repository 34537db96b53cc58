import { setTimeout as pause } from 'node:timers/promises';
import type { City, Source } from '../../shared/contract/city';
import type { Outcome } from '../../shared/contract/wire';
import type { Past } from '../../shared/contract/past';
import type { LogRecord } from '../../shared/domain/events';
import { DEFAULT_GRADE_RULES } from '../../shared/domain/grades';
import type { CaseKey, Seq } from '../../shared/domain/keys';
import type { Detail } from '../../shared/projection/nameless';
import type { Instant } from '../../shared/time/instant';
import type { PreparationStep } from '../../shared/contract/process';
import type { Chunk } from './chunks';
import type { Clocks } from './clocks';
import { Ledger } from './ledger';
import type { Committed, KnownCommand } from './ledger';
import type { CaseLog } from './log/case-log';
import type { StorageError } from './log/storage-error';
import type { Logger } from './logger';
import { takeOpening } from './opening';
import { PastView } from './past-view';
import { RecordRing } from './record-ring';
import { recover, settingsOf } from './recover';
import { RefusedEvents } from './refused-events';
import { SnapshotCache } from './snapshot-cache';
import type { PackedSnapshot } from './snapshot-cache';
import { SnapshotKeeper } from './snapshot-keeper';
import { SourceClock } from './source-clock';
import type { EventSource, SourceReport } from './sources/source';
import { nextTurn } from './turns';
import { Writer, WRITER_LIMITS } from './writer';
import type { WriterLimits } from './writer';

export interface HubLimits {
  readonly writer: WriterLimits;
  /** The log's last records that are held in memory. */
  readonly ring: { readonly records: number; readonly bytes: number };
  /** Records between two stored snapshots. */
  readonly snapshotEvery: number;
  /** How long a packed snapshot serves those who ask. */
  readonly snapshotKeepMs: number;
  /** How long a hub that has begun to serve leaves the processor to its clients before its source makes itself ready; commands wait as long. */
  readonly settleAfterMs: number;
  /** Records of one case that an answer holds: the latest. */
  readonly historyRecords: number;
}

export const HUB_LIMITS: HubLimits = {
  writer: WRITER_LIMITS,
  // Seconds of a flood, so that who is a little behind is not read for from disk.
  ring: { records: 400_000, bytes: 16 * 1024 * 1024 },
  snapshotEvery: 50_000,
  snapshotKeepMs: 5_000,
  settleAfterMs: 0,
  historyRecords: 1_000,
};

export interface HubOptions {
  readonly log: CaseLog;
  readonly source: EventSource;
  readonly clocks: Clocks;
  readonly logger: Logger;
  readonly limits?: HubLimits;
  readonly onProgress?: (step: PreparationStep, done: number, total: number) => void;
  /** The source has ended and everything of it is on disk. */
  readonly onFinished?: () => void;
  /** Something that must not happen: the log is sound, but this process should end and be started again. */
  readonly onFailed: (error: unknown) => void;
}

/** What became of the source's events: its own account, and what the domain refused of them. */
export interface IntakeReport {
  readonly source: SourceReport | null;
  readonly refusedEvents: readonly { readonly reason: string; readonly count: number }[];
}

/** What clients are served from. */
export type ServedHub = Pick<
  Hub,
  | 'bytesPerRecord'
  | 'chunkAfter'
  | 'city'
  | 'cityNow'
  | 'digest'
  | 'epoch'
  | 'head'
  | 'history'
  | 'onCommitted'
  | 'leap'
  | 'past'
  | 'reach'
  | 'source'
  | 'speed'
  | 'submit'
>;

/** The authority over one city's log: takes events and commands in, and gives records, snapshots and histories out. Knows no socket. */
export class Hub {
  readonly city: City;
  readonly epoch: string;
  readonly #log: CaseLog;
  readonly #source: EventSource;
  readonly #ledger: Ledger;
  readonly #sourceClock: SourceClock;
  readonly #writer: Writer;
  readonly #ring: RecordRing;
  readonly #snapshots: Readonly<Record<Detail, SnapshotCache>>;
  readonly #keeper: SnapshotKeeper;
  readonly #refusedEvents: RefusedEvents;
  readonly #limits: HubLimits;
  readonly #listeners = new Set<() => void>();
  readonly #clocks: Clocks;
  readonly #logger: Logger;
  #closed = false;

  /** Brings the state to the head of the log, takes the source's opening events, and begins to follow it. Throws StorageError. */
  static async open(options: HubOptions): Promise<Hub> {
    const { log, source, logger } = options;
    const progress = options.onProgress ?? (() => {});
    const settings = settingsOf(source.city);
    const projection = await recover(log, settings, logger, (done, total) => progress('recovering', done, total));
    const ledger = new Ledger(
      log,
      projection,
      { ...DEFAULT_GRADE_RULES, zone: source.city.zone },
      source.city.playbooks.map(({ code }) => code),
    );
    const refusedEvents = new RefusedEvents();
    const wasEmpty = log.head === 0;
    const expected = wasEmpty ? (source.openingSize ?? 0) : 0;
    const opening = await takeOpening(
      ledger,
      source,
      (reason) => refusedEvents.add(reason, logger),
      (done) =>
        progress(source.source.kind === 'replay' ? 'reading-file' : 'building-day', done, expected === 0 ? 0 : Math.max(expected, done)),
    );
    const origin = wasEmpty || opening > 0 ? Math.max(source.startAt, ledger.projection.now) : ledger.projection.now;
    const hub = new Hub(options, ledger, refusedEvents, origin);
    // Not waited for: a start without it would only be slower.
    if (opening > 0) void hub.#keeper.save();
    void hub.#begin(options.onFailed, options.limits?.settleAfterMs ?? HUB_LIMITS.settleAfterMs);
    return hub;
  }

  /** The source makes itself ready while clients are looked after already; then the log goes on. */
  async #begin(failed: (error: unknown) => void, afterMs: number): Promise<void> {
    try {
      if (afterMs > 0) await pause(afterMs);
      if (this.#closed) return;
      for (const _ of this.#source.settle?.() ?? []) {
        await nextTurn();
        if (this.#closed) return;
      }
      this.#writer.start();
    } catch (error) {
      failed(error);
    }
  }

  private constructor(options: HubOptions, ledger: Ledger, refusedEvents: RefusedEvents, origin: Instant) {
    const { log, source, clocks, logger, limits = HUB_LIMITS } = options;
    this.city = source.city;
    this.epoch = log.epoch;
    this.#log = log;
    this.#source = source;
    this.#ledger = ledger;
    this.#refusedEvents = refusedEvents;
    this.#limits = limits;
    this.#clocks = clocks;
    this.#logger = logger;
    this.#ring = new RecordRing(log.head, limits.ring.records, limits.ring.bytes);
    this.#sourceClock = new SourceClock(source.source, origin, clocks);
    const soundState = () => {
      // The state may be ahead of the log then.
      if (this.#writer.fault !== null) throw this.#writer.fault;
      return ledger.projection;
    };
    const cache = (detail: Detail) => new SnapshotCache(soundState, clocks, limits.snapshotKeepMs, detail);
    this.#snapshots = { cases: cache('cases'), aggregates: cache('aggregates') };
    this.#keeper = new SnapshotKeeper(ledger, limits.snapshotEvery, () => this.#writer.fault === null, clocks, logger);
    this.#writer = new Writer(
      {
        ledger,
        source,
        sourceClock: this.#sourceClock,
        clocks,
        logger,
        refusedEvents,
        recover: () => recover(log, settingsOf(source.city), logger, () => {}),
        committed: (batch) => this.#publish(batch),
        finished: () => options.onFinished?.(),
        failed: (error) => options.onFailed(error),
      },
      limits.writer,
    );
  }

  /** The last seq on disk. */
  get head(): Seq {
    return this.#log.head;
  }

  /** City time up to which the log is complete. */
  get cityNow(): Instant {
    return this.#writer.reached;
  }

  get speed(): number {
    return this.#sourceClock.speed;
  }

  get source(): Source {
    return { ...this.#source.source, speed: this.#sourceClock.speed };
  }

  /** Why nothing can be written now; null: it can. */
  get fault(): StorageError | null {
    return this.#writer.fault;
  }

  /** Called after every commit. Returns how to stop listening. */
  onCommitted(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The command's outcome, once it is on disk. Never rejects. */
  submit(command: KnownCommand): Promise<Outcome> {
    return this.#writer.submit(command);
  }

  /** The packed records with the one after `since` among them, which may begin earlier; null at the head. Throws StorageError. */
  chunkAfter(since: Seq): Chunk | null {
    if (since >= this.#log.head) return null;
    return this.#ring.after(since) ?? this.#log.chunkAfter(since);
  }

  /** How long a record is on the wire, on average. */
  get bytesPerRecord(): number {
    return this.#ring.bytesPerRecord;
  }

  /**
   * The shortest way to (about) the head for a client that has the state at `since` (null: nothing): what has changed since, or the whole state at `atLeast` or later,
   * packed for the wire with what the client may be told of cases; null: the records are shorter. Rejects while the log cannot be written.
   */
  async leap(since: Seq | null, atLeast: Seq, detail: Detail = 'cases'): Promise<PackedSnapshot | null> {
    const snapshots = this.#snapshots[detail];
    if (since === null) return snapshots.get(atLeast);
    const changes = await snapshots.changes(since);
    const recordBytes = (this.head - since) * this.bytesPerRecord;
    if (changes !== null) return changes.bytes.byteLength < recordBytes ? changes : null;
    return snapshots.expectedBytes < recordBytes ? snapshots.get(atLeast) : null;
  }

  /** What a client at the head must have, when its city's time is `cityNow`; null while the log cannot be written. */
  digest(): { readonly seq: Seq; readonly value: string } | null {
    if (this.#writer.fault !== null) return null;
    this.#ledger.projection.advanceTo(this.cityNow);
    return { seq: this.#ledger.projection.seq, value: this.#ledger.projection.digest() };
  }

  /** The latest records of one case up to `to`, oldest first. Throws StorageError. */
  history(key: CaseKey, to: Seq = this.head): LogRecord[] {
    return this.#log.readCase(key, this.#limits.historyRecords).filter(({ seq }) => seq <= to);
  }

  /** The log's first and last moment, in the city's time. */
  get reach(): { readonly from: Instant; readonly to: Instant } {
    return { from: this.#log.firstAt ?? this.cityNow, to: this.cityNow };
  }

  /** The log as it was at a moment of the past, for one client. Throws StorageError. */
  past(past: Past): PastView {
    return new PastView(
      {
        log: this.#log,
        settings: settingsOf(this.city),
        clocks: this.#clocks,
        logger: this.#logger,
        cityNow: () => this.cityNow,
        bytesPerRecord: () => this.bytesPerRecord,
      },
      past,
    );
  }

  report(): IntakeReport {
    return { source: this.#source.report(), refusedEvents: this.#refusedEvents.counts() };
  }

  /** Writes what waits, keeps a snapshot, and closes the log in order. */
  /** Writes what waits, and no record after it: clients can be told all there is before they are let go. */
  rest(): void {
    this.#closed = true;
    this.#writer.close();
  }

  async close(): Promise<void> {
    this.rest();
    const isSound = this.#writer.fault === null;
    await this.#keeper.close(isSound);
    this.#log.close(isSound ? this.#ledger.projection.now : null);
  }

  #publish({ records, chunks }: Committed): void {
    this.#ring.push(chunks);
    for (const record of records) this.#source.observe(record);
    this.#keeper.committed(this.#log.head);
    for (const listener of this.#listeners) listener();
  }
}
