import type { Batch, Join, Snapshot } from '../../../shared/contract/wire';
import type { Seq } from '../../../shared/domain/keys';
import type { Chunk } from '../chunks';
import { StorageError } from '../log/storage-error';
import type { Logger } from '../logger';
import type { PackedSnapshot } from '../snapshot-cache';

export interface PumpLimits {
  /** Bytes of batches that may be under way before the client says that it took them. */
  readonly windowBytes: number;
  /** A client that falls further behind is brought to the head by what has changed or by a snapshot, if that is shorter than the records. */
  readonly mostBehindRecords: number;
  readonly mostBehindBytes: number;
  /** The same for one that joins with a state of its own. */
  readonly mostMissedBytes: number;
  readonly snapshotPartBytes: number;
}

export const PUMP_LIMITS: PumpLimits = {
  // 100,000 records/s are 4 MB/s: this is a second of them and more than any round trip needs.
  windowBytes: 4 * 1024 * 1024,
  mostBehindRecords: 250_000,
  mostBehindBytes: 64 * 1024 * 1024,
  mostMissedBytes: 256 * 1024,
  snapshotPartBytes: 1024 * 1024,
};

/** What a pump reads from: the hub. */
export interface PumpSource {
  readonly epoch: string;
  readonly head: Seq;
  readonly bytesPerRecord: number;
  chunkAfter(since: Seq): Chunk | null;
  leap(since: Seq | null, atLeast: Seq): Promise<PackedSnapshot | null>;
}

/** What a pump writes to: one socket. */
export interface PumpSink {
  /** false: what was sent last has not left this process yet. `pump` is called again when it has. */
  readonly writable: boolean;
  batch(message: Batch): void;
  snapshot(message: Snapshot): void;
  /** Calls `pump` and deals with what it throws. */
  pumpAgain(): void;
}

/**
 * Brings the log to one client, in order: a cursor over the log, never a broadcast. What is under way is bounded twice: by the window that the
 * client frees with `took`, and by one message at a time that waits for the network. A client that has another epoch or a seq that does not exist gets a snapshot
 * and goes on from there; one that is far behind gets what is shortest: the records, what has changed since, or a snapshot.
 */
export class Pump {
  readonly #source: PumpSource;
  readonly #sink: PumpSink;
  readonly #limits: PumpLimits;
  readonly #logger: Logger;
  #cursor: Seq = 0;
  /** idle: nobody has joined. */
  #state: 'idle' | 'records' | 'needs-leap' | 'packing' | 'sending' = 'idle';
  /** The client has the state at the cursor. */
  #holds = false;
  /** Up to here records were found to be the shortest way. */
  #recordsTo: Seq = 0;
  #hasLeapt = false;
  #sending: { readonly snapshot: PackedSnapshot; part: number } | null = null;
  #underWay: { readonly to: Seq; readonly bytes: number }[] = [];
  #underWayBytes = 0;
  /** The seq of a leap that the client has not said to have taken; until then it gets no other one. 0: none. */
  #leapUnderWay: Seq = 0;
  /** Grows with every join: a snapshot that was asked for before counts for nothing. */
  #generation = 0;

  constructor(source: PumpSource, sink: PumpSink, limits: PumpLimits, logger: Logger) {
    this.#source = source;
    this.#sink = sink;
    this.#limits = limits;
    this.#logger = logger;
  }

  /** Everything up to the head has been sent. */
  get isAtHead(): boolean {
    return this.#state === 'records' && this.#cursor === this.#source.head;
  }

  /** It has taken everything up to the head, or takes nothing. */
  get hasAll(): boolean {
    return this.#state === 'idle' || (this.isAtHead && this.#underWay.length === 0);
  }

  /** It has leapt and has not been told a digest since. */
  get needsDigest(): boolean {
    return this.#hasLeapt;
  }

  /** It is told a digest. */
  digestTold(): void {
    this.#hasLeapt = false;
  }

  /** Bytes of batches that were sent and not yet taken. */
  get underWayBytes(): number {
    return this.#underWayBytes;
  }

