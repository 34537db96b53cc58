import type { Seq } from '../../shared/domain/keys';
import { type Chunk, CHUNK_LIMITS, type ChunkLimits, mergeChunks } from './chunks';

/** Chunks below this share of the limits are put together with their neighbours once newer ones have come. */
const SMALL_SHARE = 8;
/** How long a record is on the wire, on average, before any has been seen. */
export const GUESSED_RECORD_BYTES = 50;

/**
 * The last records of the log in the chunks that the log has packed them in, for all sockets. Bounded by records and bytes; older ones are read from disk. Of the
 * small transactions of a quiet city those that are no longer the newest are put together, so that who is behind is sent few and big ones.
 */
export class RecordRing {
  readonly #limits: ChunkLimits;
  readonly #mostRecords: number;
  readonly #mostBytes: number;
  #chunks: Chunk[] = [];
  #bytes = 0;
  #head: Seq;

  /** `head`: the last seq before the first record that will be pushed. */
  constructor(head: Seq, mostRecords: number, mostBytes: number, limits: ChunkLimits = CHUNK_LIMITS) {
    this.#head = head;
    this.#mostRecords = mostRecords;
    this.#mostBytes = mostBytes;
    this.#limits = limits;
  }

  /** What was committed, in order. */
  push(chunks: readonly Chunk[]): void {
    this.#mergeSmall();
    for (const chunk of chunks) {
      this.#chunks.push(chunk);
      this.#bytes += chunk.bytes.byteLength;
      this.#head = chunk.to;
    }
    let excess = 0;
    while (excess < this.#chunks.length - 1 && this.#tooMuch(excess)) {
      this.#bytes -= this.#chunks[excess]!.bytes.byteLength;
      excess += 1;
    }
    if (excess > 0) this.#chunks.splice(0, excess);
  }

  /** Mean length of what is held here; a guess while it is empty. */
  get bytesPerRecord(): number {
    const first = this.#chunks[0];
    return first === undefined ? GUESSED_RECORD_BYTES : this.#bytes / (this.#head - first.from + 1);
  }

  /** The chunk with the record after `since` in it, which may begin earlier; null: that is older than the ring, or has not come yet. */
  after(since: Seq): Chunk | null {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const chunk = this.#chunks[middle]!;
      if (since + 1 < chunk.from) high = middle - 1;
      else if (since + 1 > chunk.to) low = middle + 1;
      else return chunk;
    }
    return null;
  }

  #tooMuch(dropped: number): boolean {
    const first = this.#chunks[dropped]!;
    return this.#head - first.from + 1 > this.#mostRecords || this.#bytes > this.#mostBytes;
  }

  /** Doubles: a chunk is merged with the one before it when it has grown as long, so that each record is packed again a few times at most. */
  #mergeSmall(): void {
    for (;;) {
      const [before, last] = this.#chunks.slice(-2);
      if (before === undefined || last === undefined) return;
      const [length, lastLength] = [before.to - before.from + 1, last.to - last.from + 1];
      if (lastLength < length || length + lastLength > this.#limits.maxRecords / SMALL_SHARE) return;
      const merged = mergeChunks([before, last], this.#limits);
      if (merged === null || merged.to !== last.to) return;
      this.#chunks.splice(-2, 2, merged);
      this.#bytes += merged.bytes.byteLength - before.bytes.byteLength - last.bytes.byteLength;
    }
  }
}
