import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { electronDist } from '../../../electron/setup/electron-binary.mjs';

export interface PageApp {
  readonly page: Page;
  /** Of the app's main process. */
  readonly pid: number;
  close(): Promise<void>;
}

/** Opens a page that `buildPages` has built in an Electron of its own. */
export async function openPageApp(page: string, query: Readonly<Record<string, string>> = {}): Promise<PageApp> {
  const data = mkdtempSync(join(tmpdir(), 'hotline-page-'));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: electronDist().executable,
    args: [...asRoot, join(process.cwd(), 'tests/bench/page-app/main.cjs'), `--user-data-dir=${data}`],
    env: { ...definedOf(process.env), BENCH_PAGE: `bench://pages/${page}?${new URLSearchParams(query).toString()}` },
    timeout: 60_000,
  });
  return {
    page: await app.firstWindow(),
    pid: app.process().pid ?? 0,
    async close() {
      // A page that is busy for seconds does not hear that it should go.
      const closing = app.close();
      const late = setTimeout(() => app.process().kill('SIGKILL'), 10_000);
      await closing;
      clearTimeout(late);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
