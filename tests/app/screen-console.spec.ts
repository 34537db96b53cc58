import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { type HeadlessHub, startHeadlessHub } from './headless-hub';
import { launchApp, type RunningApp } from './running-app';

/** What a wall must do within when it is shut out. */
const REVOKED_MS = 5_000;

/** A hub, a wall that nobody knows, and a desk: three programs, as in a building. */
test.describe('the console of screens', () => {
  // One story.
  test.describe.configure({ mode: 'serial' });

  let hub: HeadlessHub;
  let wallApp: RunningApp;
  let deskApp: RunningApp;
  let wall: Page;
  let desk: Page;
  let card: Locator;

  test.beforeAll(async () => {
    hub = await startHeadlessHub('simulate?scale=0.02');
    wallApp = await launchApp({ hub: { url: hub.url }, args: ['--wall'] });
    wall = await wallApp.page('wall');
    deskApp = await launchApp({ hub, args: ['--desk'] });
    desk = await deskApp.page('desk');
    card = desk.getByTestId('screen-card');
  });

  test.afterAll(async () => {
    await deskApp?.close();
    await wallApp?.close();
    await hub?.close();
  });

  const enter = async (code: string) => {
    const form = desk.getByTestId('pair-form');
    await form.locator('.screen-code').fill(code);
    await form.getByRole('button').click();
  };
  const codeOnWall = async () => (await wall.getByTestId('pairing-code').getAttribute('aria-label')) ?? '';

  test('lets a wall in by the code that it shows, and by no other', async () => {
    await expect(wall.getByTestId('pairing')).toBeVisible();
    await desk.getByTestId('desk-screens').click();
    const form = desk.getByTestId('pair-form');
    await expect(form).toContainText('1 wall shows a code');
    const code = await codeOnWall();
    await enter(code === '000000' ? '000001' : '000000');
    await expect(form.locator('[data-outcome="failed"]')).toContainText('No wall shows this code');
    await form.locator('input').last().fill('North hall');
    await enter(code);
    await expect(form.locator('[data-outcome="done"]')).toBeVisible();
    await expect(wall.getByTestId('connection')).toHaveAttribute('data-state', 'live');
    await expect(wall.getByTestId('pairing')).toBeHidden();
    const kept = join(wallApp.dataDirectory, 'hub-credential.json');
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    const known = readFileSync(join(hub.logDirectory, 'walls.json'), 'utf8');
    expect(known).toContain('North hall');
    expect(known).not.toContain((JSON.parse(readFileSync(kept, 'utf8')) as { token: string }).token);
  });

  test('shows how the wall is and what it looks like', async () => {
    await expect(card).toHaveCount(1);
    await expect(card).toHaveAttribute('data-state', 'live');
    await expect(card).toContainText('North hall');
    await expect(card.locator('.screen-facts')).toContainText('Operations');
    const picture = card.locator('.screen-picture img');
    await expect(picture).toBeVisible();
    expect(await picture.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).toBeGreaterThan(300);
  });

  test('shows a page there, and says so once the wall does', async () => {
    await card.locator('select').selectOption('deadlines');
    await card.locator('[data-act="show-page"]').click();
    await expect(card.locator('[data-outcome="done"]')).toContainText('Deadlines');
    // At once, not after a while: it was said to be done.
    await expect(wall.locator('.wall')).toHaveAttribute('data-page', 'deadlines', { timeout: 1_000 });
    await expect(card.locator('.screen-facts')).toContainText('Deadlines');
  });

  test('has the wall show its number', async () => {
    await desk.locator('[data-act="identify-all"]').click();
    await expect(wall.getByTestId('screen-number')).toContainText((await card.locator('.screen-badge').textContent()) ?? '?');
    await expect(card.locator('[data-outcome="done"]')).toBeVisible();
    await expect(wall.getByTestId('screen-number')).toBeHidden({ timeout: 12_000 });
  });

  test('reloads the wall, which stays where it was led', async () => {
    await wall.evaluate(() => Object.assign(window, { before: true }));
    await card.locator('[data-act="reload"]').click();
    await expect(card.locator('[data-outcome="done"]')).toContainText('begun anew');
    expect(await wall.evaluate(() => 'before' in window)).toBe(false);
    await expect(wall.locator('.wall')).toHaveAttribute('data-page', 'deadlines');
    await expect(card.locator('.screen-facts')).toContainText('as asked');
  });

  test('shuts the wall out, which removes everything at once and can be paired again', async () => {
    await card.locator('[data-act="revoke"]').click();
    await card.locator('[data-act="revoke-now"]').click();
    await expect(wall.locator('[data-testid="pairing"][data-revoked]')).toBeVisible({ timeout: REVOKED_MS });
    await expect(wall.locator('.wall')).toHaveCount(0);
    await expect(desk.getByTestId('wall-card')).toHaveAttribute('data-state', 'revoked');
    await expect(card).toHaveCount(0);
    expect(existsSync(join(wallApp.dataDirectory, 'hub-credential.json'))).toBe(false);
    expect(readdirSync(join(wallApp.dataDirectory, 'pictures'))).toEqual([]);
    await enter(await codeOnWall());
    await expect(wall.getByTestId('connection')).toHaveAttribute('data-state', 'live');
    await expect(card).toHaveAttribute('data-state', 'live');
  });

  test('knows a wall that is gone', async () => {
    await wallApp.close();
    await expect(card).toHaveAttribute('data-state', 'absent');
    await expect(card.locator('[data-act="identify"]')).toBeDisabled();
  });
});

test('the console shows the wall beside a desk too, of the hub inside of the app', async () => {
  const running = await launchApp();
  try {
    const [wall, desk] = [await running.page('wall'), await running.page('desk')];
    await desk.getByTestId('desk-screens').click();
    const card = desk.getByTestId('screen-card');
    await expect(card).toHaveAttribute('data-state', 'live');
    await expect(card.locator('.screen-picture img')).toBeVisible();
    await card.locator('[data-act="identify"]').click();
    await expect(wall.getByTestId('screen-number')).toContainText('1');
    await expect(card.locator('[data-outcome="done"]')).toBeVisible();
    await expect(card.locator('[data-act="revoke"]')).toHaveCount(0);
  } finally {
    await running.close();
  }
});
