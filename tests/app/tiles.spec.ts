import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp } from './running-app';

/** Marks that are looked at, at most: tiles are freed by chance too, when the page asks for others just then. */
const MOST_MARKS = 6;
/** electron/main/graphics.ts, four bytes a pixel. */
const TILE_BYTES = 128 * 120 * 4;
/** From a mark's change until the graphics process has seen it. */
const SEEN_MS = 1_000;

/** Without that a wall that has found its rest keeps two screens' worth of tiles that only its beginning took, and so does every further one. */
test('what a wall has let go of before a mark is freed in the graphics process with it', async () => {
  test.setTimeout(120_000);
  test.skip(process.platform !== 'linux', 'only Linux tells what a process has mapped');
  const running = await launchApp({ args: ['--wall'] });
  try {
    const wall = await running.page('wall');
    await wall.locator('[data-testid="connection"][data-state="live"]').waitFor({ timeout: 120_000 });
    let letGo = 0;
    for (let marked = 0; marked < MOST_MARKS && letGo === 0; marked += 1) {
      // The page lets go of all that shows its tiles, some seconds later.
      await wall.evaluate(
        (hidden) => {
          const body = document.querySelector<HTMLElement>('.wall-body');
          if (body !== null) body.style.visibility = hidden ? 'hidden' : 'visible';
        },
        marked % 2 === 0,
      );
      const mark = wall.locator('.tile-mark');
      const turned = await mark.getAttribute('data-turned');
      let before = await leftOf(running);
      while ((await mark.getAttribute('data-turned')) === turned) {
        before = await leftOf(running);
        await sleep(100);
      }
      await sleep(SEEN_MS);
      const after = await leftOf(running);
      letGo += before.size;
      expect([...before.keys()].filter((name) => after.has(name))).toEqual([]);
    }
    expect(letGo).toBeGreaterThan(0);
  } finally {
    await running.close();
  }
});

/** Tiles that the graphics process has mapped and no page has any more. */
async function leftOf(running: RunningApp): Promise<Map<string, number>> {
  const { pages, graphics } = await shared(running);
  return new Map([...graphics].filter(([name, bytes]) => bytes === TILE_BYTES && !pages.has(name)));
}

/** What pages and the graphics process have mapped of Chromium's shared memory: bytes by name. */
async function shared({ app }: RunningApp): Promise<{ pages: Map<string, number>; graphics: Map<string, number> }> {
  const metrics = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ type, pid }) => ({ type, pid })));
  const of = (type: string) => new Map(metrics.filter((each) => each.type === type).flatMap(({ pid }) => [...sharedMaps(pid)]));
  return { pages: of('Tab'), graphics: of('GPU') };
}

/** Size in bytes of everything that a process has mapped from Chromium's shared memory, by name. */
function sharedMaps(pid: number): Map<string, number> {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n');
  const maps = new Map<string, number>();
  for (const line of lines) {
    const found = /^([0-9a-f]+)-([0-9a-f]+) .*(\/dev\/shm\/\S+)/u.exec(line);
    if (found?.[1] !== undefined && found[2] !== undefined && found[3] !== undefined)
      maps.set(found[3], Number.parseInt(found[2], 16) - Number.parseInt(found[1], 16));
  }
  return maps;
}
