import type Database from 'libsql';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Seq } from '../../../shared/domain/keys';
import type { Instant } from '../../../shared/time/instant';
import { keptSnapshots } from './kept-snapshots';
import type { StoredSnapshot } from './kept-snapshots';
import { asNumber, asText, numberIn } from './rows';
import { guarded, storageErrorFrom } from './storage-error';

const SUFFIX = '.snapshot';

/**
 * The latest snapshots and some of before (`keptSnapshots`), each a file beside the log: a snapshot of a big city is megabytes, which would hold the log up while they were written into it. The table
 * `snapshots` names the files that count, so that a log that was copied back does not take up a snapshot of a future that it no longer has.
 */
export class SnapshotFiles {
  readonly #directory: string;
  readonly #database: Database.Database;
  readonly #timeOf: (seq: Seq) => Instant | null;
  /** Times of stored ones, as far as they were asked for. */
  readonly #times = new Map<Seq, Instant | null>();

  /** @param timeOf of a record of the log, in the city's time */
  constructor(directory: string, database: Database.Database, timeOf: (seq: Seq) => Instant | null) {
    this.#directory = directory;
    this.#database = database;
    this.#timeOf = timeOf;
  }

  /** The seq of the latest; 0 when there is none. */
  get latestSeq(): Seq {
    return guarded(() => numberIn(this.#database, 'SELECT ifnull(max(seq), 0) FROM snapshots'));
  }

  /** Newest first; one whose file is gone is passed over. Throws StorageError. */
  *read(): Generator<{ readonly seq: Seq; readonly bytes: Uint8Array }> {
    const present = guarded(() => new Set(readdirSync(this.#directory)));
    for (const { seq, file } of this.#named())
      if (present.has(file)) yield { seq, bytes: guarded(() => readFileSync(join(this.#directory, file))) };
  }

  /** The seqs of all that are at most `seq`, newest first. */
  upTo(seq: Seq): Seq[] {
    return this.#named()
      .map((stored) => stored.seq)
      .filter((stored) => stored <= seq);
  }

  /** The bytes of the one at `seq`; null when it is gone meanwhile. Rejects with StorageError. */
  async bytesAt(seq: Seq): Promise<Uint8Array | null> {
    const stored = this.#named().find((each) => each.seq === seq);
    if (stored === undefined) return null;
    try {
      return await readFile(join(this.#directory, stored.file));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw storageErrorFrom(error);
    }
  }

  /** The one at `seq` counts no more; its file goes with the next one that is stored. Throws StorageError. */
  forget(seq: Seq): void {
    guarded(() => this.#database.prepare('DELETE FROM snapshots WHERE seq = ?').run([seq]));
  }

  /** Stores this one and lets those go that need not be kept. `name`: of no other snapshot, ever. Rejects with StorageError; the ones of before count on then. */
  async save(seq: Seq, bytes: Uint8Array, name: string): Promise<void> {
    const file = `${name}${SUFFIX}`;
    try {
      await this.#write(file, bytes);
      guarded(() => {
        this.#database.prepare('INSERT OR REPLACE INTO snapshots (seq, file) VALUES (?, ?)').run([seq, file]);
        this.#forgetOthers();
      });
    } catch (error) {
      await rm(join(this.#directory, file), { force: true });
      throw storageErrorFrom(error);
    }
    await this.#removeOthers();
  }

  #forgetOthers(): void {
    const named = this.#named();
    const kept = new Set(
      keptSnapshots(
        named,
        (seq) => this.#rememberedTimeOf(seq),
        (stored) => this.#bytesOf(stored),
      ),
    );
    const forget = this.#database.prepare('DELETE FROM snapshots WHERE seq = ?');
    for (const stored of named) {
      if (kept.has(stored)) continue;
      forget.run([stored.seq]);
      this.#times.delete(stored.seq);
    }
  }

  #rememberedTimeOf(seq: Seq): Instant | null {
    const known = this.#times.get(seq);
    if (known !== undefined) return known;
    const at = this.#timeOf(seq);
    this.#times.set(seq, at);
    return at;
  }

  #bytesOf({ file }: StoredSnapshot): number {
    return statSync(join(this.#directory, file), { throwIfNoEntry: false })?.size ?? 0;
  }

  async #write(file: string, bytes: Uint8Array): Promise<void> {
    const handle = await open(join(this.#directory, file), 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** Also what a kill has left half-written. */
  async #removeOthers(): Promise<void> {
    const named = new Set(this.#named().map(({ file }) => file));
    const others = readdirSync(this.#directory).filter((file) => file.endsWith(SUFFIX) && !named.has(file));
    await Promise.all(others.map((file) => rm(join(this.#directory, file), { force: true })));
  }

  #named(): StoredSnapshot[] {
    return guarded(() =>
      this.#database
        .prepare('SELECT seq, file FROM snapshots ORDER BY seq DESC')
        .raw()
        .all()
        .map((row) => {
          if (!Array.isArray(row)) throw new TypeError('rows of the log are arrays');
          return { seq: asNumber(row[0]), file: asText(row[1]) };
        }),
    );
  }
}
