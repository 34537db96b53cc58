import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { launchApp, type RunningApp } from './running-app';

interface KeptPicture {
  readonly text: string;
  readonly filter: string;
  readonly opacity: number;
  readonly width: number;
  readonly covers: boolean;
}

/** A wall that is switched off and on again shows at once what it showed last, and says that this is not now. */
test.describe('the picture that a launch begins with', () => {
  test.describe.configure({ mode: 'serial' });
  let dataDirectory: string;

  test.beforeAll(() => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'hotline-wall-kept-'));
  });
  test.afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

  const launch = () => launchApp({ dataDirectory, hook: 'tests/app/at-dom-ready.cjs' });
  const isLive = (page: Page, id: string) => expect(page.getByTestId(id)).toHaveAttribute('data-state', 'live', { timeout: 60_000 });
  const atDomReady = ({ app }: RunningApp, surface: 'wall' | 'desk') =>
    app.evaluate(
      (_electron, name) => (globalThis as unknown as { atDomReady: Record<string, KeptPicture | null> }).atDomReady[name],
      surface,
    );
  const folder = () => join(dataDirectory, 'pictures');
  const pictures = () => readdirSync(folder()).filter((name) => name.includes('.wall-'));

  /** Launches, waits until both windows are live, says what each page began with, and quits. */
  async function liveOnce(): Promise<{ wall: KeptPicture | null | undefined; desk: KeptPicture | null | undefined }> {
    const running = await launch();
    try {
      const wall = await running.page('wall');
      await isLive(wall, 'connection');
      await expect(wall.locator('#kept-picture')).toHaveCount(0);
      await isLive(await running.page('desk'), 'desk-connection');
      return { wall: await atDomReady(running, 'wall'), desk: await atDomReady(running, 'desk') };
    } finally {
      await running.close();
    }
  }

  test('a first launch has none, and its end keeps one of the wall alone', async () => {
    expect(await liveOnce()).toEqual({ wall: null, desk: null });
    expect(pictures()).toHaveLength(1);
  });

  test('the next one shows it before anything else, without colour and with its age, and takes it away for the live picture; a desk has none', async () => {
    const { wall, desk } = await liveOnce();
    expect(wall?.text).toMatch(/Not live: picture from .+ ago/);
    expect(wall?.filter).toBe('grayscale(1)');
    expect(wall?.opacity).toBeLessThan(0.5);
    expect(wall?.width).toBeGreaterThan(0);
    expect(wall?.covers).toBe(true);
    expect(desk).toBeNull();
  });

  test('a file that is damaged, or something else, is not shown; the wall comes alive without it and keeps another', async () => {
    const [name = ''] = pictures();
    const file = join(folder(), name);
    const damaged = readFileSync(file);
    damaged.writeUInt8(damaged.readUInt8(damaged.length - 1) ^ 1, damaged.length - 1);
    for (const bytes of [damaged, Buffer.from('<script>alert(1)</script>')]) {
      writeFileSync(file, bytes);
      expect((await liveOnce()).wall).toBeNull();
      expect(readFileSync(file).equals(bytes)).toBe(false);
    }
    expect((await liveOnce()).wall?.text).toContain('Not live');
  });
});
