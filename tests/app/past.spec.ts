import { expect, type Page, test } from '@playwright/test';
import { launchApp, type RunningApp } from './running-app';

/** Two hours of a city's day are in the log when it opens. */
const CITY = 'simulate?scale=0.05&speed=1&start=10:00&seed=9';

test.describe('the time bar', () => {
  test.describe.configure({ mode: 'serial' });
  let running: RunningApp;
  let wall: Page;
  let desk: Page;

  test.beforeAll(async () => {
    running = await launchApp({ source: CITY });
    wall = await running.page('wall');
    desk = await running.page('desk');
    await expect(wall.getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: 90_000 });
    await expect(desk.getByTestId('desk-connection')).toHaveAttribute('data-state', 'live');
  });

  test.afterAll(async () => {
    await running?.close();
  });

  const seqOf = async (page: Page) => Number(await page.locator('.as-of').first().getAttribute('data-seq'));

  test('shows a past minute on the desk alone, says that it is not now, and offers nothing that acts', async () => {
    const present = await seqOf(wall);
    await desk.keyboard.press('t');
    const bar = desk.getByTestId('time-bar');
    await expect(bar).toHaveAttribute('data-past', 'false');
    await bar.getByRole('button', { name: /hour earlier|早一小时/ }).click();
    await expect(bar).toHaveAttribute('data-past', 'true');
    await expect(desk.getByTestId('time-bar-at')).toHaveText(/^(08:5|09:0)\d$/);
    await expect.poll(() => seqOf(desk)).toBeLessThan(present);
    await expect(desk.getByTestId('desk-connection')).toHaveAttribute('data-state', 'live');
    await expect(desk.getByTestId('desk-connection')).toContainText('not now');
    await expect(wall.locator('.past-label')).toHaveCount(0);
    expect(await seqOf(wall)).toBeGreaterThanOrEqual(present);
    await desk.keyboard.press('e');
    await expect(desk.locator('dialog[open]')).toHaveCount(0);
  });

  test('brings the wall to the same moment, where it can be stepped and played by keys', async () => {
    await wall.keyboard.press('t');
    const bar = wall.getByTestId('time-bar');
    await bar.getByRole('slider').focus();
    await wall.keyboard.press('Shift+ArrowLeft');
    const at = wall.getByTestId('time-bar-at');
    await expect(bar).toHaveAttribute('data-past', 'true');
    await expect.poll(() => wall.locator('.past-label').count()).toBe(1);
    const before = await at.textContent();
    await expect(desk.getByTestId('time-bar-at')).toHaveText(before ?? '');
    await wall.keyboard.press('ArrowLeft');
    await expect(at).not.toHaveText(before ?? '');
    const stepped = await at.textContent();
    await bar.getByRole('button', { name: /^(Play|播放)$/ }).click();
    // An hour in a minute.
    await expect.poll(() => at.textContent(), { timeout: 20_000 }).not.toBe(stepped);
    await bar.getByRole('button', { name: /^(Pause|暂停)$/ }).click();
  });

  test('is back to the present with one key', async () => {
    for (const page of [desk, wall]) {
      await page.keyboard.press('l');
      await expect(page.getByTestId('time-bar')).toHaveCount(0);
      await expect(page.getByText('not now')).toHaveCount(0);
    }
    const present = await seqOf(wall);
    await expect.poll(() => seqOf(desk)).toBeGreaterThanOrEqual(present);
    await expect(desk.getByTestId('desk-connection')).toHaveAttribute('data-state', 'live');
  });
});
