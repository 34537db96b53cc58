import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp } from './running-app';

/** Beyond what the wall's beginning took: changing figures leave some tiles between two of its marks. */
const MOST_LEFT_BYTES = 3_000_000;
/** Chromium's five seconds and two marks of the page. */
const WITHIN_MS = 25_000;

/** A wall's beginning takes three screens' worth of tiles, what follows one: on a machine with many walls the rest is the larger part of what a wall costs. */
test('what a wall lets go of does not stay in the graphics process', async () => {
  test.skip(process.platform !== 'linux', 'only Linux tells what a process has mapped');
  const running = await launchApp({ args: ['--wall'] });
  try {
    const wall = await running.page('wall');
    await wall.locator('[data-testid="connection"][data-state="live"]').waitFor({ timeout: 120_000 });
    await expect.poll(() => leftBytes(running), { timeout: WITHIN_MS, intervals: [1_000] }).toBeGreaterThan(MOST_LEFT_BYTES);
    await expect.poll(() => leftBytes(running), { timeout: WITHIN_MS, intervals: [1_000] }).toBeLessThan(MOST_LEFT_BYTES);
  } finally {
    await running.close();
  }
});

/** Shared memory of the graphics process that no page shares any more. */
async function leftBytes({ app }: RunningApp): Promise<number> {
  const metrics = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ type, pid }) => ({ type, pid })));
  const of = (type: string) => metrics.filter((each) => each.type === type).flatMap(({ pid }) => [...sharedMaps(pid)]);
  const inPages = new Map(of('Tab'));
  return of('GPU').reduce((sum, [name, bytes]) => (inPages.has(name) ? sum : sum + bytes), 0);
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
