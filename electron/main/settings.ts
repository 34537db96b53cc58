import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { LOCALES, type Settings, THEMES } from '../../shared/contract/bridge';
import type { Logger } from './log';

const schema = z.object({
  locale: z.enum(LOCALES),
  theme: z.enum(THEMES),
  wall: z.object({ heightMm: z.number().min(50).max(20_000), distanceMm: z.number().min(300).max(100_000) }),
});

/** A 98-inch screen (1.22 m high) seen from 5 m, in the language of the machine. Both lengths are the operator's to set. */
export function defaultSettings(systemLocale: string): Settings {
  return {
    locale: systemLocale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en',
    theme: 'night',
    wall: { heightMm: 1_215, distanceMm: 5_000 },
  };
}

/** The person's choices, kept in one file. A file that cannot be read is put aside, never overwritten, and defaults are used. */
export class SettingsFile {
  readonly #path: string;
  readonly #log: Logger;
  #settings: Settings;

  constructor(path: string, defaults: Settings, log: Logger) {
    this.#path = path;
    this.#log = log;
    this.#settings = this.#read() ?? defaults;
  }

  get current(): Settings {
    return this.#settings;
  }

  /** Keeps the change for this run even if it cannot be written; the log then says so. */
  change(change: Partial<Settings>): Settings {
    this.#settings = { ...this.#settings, ...change };
    try {
      writeFileSync(`${this.#path}.new`, JSON.stringify(this.#settings, null, 2));
      renameSync(`${this.#path}.new`, this.#path);
    } catch (error) {
      this.#log.error({ err: error }, 'settings could not be written; they hold until the app is closed');
    }
    return this.#settings;
  }

  #read(): Settings | null {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!missing) this.#log.error({ err: error }, 'settings could not be read; defaults are used');
      return null;
    }
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      this.#log.error({ err: error }, 'settings were not understood; the file was put aside as settings.broken.json and defaults are used');
      renameSync(this.#path, this.#path.replace(/\.json$/, '.broken.json'));
      return null;
    }
  }
}
