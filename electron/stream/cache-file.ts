import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, constants, createBrotliCompress } from 'node:zlib';
import { z } from 'zod';
import { citySchema } from '../../shared/contract/city';
import { WIRE_VERSION } from '../../shared/contract/wire';
import { keptAboutSchema } from './kept-about';
import type { Reading } from './kept-file';
import { replaceFile } from './replace-file';
import { openSeal, readSealed, seal, SEAL_BYTES, sealing } from './sealed-file';

/** The last picture on this machine's disk: sealed, the length of the header, the header (JSON), brotli of the encoded projection. */
const PICTURE = { magic: 'HLWPIC01', mostBytes: 256 * 1024 * 1024 } as const;
const LENGTH_BYTES = 4;
const MOST_HEADER_BYTES = 32 * 1024 * 1024;
const MOST_BODY_BYTES = 1024 * 1024 * 1024;
const QUALITY = 2;
/** Of packed bytes that are hashed and written at a time. */
const PIECE_BYTES = 256 * 1024;

const decompress = promisify(brotliDecompress);

const aboutSchema = keptAboutSchema.extend({ city: citySchema });
const headerSchema = z.object({
  wire: z.literal(WIRE_VERSION),
  about: aboutSchema,
  bodyBytes: z.number().int().positive().max(MOST_BODY_BYTES),
});

/** What the picture is of. */
export type CacheAbout = z.infer<typeof aboutSchema>;

export interface CachedPicture {
  readonly about: CacheAbout;
  /** The encoded projection, unpacked by another thread. To be called once; rejects when it is not what its header says. */
  readonly body: () => Promise<Uint8Array>;
}

export interface WrittenPicture {
  readonly about: CacheAbout;
  /** The encoded projection in pieces. */
  readonly body: readonly Uint8Array[];
}

/** Reads a picture back. Never throws; says why a file is no good. */
export function readCacheFile(file: string): Promise<Reading<CachedPicture>> {
  return readSealed(file, PICTURE, parse);
}

function parse(content: Buffer): Reading<CachedPicture> {
  const headerBytes = content.length < LENGTH_BYTES ? Number.POSITIVE_INFINITY : content.readUInt32LE(0);
  if (headerBytes > MOST_HEADER_BYTES || LENGTH_BYTES + headerBytes > content.length)
    return { kind: 'bad', reason: 'its header is cut off' };
  const header = headerSchema.safeParse(JSON.parse(content.toString('utf8', LENGTH_BYTES, LENGTH_BYTES + headerBytes)));
  if (!header.success) return { kind: 'bad', reason: 'its header is of another version or damaged' };
  const { about, bodyBytes } = header.data;
  return { kind: 'found', found: { about, body: () => unpack(content.subarray(LENGTH_BYTES + headerBytes), bodyBytes) } };
}

async function unpack(packed: Buffer, bodyBytes: number): Promise<Uint8Array> {
  const body = await decompress(packed, { maxOutputLength: bodyBytes });
  if (body.length !== bodyBytes) throw new Error('its body has another length than it should');
  return body;
}

/**
 * Writes a picture so that the file is the earlier one or the new one, never a half. Packing is done by other threads, and no more of it than a few pieces is
 * held at a time. Throws when the disk will not, or when the picture is larger than what would be read back.
 */
export async function writeCacheFile(file: string, { about, body }: WrittenPicture): Promise<void> {
  const bodyBytes = body.reduce((sum, piece) => sum + piece.byteLength, 0);
  if (bodyBytes > MOST_BODY_BYTES) throw new Error(`${bodyBytes} bytes are too many to be kept`);
  const header = Buffer.from(JSON.stringify({ wire: WIRE_VERSION, about, bodyBytes }), 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(header.length);
  await replaceFile(file, async (handle) => {
    const content = sealing().update(length).update(header);
    await handle.writev([openSeal(PICTURE), length, header]);
    let bytes = SEAL_BYTES + LENGTH_BYTES + header.length;
    for await (const piece of brotliOf(body, bodyBytes)) {
      content.update(piece);
      bytes += piece.byteLength;
      if (bytes > PICTURE.mostBytes) throw new Error(`${bytes} bytes and more are too many to be kept`);
      await handle.appendFile(piece);
    }
    await seal(handle, content);
  });
}

function brotliOf(body: readonly Uint8Array[], bytes: number): AsyncIterable<Buffer> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes };
  return Readable.from(body, { objectMode: true }).pipe(createBrotliCompress({ params, chunkSize: PIECE_BYTES })) as AsyncIterable<Buffer>;
}
