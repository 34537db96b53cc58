import type { DurationMs } from '../../shared/time/instant';
import { type KeptTiles, tilesFileOf } from '../../shared/contract/kept-tiles';
import { type CachedPicture, readCacheFile, type WrittenPicture, writeCacheFile } from './cache-file';
import { KeptFile } from './kept-file';
import { tilesFormat } from './kept-tiles';
import type { StreamLog } from './stream-log';

const EVERY_MS: DurationMs = 30_000;
/** While a picture's cases are copied it stands still: about a second for a million. */
const STILL_MS_PER_CASE = 0.001;
const STILL_SHARE = 0.005;

/** How often a picture of so many cases that changes is written, ms: it shall stand still for no more than half a percent of the time. */
export function cacheEveryMs(cases: number): DurationMs {
  return Math.max(EVERY_MS, (cases * STILL_MS_PER_CASE) / STILL_SHARE);
}

/** Keeps the last picture for the next start, which goes on from it. */
export class PictureCache extends KeptFile<CachedPicture, WrittenPicture> {
  constructor(file: string, log: StreamLog) {
    super(file, { read: readCacheFile, write: writeCacheFile }, log);
  }
}

/** Keeps what walls showed of the last picture, beside it: a start shows it before it has read the picture. `build`: only this build's tiles are read back. */
export class TilesCache extends KeptFile<KeptTiles, KeptTiles> {
  constructor(pictureFile: string, build: string, log: StreamLog) {
    super(tilesFileOf(pictureFile), tilesFormat(build), log);
  }
}
