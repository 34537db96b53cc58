import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WIRE_VERSION } from '../../../shared/contract/wire';
import { FloodProcess } from '../flood/flood-process';
import { MARKER } from '../screen/marker';
import { colourShown, PixelWatch } from '../screen/pixel-watch';
import { type ShownLatency, shownLatency } from '../screen/shown-latency';
import { startElectron } from './electron-process';
import type { Flood } from './running-wall';
import type { Stage } from './stage';

const WARM_MS = 2_000;

/** The same flood into an empty page: event → pixels that nobody's app can beat here. */
export async function floorLeg({ directory, screen }: Stage, flood: Flood, spanMs: number): Promise<ShownLatency> {
  const hub = new FloodProcess(flood.folder);
  const url = await hub.url;
  const floor = startElectron('tests/bench/floor-page/main.cjs', join(directory, 'floor'), {
    BENCH_HUB: JSON.stringify({ url, token: hub.token, wire: WIRE_VERSION }),
  });
  try {
    await colourShown(screen, MARKER.x, MARKER.y, flood.seq);
    const { startedAt } = await hub.begin();
    const watch = new PixelWatch(screen, MARKER.x, MARKER.y);
    await sleep(WARM_MS + spanMs);
    const span = { from: startedAt + WARM_MS, until: startedAt + WARM_MS + spanMs };
    return shownLatency(watch.stop(), { after: flood.seq, startedAt, rate: flood.rate }, span);
  } finally {
    await floor.close();
    await hub.close();
  }
}
