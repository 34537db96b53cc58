import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collector = (options: { readonly type: 'minor' }) => void;

let collector: Collector | null = null;

/**
 * Frees the young objects of this process that nobody holds (a millisecond or so). For main, which makes so little that its collector does not come for hours: a picture of a wall,
 * to the collector a small object, keeps 8 MB until then.
 */
export function collectYoung(): void {
  if (collector === null) {
    setFlagsFromString('--expose-gc');
    collector = runInNewContext('gc') as Collector;
    setFlagsFromString('--no-expose-gc');
  }
  collector({ type: 'minor' });
}
