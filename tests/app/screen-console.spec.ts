import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import type { HubToStream, StreamToHub } from '../../shared/contract/wire';
import { WIRE_VERSION } from '../../shared/contract/wire';
import { type HeadlessHub, startHeadlessHub } from './headless-hub';
import { launchApp, type RunningApp } from './running-app';

test.describe('a wall without a token', () => {
  let hub: HeadlessHub;
  let app: RunningApp;
  let wall: Page;
  let desk: Socket<HubToStream, StreamToHub>;

  test.beforeAll(async () => {
    hub = await startHeadlessHub('simulate?scale=0.02');
    desk = io(hub.url, { transports: ['websocket'], auth: { token: hub.token, wire: WIRE_VERSION, client: 'test', past: null } });
    app = await launchApp({ hub: { url: hub.url }, args: ['--wall'] });
    wall = await app.page('wall');
  });

  test.afterAll(async () => {
    desk?.close();
    await app?.close();
    await hub?.close();
  });

  test('shows a code, is let in by it, and shows the city', async () => {
    await expect(wall.getByTestId('pairing')).toBeVisible();
    const code = await wall.getByTestId('pairing-code').getAttribute('aria-label');
    await wall.screenshot({ path: 'screenshots/pairing.png' });
    expect(await desk.emitWithAck('pair', { code: code ?? '', name: 'North hall' })).toEqual({ ok: true });
    await expect(wall.locator('.wall-pages')).toBeVisible();
    await expect(wall.getByTestId('connection')).toHaveAttribute('data-state', 'live');
    const file = join(app.dataDirectory, 'hub-credential.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(hub.logDirectory, 'walls.json'), 'utf8')).toContain('North hall');
  });

  test('is shut out at once, keeps nothing, and asks to be paired again', async () => {
    const walls = JSON.parse(readFileSync(join(hub.logDirectory, 'walls.json'), 'utf8')) as { walls: { id: string }[] };
    expect(await desk.emitWithAck('revoke', { wall: walls.walls[0]!.id })).toEqual({ ok: true });
    await expect(wall.getByTestId('pairing')).toBeVisible({ timeout: 5_000 });
    await expect(wall.locator('[data-revoked]')).toBeVisible();
    await wall.screenshot({ path: 'screenshots/revoked.png' });
    await expect(wall.getByTestId('pairing-code')).toBeVisible();
    expect(existsSync(join(app.dataDirectory, 'hub-credential.json'))).toBe(false);
    expect(readdirSync(join(app.dataDirectory, 'pictures'))).toEqual([]);
  });
});
