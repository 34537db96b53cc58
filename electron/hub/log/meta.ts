import type Database from 'libsql';
import { asNumber, asText, firstRow } from './rows';

/** One value for the whole log each: what it is and how far it has come. */
export type MetaKey = 'epoch' | 'source' | 'position' | 'clean' | 'closedSeq' | 'closedNow' | 'firstAt';

export class Meta {
  readonly #get: Database.Statement;
  readonly #set: Database.Statement;

  constructor(database: Database.Database) {
    this.#get = database.prepare('SELECT value FROM meta WHERE key = ?');
    this.#set = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  }

  text(key: MetaKey): string | null {
    const row = firstRow(this.#get, key);
    return row === null ? null : asText(row[0]);
  }

  number(key: MetaKey): number | null {
    const row = firstRow(this.#get, key);
    return row === null ? null : asNumber(row[0]);
  }

  set(key: MetaKey, value: string | number): void {
    this.#set.run([key, value]);
  }
}
