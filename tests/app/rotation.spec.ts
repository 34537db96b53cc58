import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Bridge } from '../../shared/contract/bridge';
import { readHub } from './hub-reader';
import { launchApp, type RunningApp } from './running-app';

/** Shorter than on any real wall, so that a round is over soon. */
const SECONDS = 6;
const TURNS = ['overview', 'calls', 'map'] as const;
/** A hand leads to a page that an alarm brings forward too. */
const BY_HAND = [...TURNS, 'emergency'] as const;
/** A round, and what a busy machine takes for its pages' first time. */
const ROUND_MS = 90_000;

/** A wall in the real app that goes through its pages, by itself and by hand. */
test.describe('a wall with several pages', () => {
  test.describe.configure({ mode: 'serial' });
  let running: RunningApp;
  let page: Page;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'hotline-rotation-'));

  test.beforeAll(async () => {
    const pages = TURNS.map((each) => ({ page: each, seconds: SECONDS }));
    const alarms = [{ when: 'emergency', page: 'emergency' }];
    writeFileSync(join(dataDirectory, 'screens.json'), JSON.stringify({ screens: [{ name: 'hall', display: 'at:0,0', pages, alarms }] }));
    running = await launchApp({ args: ['--wall', '--software-rendering'], dataDirectory });
    page = await running.page('wall');
    await expect(page.getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: 90_000 });
    await page.evaluate(countMakings);
  });

  test.afterAll(async () => {
    await running.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  const dots = () => page.getByTestId('page-dots');
  const shows = (name: string) => expect(page.locator('main.wall')).toHaveAttribute('data-page', name, { timeout: ROUND_MS });
  const press = async (key: string, name: string) => {
    await page.keyboard.press(key);
    await shows(name);
  };

  test('says which page it shows, and a hand leads through them', async () => {
    test.setTimeout(3 * ROUND_MS);
    await page.keyboard.press('Space');
    await expect(dots()).toHaveAttribute('data-held', 'true');
    const first = (await page.locator('main.wall').getAttribute('data-page')) ?? '';
    const from = BY_HAND.findIndex((each) => each === first);
    for (let step = 1; step <= BY_HAND.length; step += 1) {
      const name = BY_HAND[(from + step) % BY_HAND.length] ?? '';
      await press('ArrowRight', name);
      await expect(page.locator(`.wall-stage[data-page="${name}"]`)).toHaveAttribute('data-shown', 'true');
      await expect(page.locator('.wall-stage[data-shown="true"]')).toHaveCount(1);
      await expect(page.locator(`.wall-stage[data-page="${name}"] .tile`).first()).toBeVisible();
      await expect(dots().locator('li[data-shown]')).toHaveCount(1);
      // Simulated numbers are never without the word.
      await expect(page.locator('.wall-header')).toContainText('Simulated');
    }
    await press('ArrowLeft', BY_HAND[(from + BY_HAND.length - 1) % BY_HAND.length] ?? '');
  });

  test('keeps pages that it has shown: their charts and maps are made once, and stand still while they are not shown', async () => {
    test.setTimeout(3 * ROUND_MS);
    const made = () => page.evaluate(() => (window as unknown as { made: number }).made);
    await expect.poll(() => page.locator('.wall-stage').count()).toBe(BY_HAND.length);
    await expect.poll(() => page.locator('.wall-stage[data-page="calls"] canvas').count()).toBeGreaterThan(0);
    const before = await made();
    const shown = (await page.locator('main.wall').getAttribute('data-page')) ?? '';
    for (let round = 0; round < 2; round += 1) {
      for (let step = 1; step <= BY_HAND.length; step += 1) {
        const from = BY_HAND.findIndex((each) => each === shown);
        await press('ArrowRight', BY_HAND[(from + step) % BY_HAND.length] ?? '');
      }
    }
    expect(await made()).toBe(before);
    const changes = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          let changed = 0;
          const observer = new MutationObserver((records) => {
            changed += records.length;
          });
          for (const stage of document.querySelectorAll('.wall-stage[data-shown="false"]'))
            observer.observe(stage, { subtree: true, childList: true, characterData: true, attributes: true });
          setTimeout(() => {
            observer.disconnect();
            done(changed);
          }, 4_000);
        }),
    );
    expect(changes).toBe(0);
  });

  test('goes through them by itself when it is not held', async () => {
    test.setTimeout(4 * ROUND_MS);
    await press('ArrowRight', TURNS[0]);
    await page.keyboard.press('Space');
    await expect(dots()).toHaveAttribute('data-held', 'false');
    const seen = await page.evaluate(
      ([count, patienceMs]) =>
        new Promise<string[]>((done) => {
          const names: string[] = [];
          const wall = document.querySelector<HTMLElement>('main.wall');
          const look = () => {
            const name = wall?.dataset['page'] ?? '';
            if (name !== names.at(-1)) names.push(name);
            if (names.length > count) finish();
          };
          const timer = setInterval(look, 100);
          const late = setTimeout(() => finish(), patienceMs);
          const finish = () => {
            clearInterval(timer);
            clearTimeout(late);
            done(names);
          };
          look();
        }),
      [TURNS.length, 3 * ROUND_MS] as const,
    );
    const from = TURNS.findIndex((each) => each === seen[0]);
    expect(seen).toEqual(Array.from({ length: TURNS.length + 1 }, (_, step) => TURNS[(from + step) % TURNS.length]));
  });

  test('is led to the emergency by one that is opened, and back when it ends', async () => {
    test.setTimeout(3 * ROUND_MS);
    const address = await running.hubAddress();
    if (address === null) throw new Error('the hub has no address');
    const reader = await readHub(address);
    const opened = await reader.command({ kind: 'open-emergency', playbook: 'rainstorm', drill: true, reason: 'drill of the wall' });
    expect(opened.ok).toBe(true);
    await shows('emergency');
    await expect(dots()).toHaveAttribute('data-because', 'emergency');
    await expect(page.locator('.situation')).toContainText('drill of the wall');
    const { event } = await reader.waitFor((record) => record.event.kind === 'emergency.opened');
    if (event.kind !== 'emergency.opened') throw new Error('no emergency was opened');
    expect((await reader.command({ kind: 'close-emergency', emergency: event.emergency, reason: 'it is over' })).ok).toBe(true);
    await expect(dots()).toHaveAttribute('data-because', 'turn', { timeout: ROUND_MS });
    reader.close();
  });

  test('keeps the keys of the time bar, and stands still while it looks back', async () => {
    await page.keyboard.press('t');
    await expect(page.locator('.time-bar')).toBeVisible();
    await page.keyboard.press('t');
    await expect(page.locator('.time-bar')).toBeHidden();
  });

  test('tells the page its rules', async () => {
    const screen = await page.evaluate(() => (window as unknown as { hotlineWall: Pick<Bridge, 'screen'> }).hotlineWall.screen());
    expect(screen.rotation?.turns.map((turn) => turn.page)).toEqual(TURNS);
    expect(screen.rotation?.alarms).toEqual([{ when: 'emergency', page: 'emergency', seconds: null }]);
  });
});

/** Runs in the page: counts canvases that are made from now on. */
function countMakings(): void {
  const counting = window as unknown as { made: number };
  counting.made = 0;
  const make = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    if (name.toLowerCase() === 'canvas') counting.made += 1;
    return make(name, options);
  }) as typeof document.createElement;
}