  /** The client says what it has. It may say so again at any time: then this counts and what was before does not. */
  join({ epoch, since }: Join): void {
    this.#generation += 1;
    this.#underWay = [];
    this.#underWayBytes = 0;
    this.#leapUnderWay = 0;
    this.#sending = null;
    const fits = epoch === this.#source.epoch && since <= this.#source.head;
    this.#cursor = fits ? since : 0;
    this.#holds = fits;
    this.#recordsTo = 0;
    const missed = (this.#source.head - since) * this.#source.bytesPerRecord;
    this.#state = fits && (since === 0 || missed <= this.#limits.mostMissedBytes) ? 'records' : 'needs-leap';
    this.pump();
  }

  /** The client has applied everything up to `seq`. */
  took(seq: Seq): void {
    if (seq >= this.#leapUnderWay) this.#leapUnderWay = 0;
    let first = this.#underWay[0];
    while (first !== undefined && first.to <= seq) {
      this.#underWayBytes -= first.bytes;
      this.#underWay.shift();
      first = this.#underWay[0];
    }
    this.pump();
  }

  /** Sends what can be sent now. Called after commits, after `took`, and when the socket can take more. Throws StorageError when the log cannot be read. */
  pump(): void {
    while (this.#sink.writable) {
      if (this.#state === 'records' && this.#isTooFarBehind()) this.#state = 'needs-leap';
      if (this.#state === 'needs-leap') {
        this.#state = 'packing';
        void this.#pack();
      }
      if (this.#state === 'sending') this.#sendPart();
      else if (this.#state !== 'records' || !this.#sendChunk()) return;
    }
  }

  /** The socket is gone. */
  close(): void {
    this.#generation += 1;
    this.#state = 'idle';
    this.#sending = null;
    this.#underWay = [];
    this.#underWayBytes = 0;
  }

  /** Only asked when the window is open: a client that takes nothing is brought nowhere either. */
  #isTooFarBehind(): boolean {
    const behind = this.#source.head - Math.max(this.#cursor, this.#recordsTo);
    const { mostBehindRecords, mostBehindBytes, windowBytes } = this.#limits;
    if (this.#underWayBytes >= windowBytes || this.#leapUnderWay > 0) return false;
    return behind > mostBehindRecords || behind * this.#source.bytesPerRecord > mostBehindBytes;
  }

  /** false: there is nothing to send, or the window is closed. */
  #sendChunk(): boolean {
    if (this.#underWayBytes >= this.#limits.windowBytes) return false;
    const chunk = this.#source.chunkAfter(this.#cursor);
    if (chunk === null) return false;
    const { from, to, bytes } = chunk;
    this.#sink.batch({ epoch: this.#source.epoch, from, to, bytes });
    this.#cursor = to;
    this.#underWay.push({ to, bytes: bytes.byteLength });
    this.#underWayBytes += bytes.byteLength;
    return true;
  }

  async #pack(): Promise<void> {
    const generation = this.#generation;
    // Half of the limit: a snapshot that everybody shares must not be so old that the client is too far behind once it has it.
    const atLeast = Math.max(0, this.#source.head - Math.floor(this.#limits.mostBehindRecords / 2));
    try {
      const snapshot = await this.#source.leap(this.#holds ? this.#cursor : null, atLeast);
      if (generation !== this.#generation) return;
      this.#sending = snapshot === null ? null : { snapshot, part: 0 };
      this.#state = snapshot === null ? 'records' : 'sending';
      if (snapshot === null) this.#recordsTo = this.#source.head;
      this.#sink.pumpAgain();
    } catch (error) {
      if (generation !== this.#generation) return;
      // The next heartbeat or commit tries again.
      this.#state = 'needs-leap';
      if (!(error instanceof StorageError)) this.#logger.error({ why: String(error) }, 'a snapshot could not be packed');
    }
  }

  /**
   * Parts wait for the network, not for the window: the client can say `took` only when it has them all, and a snapshot may be bigger than
   * the window. They are views on bytes that all clients share.
   */
  #sendPart(): void {
    if (this.#sending === null) return;
    const { snapshot, part } = this.#sending;
    const { since, seq, bytes } = snapshot;
    const size = this.#limits.snapshotPartBytes;
    const parts = Math.max(1, Math.ceil(bytes.byteLength / size));
    this.#sink.snapshot({ epoch: this.#source.epoch, since, seq, part, parts, bytes: bytes.subarray(part * size, (part + 1) * size) });
    this.#sending.part += 1;
    if (this.#sending.part < parts) return;
    this.#sending = null;
    this.#cursor = seq;
    this.#holds = true;
    this.#hasLeapt = true;
    this.#leapUnderWay = seq;
    this.#underWay = [];
    this.#underWayBytes = 0;
    this.#state = 'records';
  }
}
