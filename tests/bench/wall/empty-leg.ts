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

/** Of an app whose windows, of the wall's size, share one page process as walls do: with nothing on them, or with a screen full of text that is another every second. */
export async function bareLeg({ directory }: Stage, page: 'empty' | 'text', windows: number): Promise<number> {
  const env = { BENCH_WINDOWS: String(windows), BENCH_PAGE: `bare-${page}.html` };
  const bare = startElectron('tests/bench/wall/bare-window.cjs', join(directory, 'bare'), env);
  try {
    return await settledPssBytes(bare.pid);
  } finally {
    await bare.close();
  }
}
