import type Database from 'libsql';
import { asNumber, asText, firstRow } from './rows';
import { StorageError } from './storage-error';

/** After an end that was not orderly: the file must be whole and its seqs gapless from 1. Throws StorageError 'damaged'. */
export function checkIntegrity(database: Database.Database): void {
  const verdict = asText(firstRow(database.prepare('PRAGMA quick_check(1)'))?.[0]);
  if (verdict !== 'ok') {
    throw new StorageError('damaged', `The log is damaged (${verdict}). Keep the file, and restore a copy of it from before.`);
  }
  const row = firstRow(database.prepare('SELECT count(*), ifnull(min(seq), 1), ifnull(max(seq), 0) FROM events'));
  const [count, first, last] = [asNumber(row?.[0]), asNumber(row?.[1]), asNumber(row?.[2])];
  if (first !== 1 || count !== last) {
    throw new StorageError(
      'damaged',
      `The log has gaps (${count} records, first ${first}, last ${last}). Keep the file, and restore a copy of it from before.`,
    );
  }
}
