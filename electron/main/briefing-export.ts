import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { ExportResult } from '../../shared/contract/bridge';
import { briefingName } from './briefing-name';
import type { IpcDoor } from './ipc';
import type { Logger } from './log';
import type { PastStream } from './past-stream';
import type { Windows } from './windows';

/** A briefing page that is not drawn after this long never will be (nothing to show yet, or no hub). */
const DRAW_LIMIT_MS = 30_000;

/** Makes a briefing: one page, drawn from one frame, written as PDF and as PNG. One at a time. */
export class BriefingExport {
  readonly #windows: Windows;
  readonly #past: PastStream;
  readonly #directory: string | null;
  readonly #log: Logger;
  readonly #ready = new Map<number, (seq: number) => void>();
  #running: Promise<ExportResult> | null = null;

  constructor(windows: Windows, past: PastStream, directory: string | null, door: IpcDoor, log: Logger) {
    this.#windows = windows;
    this.#past = past;
    this.#directory = directory;
    this.#log = log;
    door.on('briefing:ready', ['briefing'], (caller, seq) => this.#ready.get(caller.contents.id)?.(seq));
    door.handle('briefing:export', ['desk'], ({ contents }) => this.make(this.#past.has(contents.id)));
  }

  /** @param ofPast of the moment that windows look back at, not of the present */
  make(ofPast = false): Promise<ExportResult> {
    this.#running ??= this.#make(ofPast).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #make(ofPast: boolean): Promise<ExportResult> {
    const directory = this.#directory ?? (await askForDirectory());
    if (directory === null) return { ok: false, problem: 'cancelled', detail: '' };
    const window = this.#windows.openHidden('briefing');
    if (ofPast) this.#past.join(window.webContents);
    try {
      const seq = await this.#drawn(window);
      if (seq === null) return { ok: false, problem: 'not-live', detail: '' };
      const png = (await window.webContents.capturePage()).toPNG();
      const pdf = await window.webContents.printToPDF({ printBackground: true, preferCSSPageSize: true });
      const name = briefingName(window.webContents.getTitle(), seq);
      const files = { pdf: join(directory, `${name}.pdf`), png: join(directory, `${name}.png`) };
      await writeBoth(directory, [
        [files.pdf, pdf],
        [files.png, png],
      ]);
      this.#log.info({ seq }, 'briefing written');
      return { ok: true, briefing: { seq, ...files } };
    } catch (error) {
      this.#log.error({ err: error }, 'briefing could not be made');
      const disk =
        error instanceof Error && 'code' in error && ['ENOSPC', 'EACCES', 'EROFS', 'ENOENT', 'EDQUOT'].includes(String(error.code));
      return { ok: false, problem: disk ? 'disk' : 'failed', detail: error instanceof Error ? error.message : String(error) };
    } finally {
      if (!window.isDestroyed()) window.destroy();
    }
  }

  #drawn(window: BrowserWindow): Promise<number | null> {
    const { id } = window.webContents;
    return new Promise<number | null>((resolve) => {
      const late = setTimeout(() => resolve(null), DRAW_LIMIT_MS);
      this.#ready.set(id, (seq) => {
        clearTimeout(late);
        resolve(seq);
      });
      window.once('closed', () => resolve(null));
    }).finally(() => this.#ready.delete(id));
  }
}

async function askForDirectory(): Promise<string | null> {
  const chosen = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'], defaultPath: app.getPath('documents') });
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
}

/** Both files or neither: written beside their places, then moved. */
async function writeBoth(directory: string, files: readonly (readonly [string, Uint8Array])[]): Promise<void> {
  await mkdir(directory, { recursive: true });
  try {
    for (const [path, bytes] of files) await writeFile(`${path}.part`, bytes);
    for (const [path] of files) await rename(`${path}.part`, path);
  } catch (error) {
    for (const [path] of files) await rm(`${path}.part`, { force: true });
    throw error;
  }
}
