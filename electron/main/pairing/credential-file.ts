import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { safeStorage } from 'electron';
import { z } from 'zod';
import type { Logger } from '../log';

/** `sealed`: encrypted with a key that the operating system keeps; otherwise the file's mode alone protects it. */
const fileSchema = z.object({ version: z.literal(1), hub: z.string(), sealed: z.boolean(), token: z.string().min(1) });

/** What keeps secrets for the operating system; tests bring their own. */
export type Safe = Pick<typeof safeStorage, 'decryptString' | 'encryptString' | 'isEncryptionAvailable'>;

/**
 * Keeps the credential that a hub has given this wall: encrypted by the operating system where it can (Keychain, DPAPI, a secret service), and in a file for its owner alone. Where there is no such
 * thing, as on a kiosk without a desktop session, it is kept as token files are: by its mode alone, which the log says.
 */
export class CredentialFile {
  readonly #path: string;
  readonly #hub: string;
  readonly #safe: Safe;
  readonly #log: Logger;

  /** `hub`: the address that it is for; a credential is never shown to another one. */
  constructor(path: string, hub: string, log: Logger, safe: Safe = safeStorage) {
    this.#path = path;
    this.#hub = hub;
    this.#safe = safe;
    this.#log = log;
  }

  /** null: there is none, or none that can be read; then this wall is paired again. */
  read(): string | null {
    try {
      const kept = fileSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
      if (kept.hub !== this.#hub) return null;
      return kept.sealed ? this.#safe.decryptString(Buffer.from(kept.token, 'base64')) : kept.token;
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!missing)
        this.#log.warn(
          { why: error instanceof Error ? error.name : 'unknown' },
          'the credential of this wall cannot be read; it has to be paired again',
        );
      return null;
    }
  }

  /** Throws when it cannot be kept: the earlier one, if any, is still there then. */
  keep(token: string): void {
    const sealed = this.#safe.isEncryptionAvailable();
    if (!sealed) this.#log.warn({}, 'this system keeps no secrets: the credential of this wall is protected by the mode of its file alone');
    const text = sealed ? this.#safe.encryptString(token).toString('base64') : token;
    const temporary = `${this.#path}.new`;
    rmSync(temporary, { force: true });
    const handle = openSync(temporary, 'wx', 0o600);
    try {
      writeSync(handle, JSON.stringify({ version: 1, hub: this.#hub, sealed, token: text } satisfies z.infer<typeof fileSchema>));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, this.#path);
  }

  remove(): void {
    rmSync(this.#path, { force: true });
  }
}
