import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Reading } from './kept-file';

const MAGIC_BYTES = 8;
const HASH_BYTES = 32;
/** Of what stands before the content. */
export const SEAL_BYTES = MAGIC_BYTES + HASH_BYTES;

/** One way to keep something: eight characters that name it, and how large its file may be. */
export interface Sealing {
  readonly magic: string;
  readonly mostBytes: number;
}

/** Tiles that were shown of a picture, as JSON (shared/contract/kept-tiles.ts). */
export const TILES: Sealing = { magic: 'HLWTIL02', mostBytes: 16 * 1024 * 1024 };

/**
 * Reads a sealed file: its magic, the SHA-256 of all that follows, and that, which `parse` is given. One that is cut off or damaged anywhere is noticed before anything is made
 * of it. Never rejects; says why a file is no good.
 */
export async function readSealed<Found>(
  file: string,
  { magic, mostBytes }: Sealing,
  parse: (content: Buffer) => Reading<Found> | Promise<Reading<Found>>,
): Promise<Reading<Found>> {
  try {
    const bytes = await bytesOf(file, mostBytes);
    if (bytes.length < SEAL_BYTES || bytes.toString('latin1', 0, MAGIC_BYTES) !== magic)
      return { kind: 'bad', reason: 'it is of another kind or version' };
    const content = bytes.subarray(SEAL_BYTES);
    if (!sealing().update(content).digest().equals(bytes.subarray(MAGIC_BYTES, SEAL_BYTES)))
      return { kind: 'bad', reason: 'it is cut off or damaged' };
    return await parse(content);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'none' };
    return { kind: 'bad', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Takes all of a content, in order; `seal` then writes it. */
export function sealing(): Hash {
  return createHash('sha256');
}

/** What a sealed file begins with until all of its content is known: by its own account it is damaged. */
export function openSeal({ magic }: Sealing): Buffer {
  const bytes = Buffer.alloc(SEAL_BYTES);
  bytes.write(magic, 'latin1');
  return bytes;
}

/** Makes good what `openSeal` began. */
export async function seal(handle: FileHandle, content: Hash): Promise<void> {
  await handle.write(content.digest(), 0, HASH_BYTES, MAGIC_BYTES);
}

async function bytesOf(file: string, mostBytes: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size > mostBytes) throw new Error(`${size} bytes are too many`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
