import type { DurationMs } from '../../shared/time/instant';
import { type CachedPicture, readCacheFile, type WrittenPicture, writeCacheFile } from './cache-file';
import { KeptFile } from './kept-file';
import { type KeptTiles, tilesFormat } from './kept-tiles';
import type { StreamLog } from './stream-log';

/** How often a picture that changes is written. */
export const CACHE_EVERY_MS: DurationMs = 30_000;

/** Keeps the last picture for the next start, which goes on from it. */
export class PictureCache extends KeptFile<CachedPicture, WrittenPicture> {
  constructor(file: string, log: StreamLog) {
    super(file, { read: readCacheFile, write: writeCacheFile }, log);
  }
}

/** Keeps what walls showed of the last picture, beside it: a start shows it before it has read the picture. `build`: only this build's tiles are read back. */
export class TilesCache extends KeptFile<KeptTiles, KeptTiles> {
  constructor(pictureFile: string, build: string, log: StreamLog) {
    super(`${pictureFile}.tiles`, tilesFormat(build), log);
  }
}
