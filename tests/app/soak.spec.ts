import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Judgement } from '../soak/judgement';
import type { Measure } from '../soak/measures';
import { drawPicture } from '../soak/picture/draw';
import { reportPicture } from '../soak/picture/report-svg';
import { runSoak } from '../soak/soak-run';
import type { RunningApp } from './running-app';

/** What a leak of ours adds, per second. */
const LEAK = { bytes: 8_000_000, nodes: 200 };
const PER_TEN_MINUTES = 600;
/** A minute mostly shows how an app warms up: what grows by less than this share of the leak is not the leak. */
const NOTICED = 0.5;

/** Ends what hangs; on a busy machine a minute of soaking takes longer to begin and to end. */
const LIMIT_MS = 600_000;

/** `npm run soak` in its short form: whether it would see a page that grows until it crashes, and say which. */
test('a leak in a page is found, in that page and nowhere else, and drawn', async () => {
  test.setTimeout(LIMIT_MS);
  const directory = mkdtempSync(join(tmpdir(), 'hotline-soak-'));
  try {
    const outcome = await runSoak({
      source: 'simulate?scale=0.02&speed=60',
      minutes: 1,
      everyMs: 1_000,
      walls: 1,
      directory,
      stop: new AbortController().signal,
      opened: leak,
    });
    const { judgements, held, span, replaced, ended } = outcome;
    expect({ replaced, ended }).toEqual({ replaced: 0, ended: false });

    const of = (name: string, measure: Measure) => judgements.find((each) => each.of === name && each.measure === measure);
    const growth = (name: string, measure: Measure) => of(name, measure)?.trend?.slope ?? 0;
    const megabytes = (LEAK.bytes / 1e6) * PER_TEN_MINUTES;
    expect(of('wall page', 'pss')?.verdict).toBe('grows');
    expect(growth('wall page', 'pss')).toBeGreaterThan(NOTICED * megabytes);
    for (const other of ['desk page', 'stream', 'hub', 'main']) expect(growth(other, 'pss')).toBeLessThan(NOTICED * megabytes);

    const nodes = LEAK.nodes * span * 60;
    const more = (name: string) => held.filter((each) => each.of === name).map(({ before, after }) => after.nodes - before.nodes);
    expect(more('wall')).toHaveLength(1);
    expect(more('wall')[0]).toBeGreaterThan(NOTICED * nodes);
    expect(more('desk')[0]).toBeLessThan(NOTICED * nodes);

    expectEverythingSampled(judgements);
    const png = await drawPicture(reportPicture(outcome, ['soak']), directory);
    expect(readFileSync(png).subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(readFileSync(join(directory, 'samples.csv'), 'utf8').split('\n').length).toBeGreaterThan(judgements.length);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test('a run that is told to stop ends with what it has', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'hotline-soak-'));
  const stop = new AbortController();
  try {
    const { judgements, span } = await runSoak({
      source: 'simulate?scale=0.02',
      minutes: 60,
      everyMs: 500,
      walls: 1,
      directory,
      stop: stop.signal,
      looked: (minute) => {
        if (minute > 0.05) stop.abort();
      },
    });
    expect(span).toBeLessThan(60);
    expect(judgements.length).toBeGreaterThan(0);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

/** By the clock, however seldom a busy machine lets the timer run. */
async function leak(running: RunningApp): Promise<void> {
  const wall = await running.page('wall');
  await wall.evaluate(({ bytes, nodes }) => {
    const kept: unknown[] = [];
    let last = performance.now();
    setInterval(() => {
      const seconds = (performance.now() - last) / 1_000;
      last = performance.now();
      kept.push(new Uint8Array(bytes * seconds).fill(1));
      for (let i = 0; i < nodes * seconds; i += 1) kept.push(document.createElement('i'));
    }, 100);
  }, LEAK);
}

function expectEverythingSampled(judgements: readonly Judgement[]): void {
  const sampled = new Set(judgements.map(({ of, measure }) => `${of}: ${measure}`));
  for (const name of ['hub', 'stream', 'main', 'graphics', 'wall page', 'desk page']) {
    for (const measure of ['pss', 'rss', 'handles']) expect(sampled).toContain(`${name}: ${measure}`);
  }
  for (const measure of ['heap', 'nodes', 'listeners', 'shown', 'lost']) expect(sampled).toContain(`wall: ${measure}`);
  expect(sampled).toContain('wall: age');
}
