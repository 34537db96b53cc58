import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Bridge, Settings } from '../../shared/contract/bridge';
import { giveLongestNames, longestNames } from './longest-names';
import { launchApp, ROOT, type RunningApp } from './running-app';

/**
 * `WALLS=all`: with an 8K display too, which takes a processor without a graphics card long to draw, and every checked wall is kept as a picture for people to
 * judge, in both themes.
 */
const all = process.env['WALLS'] === 'all';
const pictures = all ? join(ROOT, 'screenshots/walls') : null;
/** Every ratio that a wall may have, from upright to 32:9. */
const SIZES: readonly (readonly [width: number, height: number])[] = [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
  [2560, 1080],
  [5120, 1440],
  [1080, 1920],
  ...(all ? [[7680, 4320] as const] : []),
];
/** A 98-inch panel from 5 m, a 65-inch one from 3 m: few details in large type, all details in smaller type. Millimetres. */
const GEOMETRIES: readonly Settings['wall'][] = [
  { heightMm: 1_215, distanceMm: 5_000 },
  { heightMm: 810, distanceMm: 2_000 },
];
/** Ends a hang; a busy machine takes a minute. */
const ALL_SIZES_MS = 600_000;
const LANGUAGES = ['zh-CN', 'en'] as const;

/** The real app on a display of every size: no text is cut, covered or outside, nothing scrolls, with the longest names of the city. */
test.describe('a wall fits its display', () => {
  test.skip(process.platform !== 'linux', 'displays are resized through X');
  let running: RunningApp;
  let page: Page;
  let findMisfits: () => string[];
  let displays: { env: Record<string, string>; arrange(plugged: readonly object[]): Promise<void>; close(): void };

  test.beforeAll(async () => {
    ({ findMisfits } = await import('./text-fit.mjs'));
    const { openManyDisplays } = await import('../../electron/setup/many-displays.mjs');
    displays = (await openManyDisplays([{ output: 0, x: 0, y: 0, width: 1920, height: 1080 }])) as typeof displays;
    running = await launchApp({ args: ['--wall', '--software-rendering'], env: displays.env });
    page = await running.page('wall');
    await running.app.context().addInitScript(giveLongestNames, longestNames());
    await page.reload();
    await expect(page.getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: 90_000 });
  });

  test.afterAll(async () => {
    await running.close();
    displays.close();
  });

  const choose = (change: Partial<Settings>) =>
    page.evaluate((wanted) => (window as unknown as { hotlineWall: Bridge }).hotlineWall.changeSettings(wanted), change);

  /** Waits until the page has drawn itself anew twice: sizes are measured first, what fits is drawn after. */
  async function drawn(width: number, height: number): Promise<void> {
    await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height] as const, { timeout: 30_000 });
    await page.evaluate(
      () =>
        new Promise<void>((done) => {
          let left = 6;
          const next = () => (--left === 0 ? done() : requestAnimationFrame(next));
          requestAnimationFrame(next);
        }),
    );
    await page.waitForTimeout(300);
  }

  test('at every size, from every distance, in both languages', async () => {
    test.setTimeout(ALL_SIZES_MS);
    const units = page.locator('.deadline-units .fitted-name');
    await expect(units.first()).toBeVisible();
    const longest = longestNames().units.map(({ en }) => en);
    for (const name of await units.allTextContents()) expect(longest).toContain(name);
    for (const [width, height] of SIZES) {
      await displays.arrange([{ output: 0, x: 0, y: 0, width, height }]);
      for (const wall of GEOMETRIES) {
        for (const locale of LANGUAGES) {
          await choose({ wall, locale });
          await drawn(width, height);
          const at = `${width}x${height} ${locale} ${wall.heightMm}-${wall.distanceMm}`;
          if (pictures !== null) await keep(at);
          expect.soft(await page.evaluate(findMisfits), at).toEqual([]);
        }
      }
    }
  });

  async function keep(at: string): Promise<void> {
    mkdirSync(pictures ?? '', { recursive: true });
    for (const theme of ['day', 'night'] as const) {
      await choose({ theme });
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(pictures ?? '', `${at.replaceAll(' ', '.')}.${theme}.png`) });
    }
  }

  test('the check itself finds what is cut, covered, outside or scrolls', async () => {
    const spoil = (html: string) =>
      page.evaluate((text) => {
        const box = document.createElement('div');
        box.id = 'spoilt';
        box.innerHTML = text;
        document.body.append(box);
        for (const element of box.querySelectorAll<HTMLElement>('[data-css]')) element.style.cssText = element.dataset['css'] ?? '';
      }, html);
    const mended = () => page.evaluate(() => document.querySelector('#spoilt')?.remove());
    const fixed = 'position:fixed;left:100px;top:100px;font-size:20px;white-space:nowrap;';
    for (const [what, html] of [
      [/cut by .*"A name that is cut"/, `<p data-css="${fixed}width:60px;overflow:hidden;text-overflow:ellipsis">A name that is cut</p>`],
      [/cut by .*"Lower half"/, `<p data-css="${fixed}height:16px;line-height:30px;overflow:hidden">Lower half</p>`],
      [/overlap: "One text" .*"Another"/, `<p data-css="${fixed}">One text</p><p data-css="${fixed}left:110px">Another</p>`],
      [/cut by the window: "Half outside"/, `<p data-css="${fixed}left:-40px">Half outside</p>`],
      [/scroll bar/, `<div data-css="${fixed}width:50px;height:50px;overflow:auto"><p data-css="width:90px">Scrolls</p></div>`],
    ] as const) {
      await spoil(html);
      expect((await page.evaluate(findMisfits)).join('\n')).toMatch(what);
      await mended();
    }
  });
});
