import Database from 'libsql';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ulid } from 'ulid';
import type { LogRecord } from '../../../shared/domain/events';
import type { Actor, CaseKey, Seq } from '../../../shared/domain/keys';
import { outcomeSchema } from '../../../shared/contract/wire';
import type { Outcome } from '../../../shared/contract/wire';
import type { Instant } from '../../../shared/time/instant';
import { RecordBuilder } from '../../../shared/domain/record-builder';
import { recordAt } from '../../../shared/domain/record-columns';
import type { RecordColumns } from '../../../shared/domain/record-columns';
import { CHUNK_LIMITS, mergeChunks, openChunk, packChunks } from '../chunks';
import type { Chunk } from '../chunks';
import { BlockTable } from './block-table';
import { CaseIndex } from './case-index';
import { lockDirectory } from './directory-lock';
import type { DirectoryLock } from './directory-lock';
import { packEarlierRows } from './earlier-rows';
import { checkFile, checkSeqs } from './integrity';
import { Meta } from './meta';
import { seqAt } from './moments';
import { asText, firstRow, numberIn } from './rows';
import { ensureSchema, SCHEMA_VERSION } from './schema';
import { SnapshotFiles } from './snapshot-files';
import { guarded, StorageError } from './storage-error';

/** What one command came to, kept under its idempotency key. */
export interface StoredOutcome {
  readonly key: string;
  readonly actor: Actor;
  readonly outcome: Outcome;
}

/** Everything that one transaction writes. */
export interface LogBatch {
  /** Their seqs follow the head without a gap. */
  readonly records: readonly LogRecord[];
  readonly outcomes: readonly StoredOutcome[];
  /** Events of the source that are consumed when this batch is in. */
  readonly position: number;
}

export interface LogOptions {
  /** Where log.db lies; made when it is not there. */
  readonly directory: string;
  /** Which source's events the log holds: a log is never continued by another source. */
  readonly sourceIdentity: string;
  /** Real time for the epoch's ULID. */
  readonly now: number;
  /** Most pages of 4 KiB that the file may grow to; null: as much as the disk holds. */
  readonly maxPages?: number | null;
}

/**
 * The ordered log of one hub, in one libsql file: seq is gapless from 1 and assigned in the transaction that stores the record. Every write is
 * on disk when `append` returns (WAL, synchronous=FULL). All methods are synchronous and throw StorageError.
 */
export class CaseLog {
  readonly epoch: string;
  /** How far the city's time had come when the log was closed in order at this head, with the state at it stored; null: that is not known. */
  readonly closedNow: Instant | null;
  readonly snapshots: SnapshotFiles;
  readonly #database: Database.Database;
  readonly #lock: DirectoryLock;
  readonly #blocks: BlockTable;
  readonly #index: CaseIndex;
  readonly #builder = new RecordBuilder();
  readonly #meta: Meta;
  readonly #storeOutcome: Database.Statement;
  readonly #findOutcome: Database.Statement;
  #head: Seq;
  #position: number;
  #firstAt: Instant | null;

