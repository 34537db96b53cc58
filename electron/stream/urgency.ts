import { constants, setPriority } from 'node:os';
import type { StreamLog } from './stream-log';

/** Whom the stream comes before: `telling`, others, for pages wait to be told; `rebuilding`, nobody, for there is nothing to be told until it is done. */
export type Urgency = 'telling' | 'rebuilding';

const PRIORITIES: Readonly<Record<Urgency, number>> = {
  telling: constants.priority.PRIORITY_ABOVE_NORMAL,
  rebuilding: constants.priority.PRIORITY_NORMAL,
};

/**
 * Asks the system to let this process run before others, as Chromium does for those that draw: pages can only show what the stream has told them, and where all of them
 * want the processor at once it would come last. Systems that do not let a user's process rise (Linux without privileges) leave it as it is; that is noted once.
 */
export function urgencySetter(log: StreamLog): (urgency: Urgency) => void {
  let granted = true;
  return (urgency) => {
    if (!granted) return;
    try {
      setPriority(PRIORITIES[urgency]);
    } catch (error) {
      granted = false;
      log.info({ error: error instanceof Error ? error.message : String(error) }, 'the system keeps the stream at its ordinary priority');
    }
  };
}
