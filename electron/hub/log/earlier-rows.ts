import type Database from 'libsql';
import { Packr } from 'msgpackr';
import { z } from 'zod';
import type { LogRecord } from '../../../shared/domain/events';
import type { Seq } from '../../../shared/domain/keys';
import { CHUNK_LIMITS, packChunks } from '../chunks';
import { BlockTable } from './block-table';
import { CaseIndex } from './case-index';
import { asKnownNow } from './earlier-events';
import type { StoredEvent } from './earlier-events';
import { asBytes, asNumber, asText, firstRow } from './rows';
import { RECORD_TABLES, SCHEMA_VERSION } from './schema';
import { StorageError } from './storage-error';

const structuresSchema = z.array(z.array(z.string()));

/**
 * Packs the rows of a log of schema 1, which kept one row per record, into blocks, in the caller's transaction: all of it or nothing. There an event was msgpack whose
 * field names lay once per log under `structures`. Throws StorageError 'damaged' when records are missing.
 */
export function packEarlierRows(database: Database.Database): void {
  // Its snapshots are of an earlier layout, too.
  database.exec('DROP TABLE snapshots');
  database.exec(RECORD_TABLES);
  const blocks = new BlockTable(database);
  const index = new CaseIndex(database);
  let head = 0;
  for (const records of earlierRows(database)) {
    if (records[0]?.seq !== head + 1 || records.at(-1)?.seq !== head + records.length) {
      throw new StorageError('damaged', `The log has gaps after record ${head}. Keep the file, and restore a copy of it from before.`);
    }
    for (const chunk of packChunks(records, CHUNK_LIMITS)) blocks.insert(chunk);
    head += records.length;
    index.add(records);
    if (index.isDue(head)) {
      index.write(head);
      index.written(head);
    }
  }
  database.exec('DROP TABLE events');
  database.exec("DELETE FROM meta WHERE key = 'structures'");
  database.exec(`PRAGMA user_version=${SCHEMA_VERSION}`);
}

/** The records of a log of schema 1, in order, some at a time. */
function* earlierRows(database: Database.Database): Generator<LogRecord[]> {
  const structures = firstRow(database.prepare("SELECT value FROM meta WHERE key = 'structures'"));
  const packr = new Packr({
    structures: structures === null ? [] : structuresSchema.parse(JSON.parse(asText(structures[0]))),
    useRecords: true,
    maxSharedStructures: 1024,
    variableMapSize: true,
  });
  const after = database.prepare('SELECT seq, at, by, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?').raw();
  let since: Seq = 0;
  for (;;) {
    const records = after.all(since, CHUNK_LIMITS.maxRecords).map((row): LogRecord => {
      if (!Array.isArray(row)) throw new TypeError('rows of the log are arrays');
      const event = asKnownNow(packr.unpack(asBytes(row[3])) as StoredEvent);
      return { seq: asNumber(row[0]), at: asNumber(row[1]), by: asText(row[2]), event };
    });
    const last = records.at(-1);
    if (last === undefined) return;
    yield records;
    since = last.seq;
  }
}
