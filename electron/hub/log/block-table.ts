import type Database from 'libsql';
import type { Seq } from '../../../shared/domain/keys';
import type { Chunk } from '../chunks';
import { asBytes, asNumber } from './rows';

/** Small blocks are read so many at a time. */
const ROWS_AT_ONCE = 64;
const SMALL_RECORDS = 64;

/** The table `blocks`: what one transaction has committed, packed as it goes over the wire, is one row or a few. */
export class BlockTable {
  readonly #insert: Database.Statement;
  readonly #from: Database.Statement;

  constructor(database: Database.Database) {
    this.#insert = database.prepare('INSERT INTO blocks (first, last, bytes) VALUES (?, ?, ?)');
    this.#from = database
      .prepare(
        `SELECT first, last, bytes FROM blocks
         WHERE first >= (SELECT ifnull(max(first), ?) FROM blocks WHERE first <= ?) ORDER BY first LIMIT ?`,
      )
      .raw();
  }

  /** Inside the caller's transaction. */
  insert({ from, to, bytes }: Chunk): void {
    this.#insert.run([from, to, bytes]);
  }

  /** The block with `seq` in it, and those after it as far as they are asked for. */
  *from(seq: Seq): Generator<Chunk> {
    let next = seq;
    let rows = 1;
    for (;;) {
      const found = this.#from.all(next, next, rows).map(asBlock);
      const last = found.at(-1);
      if (last === undefined || last.to < next) return;
      yield* found;
      rows = last.to - last.from < SMALL_RECORDS ? ROWS_AT_ONCE : 1;
      next = last.to + 1;
    }
  }
}

function asBlock(row: unknown): Chunk {
  if (!Array.isArray(row)) throw new TypeError('rows of the log are arrays');
  return { from: asNumber(row[0]), to: asNumber(row[1]), bytes: asBytes(row[2]) };
}
