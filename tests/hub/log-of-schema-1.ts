import Database from 'libsql';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Packr } from 'msgpackr';
import type { LogRecord } from '../../shared/domain/events';

/**
 * Writes a log as the product did before it packed records in blocks (schema 1): a row per record, its event as msgpack whose field names lie in `structures`. `orderly`: it
 * was closed in order. The events may be of shapes that only then were known.
 */
export function writeLogOfSchema1(directory: string, sourceIdentity: string, records: readonly LogRecord[], orderly = true): void {
  mkdirSync(directory, { recursive: true });
  const database = new Database(join(directory, 'log.db'));
  database.exec(`
    CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL, kind TEXT NOT NULL, case_key INTEGER, body BLOB NOT NULL) STRICT;
    CREATE TABLE commands (key TEXT PRIMARY KEY, actor TEXT NOT NULL, outcome TEXT NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE snapshots (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE probe (bytes BLOB NOT NULL) STRICT;
    CREATE INDEX events_by_case ON events (case_key, seq) WHERE case_key IS NOT NULL;
    PRAGMA application_id=1212968807;
    PRAGMA user_version=1;
    PRAGMA journal_mode=WAL;
    BEGIN;`);
  const structures: string[][] = [];
  const packr = new Packr({ structures, saveStructures: () => {}, useRecords: true, maxSharedStructures: 1024, variableMapSize: true });
  const insert = database.prepare('INSERT INTO events (seq, at, by, kind, case_key, body) VALUES (?, ?, ?, ?, ?, ?)');
  for (const { seq, at, by, event } of records) {
    insert.run([seq, at, by, event.kind, 'case' in event ? event.case : null, packr.pack(event)]);
  }
  const meta = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  const stored = { epoch: 'EPOCHOFTHEN', source: sourceIdentity, position: records.length, structures: JSON.stringify(structures) };
  for (const pair of Object.entries({ ...stored, clean: orderly ? 'yes' : 'no' })) meta.run(pair);
  database.exec('COMMIT');
  database.close();
}
