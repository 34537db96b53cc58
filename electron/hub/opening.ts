import type { Ledger } from './ledger';
import type { EventSource } from './sources/source';
import { nextTurn } from './turns';

/** Big transactions: nobody waits for an answer yet. */
const EVENTS_AT_ONCE = 10_000;

/**
 * Takes the source's opening events into the log: all of them for an empty log, the rest after an end in their midst, none otherwise. Returns
 * how many came. Throws StorageError; what was committed stays, and the next start goes on from there.
 */
export async function takeOpening(
  ledger: Ledger,
  source: EventSource,
  refused: (reason: string) => void,
  onProgress: (done: number) => void,
): Promise<number> {
  let taken = 0;
  const commit = () => {
    for (const record of ledger.commit().records) source.observe(record);
  };
  for (const pending of source.resume(ledger.projection, ledger.log.position)) {
    const reason = ledger.takeEvent(pending);
    if (reason !== null) refused(reason);
    taken += 1;
    if (taken % EVENTS_AT_ONCE === 0) {
      commit();
      onProgress(taken);
      await nextTurn();
    }
  }
  commit();
  return taken;
}
