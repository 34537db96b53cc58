import { Packr, Unpackr } from 'msgpackr';
import type { LogRecord } from '../domain/events';

/**
 * Packs values into one buffer that needs nothing else to be read: msgpack with record definitions inline. For what is small; the stream of records is
 * packed by `record-batch`.
 */
const packer = new Packr({ useRecords: true, variableMapSize: true });
const unpacker = new Unpackr({ useRecords: true });

/** Records that need not follow each other: the history of one case. */
export function packRecords(records: readonly LogRecord[]): Uint8Array {
  return packer.pack(records);
}

export function packUnchecked(value: unknown): Uint8Array {
  return packer.pack(value);
}

/** The value in `bytes`, unchecked: hand it to a schema when it comes from another machine. Throws on bytes that are not msgpack. */
export function unpackUnchecked(bytes: Uint8Array): unknown {
  return unpacker.unpack(bytes);
}
