import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Bridge } from '../../shared/contract/bridge';
import { launchApp, type RunningApp, type ShownWall } from './running-app';

interface Plugged {
  readonly output: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A machine with up to four displays of different shapes, one above the other; the first output of a dummy is 78 for Electron. */
const HALL: Plugged = { output: 0, x: 0, y: 0, width: 1920, height: 1080 };
const DOOR: Plugged = { output: 1, x: 1920, y: 0, width: 1080, height: 1920 };
const ROW: Plugged = { output: 2, x: 0, y: 1920, width: 2560, height: 1080 };
const DESK: Plugged = { output: 3, x: 3000, y: 0, width: 1280, height: 720 };
const FIRST_OUTPUT = 78;
const identityOf = ({ output }: Plugged) => `output:${FIRST_OUTPUT + output}`;
const boundsOf = ({ x, y, width, height }: Plugged) => ({ x, y, width, height });

const SCREENS = [
  { name: 'hall', display: HALL, priority: 1, heightMm: 1_215, viewingDistanceMm: 5_000 },
  { name: 'door', display: DOOR, priority: 2, heightMm: 1_430, viewingDistanceMm: 3_000 },
  { name: 'row', display: ROW, priority: 3, heightMm: 640, viewingDistanceMm: 2_000 },
  { name: 'desk', display: DESK, priority: 4, heightMm: 400, viewingDistanceMm: 1_200 },
] as const;

/** Real displays of an X server without hardware: plugged, unplugged and resized while the app runs. */
test.describe('walls on several displays', () => {
  test.skip(process.platform !== 'linux', 'displays are plugged in through X');
  test.describe.configure({ mode: 'serial' });
  let running: RunningApp;
  let displays: { env: Record<string, string>; arrange(plugged: readonly Plugged[]): Promise<void>; close(): void };
  const dataDirectory = mkdtempSync(join(tmpdir(), 'hotline-screens-'));

  test.beforeAll(async () => {
    const { openManyDisplays } = await import('../../electron/setup/many-displays.mjs');
    displays = (await openManyDisplays([HALL])) as typeof displays;
    const screens = SCREENS.map(({ display, ...screen }) => ({ ...screen, display: identityOf(display) }));
    writeFileSync(join(dataDirectory, 'screens.json'), JSON.stringify({ screens }));
    running = await launchApp({ args: ['--wall', '--kiosk', '--software-rendering'], dataDirectory, env: displays.env });
    await expect((await running.page('wall')).getByTestId('connection')).toHaveAttribute('data-state', 'live', { timeout: 90_000 });
  });

  test.afterAll(async () => {
    await running.close();
    displays.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  /** Waits until exactly these screens are shown on exactly these displays, and looks at every page there. */
  async function areShown(expected: readonly (readonly [screen: string, on: Plugged])[]): Promise<void> {
    const wanted = expected.map(([screen, on]) => ({ screen, page: 'overview', display: identityOf(on), bounds: boundsOf(on) }));
    await expect
      .poll(async () => (await running.walls()).map(({ contents: _contents, ...wall }) => wall), { timeout: 20_000 })
      .toEqual(wanted);
    const walls = await running.walls();
    for (const [index, [, on]] of expected.entries()) await fills(walls[index], on);
  }

  /** What the page itself sees: it has the whole display, knows which one, shows a picture, and nothing scrolls. */
  async function fills(wall: ShownWall | undefined, on: Plugged): Promise<void> {
    const page = await pageOf(wall);
    await expect(page.locator('.wall-body')).toBeVisible({ timeout: 60_000 });
    await expect.poll(() => page.evaluate(() => [screenX, screenY, innerWidth, innerHeight])).toEqual([on.x, on.y, on.width, on.height]);
    const described = SCREENS.find(({ display }) => display === on);
    expect(await page.evaluate(() => (window as unknown as { hotlineWall: Pick<Bridge, 'screen'> }).hotlineWall.screen())).toEqual({
      name: described?.name,
      place: null,
      geometry: { heightMm: described?.heightMm, distanceMm: described?.viewingDistanceMm },
      rotation: { turns: [{ page: 'overview', seconds: 30, from: null, to: null }], alarms: [] },
      alone: true,
      number: null,
      technician: null,
      led: null,
      pairing: null,
    });
    const scrolls = await page.evaluate(() => {
      const { scrollingElement: root } = document;
      return root === null || root.scrollWidth > innerWidth || root.scrollHeight > innerHeight;
    });
    expect(scrolls).toBe(false);
  }

  async function pageOf(wall: ShownWall | undefined): Promise<Page> {
    for (const page of running.app.windows()) {
      const { width, x } = await page.evaluate(() => ({ width: innerWidth, x: screenX }));
      if (width === wall?.bounds.width && x === wall.bounds.x) return page;
    }
    throw new Error(`no page for ${JSON.stringify(wall)}`);
  }

  const contents = async () => Object.fromEntries((await running.walls()).map((wall) => [wall.screen, wall.contents]));

  test('one display: the most important screen', async () => {
    await areShown([['hall', HALL]]);
  });

  test('a second is plugged in: its screen comes, the first is not touched', async () => {
    const before = await contents();
    await displays.arrange([HALL, DOOR]);
    await areShown([
      ['hall', HALL],
      ['door', DOOR],
    ]);
    expect((await contents())['hall']).toBe(before['hall']);
  });

  test('four displays: every screen on its own', async () => {
    await displays.arrange([HALL, DOOR, ROW, DESK]);
    await areShown([
      ['hall', HALL],
      ['door', DOOR],
      ['row', ROW],
      ['desk', DESK],
    ]);
  });

  test('the display of the most important screen is unplugged: it takes the place of the least important, with its picture', async () => {
    const before = await contents();
    await displays.arrange([DOOR, ROW, DESK]);
    await areShown([
      ['hall', DESK],
      ['door', DOOR],
      ['row', ROW],
    ]);
    expect((await contents())['hall']).toBe(before['hall']);
  });

  test('it is plugged in again: everything goes home', async () => {
    await displays.arrange([HALL, DOOR, ROW, DESK]);
    await areShown([
      ['hall', HALL],
      ['door', DOOR],
      ['row', ROW],
      ['desk', DESK],
    ]);
  });

  test('a display changes its resolution and others move: pages follow', async () => {
    const larger = { ...DESK, width: 1920, height: 1080 };
    const moved = { ...ROW, y: 2400 };
    await displays.arrange([HALL, DOOR, moved, larger]);
    await expect
      .poll(async () => (await running.walls()).map(({ bounds }) => bounds), { timeout: 20_000 })
      .toEqual([HALL, DOOR, moved, larger].map(boundsOf));
  });

  /** Presses or lets go of a key on the wall, as its keyboard would. */
  const key = async (wall: ShownWall | undefined, type: 'keyDown' | 'keyUp', keyCode: string, modifiers: ('control' | 'shift')[]) =>
    running.app.evaluate(
      ({ webContents }, stroke) => webContents.fromId(stroke.contents)?.sendInputEvent({ ...stroke, type: stroke.type }),
      { contents: wall?.contents ?? 0, type, keyCode, modifiers },
    );

  test('a passer-by cannot leave: no window closes, no page reloads, no tools open', async () => {
    const before = await contents();
    const [wall] = await running.walls();
    const page = await pageOf(wall);
    await page.evaluate(() => Object.assign(window, { stillHere: true }));
    await running.app.evaluate(({ BaseWindow }) => {
      for (const window of BaseWindow.getAllWindows()) window.close();
    });
    for (const [code, modifiers] of [
      ['W', ['control']],
      ['R', ['control']],
      ['F5', []],
      ['I', ['control', 'shift']],
    ] as const)
      await key(wall, 'keyDown', code, [...modifiers]);
    await page.waitForTimeout(500);
    expect(await contents()).toEqual(before);
    expect(await page.evaluate(() => 'stillHere' in window)).toBe(true);
    const tools = await running.app.evaluate(({ webContents }) => webContents.getAllWebContents().some((each) => each.isDevToolsOpened()));
    expect(tools).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.body).cursor)).toBe('none');
  });

  test("the technician's keys, held, open a bar: screens show their numbers, and the kiosk can be left", async () => {
    const walls = await running.walls();
    const page = await pageOf(walls[0]);
    await key(walls[0], 'keyDown', 'F12', ['control', 'shift']);
    await expect(page.getByTestId('technician-bar')).toContainText(identityOf(HALL), { timeout: 15_000 });
    await key(walls[0], 'keyUp', 'F12', ['control', 'shift']);
    await page.getByRole('button', { name: 'Identify' }).click();
    for (const [index, wall] of walls.entries())
      await expect((await pageOf(wall)).getByTestId('screen-number').locator('b')).toHaveText(String(index + 1));
    await page.getByRole('button', { name: 'Leave kiosk' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByTestId('technician-bar')).toHaveCount(0);
    await running.app.evaluate(({ BaseWindow }, bounds) => {
      BaseWindow.getAllWindows()
        .find((window) => window.getBounds().x === bounds?.x && window.getBounds().y === bounds.y)
        ?.close();
    }, walls[3]?.bounds);
    await expect.poll(async () => (await running.walls()).length).toBe(walls.length - 1);
  });
});
