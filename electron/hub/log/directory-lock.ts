import Database from 'libsql';
import { join } from 'node:path';
import { guarded, StorageError, storageErrorFrom } from './storage-error';

export interface DirectoryLock {
  release(): void;
}

/**
 * Takes the directory for this process. The lock is an open exclusive transaction on a file of its own: the operating system gives it back
 * when the process ends in whatever way, so that no stale lock can remain after a kill; and the log itself stays readable for others.
 * Throws StorageError 'locked' when another process has it.
 */
export function lockDirectory(directory: string): DirectoryLock {
  const database = guarded(() => new Database(join(directory, 'lock.db')));
  try {
    database.exec('PRAGMA journal_mode=DELETE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    database.close();
    const error = storageErrorFrom(thrown);
    if (error instanceof StorageError && error.fault === 'locked') {
      throw new StorageError('locked', `Another hub uses the log in ${directory}. End it first, or name another directory.`, thrown);
    }
    throw error;
  }
  return {
    release: () => {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}
