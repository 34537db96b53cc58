import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptTilesBody } from '../../electron/main/pictures/kept-tiles';
import { tilesFormat } from '../../electron/stream/kept-tiles';
import { SEAL_BYTES } from '../../electron/stream/sealed-file';
import { freshDirectory } from '../hub/directories';

const SCRIPT = 'the stream as it was built';
const ABOUT = {
  epoch: 'e1',
  seq: 7,
  cityNow: 1_750_000_000_000,
  speed: 1,
  writtenAt: 1_750_000_000_000,
  source: { kind: 'none', name: 'none', speed: 1 },
  outlookSeq: null,
} as const;

async function lastRun(): Promise<{ readonly file: string; readonly stream: string; readonly warnings: string[] }> {
  const directory = freshDirectory();
  const [file, stream] = [join(directory, 'kept.tiles'), join(directory, 'stream.js')];
  writeFileSync(stream, SCRIPT);
  const build = createHash('sha256').update(SCRIPT).digest('hex');
  await tilesFormat(build).write(file, { about: ABOUT, tiles: {} });
  return { file, stream, warnings: [] };
}

function body({ file, stream, warnings }: Awaited<ReturnType<typeof lastRun>>): Promise<Buffer | null> {
  return keptTilesBody({ file, stream, log: { warn: (_details, text) => warnings.push(text) } });
}

describe('what walls were shown last', () => {
  it('is handed to a page as the stream has written it', async () => {
    const run = await lastRun();
    expect(JSON.parse(String(await body(run)))).toMatchObject({ about: ABOUT, tiles: {} });
  });

  it('is not handed on when another build has written it', async () => {
    const run = await lastRun();
    writeFileSync(run.stream, 'the stream of a new version');
    expect(await body(run)).toBeNull();
  });

  it('is not handed on when it is damaged, cut off or not there', async () => {
    const run = await lastRun();
    const good = readFileSync(run.file);
    for (const bad of [
      good.subarray(0, -1),
      good.subarray(0, SEAL_BYTES - 1),
      Buffer.from(good).fill(0x20, good.length - 2, good.length - 1),
    ]) {
      writeFileSync(run.file, bad);
      expect(await body(run)).toBeNull();
    }
    expect(await body({ ...run, file: `${run.file}.other` })).toBeNull();
    expect(run.warnings).toEqual([]);
  });

  it('is told to be out of reach when the stream cannot be read', async () => {
    const run = await lastRun();
    expect(await body({ ...run, stream: `${run.stream}.gone` })).toBeNull();
    expect(run.warnings).toHaveLength(1);
  });
});