  /** Throws StorageError: locked, foreign, newer, other-source, damaged, full, io. Nothing is changed in what it refuses. */
  static open(options: LogOptions): CaseLog {
    guarded(() => mkdirSync(options.directory, { recursive: true }));
    const lock = lockDirectory(options.directory);
    try {
      return guarded(() => new CaseLog(options, lock));
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private constructor(options: LogOptions, lock: DirectoryLock) {
    this.#lock = lock;
    this.#database = new Database(join(options.directory, 'log.db'));
    try {
      const version = ensureSchema(this.#database);
      this.#database.exec('PRAGMA journal_mode=WAL');
      this.#database.exec('PRAGMA synchronous=FULL');
      // 16 MB of log before a checkpoint: each costs an fsync of the file.
      this.#database.exec('PRAGMA wal_autocheckpoint=4000');
      if (options.maxPages != null) this.limitPages(options.maxPages);
      this.#meta = new Meta(this.#database);
      const wasClean = this.#meta.text('clean') === 'yes';
      if (version === null || this.#meta.text('epoch') === null) {
        this.#transaction(() => {
          this.#meta.set('epoch', ulid(options.now));
          this.#meta.set('source', options.sourceIdentity);
        });
      } else if (!wasClean) {
        checkFile(this.#database);
        if (version === SCHEMA_VERSION) checkSeqs(this.#database);
      }
      const source = this.#meta.text('source');
      if (source !== options.sourceIdentity) {
        throw new StorageError(
          'other-source',
          `The log in ${options.directory} holds the events of "${source}", not of "${options.sourceIdentity}". Name another directory, or the same source.`,
        );
      }
      if (version !== null && version < SCHEMA_VERSION) this.#transaction(() => packEarlierRows(this.#database));
      this.#meta.set('clean', 'no');
      this.epoch = asText(this.#meta.text('epoch'));
      this.#position = this.#meta.number('position') ?? 0;
      this.#firstAt = this.#meta.number('firstAt');
      this.#blocks = new BlockTable(this.#database);
      this.#index = new CaseIndex(this.#database);
      this.snapshots = new SnapshotFiles(options.directory, this.#database, (seq) => this.timeOf(seq));
      for (const chunk of this.#blocks.from(this.#index.first)) this.#index.addColumns(openChunk(chunk));
      this.#storeOutcome = this.#database.prepare('INSERT INTO commands (key, actor, outcome, seq) VALUES (?, ?, ?, ?)');
      this.#findOutcome = this.#database.prepare('SELECT actor, outcome FROM commands WHERE key = ?');
      this.#head = numberIn(this.#database, 'SELECT ifnull(max(last), 0) FROM blocks');
      const isKnown = wasClean && this.#meta.number('closedSeq') === this.#head && this.snapshots.latestSeq === this.#head;
      this.closedNow = isKnown ? this.#meta.number('closedNow') : null;
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** The seq of the last record; 0 for an empty log. */
  get head(): Seq {
    return this.#head;
  }

  /** Events of the source that the log has consumed, refused ones counted too. */
  get position(): number {
    return this.#position;
  }

  /**
   * Writes all of the batch or nothing of it, and returns its records as they lie on disk now. Throws RangeError when its seqs do not follow the head.
   */
  append(batch: LogBatch): readonly Chunk[] {
    const { records } = batch;
    const chunks = packChunks(records, CHUNK_LIMITS, this.#builder);
    if (records.length > 0 && records[0]?.seq !== this.#head + 1) {
      throw new RangeError(`record ${records[0]?.seq} cannot follow ${this.#head}`);
    }
    const [indexed, next] = [this.#head, this.#head + records.length];
    const segmentDue = this.#index.isDue(indexed);
    this.#transaction(() => {
      if (segmentDue) this.#index.write(indexed);
      for (const chunk of chunks) this.#blocks.insert(chunk);
      for (const { key, actor, outcome } of batch.outcomes) {
        this.#storeOutcome.run([key, actor, JSON.stringify(outcome), outcome.ok ? outcome.seq : next]);
      }
      if (batch.position !== this.#position) this.#meta.set('position', batch.position);
    });
    if (segmentDue) this.#index.written(indexed);
    this.#index.add(records);
    this.#head = next;
    this.#position = batch.position;
    return chunks;
  }

  /** The chunk with the record after `since` in it, which may begin earlier; small ones are put together. null: there is none. */
  chunkAfter(since: Seq): Chunk | null {
    return guarded(() => mergeChunks(this.#blocks.from(since + 1), CHUNK_LIMITS));
  }

  /** The last seq before the first record that is later than `at`. `since`: a seq known not to be later. */
  seqAt(at: Instant, since: Seq = 0): Seq {
    return guarded(() => seqAt(at, this.#head, since, (seq) => this.#columnsWith(seq)));
  }

  /** When the log begins; null: it is empty. Once asked for, it is stored when the log is closed: the first record lies in a chunk of thousands, which must be opened for it. */
  get firstAt(): Instant | null {
    this.#firstAt ??= this.timeOf(1);
    return this.#firstAt;
  }

  /** When the record with this seq was; null: there is none. */
  timeOf(seq: Seq): Instant | null {
    if (seq < 1 || seq > this.#head) return null;
    return guarded(() => {
      const columns = this.#columnsWith(seq);
      return columns.at[seq - columns.from] ?? null;
    });
  }

  /** All records after `since`, in order; the first columns may hold earlier ones as well. */
  *columnsAfter(since: Seq): Generator<RecordColumns> {
    const blocks = guarded(() => this.#blocks.from(since + 1));
    for (;;) {
      const { value, done } = guarded(() => blocks.next());
      if (done === true) return;
      yield openChunk(value);
    }
  }

  /** Records after `since` in order, at most `maxRecords`. */
  readSince(since: Seq, maxRecords: number): LogRecord[] {
    const records: LogRecord[] = [];
    for (const columns of this.columnsAfter(since)) {
      for (let row = Math.max(0, since + 1 - columns.from); row < columns.length; row += 1) {
        if (records.length === maxRecords) return records;
        records.push(recordAt(columns, row));
      }
    }
    return records;
  }

  /** The latest `maxRecords` records of one case, oldest first. */
  readCase(key: CaseKey, maxRecords: number): LogRecord[] {
    return guarded(() => {
      const records: LogRecord[] = [];
      let open: RecordColumns | null = null;
      for (const seqs of this.#index.seqsOf(key)) {
        for (const seq of seqs) {
          if (open === null || seq < open.from) open = this.#columnsWith(seq);
          const record = recordAt(open, seq - open.from);
          records.push(record);
          // Nothing of a case is older than its first event.
          if (records.length === maxRecords || isFirstOfCase(record)) return records.toReversed();
        }
      }
      return records.toReversed();
    });
  }

  /** What the command with this key came to; null when it never came to anything. */
  outcomeOf(key: string): StoredOutcome | null {
    return guarded(() => {
      const row = firstRow(this.#findOutcome, key);
      if (row === null) return null;
      return { key, actor: asText(row[0]), outcome: outcomeSchema.parse(JSON.parse(asText(row[1]))) };
    });
  }

  /**
   * Tries whether `bytes` can be written now. The space is left to the file, so that the next batch of that size finds it there. Throws
   * StorageError when it cannot.
   */
  probe(bytes: number): void {
    this.#transaction(() => this.#database.prepare('INSERT INTO probe (bytes) VALUES (zeroblob(?))').run([bytes]));
    this.#transaction(() => this.#database.exec('DELETE FROM probe'));
  }

  /** Most pages of 4 KiB that the file may grow to from now on: beyond, writing fails as on a full disk. */
  limitPages(most: number): void {
    this.#database.exec(`PRAGMA max_page_count=${most}`);
  }

  /**
   * Marks the log as closed in order and gives the directory back. The caller has stopped writing. `now`: the city's time in the state at the head; null: there is no
   * such state.
   */
  close(now: Instant | null = null): void {
    try {
      guarded(() => {
        if (now !== null) {
          this.#meta.set('closedSeq', this.#head);
          this.#meta.set('closedNow', now);
        }
        if (this.#firstAt !== null) this.#meta.set('firstAt', this.#firstAt);
        this.#meta.set('clean', 'yes');
        this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      });
    } finally {
      this.#database.close();
      this.#lock.release();
    }
  }

  #columnsWith(seq: Seq): RecordColumns {
    const { value } = this.#blocks.from(seq).next();
    if (value === undefined)
      throw new StorageError('damaged', `The log is damaged: record ${seq} is not there. Restore a copy of it from before.`);
    return openChunk(value);
  }

  #transaction(work: () => void): void {
    guarded(() => {
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        work();
        this.#database.exec('COMMIT');
      } catch (error) {
        // SQLite has rolled back by itself after some errors (a full disk is one): then there is nothing to roll back.
        if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }
}

function isFirstOfCase({ event: { kind } }: LogRecord): boolean {
  return kind === 'case.received' || kind === 'case.carried-over';
}
