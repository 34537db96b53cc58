import { join } from 'node:path';
import { settledPssBytes } from '../machine/processes';
import { startElectron } from './electron-process';
import type { Stage } from './stage';

/** Memory (PSS, bytes) of an Electron app that shows one empty window of the wall's size. */
export async function emptyLeg({ directory }: Stage): Promise<number> {
  const empty = startElectron('tests/bench/launch/empty-window.cjs', join(directory, 'empty'));
  try {
    return await settledPssBytes(empty.pid);
  } finally {
    await empty.close();
  }
}
