import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { NativeImage, WebContents } from 'electron';
import type { Pulse, Settings } from '../../../shared/contract/bridge';
import { surfaceOf } from '../origin';
import { collectYoung } from './collect-young';
import { readPicture, type WallPicture, writePicture } from './picture-file';
import { withPicture } from './picture-page';

/** It takes processor time from the wall, and a launch is as well served by one that is minutes old. */
const EVERY_MS = 600_000;
/** What a launch still has to do has the processor first. */
const FIRST_AFTER_MS = 5_000;
/** A wall that said so this lately is live: pulses come every second. */
const LIVE_FOR_MS = 2_000;
/** Taking and writing one at the end may not hold the end up for longer. */
const LAST_PATIENCE_MS = 1_000;
const JPEG_QUALITY = 80;
/** Of one log: walls of other sizes and pages, languages and themes. The oldest go. */
const MOST_FILES = 12;

/** What is needed of a wall's web contents. */
export type Wall = Pick<WebContents, 'getURL' | 'isDestroyed'> & { capturePage(): Promise<Pick<NativeImage, 'isEmpty' | 'toJPEG'>> };

export interface WallPicturesOptions {
  readonly directory: string;
  /** Names the log: its files begin so. */
  readonly name: string;
  readonly settings: () => Settings;
  readonly log: { warn(details: object, text: string): void };
  readonly monotonicMs?: () => number;
  readonly wallMs?: () => number;
}

interface Kept {
  /** When it has to be taken again. */
  dueAt: number;
  liveAt: number;
  taking: Promise<void> | null;
}

/**
 * Keeps of every wall, every ten minutes while it is live and at the end, what it looks like, and gives the next launch's page that picture to begin with. Of walls alone: they show
 * sums, never a case. A file is of one log, address (which holds the size that the window is opened with), language and theme.
 */
export class WallPictures {
  readonly #options: WallPicturesOptions;
  readonly #monotonicMs: () => number;
  readonly #wallMs: () => number;
  readonly #walls = new Map<Wall, Kept>();
  #complained = false;
  /** The newest picture by its file, so that one is there in the moment in which a page dies. */
  readonly #stills = new Map<string, WallPicture>();
  /** How often everything was forgotten. */
  #age = 0;

  constructor(options: WallPicturesOptions) {
    this.#options = options;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#wallMs = options.wallMs ?? (() => Date.now());
  }

  /** There is one for a wall at that address; whether it is any good is seen when it is read. */
  has(address: string): boolean {
    const file = this.#fileOf(address);
    return file !== null && existsSync(file);
  }

  /** The last picture of a wall at that address; null: there is none in memory. */
  still(address: string): WallPicture | null {
    const file = this.#fileOf(address);
    return (file === null ? undefined : this.#stills.get(file)) ?? null;
  }

  /**
   * The page at `address` with its picture before everything else; `html` itself when there is none that is good, or where another wall is live: then this one is live a moment later,
   * and would only hold on to the decoded picture for minutes. Never rejects.
   */
  async begin(address: string, html: string): Promise<string> {
    const file = this.#fileOf(address);
    if (file === null || this.#live().length > 0) return html;
    try {
      const picture = await readPicture(file);
      if (picture !== null) this.#keepStill(file, picture);
      return (picture === null ? null : withPicture(html, picture, this.#options.settings(), this.#wallMs())) ?? html;
    } catch (error) {
      this.#options.log.warn({ err: error }, 'the picture of a wall cannot be used and is removed; the page begins without it');
      await rm(file, { force: true }).catch((failed: unknown) => this.#complain(failed));
      return html;
    }
  }

  /** A wall's page has given its pulse. */
  pulse(wall: Wall, { live }: Pulse): void {
    if (!live) return;
    const now = this.#monotonicMs();
    this.#forgetGone();
    const kept = this.#walls.get(wall) ?? { dueAt: now + FIRST_AFTER_MS, liveAt: now, taking: null };
    this.#walls.set(wall, kept);
    kept.liveAt = now;
    if (now >= kept.dueAt) void this.#take(wall, kept);
  }

  /** Removes all of them, and what is just being taken is not kept. Throws when the disk will not. */
  forget(): void {
    this.#walls.clear();
    this.#age += 1;
    this.#stills.clear();
    const { directory, name } = this.#options;
    for (const file of readdirSync(directory)) if (file.startsWith(`${name}.wall-`)) rmSync(join(directory, file), { force: true });
  }

  /** The last ones, of walls that are live now. Resolves when they are on disk, or after a second. Never rejects. */
  async last(): Promise<void> {
    const live = this.#live();
    if (live.length === 0) return;
    let late: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      late = setTimeout(resolve, LAST_PATIENCE_MS);
    });
    await Promise.race([Promise.all(live.map(([wall, kept]) => this.#take(wall, kept))), patience]);
    clearTimeout(late);
  }

  #take(wall: Wall, kept: Kept): Promise<void> {
    kept.dueAt = this.#monotonicMs() + EVERY_MS;
    kept.taking ??= this.#takeNow(wall).finally(() => {
      kept.taking = null;
    });
    return kept.taking;
  }

  async #takeNow(wall: Wall): Promise<void> {
    try {
      const takenAt = this.#wallMs();
      const age = this.#age;
      const file = this.#fileOf(wall.getURL());
      const image = await wall.capturePage();
      if (file === null || image.isEmpty() || age !== this.#age) return;
      const isNew = !existsSync(file);
      const picture = { takenAt, jpeg: image.toJPEG(JPEG_QUALITY) };
      this.#keepStill(file, picture);
      await writePicture(file, picture);
      if (age !== this.#age) await rm(file, { force: true });
      else if (isNew) await this.#removeOldest();
    } catch (error) {
      this.#complain(error);
    } finally {
      // The picture is out of reach in a turn of its own.
      setImmediate(collectYoung);
    }
  }

  #keepStill(file: string, picture: WallPicture): void {
    this.#stills.delete(file);
    this.#stills.set(file, picture);
    const [oldest] = this.#stills.keys();
    if (this.#stills.size > MOST_FILES && oldest !== undefined) this.#stills.delete(oldest);
  }

  async #removeOldest(): Promise<void> {
    const { directory, name } = this.#options;
    const files = (await readdir(directory)).filter((file) => file.startsWith(`${name}.wall-`)).map((file) => join(directory, file));
    const dated = await Promise.all(files.map(async (file) => ({ file, at: (await stat(file)).mtimeMs })));
    const old = dated.toSorted((a, b) => b.at - a.at).slice(MOST_FILES);
    await Promise.all(old.map(({ file }) => rm(file, { force: true })));
  }

  /** null: this is no wall. */
  #fileOf(address: string): string | null {
    if (surfaceOf(address) !== 'wall') return null;
    const { locale, theme } = this.#options.settings();
    const which = createHash('sha256').update(`${address} ${locale} ${theme}`).digest('hex').slice(0, 12);
    return join(this.#options.directory, `${this.#options.name}.wall-${which}`);
  }

  /** The walls that are live now. */
  #live(): (readonly [Wall, Kept])[] {
    this.#forgetGone();
    const now = this.#monotonicMs();
    return [...this.#walls].filter(([, { liveAt }]) => now - liveAt <= LIVE_FOR_MS);
  }

  #forgetGone(): void {
    for (const wall of this.#walls.keys()) if (wall.isDestroyed()) this.#walls.delete(wall);
  }

  #complain(error: unknown): void {
    if (this.#complained) return;
    this.#complained = true;
    this.#options.log.warn({ err: error }, 'pictures of walls cannot be kept; the next launch begins without');
  }
}
