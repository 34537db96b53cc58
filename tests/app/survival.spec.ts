import { constants, getPriority } from 'node:os';
import { expect, type Page, test } from '@playwright/test';
import { launchApp, type RunningApp } from './running-app';

/** Every process but main may die at any moment. The windows say so, keep the last picture, and come back by themselves. */
test.describe('survival', () => {
  test.describe.configure({ mode: 'serial' });
  let running: RunningApp;
  let wall: Page;
  let desk: Page;
  const times: string[] = [];

  test.beforeAll(async () => {
    running = await launchApp({ source: 'simulate?scale=0.02&speed=20' });
    wall = await running.page('wall');
    desk = await running.page('desk');
    await isLive(wall, 'connection');
    await isLive(desk, 'desk-connection');
  });

  test.afterAll(async () => {
    await running.close();
    process.stdout.write(`${['', 'kill -9 of …: not live after / live again after', ...times].join('\n')}\n`);
  });

  const isLive = (page: Page, id: string) => expect(page.getByTestId(id)).toHaveAttribute('data-state', 'live', { timeout: 60_000 });
  const seqOf = async (page: Page) => Number(await page.locator('[data-tile="deadlines"] .as-of').getAttribute('data-seq'));

  /** Resolves when the wall's own words for the link are (not) "live". */
  async function untilLive(live: boolean): Promise<void> {
    await wall.waitForFunction(
      (wanted) => (document.querySelector('[data-testid="connection"]')?.getAttribute('data-state') === 'live') === wanted,
      live,
      { polling: 20, timeout: 60_000 },
    );
  }

  test('kill -9 of the hub: the picture stays, marked stale, and goes on without loss', async () => {
    const before = await seqOf(wall);
    const { hub } = await running.pids();
    const killedAt = performance.now();
    process.kill(hub ?? 0, 'SIGKILL');
    await untilLive(false);
    const seenAfter = performance.now() - killedAt;
    await expect(wall.locator('[data-tile="deadlines"]')).toBeVisible();
    await untilLive(true);
    times.push(`hub: ${Math.round(seenAfter)} ms / ${Math.round(performance.now() - killedAt)} ms`);
    await isLive(desk, 'desk-connection');
    await expect.poll(() => seqOf(wall)).toBeGreaterThan(before);
    expect((await running.pids()).hub).not.toBe(hub);
  });

  test('the stream runs before others where the system lets it', async () => {
    const { stream } = await running.pids();
    const may = process.getuid?.() === 0;
    expect(getPriority(stream)).toBe(may ? constants.priority.PRIORITY_ABOVE_NORMAL : 0);
  });

  test('kill -9 of the stream: pages keep the last picture and get a new port', async () => {
    const before = await seqOf(wall);
    const { stream } = await running.pids();
    const killedAt = performance.now();
    process.kill(stream ?? 0, 'SIGKILL');
    await expect.poll(async () => (await running.pids()).stream, { timeout: 10_000 }).not.toBe(stream);
    await expect.poll(() => seqOf(wall), { timeout: 30_000, intervals: [20] }).toBeGreaterThan(before);
    await untilLive(true);
    times.push(`stream: picture kept / ${Math.round(performance.now() - killedAt)} ms`);
    await isLive(desk, 'desk-connection');
  });

  test('a stream that hangs: pages say how old the picture is', async () => {
    const { stream } = await running.pids();
    process.kill(stream ?? 0, 'SIGSTOP');
    const stoppedAt = performance.now();
    try {
      await untilLive(false);
      times.push(`stream (hung): ${Math.round(performance.now() - stoppedAt)} ms / until it goes on`);
      await expect(wall.locator('[data-tile="deadlines"]')).toHaveAttribute('data-old', 'true');
    } finally {
      process.kill(stream ?? 0, 'SIGCONT');
    }
    await untilLive(true);
  });

  for (const [surface, id] of [
    ['wall', 'connection'],
    ['desk', 'desk-connection'],
  ] as const) {
    test(`kill -9 of the ${surface}'s renderer: a fresh page takes its place`, async () => {
      const pid = await running.app.evaluate(
        ({ webContents }, prefix) =>
          webContents
            .getAllWebContents()
            .find((contents) => contents.getURL().startsWith(prefix))
            ?.getOSProcessId() ?? 0,
        `app://${surface}/`,
      );
      expect(pid).toBeGreaterThan(0);
      const replaced = running.app.waitForEvent('window', { timeout: 30_000 });
      const killedAt = performance.now();
      process.kill(pid, 'SIGKILL');
      const fresh = await replaced;
      if (surface === 'wall') wall = fresh;
      else desk = fresh;
      await isLive(fresh, id);
      times.push(`renderer of the ${surface}: at once / ${Math.round(performance.now() - killedAt)} ms`);
    });
  }

  const graphicsPid = () => running.app.evaluate(({ app }) => app.getAppMetrics().find((metric) => metric.type === 'GPU')?.pid ?? 0);

  /** Kills the graphics process; resolves when there is another one, with the moment of the kill. */
  async function killGraphics(): Promise<number> {
    const pid = await graphicsPid();
    expect(pid).toBeGreaterThan(0);
    const killedAt = performance.now();
    process.kill(pid, 'SIGKILL');
    await expect.poll(graphicsPid, { timeout: 20_000, intervals: [50] }).not.toBe(pid);
    return killedAt;
  }

  test('kill -9 of the GPU process: a map that nobody holds has no WebGL to lose, and the wall goes on', async () => {
    await expect(wall.locator('.city-map')).toHaveAttribute('data-ground', 'vectors');
    await expect(wall.locator('canvas.maplibregl-canvas')).toHaveCount(0);
    await killGraphics();
    const before = await seqOf(wall);
    await expect.poll(() => seqOf(wall)).toBeGreaterThan(before);
    await expect(wall.locator('.city-map svg.city-map-ground path').first()).toBeAttached();
  });

  test('kill -9 of the GPU process, nine times in a row: a map that somebody holds has its context back each time, where it was', async () => {
    const map = wall.locator('.city-map');
    await map.focus();
    await wall.keyboard.press('+');
    await expect(map).toHaveAttribute('data-ground', 'webgl', { timeout: 60_000 });
    await expect(map.getByRole('button')).toBeVisible();
    const contextIsThere = () =>
      running.app.evaluate(async ({ webContents }) => {
        const contents = webContents.getAllWebContents().find((each) => each.getURL().startsWith('app://wall/'));
        return (await contents?.executeJavaScript(
          `(() => { const c = document.querySelector('canvas.maplibregl-canvas'); const gl = c?.getContext('webgl2'); return gl != null && !gl.isContextLost(); })()`,
        )) as boolean;
      });
    await expect.poll(contextIsThere, { timeout: 30_000 }).toBe(true);
    const scale = await map.locator('.city-map-scale').textContent();
    const lengths: number[] = [];
    // With the one before: as many as are borne before the app goes on without graphics.
    for (let round = 0; round < 9; round += 1) {
      const killedAt = await killGraphics();
      await expect.poll(contextIsThere, { timeout: 20_000, intervals: [100] }).toBe(true);
      lengths.push(performance.now() - killedAt);
    }
    await expect(map).toHaveAttribute('data-ground', 'webgl');
    expect(await map.locator('.city-map-scale').textContent()).toBe(scale);
    const sorted = lengths.toSorted((a, b) => a - b);
    times.push(`GPU process, 9 times: – / median ${Math.round(sorted[4] ?? 0)} ms, longest ${Math.round(sorted[8] ?? 0)} ms`);
    await map.focus();
    await wall.keyboard.press('Home');
    await expect(map.getByRole('button')).toHaveCount(0);
  });
});
