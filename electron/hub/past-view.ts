import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { Past } from '../../shared/contract/past';
import type { LogRecord } from '../../shared/domain/events';
import type { Seq } from '../../shared/domain/keys';
import { recordAt } from '../../shared/domain/record-columns';
import { BadSnapshot } from '../../shared/projection/errors';
import type { Detail } from '../../shared/projection/nameless';
import { Projection } from '../../shared/projection/projection';
import type { ProjectionSettings } from '../../shared/projection/settings';
import type { Instant } from '../../shared/time/instant';
import { CHUNK_LIMITS, openChunk, packChunks } from './chunks';
import type { Chunk } from './chunks';
import type { Clocks } from './clocks';
import { deflatedWhereWorth } from './deflated';
import type { CaseLog } from './log/case-log';
import type { Logger } from './logger';
import type { PackedSnapshot } from './snapshot-cache';
import { nextTurn } from './turns';

const inflate = promisify(inflateRaw);
/** Records that are folded sooner than a snapshot is fetched and unpacked. */
const SHORT_WAY = 20_000;

/** What a view of the past reads. */
export interface PastSource {
  readonly log: Pick<CaseLog, 'chunkAfter' | 'epoch' | 'seqAt' | 'snapshots'>;
  readonly settings: ProjectionSettings;
  readonly clocks: Clocks;
  readonly logger: Logger;
  /** The city's time that the log has come to. */
  readonly cityNow: () => Instant;
  readonly bytesPerRecord: () => number;
}

/**
 * The log as it was at a moment of the past, which moves on at its own speed: a playhead for one client. It is served like the present; what is later than the playhead
 * is never told. It catches up with the present at most.
 */
export class PastView {
  readonly epoch: string;
  readonly #source: PastSource;
  #head: Seq = 0;
  #cityNow: Instant = 0;
  #speed = 0;
  /** Where the playhead was put, and when. */
  #putAt = { cityNow: 0, monotonicMs: 0 };

  constructor(source: PastSource, past: Past) {
    this.#source = source;
    this.epoch = source.log.epoch;
    this.seek(past);
  }

  /** The last seq of that moment. */
  get head(): Seq {
    return this.#head;
  }

  get cityNow(): Instant {
    return this.#cityNow;
  }

  /** City ms per real ms. */
  get speed(): number {
    return this.#speed;
  }

  get bytesPerRecord(): number {
    return this.#source.bytesPerRecord();
  }

  /** Puts the playhead somewhere else. Throws StorageError. */
  seek({ at, speed }: Past): void {
    const cityNow = Math.min(at, this.#source.cityNow());
    this.#putAt = { cityNow, monotonicMs: this.#source.clocks.monotonicMs() };
    this.#speed = speed;
    this.#moveTo(cityNow);
  }

  /** Moves the playhead by what has passed; until then it stands still, so that head and time fit. Throws StorageError. */
  step(): void {
    if (this.#speed === 0) return;
    const { cityNow, monotonicMs } = this.#putAt;
    const passed = Math.floor((this.#source.clocks.monotonicMs() - monotonicMs) * this.#speed);
    this.#moveTo(Math.min(cityNow + passed, this.#source.cityNow()));
  }

  /** As of the present's, but for records that are later. Throws StorageError. */
  chunkAfter(since: Seq): Chunk | null {
    if (since >= this.#head) return null;
    const chunk = this.#source.log.chunkAfter(since);
    if (chunk === null || chunk.to <= this.#head) return chunk;
    const columns = openChunk(chunk);
    const known: LogRecord[] = [];
    for (let seq = chunk.from; seq <= this.#head; seq += 1) known.push(recordAt(columns, seq - chunk.from));
    return packChunks(known, CHUNK_LIMITS)[0] ?? null;
  }

  /** The nearest stored snapshot, where it is the shorter way to the playhead, with what the client may be told of cases; null: the records are. */
  async leap(since: Seq | null, _atLeast: Seq, detail: Detail = 'cases'): Promise<PackedSnapshot | null> {
    const held = since ?? 0;
    for (const seq of this.#source.log.snapshots.upTo(this.#head)) {
      if (seq - held < SHORT_WAY) return null;
      const bytes = await this.#source.log.snapshots.bytesAt(seq);
      if (bytes !== null && (await this.#fits(seq, bytes)))
        return { since: null, seq, bytes: detail === 'cases' ? bytes : await this.#nameless(bytes) };
    }
    return null;
  }

  /** Whether every client can read it: an earlier version of the product may have stored it, for another city. */
  async #fits(seq: Seq, bytes: Uint8Array): Promise<boolean> {
    try {
      return Projection.stamp(await inflate(bytes), this.#source.settings) === seq;
    } catch (error) {
      if (!(error instanceof BadSnapshot) && !(error instanceof Error && 'code' in error)) throw error;
      this.#source.logger.warn({ seq, why: String(error) }, 'a snapshot of the past cannot be used: passed over');
      return false;
    }
  }

  /** What is stored is whole: it is read, and packed again without what names cases. */
  async #nameless(bytes: Uint8Array): Promise<Uint8Array> {
    const reading = Projection.decodeSteps(await inflate(bytes), this.#source.settings);
    for (;;) {
      const step = reading.next();
      if (step.done === true) return deflatedWhereWorth(step.value.encode('aggregates'));
      await nextTurn();
    }
  }

  #moveTo(cityNow: Instant): void {
    this.#head = this.#source.log.seqAt(cityNow, cityNow < this.#cityNow ? 0 : this.#head);
    this.#cityNow = cityNow;
  }
}
