import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Page, test } from '@playwright/test';
import { BlankWatch } from '../bench/recovery/blank-watch';
import { Framebuffer } from '../bench/screen/framebuffer';
import { launchApp, type RunningApp } from './running-app';

/** The first picture of a wall is kept five seconds after it is live, its words three. */
const PICTURE_MS = 9_000;

/** What is on the screen, read from outside of everything that draws. */
test.describe('a wall is never blank', () => {
  test.describe.configure({ mode: 'serial' });
  let running: RunningApp;
  let screen: Framebuffer;
  let directory: string;
  let closeDisplay: () => void;

  test.beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'hotline-blank-'));
    const { openVirtualDisplay } = await import('../../electron/setup/virtual-display.mjs');
    const display = await openVirtualDisplay({ size: '1920x1080', framebufferDirectory: directory });
    closeDisplay = () => display.close();
    screen = new Framebuffer(directory);
    running = await launchApp({
      source: 'simulate?scale=0.02&speed=20',
      args: ['--wall', '--kiosk'],
      env: display.env as Record<string, string>,
    });
    await isLive(await running.page('wall'));
    await sleep(PICTURE_MS);
  });

  test.afterAll(async () => {
    await running.close();
    screen.close();
    closeDisplay();
    rmSync(directory, { recursive: true, force: true });
  });

  const isLive = (page: Page) => expect(page.getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: 60_000 });
  const pagePid = () =>
    running.app.evaluate(
      ({ webContents }) =>
        webContents
          .getAllWebContents()
          .find((each) => each.getURL().startsWith('app://wall/'))
          ?.getOSProcessId() ?? 0,
    );
  const shownPage = async () => (await running.walls())[0]?.contents ?? null;

  test('its page dies: the last picture, without colour, until a fresh page is live', async () => {
    expect(greys(screen)).toBe(false);
    const pid = await pagePid();
    const watch = new BlankWatch(screen);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => greys(screen), { intervals: [10], timeout: 5_000 }).toBe(true);
    await expect.poll(() => greys(screen), { intervals: [50], timeout: 30_000 }).toBe(false);
    await sleep(500);
    expect(await watch.end()).toBe(0);
    expect(greys(screen)).toBe(false);
    await isLive(await running.page('wall'));
  });

  test('a fresh page in a fresh process takes the place of one that lives', async () => {
    const [before, pid] = [await shownPage(), await pagePid()];
    const watch = new BlankWatch(screen);
    const swapped = await running.swapWalls();
    await sleep(500);
    expect(swapped).toBe(1);
    expect(await watch.end()).toBe(0);
    expect(await shownPage()).not.toBe(before);
    expect(await pagePid()).not.toBe(pid);
    await isLive(await running.page('wall'));
  });
});

const ACROSS = 48;
const DOWN = 27;
/** Above the band with the words. */
const PICTURE_SHARE = 0.4;
/** Between the parts of a colour; the ground of a wall is nearly grey. */
const COLOURED = 60;

/** Whether nothing of what lies above the band has a colour. */
function greys(screen: Framebuffer): boolean {
  for (let y = 0; y < DOWN; y += 1)
    for (let x = 0; x < ACROSS; x += 1) {
      const colour = screen.at(Math.floor((x * screen.width) / ACROSS), Math.floor((PICTURE_SHARE * y * screen.height) / DOWN));
      const parts = [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
      if (Math.max(...parts) - Math.min(...parts) > COLOURED) return false;
    }
  return true;
}
