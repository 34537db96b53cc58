import type { Seq } from '../../shared/domain/keys';
import type { Detail } from '../../shared/projection/nameless';
import type { Chunk } from './chunks';
import type { NamelessChunks } from './nameless-chunk';
import type { PackedSnapshot } from './snapshot-cache';
import type { PumpSource } from './socket/pump';

/** What can leap with less than everything that is known of cases: the hub, or a view of its past. */
interface DetailedSource extends PumpSource {
  leap(since: Seq | null, atLeast: Seq, detail?: Detail): Promise<PackedSnapshot | null>;
}

/** The same log for a client that reads aggregates alone: all seqs and all figures, and nothing that names a case. */
export function aggregatesOf(source: DetailedSource, chunks: NamelessChunks): PumpSource {
  return {
    get epoch() {
      return source.epoch;
    },
    get head() {
      return source.head;
    },
    get bytesPerRecord() {
      return source.bytesPerRecord;
    },
    chunkAfter(since): Chunk | null {
      const chunk = source.chunkAfter(since);
      return chunk === null ? null : chunks.of(chunk);
    },
    leap: (since, atLeast) => source.leap(since, atLeast, 'aggregates'),
  };
}
