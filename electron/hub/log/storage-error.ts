/**
 * full: no space is left; io: the disk or the file system failed; locked: another process has the log; foreign: what lies there is not a
 * log of ours; newer: a later version of the product made it; other-source: it holds the events of another source; damaged: it is not what
 * was written.
 */
export type StorageFault = 'full' | 'io' | 'locked' | 'foreign' | 'newer' | 'other-source' | 'damaged';

/** The log cannot be opened, read or written. Nothing of the batch that was being written is in it. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(
    readonly fault: StorageFault,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** libsql's own errors carry SQLite's code as text, those of files the system call; everything else is not a matter of storage and is thrown on as it is. */
export function storageErrorFrom(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StorageError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StorageError('full', 'No space is left beside the log.', error);
  if ('syscall' in error) return new StorageError('io', `A file beside the log cannot be read or written (${code}).`, error);
  if (!code.startsWith('SQLITE_')) return error;
  if (code.startsWith('SQLITE_FULL')) return new StorageError('full', 'No space is left for the log.', error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StorageError('locked', 'Another process has the log.', error);
  }
  if (code.startsWith('SQLITE_NOTADB')) return new StorageError('foreign', 'The file is not a log: it is not a database at all.', error);
  if (code.startsWith('SQLITE_CORRUPT')) return new StorageError('damaged', `The log is damaged: ${error.message}.`, error);
  return new StorageError('io', `The log cannot be read or written: ${error.message} (${code}).`, error);
}

/** Runs `work`; what SQLite throws comes out as a StorageError. */
export function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw storageErrorFrom(error);
  }
}
