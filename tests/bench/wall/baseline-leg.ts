import { setTimeout as sleep } from 'node:timers/promises';
import { JsonHub } from '../naive/json-hub';
import { treePssBytes } from '../machine/processes';
import { openPageApp } from '../page-app/page-app';
import { MARKER, seenIntervals, watchIntervals } from '../screen/marker';
import { colourShown, PixelWatch } from '../screen/pixel-watch';
import { type ShownLatency, shownLatency } from '../screen/shown-latency';
import { Sample } from '../spread';
import type { Stage } from './stage';

const WARM_MS = 3_000;
const SPAN_MS = 8_000;
/** An app that is behind shows events so long after they were due. */
const GRACE_MS = 3_000;

/** Both ship in naive/wall. */
export interface Baseline {
  readonly name: 'naive' | 'competent';
  readonly open: number;
  readonly rate: number;
}

export interface BaselineLeg {
  readonly latency: ShownLatency;
  readonly intervals: Sample;
  readonly pssBytes: number;
}

/** A wall as others would write it, on its own kind of hub. */
export async function baselineLeg({ screen }: Stage, { name, open, rate }: Baseline): Promise<BaselineLeg> {
  const hub = new JsonHub({ open, rate, batched: name === 'competent' });
  const app = await openPageApp(`naive/wall/${name}.html`, { hub: await hub.url });
  try {
    await colourShown(screen, MARKER.x, MARKER.y, open);
    // The map, too.
    await sleep(WARM_MS);
    const { startedAt } = await hub.begin();
    const watch = new PixelWatch(screen, MARKER.x, MARKER.y);
    await sleep(WARM_MS);
    await watchIntervals(app.page);
    await sleep(SPAN_MS);
    const intervals = new Sample(await seenIntervals(app.page));
    const pssBytes = treePssBytes(app.pid);
    await sleep(GRACE_MS);
    const span = { from: startedAt + WARM_MS, until: startedAt + WARM_MS + SPAN_MS + GRACE_MS };
    return { latency: shownLatency(watch.stop(), { after: open, startedAt, rate }, span), intervals, pssBytes };
  } finally {
    await app.close();
    hub.close();
  }
}
