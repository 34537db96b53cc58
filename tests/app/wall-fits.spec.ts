import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Bridge, Settings } from '../../shared/contract/bridge';
import { WALL_PAGES, type WallPage } from '../../shared/contract/wall-pages';
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
const ALL_SIZES_MS = 1_200_000;
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
    running = await launchApp({ args: ['--wall', '--page', WALL_PAGES.join(','), '--software-rendering'], env: displays.env });
    page = await running.page('wall');
    await running.app.context().addInitScript(giveLongestNames, longestNames());
    await page.reload();
    await expect(page.getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: 90_000 });
    await page.keyboard.press('Space');
  });

  test.beforeEach(() => show('overview'));

  test.afterAll(async () => {
    await running.close();
    displays.close();
  });

  const choose = (change: Partial<Settings>) =>
    page.evaluate((wanted) => (window as unknown as { hotlineWall: Bridge }).hotlineWall.changeSettings(wanted), change);

  /** Leads the wall to a page by hand; the turns are held. */
  async function show(name: WallPage): Promise<void> {
    const wanted = page.getByTestId('page-dots');
    for (let step = 0; step < WALL_PAGES.length && (await wanted.getAttribute('data-page')) !== name; step += 1)
      await page.keyboard.press('ArrowRight');
    await expect(page.locator('main.wall')).toHaveAttribute('data-page', name, { timeout: 30_000 });
  }

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
          await whileItLives(async () => {
            await choose({ wall, locale });
            await drawn(width, height);
          });
          for (const name of WALL_PAGES) {
            await whileItLives(async () => {
              await show(name);
              await drawn(width, height);
            });
            const at = `${name} ${width}x${height} ${locale} ${wall.heightMm}-${wall.distanceMm}`;
            if (pictures !== null) await keep(at);
            expect.soft(await page.evaluate(findMisfits), at).toEqual([]);
          }
          await show('overview');
        }
      }
    }
  });

  test('moved to any edge of its margin nothing is cut', async () => {
    await page.waitForFunction(() => document.documentElement.style.getPropertyValue('--shift-x') !== '');
    for (const [x, y] of [
      [-1, -1],
      [1, 1],
    ] as const) {
      const moved = await page.evaluate(
        ([across, down]) => {
          const { style } = document.documentElement;
          style.setProperty('--shift-x', String(across));
          style.setProperty('--shift-y', String(down));
          const { left, top, right, bottom } = (document.querySelector('#root') ?? document.body).getBoundingClientRect();
          return [left, top, innerWidth - right, innerHeight - bottom];
        },
        [x, y] as const,
      );
      expect(Math.min(...moved)).toBe(0);
      expect(Math.max(...moved)).toBeGreaterThanOrEqual(4);
      expect(await page.evaluate(findMisfits)).toEqual([]);
    }
  });

  for (const [name, width, height, wall] of [
    ['98 inches from 5 m', 1920, 1080, { heightMm: 1_215, distanceMm: 5_000 }],
    ['a video wall of 3 m from 9 m', 3840, 2160, { heightMm: 3_000, distanceMm: 9_000 }],
    ['55 inches from 2 m', 1920, 1080, { heightMm: 685, distanceMm: 2_000 }],
  ] as const) {
    test(`${name}: numerals are at least 1/150, labels at least 1/300 of the distance high, measured in millimetres`, async () => {
      await displays.arrange([{ output: 0, x: 0, y: 0, width, height }]);
      await whileItLives(async () => {
        await choose({ wall, locale: 'zh-CN' });
        await drawn(width, height);
      });
      const faces = await page.evaluate(() => {
        const paint = document.createElement('canvas').getContext('2d');
        /** Height of the drawn glyph, in pixels. */
        const faceOf = (selector: string, glyph: string) => {
          const element = document.querySelector(selector);
          if (element === null || paint === null) throw new Error(`no ${selector}`);
          const { fontSize, fontFamily, fontWeight } = getComputedStyle(element);
          paint.font = `${fontWeight} ${fontSize} ${fontFamily}`;
          const { actualBoundingBoxAscent, actualBoundingBoxDescent } = paint.measureText(glyph);
          return actualBoundingBoxAscent + actualBoundingBoxDescent;
        };
        return { numeral: faceOf('.floor-figures .figure-number b', '0'), label: faceOf('.floor-figures .figure-label', '\u5750') };
      });
      const mmPerPx = wall.heightMm / height;
      const mm = { numeral: faces.numeral * mmPerPx, label: faces.label * mmPerPx };
      process.stdout.write(
        `${name}: numerals ${mm.numeral.toFixed(1)} mm of ${(wall.distanceMm / 150).toFixed(1)}, labels ${mm.label.toFixed(1)} mm of ${(wall.distanceMm / 300).toFixed(1)}\n`,
      );
      expect(mm.numeral).toBeGreaterThanOrEqual(wall.distanceMm / 150);
      expect(mm.label).toBeGreaterThanOrEqual(wall.distanceMm / 300);
    });
  }

  /** On a machine that is busy with much else a page may hang for longer than main lets it: a fresh one takes its place, and is looked at instead. */
  async function whileItLives(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      if (!page.isClosed()) throw error;
      page = await running.page('wall');
      await expect(page.getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: 90_000 });
      await page.keyboard.press('Space');
      await look();
    }
  }

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
