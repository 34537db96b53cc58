import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, constants, createBrotliCompress } from 'node:zlib';
import { z } from 'zod';
import { citySchema, sourceSchema } from '../../shared/contract/city';
import { seqSchema, WIRE_VERSION } from '../../shared/contract/wire';
import type { Reading } from './kept-file';
import { release } from './release';
import { replaceFile } from './replace-file';

/**
 * The last picture on this machine's disk: magic, SHA-256 of all that follows, length of the header, header (JSON), brotli of the encoded projection.
 * A file that is cut off or damaged anywhere is noticed before anything is made of it.
 */
const MAGIC = Buffer.from('HLWPIC01', 'latin1');
const HASH_BYTES = 32;
const LENGTH_AT = MAGIC.length + HASH_BYTES;
const PREFIX_BYTES = LENGTH_AT + 4;
const MOST_HEADER_BYTES = 32 * 1024 * 1024;
const MOST_FILE_BYTES = 256 * 1024 * 1024;
const MOST_BODY_BYTES = 1024 * 1024 * 1024;
const QUALITY = 3;
/** Of packed bytes that are hashed and written at a time. */
const PIECE_BYTES = 256 * 1024;

const decompress = promisify(brotliDecompress);

const aboutSchema = z.object({
  epoch: z.string().min(1).max(64),
  seq: seqSchema,
  cityNow: z.number().int(),
  speed: z.number().nonnegative(),
  /** By this machine's clock. */
  writtenAt: z.number().int(),
  source: sourceSchema,
  city: citySchema,
});
const headerSchema = z.object({
  wire: z.literal(WIRE_VERSION),
  about: aboutSchema,
  bodyBytes: z.number().int().positive().max(MOST_BODY_BYTES),
});

/** What the picture is of. */
export type CacheAbout = z.infer<typeof aboutSchema>;

export interface CachedPicture {
  readonly about: CacheAbout;
  /** The encoded projection. */
  readonly body: Uint8Array;
}

export interface WrittenPicture {
  readonly about: CacheAbout;
  /** The encoded projection in pieces. */
  readonly body: readonly Uint8Array[];
}

/** Reads a picture back. Never throws; says why a file is no good. */
export async function readCacheFile(file: string): Promise<Reading<CachedPicture>> {
  try {
    const { size } = await stat(file);
    if (size > MOST_FILE_BYTES) return { kind: 'bad', reason: `${size} bytes are too many` };
    const handle = await open(file, 'r');
    try {
      return await parse(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'none' };
    return { kind: 'bad', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function parse(bytes: Buffer): Promise<Reading<CachedPicture>> {
  if (bytes.length < PREFIX_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
    return { kind: 'bad', reason: 'not a picture of this version' };
  if (!hashOf(bytes.subarray(LENGTH_AT)).equals(bytes.subarray(MAGIC.length, LENGTH_AT)))
    return { kind: 'bad', reason: 'it is cut off or damaged' };
  const headerBytes = bytes.readUInt32LE(LENGTH_AT);
  if (headerBytes > MOST_HEADER_BYTES || PREFIX_BYTES + headerBytes > bytes.length) return { kind: 'bad', reason: 'its header is cut off' };
  const header = headerSchema.safeParse(JSON.parse(bytes.toString('utf8', PREFIX_BYTES, PREFIX_BYTES + headerBytes)));
  if (!header.success) return { kind: 'bad', reason: 'its header is of another version or damaged' };
  const packed = bytes.subarray(PREFIX_BYTES + headerBytes);
  const body = await decompress(packed, { maxOutputLength: header.data.bodyBytes });
  release(bytes);
  if (body.length !== header.data.bodyBytes) return { kind: 'bad', reason: 'its body has another length than it should' };
  return { kind: 'found', found: { about: header.data.about, body } };
}

/**
 * Writes a picture so that the file is the earlier one or the new one, never a half. Packing is done by other threads, and no more of it than a few pieces is
 * held at a time. Throws when the disk will not, or when the picture is larger than what would be read back.
 */
export async function writeCacheFile(file: string, { about, body }: WrittenPicture): Promise<void> {
  const bodyBytes = body.reduce((sum, piece) => sum + piece.byteLength, 0);
  if (bodyBytes > MOST_BODY_BYTES) throw new Error(`${bodyBytes} bytes are too many to be kept`);
  const header = Buffer.from(JSON.stringify({ wire: WIRE_VERSION, about, bodyBytes }), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  await replaceFile(file, async (handle) => {
    const hash = createHash('sha256').update(length).update(header);
    // Until the hash is in its place, whatever is in the file is damaged by its own account.
    await handle.writev([MAGIC, Buffer.alloc(HASH_BYTES), length, header]);
    let bytes = PREFIX_BYTES + header.length;
    for await (const piece of brotliOf(body, bodyBytes)) {
      hash.update(piece);
      bytes += piece.byteLength;
      if (bytes > MOST_FILE_BYTES) throw new Error(`${bytes} bytes and more are too many to be kept`);
      await handle.appendFile(piece);
    }
    await handle.write(hash.digest(), 0, HASH_BYTES, MAGIC.length);
  });
}

function brotliOf(body: readonly Uint8Array[], bytes: number): AsyncIterable<Buffer> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes };
  return Readable.from(body, { objectMode: true }).pipe(createBrotliCompress({ params, chunkSize: PIECE_BYTES })) as AsyncIterable<Buffer>;
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
