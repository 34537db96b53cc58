import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Chunk } from '../../../electron/hub/chunks';
import type { PackedSnapshot } from '../../../electron/hub/snapshot-cache';
import type { City } from '../../../shared/contract/city';
import type { Seq } from '../../../shared/domain/keys';
import type { Instant } from '../../../shared/time/instant';

/** What is told of a prepared flood: `about.json` in its folder. */
export interface FloodAbout {
  readonly open: number;
  /** Events per second. */
  readonly rate: number;
  readonly seconds: number;
  /** Events fall due together this often. */
  readonly tickMs: number;
  /** City time of the snapshot. */
  readonly startAt: Instant;
  /** City ms between two events. */
  readonly stepMs: number;
  /** Of the snapshot: the first event of the flood is the next one. */
  readonly seq: Seq;
  readonly city: City;
}

/** The names of a prepared flood's files in its folder. */
export const FLOOD_FILES = { about: 'about.json', snapshot: 'snapshot.bin', chunks: 'chunks.bin', index: 'index.bin' } as const;
/** Numbers per chunk in the index: last seq, place in the file, bytes. */
export const INDEX_FIELDS = 3;

/** A snapshot and the batches that follow it, made beforehand and read from disk (in fact the page cache), so that serving them costs next to nothing. */
export class PreparedFlood {
  readonly about: FloodAbout;
  readonly snapshot: PackedSnapshot;
  readonly #index: Float64Array;
  readonly #file: number;

  constructor(directory: string) {
    this.about = JSON.parse(readFileSync(join(directory, FLOOD_FILES.about), 'utf8')) as FloodAbout;
    this.snapshot = { since: null, seq: this.about.seq, bytes: new Uint8Array(readFileSync(join(directory, FLOOD_FILES.snapshot))) };
    const index = readFileSync(join(directory, FLOOD_FILES.index));
    this.#index = new Float64Array(index.buffer.slice(index.byteOffset, index.byteOffset + index.byteLength));
    this.#file = openSync(join(directory, FLOOD_FILES.chunks), 'r');
  }

  /** The chunk that begins right after `since`; null: there is none. Throws when `since` is inside of one. */
  chunkAfter(since: Seq): Chunk | null {
    let low = 0;
    let high = this.#index.length / INDEX_FIELDS;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#index[middle * INDEX_FIELDS] ?? 0) <= since) low = middle + 1;
      else high = middle;
    }
    const at = low * INDEX_FIELDS;
    const to = this.#index[at];
    if (to === undefined) return null;
    const before = low === 0 ? this.about.seq : (this.#index[at - INDEX_FIELDS] ?? 0);
    if (before !== since) throw new Error(`no chunk begins after ${since}`);
    const bytes = Buffer.allocUnsafeSlow(this.#index[at + 2] ?? 0);
    readSync(this.#file, bytes, 0, bytes.length, this.#index[at + 1] ?? 0);
    return { from: before + 1, to, bytes };
  }

  close(): void {
    closeSync(this.#file);
  }
}
