import { rm } from 'node:fs/promises';
import type { DurationMs } from '../../shared/time/instant';
import { type CacheAbout, type CachedPicture, readCacheFile, type WrittenPicture, writeCacheFile } from './cache-file';
import type { StreamLog } from './stream-log';

/** How often a picture that changes is written. */
export const CACHE_EVERY_MS: DurationMs = 30_000;

/**
 * Keeps the last picture on disk for the next start. Nothing here is ever fatal: a file that is no good is removed with a logged reason, a
 * disk that will not write is reported once until it works again.
 */
export class PictureCache {
  readonly #file: string;
  readonly #log: StreamLog;
  /** `epoch` and `seq` of what is on disk. */
  #written = '';
  #writing: Promise<void> | null = null;
  #complained = false;

  constructor(file: string, log: StreamLog) {
    this.#file = file;
    this.#log = log;
  }

  /** The picture of the last run, if there is a good one. */
  async read(): Promise<CachedPicture | null> {
    const reading = await readCacheFile(this.#file);
    if (reading.kind === 'picture') {
      this.#written = nameOf(reading.picture.about);
      return reading.picture;
    }
    if (reading.kind === 'bad') await this.remove(reading.reason);
    return null;
  }

  /** Removes a picture that cannot be used, and one that is just being written too. */
  async remove(reason: string): Promise<void> {
    await this.#writing;
    this.#log.warn({ file: this.#file, reason }, 'the picture of the last run cannot be used and is removed');
    this.#written = '';
    try {
      await rm(this.#file, { force: true });
    } catch (error) {
      this.#complain(error);
    }
  }

  /** Writes `picture()` unless that very picture is on disk. Calls that come while one is writing wait for it instead. */
  async write(epoch: string, seq: number, picture: () => Promise<WrittenPicture>): Promise<void> {
    if (this.#writing !== null) return this.#writing;
    if (this.#written === `${epoch}@${seq}`) return;
    this.#writing = this.#writeNow(picture);
    try {
      await this.#writing;
    } finally {
      this.#writing = null;
    }
  }

  async #writeNow(make: () => Promise<WrittenPicture>): Promise<void> {
    try {
      const picture = await make();
      await writeCacheFile(this.#file, picture);
      this.#written = nameOf(picture.about);
      this.#complained = false;
    } catch (error) {
      this.#complain(error);
    }
  }

  #complain(error: unknown): void {
    if (this.#complained) return;
    this.#complained = true;
    this.#log.warn(
      { file: this.#file, error: String(error) },
      'the picture cannot be kept on disk; a restart will show nothing until the hub answers',
    );
  }
}

function nameOf({ epoch, seq }: CacheAbout): string {
  return `${epoch}@${seq}`;
}
