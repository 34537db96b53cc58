import type Database from 'libsql';
import { numberIn } from './rows';
import { StorageError } from './storage-error';

/** Grows with every change of the tables; a log of a later version is refused rather than guessed at. */
export const SCHEMA_VERSION = 2;

/** "HLog": marks the file as ours, so that a foreign database is never written to. */
const APPLICATION_ID = 0x48_4c_6f_67;

/** Of the records. `blocks`: see block-table; `case_seqs`: see case-index; `snapshots`: see snapshot-files. */
export const RECORD_TABLES = `
  CREATE TABLE blocks (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE case_seqs (id INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE snapshots (seq INTEGER PRIMARY KEY, file TEXT NOT NULL) STRICT;
`;

const OTHER_TABLES = `
  CREATE TABLE commands (key TEXT PRIMARY KEY, actor TEXT NOT NULL, outcome TEXT NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE probe (bytes BLOB NOT NULL) STRICT;
`;

/** Makes the tables in an empty database, or checks that they are of this version or an earlier one. Returns of which; null: they were made now. */
export function ensureSchema(database: Database.Database): number | null {
  const applicationId = numberIn(database, 'PRAGMA application_id');
  const version = numberIn(database, 'PRAGMA user_version');
  const tables = numberIn(database, 'SELECT count(*) FROM sqlite_schema');
  if (applicationId === 0 && version === 0 && tables === 0) {
    database.exec('BEGIN IMMEDIATE');
    database.exec(RECORD_TABLES);
    database.exec(OTHER_TABLES);
    database.exec(`PRAGMA application_id=${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version=${SCHEMA_VERSION}`);
    database.exec('COMMIT');
    return null;
  }
  if (applicationId !== APPLICATION_ID) {
    throw new StorageError('foreign', 'The file log.db there is a database, but not a log of this product. Nothing was changed in it.');
  }
  if (version > SCHEMA_VERSION) {
    throw new StorageError(
      'newer',
      `A later version of the product made this log (schema ${version}, this version knows ${SCHEMA_VERSION}). Nothing was changed in it; run the later version.`,
    );
  }
  return version;
}
