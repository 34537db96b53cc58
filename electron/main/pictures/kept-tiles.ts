import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { storedBeginning } from '../../../shared/contract/kept-tiles';
import { readSealed, TILES } from '../../stream/sealed-file';

export interface KeptTilesOptions {
  readonly file: string;
  /** The stream's script: it keeps what its own build alone can read. */
  readonly stream: string;
  readonly log: { warn(details: object, text: string): void };
}

/**
 * What walls were shown last, as the stream has kept it, for a wall's page to draw below its last picture while hub and stream are being started. null: there is nothing, or
 * nothing that is good; the stream says so of its own file and removes it. Never rejects.
 */
export async function keptTilesBody({ file, stream, log }: KeptTilesOptions): Promise<Buffer | null> {
  try {
    const build = createHash('sha256')
      .update(await readFile(stream))
      .digest('hex');
    const beginning = Buffer.from(storedBeginning(build), 'utf8');
    const reading = await readSealed(file, TILES, (found) =>
      found.subarray(0, beginning.length).equals(beginning) ? { kind: 'found', found } : { kind: 'none' },
    );
    return reading.kind === 'found' ? reading.found : null;
  } catch (error) {
    log.warn({ err: error }, 'what walls were shown last cannot be read; they wait for the stream');
    return null;
  }
}
