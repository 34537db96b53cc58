import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchApp, type RunningApp } from '../../app/running-app';
import { FloodProcess } from '../flood/flood-process';
import { appProcesses, type OpenPage, openPages } from '../machine/app-processes';

/** A prepared flood, and what is known of it. */
export interface Flood {
  readonly folder: string;
  /** Of its snapshot. */
  readonly seq: number;
  readonly rate: number;
}

/** The real app on a flood's hub; its first wall is live and shows the snapshot. */
export interface RunningWall {
  readonly running: RunningApp;
  readonly hub: FloodProcess;
  readonly hubUrl: string;
  readonly page: Page;
  /** Of the app's main process. */
  readonly pid: number;
  /** Where what goes on inside of the stream is written to. */
  readonly watched: string;
  /** Name and process id of everything that works on the way, the hub included. */
  processes(): Promise<(readonly [string, number])[]>;
  pages(): Promise<readonly OpenPage[]>;
  close(): Promise<void>;
}

export async function openWall(directory: string, flood: Flood, windows: readonly string[] = ['--wall']): Promise<RunningWall> {
  const hub = new FloodProcess(flood.folder);
  const hubUrl = await hub.url;
  const tokenFile = join(directory, 'token');
  writeFileSync(tokenFile, `${hub.token}\n`, { mode: 0o600 });
  const watched = mkdtempSync(join(directory, 'watched-'));
  process.env['BENCH_WATCH_DIRECTORY'] = watched;
  const running = await launchApp({ hub: { url: hubUrl, tokenFile }, args: windows, hook: 'tests/bench/machine/watch-forks.cjs' });
  const close = async () => {
    await running.close();
    await hub.close();
  };
  try {
    const page = await running.page('wall');
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor({ timeout: 180_000 });
    await page.waitForFunction((seq) => Number(document.querySelector<HTMLElement>('.as-of')?.dataset['seq']) >= seq, flood.seq);
    const pid = running.app.process().pid ?? 0;
    return {
      running,
      hub,
      hubUrl,
      page,
      pid,
      watched,
      processes: async () => [['hub', hub.pid], ...(await appProcesses(running))],
      pages: () => openPages(running),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
