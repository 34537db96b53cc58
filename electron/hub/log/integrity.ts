import type Database from 'libsql';
import { asNumber, asText, firstRow } from './rows';
import { StorageError } from './storage-error';

/** After an end that was not orderly: the file must be whole. Throws StorageError 'damaged'. */
export function checkFile(database: Database.Database): void {
  const verdict = asText(firstRow(database.prepare('PRAGMA quick_check(1)'))?.[0]);
  if (verdict !== 'ok') {
    throw new StorageError('damaged', `The log is damaged (${verdict}). Keep the file, and restore a copy of it from before.`);
  }
}

/** The seqs of the blocks must be gapless from 1. Throws StorageError 'damaged'. */
export function checkSeqs(database: Database.Database): void {
  const row = firstRow(
    database.prepare('SELECT ifnull(sum(last - first + 1), 0), ifnull(min(first), 1), ifnull(max(last), 0) FROM blocks'),
  );
  const [count, first, last] = [asNumber(row?.[0]), asNumber(row?.[1]), asNumber(row?.[2])];
  if (first !== 1 || count !== last) {
    throw new StorageError(
      'damaged',
      `The log has gaps (${count} records, first ${first}, last ${last}). Keep the file, and restore a copy of it from before.`,
    );
  }
}
