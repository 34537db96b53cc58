import { rm } from 'node:fs/promises';
import type { StreamLog } from './stream-log';

/** What is kept is of one log at one seq. */
interface Named {
  readonly about: { readonly epoch: string; readonly seq: number };
}

/** What became of reading a file back. */
export type Reading<Found> =
  | { readonly kind: 'none' }
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'found'; readonly found: Found };

/** How something is kept in a file. */
export interface Format<Found, Written> {
  /** Never rejects. */
  read(file: string): Promise<Reading<Found>>;
  /** Rejects when the disk will not. */
  write(file: string, written: Written): Promise<void>;
}

/**
 * One file that is kept for the next start. Nothing here is ever fatal: a file that is no good is removed with a logged reason, a disk that will not
 * write is reported once until it works again.
 */
export class KeptFile<Found extends Named, Written extends Named> {
  readonly #file: string;
  readonly #format: Format<Found, Written>;
  readonly #log: StreamLog;
  /** `epoch` and `seq` of what is on disk. */
  #written = '';
  #writing: Promise<void> | null = null;
  #complained = false;

  constructor(file: string, format: Format<Found, Written>, log: StreamLog) {
    this.#file = file;
    this.#format = format;
    this.#log = log;
  }

  /** What the last run has kept, if it is good. */
  async read(): Promise<Found | null> {
    const reading = await this.#format.read(this.#file);
    if (reading.kind === 'found') {
      this.#written = nameOf(reading.found);
      return reading.found;
    }
    if (reading.kind === 'bad') await this.remove(reading.reason);
    return null;
  }

  /** Removes what cannot be used, and what is just being written too. */
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

  /** Writes `make()` unless that very picture is on disk. Calls that come while one is writing wait for it instead. */
  async write(epoch: string, seq: number, make: () => Promise<Written>): Promise<void> {
    if (this.#writing !== null) return this.#writing;
    if (this.#written === `${epoch}@${seq}`) return;
    this.#writing = this.#writeNow(make);
    try {
      await this.#writing;
    } finally {
      this.#writing = null;
    }
  }

  async #writeNow(make: () => Promise<Written>): Promise<void> {
    try {
      const written = await make();
      await this.#format.write(this.#file, written);
      this.#written = nameOf(written);
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

function nameOf({ about: { epoch, seq } }: Named): string {
  return `${epoch}@${seq}`;
}
