import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../logger';

/** What is kept of a paired wall. Never its token: only what it is recognized by. */
const keptWallSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(60),
  /** SHA-256 of its token, hex. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  pairedAt: z.number(),
  pairedBy: z.string().max(200),
  revoked: z.object({ at: z.number(), by: z.string().max(200) }).nullable(),
});
export type KeptWall = z.infer<typeof keptWallSchema>;

const fileSchema = z.object({ version: z.literal(1), walls: z.array(keptWallSchema) });

/** The paired walls as they were kept. No file: there are none. Throws on one that cannot be read: nobody is let in by a guess, and nothing is overwritten. */
export function readWalls(file: string): KeptWall[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return fileSchema.parse(JSON.parse(text)).walls;
}

/** Keeps them so that the file is the earlier one or the new one, never a half, whenever the machine goes down; for its owner only. Throws when the disk will not. */
export function writeWalls(file: string, walls: readonly KeptWall[], logger: Logger): void {
  const temporary = `${file}.new`;
  rmSync(temporary, { force: true });
  const handle = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(handle, JSON.stringify({ version: 1, walls: [...walls] } satisfies z.infer<typeof fileSchema>));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
  try {
    syncDirectory(dirname(file));
  } catch (error) {
    // The content is whole; only the name may be lost with the power.
    logger.warn({ why: String(error) }, 'the directory of the paired walls could not be synced');
  }
}

function syncDirectory(directory: string): void {
  // Directories cannot be opened on Windows; the rename is as durable there as it gets.
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
