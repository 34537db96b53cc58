import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchApp } from '../../app/running-app';
import { FloodProcess } from '../flood/flood-process';
import { processTree, pssBytes, treePssBytes } from '../machine/processes';
import { processorSeconds } from '../frames/processor-time';
import { type WatchedProcess, watchedStream } from '../machine/watched-process';
import { MARKER, markSeq, paintMarker, seenIntervals, watchIntervals } from '../screen/marker';
import { colourShown, PixelWatch } from '../screen/pixel-watch';
import { type ShownLatency, shownLatency } from '../screen/shown-latency';
import { Sample } from '../spread';
import type { Stage } from './stage';

const WARM_MS = 3_000;
/** No wall shows this as its seq here. */
const PROBE = 0xf1_02_e3;

export interface WallLeg {
  readonly latency: ShownLatency;
  /** Ms between two animation frames of the page. */
  readonly intervals: Sample;
  readonly framesOver50: number;
  /** Events per second that the wall has come to show. */
  readonly perSecond: number;
  /** Cores used, by process. */
  readonly cores: Readonly<Record<string, number>>;
  /** Of the app's processes together, with the snapshot loaded and before the flood; and at its end. */
  readonly pssBytes: number;
  readonly pssBytesAfter: number;
  readonly pssByProcess: Readonly<Record<string, number>>;
  readonly stream: WatchedProcess;
  /** How late the hub itself was at most. */
  readonly hubLatestMs: number;
}

/** The real app with one wall, full screen, on a flood that runs for `spanMs`. */
export async function wallLeg(
  { directory, screen }: Stage,
  flood: { readonly folder: string; readonly seq: number; readonly rate: number },
  spanMs: number,
): Promise<WallLeg> {
  const hub = new FloodProcess(flood.folder);
  const url = await hub.url;
  const tokenFile = join(directory, 'token');
  writeFileSync(tokenFile, `${hub.token}\n`, { mode: 0o600 });
  const watched = mkdtempSync(join(directory, 'watched-'));
  process.env['BENCH_WATCH_DIRECTORY'] = watched;
  const running = await launchApp({ hub: { url, tokenFile }, args: ['--wall'], hook: 'tests/bench/machine/watch-forks.cjs' });
  try {
    const root = running.app.process().pid ?? 0;
    const page = await running.page('wall');
    await page.locator('[data-testid="connection"][data-state="live"]').waitFor({ timeout: 120_000 });
    await page.waitForFunction((seq) => Number(document.querySelector<HTMLElement>('.as-of')?.dataset['seq']) >= seq, flood.seq);
    await markSeq(page);
    await paintMarker(page, PROBE);
    await colourShown(screen, MARKER.x, MARKER.y, PROBE);
    // What loading has left behind is collected by itself; nobody is asked to.
    await sleep(WARM_MS);
    const named = await namedProcesses(running, hub.pid);
    const before = { pssBytes: treePssBytes(root) };
    const { startedAt } = await hub.begin();
    const watch = new PixelWatch(screen, MARKER.x, MARKER.y);
    await sleep(WARM_MS);
    const cpuBefore = named.map(([, pid]) => processorSeconds(pid));
    await watchIntervals(page);
    const from = clock();
    await sleep(spanMs);
    const until = clock();
    const intervals = new Sample(await seenIntervals(page));
    const cpuAfter = named.map(([, pid]) => processorSeconds(pid));
    const seen = watch.stop();
    const shown = seen.filter(({ colour, at }) => at >= from && at <= until && colour >= flood.seq && colour !== PROBE);
    const [first, last] = [shown[0], shown.at(-1)];
    const seconds = (until - from) / 1_000;
    return {
      latency: shownLatency(
        seen.filter(({ colour }) => colour !== PROBE),
        { after: flood.seq, startedAt, rate: flood.rate },
        { from, until },
      ),
      intervals,
      framesOver50: intervals.countOver(50),
      perSecond: first === undefined || last === undefined ? 0 : ((last.colour - first.colour) / (last.at - first.at)) * 1_000,
      cores: Object.fromEntries(named.map(([name], i) => [name, ((cpuAfter[i] ?? NaN) - (cpuBefore[i] ?? NaN)) / seconds])),
      ...before,
      pssBytesAfter: treePssBytes(root),
      pssByProcess: Object.fromEntries(named.filter(([name]) => name !== 'hub').map(([name, pid]) => [name, pssBytes(pid)])),
      stream: within(watchedStream(watched), from, until),
      hubLatestMs: (await hub.report()).latestMs,
    };
  } finally {
    await running.close();
    await hub.close();
  }
}

function clock(): number {
  return performance.timeOrigin + performance.now();
}

function within({ pauses, heap }: WatchedProcess, from: number, until: number): WatchedProcess {
  return { pauses: pauses.filter(({ at }) => at >= from && at <= until), heap: heap.filter(({ at }) => at >= from && at <= until) };
}

/** Name and process id of everything that works on the way. */
async function namedProcesses(running: Awaited<ReturnType<typeof launchApp>>, hub: number): Promise<(readonly [string, number])[]> {
  const { stream = 0 } = await running.pids();
  const others = await running.app.evaluate(({ app, webContents }) => [
    ...webContents.getAllWebContents().map((contents) => [`${new URL(contents.getURL()).host} page`, contents.getOSProcessId()] as const),
    ['graphics', app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? 0] as const,
    ['main', process.pid] as const,
  ]);
  const known = new Set([stream, ...others.map(([, pid]) => pid)]);
  const rest = processTree(running.app.process().pid ?? 0).filter((pid) => !known.has(pid));
  return [['hub', hub], ['stream', stream], ...others, ...rest.map((pid) => [`other ${pid}`, pid] as const)];
}
