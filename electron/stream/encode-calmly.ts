import { setImmediate } from 'node:timers/promises';
import type { Projection } from '../../shared/projection/projection';
import type { DurationMs } from '../../shared/time/instant';

/** What one turn of the event loop gives to it. */
const TURN_MS: DurationMs = 5;
/** Even where the machine is so busy that no time is left: records wait meanwhile. */
const LEAST_STEPS = 4;

/**
 * The snapshot of a projection as it is now, in pieces to be joined, made in turns of a few milliseconds: a million cases take a tenth of a second, which
 * no socket and no window may wait for. `hold` stops the projection from changing and answers with what lets it go on; it is held only until the cases
 * are copied.
 */
export async function encodeCalmly(projection: Projection, hold: () => () => void): Promise<readonly Uint8Array[]> {
  const steps = projection.encodeSteps();
  let release: (() => void) | null = hold();
  try {
    for (;;) {
      const until = performance.now() + TURN_MS;
      for (let done = 0; done < LEAST_STEPS || performance.now() < until; done += 1) {
        const step = steps.next();
        if (step.done === true) return step.value;
        if (!step.value) {
          release?.();
          release = null;
        }
      }
      await setImmediate();
    }
  } finally {
    release?.();
  }
}
