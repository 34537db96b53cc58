import { setTimeout as sleep } from 'node:timers/promises';
import { processorSeconds } from '../frames/processor-time';
import { pssBytes, settledPssBytes, treePssBytes } from '../machine/processes';
import { type WatchedProcess, watchedStream } from '../machine/watched-process';
import { MARKER, markSeq, paintMarker, seenIntervals, watchIntervals } from '../screen/marker';
import { colourShown, PixelWatch } from '../screen/pixel-watch';
import { type ShownLatency, shownLatency } from '../screen/shown-latency';
import { Sample } from '../spread';
import { type Flood, openWall } from './running-wall';
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
export async function wallLeg({ directory, screen }: Stage, flood: Flood, spanMs: number): Promise<WallLeg> {
  const wall = await openWall(directory, flood);
  const { hub, page, pid } = wall;
  try {
    await markSeq(page);
    await paintMarker(page, PROBE);
    await colourShown(screen, MARKER.x, MARKER.y, PROBE);
    const named = await wall.processes();
    // What loading has left behind is collected by itself; nobody is asked to.
    const before = await settledPssBytes(pid);
    const { startedAt } = await hub.begin();
    const watch = new PixelWatch(screen, MARKER.x, MARKER.y);
    await sleep(WARM_MS);
    const cpuBefore = named.map(([, process]) => processorSeconds(process));
    await watchIntervals(page);
    const from = clock();
    await sleep(spanMs);
    const until = clock();
    const intervals = new Sample(await seenIntervals(page));
    const cpuAfter = named.map(([, process]) => processorSeconds(process));
    const seen = watch.stop().filter(({ colour }) => colour !== PROBE && colour >= flood.seq);
    const shown = seen.filter(({ at }) => at >= from && at <= until);
    const [first, last] = [shown[0], shown.at(-1)];
    const seconds = (until - from) / 1_000;
    return {
      latency: shownLatency(seen, { after: flood.seq, startedAt, rate: flood.rate }, { from, until }),
      intervals,
      framesOver50: intervals.countOver(50),
      perSecond: first === undefined || last === undefined ? 0 : ((last.colour - first.colour) / (last.at - first.at)) * 1_000,
      cores: Object.fromEntries(named.map(([name], i) => [name, ((cpuAfter[i] ?? NaN) - (cpuBefore[i] ?? NaN)) / seconds])),
      pssBytes: before,
      pssBytesAfter: treePssBytes(pid),
      pssByProcess: Object.fromEntries(named.filter(([name]) => name !== 'hub').map(([name, process]) => [name, pssBytes(process)])),
      stream: within(watchedStream(wall.watched), from, until),
      hubLatestMs: (await hub.report()).latestMs,
    };
  } finally {
    await wall.close();
  }
}

function clock(): number {
  return performance.timeOrigin + performance.now();
}

function within({ pauses, heap }: WatchedProcess, from: number, until: number): WatchedProcess {
  return { pauses: pauses.filter(({ at }) => at >= from && at <= until), heap: heap.filter(({ at }) => at >= from && at <= until) };
}
