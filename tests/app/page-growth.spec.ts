import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Page, test } from '@playwright/test';
import { type Held, PageHeaps } from '../bench/machine/page-heap';
import { launchApp, type RunningApp } from './running-app';

/** Charts, map and tables are there. */
const SETTLE_MS = 15_000;
/** Pictures of every page between the two looks. */
const PICTURES = 300;
/** Figures become longer. */
const MOST_HEAP_GROWTH = 1.25;
/** Nodes and listeners for each picture: lists become fuller and emptier by some hundred in all; a leak is at least one a picture. */
const MOST_A_PICTURE = 0.9;
const SURFACES = ['wall', 'desk'] as const;

/** What every browser wall gets wrong: the page grows until it crashes. Seen here is what a page still holds once everything else is collected. */
test('after many pictures pages hold no more script memory, nodes and listeners than before', async () => {
  const running = await launchApp({ source: 'simulate?scale=0.1&speed=300' });
  try {
    for (const surface of SURFACES) await live(await running.page(surface));
    await sleep(SETTLE_MS);
    const heaps = new PageHeaps();
    const before = await heldBy(running, heaps);
    await Promise.all(SURFACES.map(async (surface) => morePictures(await running.page(surface))));
    const after = await heldBy(running, heaps);
    for (const [i, surface] of SURFACES.entries()) {
      expect(after[i]!.heap / before[i]!.heap, `${surface}: heap`).toBeLessThan(MOST_HEAP_GROWTH);
      for (const name of ['nodes', 'listeners'] as const) {
        expect((after[i]![name] - before[i]![name]) / PICTURES, `${surface}: ${name}`).toBeLessThan(MOST_A_PICTURE);
      }
    }
  } finally {
    await running.close();
  }
});

async function live(page: Page): Promise<void> {
  await page.locator('[data-testid$="connection"][data-state="live"]').first().waitFor({ timeout: 120_000 });
  await page.locator('.as-of').first().waitFor({ timeout: 120_000 });
}

function heldBy(running: RunningApp, heaps: PageHeaps): Promise<Held[]> {
  return Promise.all(
    SURFACES.map(async (surface) => {
      const held = await heaps.held(await running.page(surface));
      if (held === null) throw new Error(`the ${surface} has been replaced`);
      return held;
    }),
  );
}

async function morePictures(page: Page): Promise<void> {
  await page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        let seen = 0;
        const watch = new MutationObserver(() => {
          seen += 1;
          if (seen < wanted) return;
          watch.disconnect();
          resolve();
        });
        const asOf = document.querySelector('.as-of');
        if (asOf !== null) watch.observe(asOf, { attributes: true, attributeFilter: ['data-seq'] });
      }),
    PICTURES,
  );
}
