import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { treePssBytes } from '../machine/processes';
import { startElectron } from './electron-process';
import type { Stage } from './stage';

const SETTLE_MS = 4_000;

/** Memory (PSS, bytes) of an Electron app that shows one empty window of the wall's size. */
export async function emptyLeg({ directory }: Stage): Promise<number> {
  const empty = startElectron('tests/bench/launch/empty-window.cjs', join(directory, 'empty'));
  try {
    await sleep(SETTLE_MS);
    return treePssBytes(empty.pid);
  } finally {
    await empty.close();
  }
}
