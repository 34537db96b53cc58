import { setTimeout as sleep } from 'node:timers/promises';
import { FloodProcess } from '../flood/flood-process';
import { seenIntervals, watchIntervals } from '../screen/marker';
import { Sample } from '../spread';
import { type Flood, openWall } from './running-wall';
import type { Stage } from './stage';

const WARM_MS = 2_000;

export interface Reload {
  /** Ms between two animation frames of the wall, from the loss of the hub until the new snapshot is shown. */
  readonly intervals: Sample;
  /** From the new hub's first word until the wall is live again, ms. */
  readonly liveMs: number;
}

/** A live wall whose hub comes back with another log: everything is sent and built anew while the page goes on. */
export async function reloadLeg({ directory }: Stage, flood: Flood): Promise<Reload> {
  const wall = await openWall(directory, flood);
  const { page, hub } = wall;
  let next: FloodProcess | null = null;
  try {
    await sleep(WARM_MS);
    await watchIntervals(page);
    await hub.close();
    await page.locator('[data-testid="connection"]:not([data-state="live"])').waitFor({ timeout: 60_000 });
    next = new FloodProcess(flood.folder, { token: hub.token, port: Number(new URL(wall.hubUrl).port), epoch: 'another flood' });
    await next.url;
    const startedAt = performance.now();
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor({ timeout: 180_000 });
    const liveMs = performance.now() - startedAt;
    await sleep(WARM_MS);
    return { intervals: new Sample(await seenIntervals(page)), liveMs };
  } finally {
    await wall.close();
    await next?.close();
  }
}
