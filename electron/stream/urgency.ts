import { constants, setPriority } from 'node:os';
import type { StreamLog } from './stream-log';

/**
 * Asks the system to let this process run before others, as Chromium does for those that draw: pages can only show what the stream has told them, and where all of them
 * want the processor at once it would come last. Systems that do not let a user's process rise (Linux without privileges) leave it as it is.
 */
export function beUrgent(log: StreamLog): void {
  try {
    setPriority(constants.priority.PRIORITY_ABOVE_NORMAL);
  } catch (error) {
    log.info({ error: error instanceof Error ? error.message : String(error) }, 'the system keeps the stream at its ordinary priority');
  }
}
