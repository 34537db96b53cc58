import type Database from 'libsql';
import { CASE_CODES } from '../../../shared/domain/event-codes';
import type { LogRecord } from '../../../shared/domain/events';
import type { CaseKey, Seq } from '../../../shared/domain/keys';
import type { RecordColumns } from '../../../shared/domain/record-columns';
import { grownU32 } from '../../../shared/domain/typed-growth';
import { asBytes, asNumber, firstRow } from './rows';

/** The index is written in segments of so many records, and the last ones are kept in memory meanwhile. */
const SEGMENT_RECORDS = 65_536;
/** Rows of a segment; a case is in row `key` mod BUCKETS of each. */
const BUCKETS = 64;

/**
 * Which seqs each case has. One row per record and case would touch as many pages of the disk as there are cases in a transaction, which costs more than everything else
 * that the log does; so the index is written behind, in segments that are bucketed by case: a few rows for tens of thousands of records. What has no segment yet
 * is in memory and read again from the log at the next start. Row `segment × 64 + bucket`: the keys (u32), then as many distances of their seqs from `first`.
 */
export class CaseIndex {
  readonly #insert: Database.Statement;
  readonly #row: Database.Statement;
  #segments: number;
  /** The first seq that has no segment yet. */
  #first: Seq;
  #keys = new Uint32Array(SEGMENT_RECORDS);
  #distances = new Uint32Array(SEGMENT_RECORDS);
  #length = 0;

  constructor(database: Database.Database) {
    this.#insert = database.prepare('INSERT INTO case_seqs (id, first, last, bytes) VALUES (?, ?, ?, ?)');
    this.#row = database.prepare('SELECT first, bytes FROM case_seqs WHERE id = ?').raw();
    const last = firstRow(database.prepare('SELECT id, last FROM case_seqs ORDER BY id DESC LIMIT 1'));
    this.#segments = last === null ? 0 : Math.floor(asNumber(last[0]) / BUCKETS) + 1;
    this.#first = last === null ? 1 : asNumber(last[1]) + 1;
  }

  /** Records from here on must be added after the log was opened. */
  get first(): Seq {
    return this.#first;
  }

  /** Committed records. */
  add(records: readonly LogRecord[]): void {
    for (const { seq, event } of records) if ('case' in event) this.#push(event.case, seq);
  }

  addColumns({ from, kind, key, length }: RecordColumns): void {
    for (let row = 0; row < length; row += 1) if (kind[row]! < CASE_CODES && from + row >= this.#first) this.#push(key[row]!, from + row);
  }

  /** Whether those up to `head` are enough for a segment. */
  isDue(head: Seq): boolean {
    return head - this.#first + 1 >= SEGMENT_RECORDS;
  }

  /** Inside the caller's transaction: a segment of all records up to `head`, which have been added. */
  write(head: Seq): void {
    const counts = new Uint32Array(BUCKETS);
    for (let i = 0; i < this.#length; i += 1) counts[this.#keys[i]! % BUCKETS]! += 1;
    const rows = Array.from(counts, (count) => new Uint32Array(2 * count));
    const filled = new Uint32Array(BUCKETS);
    for (let i = 0; i < this.#length; i += 1) {
      const bucket = this.#keys[i]! % BUCKETS;
      const at = filled[bucket]!++;
      rows[bucket]![at] = this.#keys[i]!;
      rows[bucket]![counts[bucket]! + at] = this.#distances[i]!;
    }
    for (const [bucket, row] of rows.entries()) {
      this.#insert.run([this.#segments * BUCKETS + bucket, this.#first, head, new Uint8Array(row.buffer)]);
    }
  }

  /** The transaction of `write` is committed. */
  written(head: Seq): void {
    this.#segments += 1;
    this.#first = head + 1;
    this.#length = 0;
  }

  /** The seqs of the case, the latest first, in groups: one per segment that has any. */
  *seqsOf(key: CaseKey): Generator<Seq[]> {
    const latest: Seq[] = [];
    for (let i = this.#length - 1; i >= 0; i -= 1) if (this.#keys[i] === key) latest.push(this.#first + this.#distances[i]!);
    if (latest.length > 0) yield latest;
    for (let segment = this.#segments - 1; segment >= 0; segment -= 1) {
      const seqs = this.#inSegment(segment, key);
      if (seqs.length > 0) yield seqs;
    }
  }

  #inSegment(segment: number, key: CaseKey): Seq[] {
    const [row] = this.#row.all(segment * BUCKETS + (key % BUCKETS));
    if (!Array.isArray(row)) return [];
    const first = asNumber(row[0]);
    const bytes = asBytes(row[1]);
    const pairs = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    const seqs: Seq[] = [];
    for (let i = pairs.length / 2 - 1; i >= 0; i -= 1) if (pairs[i] === key) seqs.push(first + pairs[pairs.length / 2 + i]!);
    return seqs;
  }

  #push(key: CaseKey, seq: Seq): void {
    if (this.#length === this.#keys.length) {
      this.#keys = grownU32(this.#keys, 2 * this.#length);
      this.#distances = grownU32(this.#distances, 2 * this.#length);
    }
    this.#keys[this.#length] = key;
    this.#distances[this.#length] = seq - this.#first;
    this.#length += 1;
  }
}
