import type Database from 'libsql';
import { readdirSync, readFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Seq } from '../../../shared/domain/keys';
import { asNumber, asText, numberIn } from './rows';
import { guarded, storageErrorFrom } from './storage-error';

const KEPT = 2;
const SUFFIX = '.snapshot';

/**
 * The latest snapshots, each a file beside the log: a snapshot of a big city is megabytes, which would hold the log up while they were written into it. The table
 * `snapshots` names the files that count, so that a log that was copied back does not take up a snapshot of a future that it no longer has.
 */
export class SnapshotFiles {
  readonly #directory: string;
  readonly #database: Database.Database;

  constructor(directory: string, database: Database.Database) {
    this.#directory = directory;
    this.#database = database;
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

  /** Keeps this one and the one before it. `name`: of no other snapshot, ever. Rejects with StorageError; the ones of before count on then. */
  async save(seq: Seq, bytes: Uint8Array, name: string): Promise<void> {
    const file = `${name}${SUFFIX}`;
    try {
      await this.#write(file, bytes);
      guarded(() => {
        this.#database.prepare('INSERT OR REPLACE INTO snapshots (seq, file) VALUES (?, ?)').run([seq, file]);
        this.#database.prepare('DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ?)').run([KEPT]);
      });
    } catch (error) {
      await rm(join(this.#directory, file), { force: true });
      throw storageErrorFrom(error);
    }
    await this.#removeOthers();
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

  #named(): { readonly seq: Seq; readonly file: string }[] {
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
