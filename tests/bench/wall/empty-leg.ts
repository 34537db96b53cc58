import { join } from 'node:path';
import { settledPssBytes } from '../machine/processes';
import { startElectron } from './electron-process';
import type { Stage } from './stage';

/** Memory (PSS, bytes) of an Electron app that shows so many empty windows of the wall's size. */
export async function emptyLeg({ directory }: Stage, windows = 1): Promise<number> {
  const empty = startElectron('tests/bench/launch/empty-window.cjs', join(directory, 'empty'), { BENCH_WINDOWS: String(windows) });
  try {
    return await settledPssBytes(empty.pid);
  } finally {
    await empty.close();
  }
}
