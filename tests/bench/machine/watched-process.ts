import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Times are ms of this machine's clock. */
interface Pause {
  readonly at: number;
  readonly pauseMs: number;
  readonly kind: number;
}
export interface HeapSample {
  readonly at: number;
  readonly heapUsed: number;
  readonly arrayBuffers: number;
  readonly external: number;
  readonly rss: number;
}

export interface WatchedProcess {
  readonly pauses: readonly Pause[];
  readonly heap: readonly HeapSample[];
}

/** What watch-process.cjs has written of the app's stream in `directory`. Throws when there is nothing. */
export function watchedStream(directory: string): WatchedProcess {
  const name = readdirSync(directory).find((file) => file.startsWith('stream-'));
  if (name === undefined) throw new Error('the stream was not watched');
  const lines = readFileSync(join(directory, name), 'utf8').split('\n');
  // The last line may not be whole yet.
  const entries = lines.slice(0, -1).map((line) => JSON.parse(line) as Pause | HeapSample);
  return {
    pauses: entries.filter((entry) => 'pauseMs' in entry),
    heap: entries.filter((entry) => 'heapUsed' in entry),
  };
}
