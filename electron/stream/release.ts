import { MessageChannel } from 'node:worker_threads';

/** Leads nowhere: what is handed to it is freed as soon as it was handed over. */
const nowhere = new MessageChannel().port1;
nowhere.close();

/**
 * Frees the memory of `bytes` at once; they are empty afterwards. For what was handed over by its maker and is used up: the collector, which sees only a small object, would come
 * for it seconds to minutes later, or all the more often because of it. Bytes that share their buffer with others are left to the collector.
 */
export function release(...bytes: readonly ArrayBufferView[]): void {
  for (const { buffer, byteLength } of bytes)
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) nowhere.postMessage(null, [buffer]);
}
