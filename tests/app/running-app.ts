import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

/** Playwright runs in the project's root. */
export const ROOT = process.cwd();

export interface RunningApp {
  readonly app: ElectronApplication;
  /** The window's page of a surface; waits until it is there. */
  page(surface: 'wall' | 'desk'): Promise<Page>;
  /** Process ids of the hub and the stream now. */
  pids(): Promise<{ hub: number | undefined; stream: number | undefined }>;
  /** Where the embedded hub listens, with the token of this launch; null before it is ready. */
  hubAddress(): Promise<{ url: string; token: string } | null>;
  /** Walls on displays of their own; empty beside a desk. */
  walls(): Promise<readonly ShownWall[]>;
  /** Has fresh pages take the place of all walls' pages; resolves with how many did. */
  swapWalls(): Promise<number>;
  readonly dataDirectory: string;
  readonly exportDirectory: string;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Source of the embedded hub, or the address of one that runs already. */
  readonly source?: string;
  readonly hub?: { readonly url: string; readonly tokenFile?: string };
  readonly args?: readonly string[];
  /** Added to this process's environment: the display that windows open on. */
  readonly env?: Readonly<Record<string, string>>;
  /** A script that main loads before the app itself. */
  readonly hook?: string;
  /** Keeps everything of an earlier launch. */
  readonly dataDirectory?: string;
}

/** Starts the real app, as built, with a data folder of its own. */
export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'hotline-wall-'));
  const exportDirectory = join(dataDirectory, 'exports');
  const hub =
    options.hub === undefined
      ? ['--source', options.source ?? 'simulate?scale=0.02']
      : ['--hub', options.hub.url, ...(options.hub.tokenFile === undefined ? [] : ['--token-file', options.hub.tokenFile])];
  const hook = options.hook === undefined ? [] : ['-r', join(ROOT, options.hook)];
  // Chromium refuses to run its sandbox as root, which is what containers are; tests only.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // Imported late: Playwright turns static imports into require, which the set-up's ES modules do not take.
  const { electronDist } = await import('../../electron/setup/electron-binary.mjs');
  const app = await _electron.launch({
    executablePath: electronDist().executable,
    args: [
      ...hook,
      ...root,
      ROOT,
      '--data',
      dataDirectory,
      '--export-dir',
      exportDirectory,
      '--locale',
      'en',
      ...hub,
      ...(options.args ?? []),
    ],
    env: { ...environment(), ...options.env, HOTLINE_WALL_LOG: process.env['HOTLINE_WALL_LOG'] ?? 'error' },
    timeout: 60_000,
  });
  app.process().stderr?.pipe(process.stderr);
  askAgain(app);
  return {
    app,
    page: (surface) => pageOf(app, surface),
    pids: () => inMain(app, 'pids'),
    hubAddress: () => inMain(app, 'address'),
    walls: () => inMain(app, 'walls'),
    swapWalls: () => inMain(app, 'swapWalls'),
    dataDirectory,
    exportDirectory,
    async close() {
      await app.close();
      if (options.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** So often a question to main is asked again whose answer main's collector has taken. */
const MOST_ANSWERS_LOST = 3;

/**
 * Main has its young objects collected after it took a wall's picture, and DevTools, through which questions are asked, does not hold on to an answer that is on its way. What is
 * asked must bear being asked twice.
 */
function askAgain(app: ElectronApplication): void {
  const ask = app.evaluate.bind(app) as (...question: readonly unknown[]) => Promise<unknown>;
  const evaluate = async (...question: readonly unknown[]): Promise<unknown> => {
    for (let lost = 0; ; lost += 1) {
      try {
        return await ask(...question);
      } catch (error) {
        if (lost === MOST_ANSWERS_LOST || !String(error).includes('promise was garbage collected')) throw error;
      }
    }
  };
  Object.assign(app, { evaluate });
}

/** A wall on a display of its own, as main knows it. */
export interface ShownWall {
  readonly screen: string;
  readonly page: string;
  readonly display: string;
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Of the page that is shown; null: it has died, and a fresh one is on its way. */
  readonly contents: number | null;
}

interface MainHooks {
  walls(): readonly ShownWall[];
  swapWalls(): number;
  pids(): { hub: number | undefined; stream: number | undefined };
  address(): { url: string; token: string } | null;
}

function inMain<N extends keyof MainHooks>(app: ElectronApplication, name: N): Promise<ReturnType<MainHooks[N]>> {
  return app.evaluate((_electronModule, hook) => {
    const hooks = (globalThis as unknown as { hotlineWall: MainHooks }).hotlineWall;
    return hooks[hook]();
  }, name) as Promise<ReturnType<MainHooks[N]>>;
}

async function pageOf(app: ElectronApplication, surface: string): Promise<Page> {
  const isIt = (page: Page) => page.url().startsWith(`app://${surface}/`);
  for (;;) {
    const page = app.windows().find(isIt);
    if (page !== undefined) return page;
    await app.waitForEvent('window', { timeout: 30_000 });
  }
}

function environment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
