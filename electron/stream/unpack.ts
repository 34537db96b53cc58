import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { FRAME_BYTES, framedBytes } from '../../shared/projection/snapshot-frame';
import { release } from './release';

/** Unpacked bytes that come back from the thread pool at a time. */
const PIECE_BYTES = 256 * 1024;

/**
 * What `parts` are the raw deflate of, which must be a snapshot or changes: unpacked by other threads, piece by piece into one buffer of the length that its
 * frame says. The parts are used up by it. Throws when it is no deflate, is no such frame, has another length, or would be longer than `most` bytes.
 */
export async function unpackSnapshot(parts: readonly Uint8Array[], most: number): Promise<Uint8Array> {
  let head = Buffer.alloc(0);
  let bytes: Uint8Array | null = null;
  let end = 0;
  for await (const piece of Readable.from(parts).pipe(createInflateRaw({ chunkSize: PIECE_BYTES })) as AsyncIterable<Buffer>) {
    let rest = piece;
    if (bytes === null) {
      head = rest = Buffer.concat([head, piece]);
      if (head.length < FRAME_BYTES) continue;
      const length = framedBytes(head);
      if (length > most) throw new Error(`a snapshot of ${length} bytes is longer than ${most}`);
      bytes = new Uint8Array(length);
    }
    if (end + rest.length > bytes.length) throw new Error(`a snapshot is longer than the ${bytes.length} bytes that it says`);
    bytes.set(rest, end);
    end += rest.length;
  }
  if (bytes === null || end !== bytes.length) throw new Error('a snapshot is shorter than it says');
  release(...parts);
  return bytes;
}
