import type { Hub } from '../../electron/hub/hub';
import { openBatch } from '../../shared/contract/record-batch';
import type { LogRecord } from '../../shared/domain/events';
import { recordsOf } from '../../shared/domain/record-columns';

/** The whole log, as the hub hands it out to sockets. */
export function recordsOfHub(hub: Hub): LogRecord[] {
  const records: LogRecord[] = [];
  for (let chunk = hub.chunkAfter(0); chunk !== null; chunk = hub.chunkAfter(records.length)) {
    const opened = openBatch(chunk.bytes);
    if (!opened.ok) throw new Error(opened.reason);
    for (const record of recordsOf(opened.columns)) if (record.seq > records.length) records.push(record);
  }
  return records;
}
