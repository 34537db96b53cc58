import { openBatch, packColumns, roughBytes } from '../../shared/contract/record-batch';
import type { LogRecord } from '../../shared/domain/events';
import type { Seq } from '../../shared/domain/keys';
import { RecordBuilder } from '../../shared/domain/record-builder';
import { recordAt } from '../../shared/domain/record-columns';
import type { RecordColumns } from '../../shared/domain/record-columns';
import { StorageError } from './log/storage-error';

/** Records from…to, packed once (`packBatch`): as they lie in the log, in the ring, and as they go over the wire. */
export interface Chunk {
  readonly from: Seq;
  readonly to: Seq;
  readonly bytes: Uint8Array;
}

export interface ChunkLimits {
  readonly maxRecords: number;
  /** Roughly: the record that reaches it is still in. */
  readonly maxBytes: number;
}

/** 40 ms of 100,000 records/s, so that 25 messages a second carry them. */
export const CHUNK_LIMITS: ChunkLimits = { maxRecords: 4_096, maxBytes: 256 * 1024 };

/**
 * Packs consecutive records into as few chunks as the limits allow. Throws a RangeError when they do not follow each other. `builder`: of the caller, for who packs again
 * and again; what is in it is lost.
 */
export function packChunks(records: readonly LogRecord[], limits: ChunkLimits, builder = new RecordBuilder()): Chunk[] {
  const chunks: Chunk[] = [];
  builder.clear(records[0]?.seq ?? 1);
  for (const record of records) {
    builder.add(record);
    if (isFull(builder, limits)) chunks.push(packed(builder));
  }
  if (builder.length > 0) chunks.push(packed(builder));
  return chunks;
}

/**
 * One chunk out of the first of these, which follow each other: as many as the limits allow, at least the first. So those who are behind are not sent the small
 * transactions of a quiet city one by one.
 */
export function mergeChunks(chunks: Iterable<Chunk>, limits: ChunkLimits): Chunk | null {
  let first: Chunk | null = null;
  let builder: RecordBuilder | null = null;
  for (const chunk of chunks) {
    if (first === null) {
      first = chunk;
      if (chunk.bytes.byteLength * 2 > limits.maxBytes || (chunk.to - chunk.from + 1) * 2 > limits.maxRecords) return first;
      continue;
    }
    const records = (builder?.length ?? first.to - first.from + 1) + chunk.to - chunk.from + 1;
    const bytes = (builder === null ? first.bytes.byteLength : roughBytes(builder)) + chunk.bytes.byteLength;
    if (records > limits.maxRecords || bytes > limits.maxBytes) break;
    if (builder === null) {
      builder = new RecordBuilder(limits.maxRecords);
      addAll(builder, openChunk(first));
    }
    addAll(builder, openChunk(chunk));
  }
  return builder === null ? first : packed(builder);
}

/** The records of a chunk that this hub has packed. Throws StorageError 'damaged' when they are not what was packed. */
export function openChunk({ from, to, bytes }: Chunk): RecordColumns {
  const opened = openBatch(bytes);
  const why = opened.ok
    ? opened.columns.from === from && opened.columns.length === to - from + 1
      ? null
      : 'other records'
    : opened.reason;
  if (opened.ok && why === null) return opened.columns;
  throw new StorageError(
    'damaged',
    `The log is damaged: the records ${from} to ${to} cannot be read (${why}). Restore a copy of it from before.`,
  );
}

function packed(builder: RecordBuilder): Chunk {
  const chunk = { from: builder.from, to: builder.from + builder.length - 1, bytes: packColumns(builder) };
  builder.clear(chunk.to + 1);
  return chunk;
}

function isFull(builder: RecordBuilder, { maxRecords, maxBytes }: ChunkLimits): boolean {
  return builder.length >= maxRecords || roughBytes(builder) >= maxBytes;
}

function addAll(builder: RecordBuilder, columns: RecordColumns): void {
  for (let row = 0; row < columns.length; row += 1) builder.add(recordAt(columns, row));
}
