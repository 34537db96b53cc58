import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bridge } from '../../shared/contract/bridge';
import { launchApp, type RunningApp } from '../app/running-app';
import { openPages } from '../bench/machine/app-processes';
import type { Held } from '../bench/machine/page-heap';
import { type Judgement, judged } from './judgement';
import { Probe } from './probe';
import { CSV_HEAD, csvLine, type Reading, Recording } from './series';

export interface SoakOptions {
  /** Of the embedded hub. */
  readonly source: string;
  readonly minutes: number;
  readonly everyMs: number;
  readonly walls: number;
  /** Where samples.csv is written to while the run goes on. */
  readonly directory: string;
  /** Ends the run early; what was sampled until then is judged. */
  readonly stop: AbortSignal;
  /** Called with the app once it is live, before the first sample. */
  readonly opened?: (running: RunningApp) => void | Promise<void>;
  /** Called after every look. */
  readonly looked?: (minute: number) => void;
}

export interface SoakOutcome {
  readonly judgements: readonly Judgement[];
  /** What pages held at the beginning and at the end once everything else was collected; of pages that were there at both. */
  readonly held: readonly HeldChange[];
  /** Minutes that were sampled. */
  readonly span: number;
  /** Pages that the app put in the place of others meanwhile. */
  readonly replaced: number;
  /** true: the app did not live as long as the run. */
  readonly ended: boolean;
}

export interface HeldChange {
  readonly of: string;
  readonly before: Held;
  readonly after: Held;
}

/** Until charts and everything else that comes after the first picture are there. */
const SETTLE_MS = 15_000;

/** Runs the real app with its embedded hub, a desk and walls, and samples it until the time is over, `stop` is given or the app has ended. Rejects when the app does not come to life. */
export async function runSoak(options: SoakOptions): Promise<SoakOutcome> {
  const { source, minutes, everyMs, directory, stop } = options;
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'samples.csv');
  writeFileSync(file, CSV_HEAD);
  const running = await launchApp({ source, args: ['--wall', '--desk'] });
  const recording = new Recording();
  const probe = new Probe(running);
  const ended = new AbortController();
  running.app.once('close', () => ended.abort());
  const over = AbortSignal.any([stop, ended.signal]);
  try {
    await openWalls(running, options.walls);
    await rest(SETTLE_MS, over);
    const before = await probe.held();
    await options.opened?.(running);
    const startedAt = performance.now();
    for (let next = startedAt; !over.aborted && next - startedAt <= minutes * 60_000; next += everyMs) {
      await rest(next - performance.now(), over);
      if (over.aborted) break;
      const minute = (performance.now() - startedAt) / 60_000;
      const readings = await look(probe, ended.signal);
      for (const reading of readings) recording.add(minute, reading);
      appendFileSync(file, readings.map((reading) => csvLine(minute, reading)).join(''));
      options.looked?.(minute);
    }
    const { span } = recording;
    return {
      judgements: recording.series.map((series) => judged(series, span)),
      held: changes(before, ended.signal.aborted ? new Map() : await probe.held()),
      span,
      replaced: probe.replaced,
      ended: ended.signal.aborted,
    };
  } finally {
    await running.close();
  }
}

function changes(before: ReadonlyMap<string, Held>, after: ReadonlyMap<string, Held>): HeldChange[] {
  return [...before].flatMap(([of, held]) => {
    const later = after.get(of);
    return later === undefined ? [] : [{ of, before: held, after: later }];
  });
}

/** Nothing of an app that has ended while it was looked at. */
async function look(probe: Probe, ended: AbortSignal): Promise<Reading[]> {
  try {
    return await probe.look();
  } catch (error) {
    if (!ended.aborted) throw error;
    return [];
  }
}

async function openWalls(running: RunningApp, wanted: number): Promise<void> {
  const desk = await running.page('desk');
  const wall = await running.page('wall');
  await wall.locator('[data-testid="connection"][data-state="live"]').waitFor({ timeout: 180_000 });
  const walls = async () => (await openPages(running)).filter(({ host }) => host === 'wall').length;
  for (let open = await walls(); open < wanted; open += 1) {
    await desk.evaluate(() => (window as unknown as { readonly hotlineWall: Bridge }).hotlineWall.openWall());
  }
  while ((await walls()) < wanted) await sleep(200);
}

async function rest(ms: number, over: AbortSignal): Promise<void> {
  try {
    await sleep(Math.max(0, ms), undefined, { signal: over });
  } catch {
    // It was given while we slept, and whoever called looks at it.
  }
}
