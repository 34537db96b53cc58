import type Database from 'libsql';
import { numberIn } from './rows';
import { StorageError } from './storage-error';

/** Grows with every change of the tables; a log of a later version is refused rather than guessed at. */
export const SCHEMA_VERSION = 1;

/** "HLog": marks the file as ours, so that a foreign database is never written to. */
const APPLICATION_ID = 0x48_4c_6f_67;

const TABLES = `
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    case_key INTEGER,
    body BLOB NOT NULL
  ) STRICT;
  CREATE TABLE commands (key TEXT PRIMARY KEY, actor TEXT NOT NULL, outcome TEXT NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE snapshots (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE probe (bytes BLOB NOT NULL) STRICT;
`;

/** What finds the history of a case. Apart from the tables, because a log that is filled at once is filled faster without it. */
export const MAKE_CASE_INDEX = 'CREATE INDEX IF NOT EXISTS events_by_case ON events (case_key, seq) WHERE case_key IS NOT NULL';
export const DROP_CASE_INDEX = 'DROP INDEX IF EXISTS events_by_case';

/** Makes the tables in an empty database, or checks that they are of this version. true: they were made now. */
export function ensureSchema(database: Database.Database): boolean {
  const applicationId = numberIn(database, 'PRAGMA application_id');
  const version = numberIn(database, 'PRAGMA user_version');
  const tables = numberIn(database, 'SELECT count(*) FROM sqlite_schema');
  if (applicationId === 0 && version === 0 && tables === 0) {
    database.exec('BEGIN IMMEDIATE');
    database.exec(TABLES);
    database.exec(`PRAGMA application_id=${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version=${SCHEMA_VERSION}`);
    database.exec('COMMIT');
    return true;
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
  return false;
}
