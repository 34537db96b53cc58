import { promisify } from 'node:util';
import { constants, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);
/** What is looked at together: short enough that columns which compress are told from those that do not. */
const CHUNK_BYTES = 128 * 1024;
/** Of a chunk, from its middle, which tell how far it compresses. */
const SAMPLE_BYTES = 4096;
/** A chunk that would not come down to half of it is sent as it lies: it would be read three times as slowly. */
const WORTH = 0.5;
const STORED = 0;
const FAST = 1;
const SMALL = 6;

/** `bytes` as one raw deflate stream that is read at nearly the speed of memory: bits that are packed already lie in it as they are. Done in the thread pool. */
export async function deflatedWhereWorth(bytes: Uint8Array): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    const chunk = bytes.subarray(from, from + CHUNK_BYTES);
    pieces.push(await piece(chunk, (await isWorth(chunk)) ? FAST : STORED));
  }
  return whole(pieces);
}

/** The same, all of it compressed: for what is short. */
export async function deflatedSmall(bytes: Uint8Array): Promise<Uint8Array> {
  return whole([await piece(bytes, SMALL)]);
}

async function isWorth(chunk: Uint8Array): Promise<boolean> {
  const from = Math.max(0, (chunk.length - SAMPLE_BYTES) >> 1);
  const sample = chunk.subarray(from, from + SAMPLE_BYTES);
  return (await deflate(sample, { level: FAST })).length < sample.length * WORTH;
}

/** Ends on a byte and says nothing of an end, so that the next one may follow. */
function piece(bytes: Uint8Array, level: number): Promise<Uint8Array> {
  return deflate(bytes, { level, chunkSize: CHUNK_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
}

async function whole(pieces: readonly Uint8Array[]): Promise<Uint8Array> {
  return Buffer.concat([...pieces, await deflate(new Uint8Array(0))]);
}
