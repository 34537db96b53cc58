import { CaseLog } from '../../electron/hub/log/case-log';
import type { LogRecord } from '../../shared/domain/events';

/** Every record on the disk of a hub that does not run, in order. */
export function* readLog(directory: string): Generator<LogRecord> {
  const log = CaseLog.open({ directory, sourceIdentity: 'chaos', now: 0 });
  try {
    for (let last = 0; last < log.head;) {
      const page = log.readSince(last, 2_000);
      if (page.length === 0) return;
      yield* page;
      last = page.at(-1)?.seq ?? log.head;
    }
  } finally {
    log.close();
  }
}
