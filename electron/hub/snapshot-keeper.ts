import { ulid } from 'ulid';
import type { Seq } from '../../shared/domain/keys';
import type { Clocks } from './clocks';
import type { Ledger } from './ledger';
import { StorageError } from './log/storage-error';
import type { Logger } from './logger';
import { packSnapshot } from './snapshot-cache';

/** At most one part in so many of the time goes into snapshots: a big city under a flood would make nothing else. */
const SHARE = 20;

/** Stores a snapshot every so many records, one at a time, so that the next start folds only a short tail. A start without one is slower, not wrong. */
export class SnapshotKeeper {
  readonly #ledger: Ledger;
  readonly #every: number;
  readonly #logger: Logger;
  #savedSeq: Seq;
  readonly #clocks: Clocks;
  /** Whether the state is that of the log. */
  readonly #isSound: () => boolean;
  #saving: Promise<void> | null = null;
  #notBefore = 0;
  #later: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(ledger: Ledger, every: number, isSound: () => boolean, clocks: Clocks, logger: Logger) {
    this.#ledger = ledger;
    this.#every = every;
    this.#clocks = clocks;
    this.#isSound = isSound;
    this.#logger = logger;
    this.#savedSeq = ledger.log.snapshots.latestSeq;
  }

  /** The log has grown to `head`. */
  committed(head: Seq): void {
    if (head - this.#savedSeq < this.#every || this.#saving !== null || this.#later !== null || this.#closed) return;
    const waitMs = this.#notBefore - this.#clocks.monotonicMs();
    if (waitMs <= 0) void this.save();
    else {
      this.#later = setTimeout(() => {
        this.#later = null;
        if (this.#isSound()) void this.save();
      }, waitMs);
    }
  }

  /** Stores the state as it is now. A failure is logged and tried again with a later one. */
  save(): Promise<void> {
    this.#noLater();
    this.#saving ??= this.#save().finally(() => {
      this.#saving = null;
    });
    return this.#saving;
  }

  /** Ends a save that is under way, then stores the last state if it is known to be that of the log. */
  async close(isSound: boolean): Promise<void> {
    this.#closed = true;
    this.#noLater();
    await this.#saving;
    if (isSound && this.#savedSeq < this.#ledger.log.head) await this.save();
  }

  #noLater(): void {
    if (this.#later !== null) clearTimeout(this.#later);
    this.#later = null;
  }

  async #save(): Promise<void> {
    const startedAt = this.#clocks.monotonicMs();
    try {
      const { seq, bytes } = await packSnapshot(this.#ledger.projection);
      this.#savedSeq = seq;
      await this.#ledger.log.snapshots.save(seq, bytes, ulid());
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#logger.warn({ fault: error.fault, detail: error.message }, 'a snapshot could not be stored; the log itself is whole');
    }
    const endedAt = this.#clocks.monotonicMs();
    this.#notBefore = endedAt + SHARE * (endedAt - startedAt);
  }
}
