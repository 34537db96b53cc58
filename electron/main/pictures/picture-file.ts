import { createHash } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';

/** What a wall looked like. */
export interface WallPicture {
  /** By this machine's clock, ms. */
  readonly takenAt: number;
  readonly jpeg: Uint8Array;
}

/** Magic, SHA-256 of all that follows, `takenAt` as a float64, JPEG. */
const MAGIC = Buffer.from('HLWPIC01', 'latin1');
const HASH_BYTES = 32;
const TIME_BYTES = 8;
const TIME_AT = MAGIC.length + HASH_BYTES;
const JPEG_AT = TIME_AT + TIME_BYTES;
const JPEG_BEGINS = Buffer.from([0xff, 0xd8, 0xff]);
/** An 8K wall takes some 3 MB. */
const MOST_BYTES = 12 * 1024 * 1024;

/** Replaces the file in one step. Rejects when the disk will not, or the picture is larger than any wall's. */
export async function writePicture(file: string, { takenAt, jpeg }: WallPicture): Promise<void> {
  if (jpeg.byteLength > MOST_BYTES) throw new RangeError(`a picture of ${jpeg.byteLength} bytes is not kept`);
  const bytes = Buffer.alloc(JPEG_AT + jpeg.byteLength);
  bytes.set(MAGIC);
  bytes.writeDoubleLE(takenAt, TIME_AT);
  bytes.set(jpeg, JPEG_AT);
  bytes.set(hashOf(bytes), MAGIC.length);
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
}

/** The picture, if the file is whole; null: there is none. Rejects with the reason when it is no good. */
export async function readPicture(file: string): Promise<WallPicture | null> {
  let bytes: Buffer;
  try {
    if ((await stat(file)).size > JPEG_AT + MOST_BYTES) throw new Error('it is larger than any picture');
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  if (bytes.length <= JPEG_AT || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('it is no picture of a wall');
  if (!hashOf(bytes).equals(bytes.subarray(MAGIC.length, TIME_AT))) throw new Error('it is damaged');
  const takenAt = bytes.readDoubleLE(TIME_AT);
  const jpeg = bytes.subarray(JPEG_AT);
  if (!Number.isFinite(takenAt) || !jpeg.subarray(0, JPEG_BEGINS.length).equals(JPEG_BEGINS)) throw new Error('it holds no picture');
  return { takenAt, jpeg };
}

function hashOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes.subarray(TIME_AT)).digest();
}
