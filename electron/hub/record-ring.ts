import { packBatch } from '../../shared/contract/record-batch';
import type { LogRecord } from '../../shared/domain/events';
import type { Seq } from '../../shared/domain/keys';

/** Records from…to, packed as they go over the wire. */
export interface Chunk {
  readonly from: Seq;
  readonly to: Seq;
  readonly bytes: Uint8Array;
}

export interface ChunkLimits {
  readonly maxRecords: number;
  readonly maxBytes: number;
}

/** A batch on the wire is at most this (a single record may be bigger): 40 ms of 100,000 records/s, so that 25 messages a second carry them. */
export const CHUNK_LIMITS: ChunkLimits = { maxRecords: 4_096, maxBytes: 256 * 1024 };

/** Packs consecutive records into as few chunks as the limits allow. */
export function packChunks(records: readonly LogRecord[], limits: ChunkLimits): Chunk[] {
  const first = records[0];
  const last = records.at(-1);
  if (first === undefined || last === undefined) return [];
  if (records.length <= limits.maxRecords) {
    const bytes = packBatch(records);
    if (bytes.byteLength <= limits.maxBytes || records.length === 1) return [{ from: first.seq, to: last.seq, bytes }];
  }
  const middle = Math.min(limits.maxRecords, Math.ceil(records.length / 2));
  return [...packChunks(records.slice(0, middle), limits), ...packChunks(records.slice(middle), limits)];
}

/**
 * The last records of the log, packed once for all sockets. Bounded by records and bytes; older ones are read from disk. Records wait in an
 * open tail until `seal`, so that those of a few milliseconds travel together.
 */
export class RecordRing {
  readonly #limits: ChunkLimits;
  readonly #mostRecords: number;
  readonly #mostBytes: number;
  #chunks: Chunk[] = [];
  #bytes = 0;
  #tail: LogRecord[] = [];
  #sealedTo: Seq;

  /** `head`: the last seq before the first record that will be pushed. */
  constructor(head: Seq, mostRecords: number, mostBytes: number, limits: ChunkLimits = CHUNK_LIMITS) {
    this.#sealedTo = head;
    this.#mostRecords = mostRecords;
    this.#mostBytes = mostBytes;
    this.#limits = limits;
  }

  /** Committed records, in order. */
  push(records: readonly LogRecord[]): void {
    for (const record of records) this.#tail.push(record);
    if (this.#tail.length >= this.#limits.maxRecords) this.seal();
  }

  /** Closes the tail: everything pushed can be taken now. */
  seal(): void {
    for (const chunk of packChunks(this.#tail, this.#limits)) {
      this.#chunks.push(chunk);
      this.#bytes += chunk.bytes.byteLength;
      this.#sealedTo = chunk.to;
    }
    this.#tail = [];
    let excess = 0;
    while (excess < this.#chunks.length - 1 && this.#tooMuch(excess)) {
      this.#bytes -= this.#chunks[excess]?.bytes.byteLength ?? 0;
      excess += 1;
    }
    if (excess > 0) this.#chunks.splice(0, excess);
  }

  /** The last seq that can be taken from here. */
  get sealedTo(): Seq {
    return this.#sealedTo;
  }

  /** Mean length of what is held here; a guess while it is empty. */
  get bytesPerRecord(): number {
    const first = this.#chunks[0];
    return first === undefined ? 200 : this.#bytes / (this.#sealedTo - first.from + 1);
  }

  /** The chunk that begins right after `since`; null: it is older than the ring, in the middle of a chunk, or not sealed. */
  after(since: Seq): Chunk | null {
    const index = this.#indexFor(since + 1);
    const chunk = this.#chunks[index];
    return chunk !== undefined && chunk.from === since + 1 ? chunk : null;
  }

  /** The end of the chunk that holds `seq`, so that a reader in its middle can be brought to its end; null: no chunk holds it. */
  endOfChunkWith(seq: Seq): Seq | null {
    return this.#chunks[this.#indexFor(seq)]?.to ?? null;
  }

  #tooMuch(dropped: number): boolean {
    const first = this.#chunks[dropped];
    return first !== undefined && (this.#sealedTo - first.from + 1 > this.#mostRecords || this.#bytes > this.#mostBytes);
  }

  /** Index of the chunk that holds `seq`; -1 for none. */
  #indexFor(seq: Seq): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const chunk = this.#chunks[middle];
      if (chunk === undefined) return -1;
      if (seq < chunk.from) high = middle - 1;
      else if (seq > chunk.to) low = middle + 1;
      else return middle;
    }
    return -1;
  }
}
