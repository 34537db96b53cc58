import type { Projection } from '../../shared/projection/projection';
import { inTurns } from './in-turns';

/**
 * The snapshot of a projection as it is now, in pieces to be joined, made in turns: a million cases take about a second, which no socket and no window may
 * wait for. `hold` stops the projection from changing and answers with what lets it go on; it is held only until the cases are copied.
 */
export async function encodeCalmly(projection: Projection, hold: () => () => void): Promise<readonly Uint8Array[]> {
  let release: (() => void) | null = hold();
  const letGo = () => {
    release?.();
    release = null;
  };
  try {
    return await inTurns(projection.encodeSteps(), (mustHold) => {
      if (!mustHold) letGo();
    });
  } finally {
    letGo();
  }
}
