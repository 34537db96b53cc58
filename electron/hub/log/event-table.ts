import type Database from 'libsql';
import type { DomainEvent, LogRecord } from '../../../shared/domain/events';
import type { CaseKey, Seq } from '../../../shared/domain/keys';
import type { BodyPacker } from './body-packer';
import { asBytes, asNumber, asText } from './rows';

const COLUMNS = 'seq, at, by, kind, case_key, body';
/** Rows per statement for big batches: a third faster than one by one, no gain beyond. */
const ROWS_AT_ONCE = 50;

/** The table `events`: records in, records out. */
export class EventTable {
  readonly #packer: BodyPacker;
  readonly #insertOne: Database.Statement;
  readonly #insertMany: Database.Statement;
  readonly #since: Database.Statement;
  readonly #ofCase: Database.Statement;

  constructor(database: Database.Database, packer: BodyPacker) {
    this.#packer = packer;
    const row = '(?, ?, ?, ?, ?, ?)';
    this.#insertOne = database.prepare(`INSERT INTO events (${COLUMNS}) VALUES ${row}`);
    this.#insertMany = database.prepare(`INSERT INTO events (${COLUMNS}) VALUES ${Array(ROWS_AT_ONCE).fill(row).join(', ')}`);
    this.#since = database.prepare('SELECT seq, at, by, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?').raw();
    this.#ofCase = database.prepare('SELECT seq, at, by, body FROM events WHERE case_key = ? ORDER BY seq DESC LIMIT ?').raw();
  }

  /** Inside the caller's transaction. */
  insert(records: readonly LogRecord[]): void {
    let values: unknown[] = [];
    let index = 0;
    const many = records.length - (records.length % ROWS_AT_ONCE);
    for (; index < many; index += 1) {
      this.#push(values, records[index]);
      if (values.length === ROWS_AT_ONCE * 6) {
        this.#insertMany.run(values);
        values = [];
      }
    }
    for (; index < records.length; index += 1) {
      this.#push(values, records[index]);
      this.#insertOne.run(values);
      values = [];
    }
  }

  readSince(since: Seq, maxRecords: number, maxBytes: number): LogRecord[] {
    const records: LogRecord[] = [];
    let bytes = 0;
    for (const row of this.#since.all(since, maxRecords)) {
      const { record, size } = this.#record(row);
      records.push(record);
      bytes += size;
      if (bytes >= maxBytes) break;
    }
    return records;
  }

  readCase(key: CaseKey, maxRecords: number): LogRecord[] {
    return this.#ofCase
      .all(key, maxRecords)
      .map((row) => this.#record(row).record)
      .toReversed();
  }

  #push(values: unknown[], record: LogRecord | undefined): void {
    if (record === undefined) return;
    const { seq, at, by, event } = record;
    values.push(seq, at, by, event.kind, caseOf(event), this.#packer.pack(event));
  }

  #record(row: unknown): { readonly record: LogRecord; readonly size: number } {
    if (!Array.isArray(row)) throw new TypeError('rows of the log are arrays');
    const body = asBytes(row[3]);
    const record = { seq: asNumber(row[0]), at: asNumber(row[1]), by: asText(row[2]), event: this.#packer.unpack(body) };
    return { record, size: body.byteLength };
  }
}

/** The case whose history the event belongs to; null: none. */
function caseOf(event: DomainEvent): CaseKey | null {
  return 'case' in event ? event.case : null;
}
