import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp } from './running-app';

/** A wall's beginning takes so much more than the wall, at least. */
const LEAST_LET_GO_BYTES = 1_000_000;
/** Changing figures leave some tiles between two of the page's marks. */
const MOST_LEFT_BYTES = 3_000_000;
/** Chromium's five seconds and two marks of the page, on a busy machine. */
const WITHIN_MS = 30_000;

/** Without that a wall that has found its rest keeps two screens' worth of tiles that only its beginning took, and so does every further one. */
test('what a wall lets go of does not stay in the graphics process', async () => {
  test.skip(process.platform !== 'linux', 'only Linux tells what a process has mapped');
  const running = await launchApp({ args: ['--wall'] });
  try {
    const wall = await running.page('wall');
    await wall.locator('[data-testid="connection"][data-state="live"]').waitFor({ timeout: 120_000 });
    const first = (await shared(running)).pages;
    const state = async () => {
      const { pages, graphics } = await shared(running);
      const letGo = bytesOf([...first].filter(([name]) => !pages.has(name)));
      const left = bytesOf([...graphics].filter(([name]) => !pages.has(name)));
      return { hasLetGo: letGo > LEAST_LET_GO_BYTES, isFreed: left < MOST_LEFT_BYTES };
    };
    await expect.poll(state, { timeout: WITHIN_MS, intervals: [1_000] }).toEqual({ hasLetGo: true, isFreed: true });
  } finally {
    await running.close();
  }
});

/** What pages and the graphics process have mapped of Chromium's shared memory: bytes by name. */
async function shared({ app }: RunningApp): Promise<{ pages: Map<string, number>; graphics: Map<string, number> }> {
  const metrics = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ type, pid }) => ({ type, pid })));
  const of = (type: string) => new Map(metrics.filter((each) => each.type === type).flatMap(({ pid }) => [...sharedMaps(pid)]));
  return { pages: of('Tab'), graphics: of('GPU') };
}

function bytesOf(maps: readonly (readonly [string, number])[]): number {
  return maps.reduce((sum, [, bytes]) => sum + bytes, 0);
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
