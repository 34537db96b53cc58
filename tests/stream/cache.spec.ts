import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PictureCache } from '../../electron/stream/cache';
import { readCacheFile, type WrittenPicture, writeCacheFile } from '../../electron/stream/cache-file';
import { settingsOf } from '../../electron/stream/city-settings';
import { Projection } from '../../shared/projection/projection';
import { allSteps } from '../../shared/projection/steps';
import { seeded } from '../connection/model';
import { freshDirectory } from '../hub/directories';
import { CITY, RandomCity } from './random-city';
import { runStream, TestPage } from './running-stream';

function picture(seed = 1, records = 400): WrittenPicture & { readonly projection: Projection } {
  const city = new RandomCity(seeded(seed));
  city.next(records);
  const { projection } = city;
  const source = { kind: 'none', name: 'none', speed: 1 } as const;
  const about = { epoch: 'e1', seq: projection.seq, cityNow: projection.now, speed: 1, writtenAt: 1_750_000_000_000, source, city: CITY };
  return { about, body: allSteps(projection.encodeSteps()), projection };
}

function quietLog(): { lines: string[]; log: ConstructorParameters<typeof PictureCache>[1] } {
  const lines: string[] = [];
  const line = (facts: object, text: string): void => {
    lines.push(`${text} ${JSON.stringify(facts)}`);
  };
  return { lines, log: { info: line, warn: line, error: line } };
}

/** Reads all of it. */
async function bodyIn(file: string): Promise<'good' | 'bad'> {
  const reading = await readCacheFile(file);
  if (reading.kind !== 'found') return 'bad';
  return reading.found.body().then(
    () => 'good',
    () => 'bad',
  );
}

describe('the picture on disk', () => {
  it('comes back as it was', async () => {
    const file = join(freshDirectory(), 'picture');
    const written = picture();
    await writeCacheFile(file, written);
    const reading = await readCacheFile(file);
    if (reading.kind !== 'found') throw new Error(JSON.stringify(reading));
    expect(reading.found.about).toEqual(written.about);
    expect(Projection.decode(await reading.found.body(), settingsOf(CITY)).canonical()).toEqual(written.projection.canonical());
  });

  it('is readable by its owner only and leaves nothing else behind', async () => {
    const directory = freshDirectory();
    const file = join(directory, 'picture');
    await writeCacheFile(file, picture());
    await writeCacheFile(file, picture(2));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['picture']);
  });

  it('is the earlier one when a write died half way', async () => {
    const directory = freshDirectory();
    const file = join(directory, 'picture');
    const first = picture();
    await writeCacheFile(file, first);
    writeFileSync(`${file}.new`, readFileSync(file).subarray(0, 100));
    expect(await readCacheFile(file)).toMatchObject({ kind: 'found', found: { about: { seq: first.about.seq } } });
    await writeCacheFile(file, picture(3));
    expect(readdirSync(directory)).toEqual(['picture']);
  });

  it('cut off anywhere, or with any byte changed, is no picture', async () => {
    const file = join(freshDirectory(), 'picture');
    await writeCacheFile(file, picture());
    const good = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, change, cut) => {
        const bad = cut ? good.subarray(0, at) : Buffer.from(good);
        if (!cut) bad[at]! ^= change;
        writeFileSync(file, bad);
        expect((await readCacheFile(file)).kind).toBe('bad');
      }),
      { numRuns: 150 },
    );
  });

  it('that is hostile is refused within bounds', async () => {
    const file = join(freshDirectory(), 'picture');
    const sealed = (rest: Buffer): Buffer => Buffer.concat([Buffer.from('HLWPIC01'), createHash('sha256').update(rest).digest(), rest]);
    const { body: _, ...rest } = picture();
    const bomb = Buffer.from(JSON.stringify({ wire: 1, about: rest.about, bodyBytes: 10 }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bomb.length);
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('not a picture at all, but long enough to be one if it were'),
      sealed(Buffer.concat([Buffer.from([255, 255, 255, 255]), Buffer.alloc(64)])),
      sealed(Buffer.concat([Buffer.from([2, 0, 0, 0]), Buffer.from('{}')])),
      sealed(Buffer.concat([Buffer.from([4, 0, 0, 0]), Buffer.from('][,x')])),
      sealed(
        Buffer.concat([length, bomb, brotliCompressSync(Buffer.alloc(5_000_000), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })]),
      ),
    ]) {
      writeFileSync(file, bytes);
      expect(await bodyIn(file)).toBe('bad');
    }
  });

  it('that is no good is removed with a logged reason, and never fatal', async () => {
    const file = join(freshDirectory(), 'picture');
    writeFileSync(file, 'rubbish');
    const { lines, log } = quietLog();
    expect(await new PictureCache(file, log).read()).toBeNull();
    expect(existsSync(file)).toBe(false);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('of another kind or version');
  });

  it('is not written again while nothing has changed', async () => {
    const file = join(freshDirectory(), 'picture');
    const cache = new PictureCache(file, quietLog().log);
    const one = picture();
    await cache.write('e1', one.about.seq, async () => one);
    await cache.write('e1', one.about.seq, () => {
      throw new Error('written again');
    });
    expect((await readCacheFile(file)).kind).toBe('found');
  });

  it('that is removed while it is being written does not come back', async () => {
    const file = join(freshDirectory(), 'picture');
    const cache = new PictureCache(file, quietLog().log);
    const writing = cache.write('e1', 1, async () => picture());
    await cache.remove('it was found wrong');
    await writing;
    expect(existsSync(file)).toBe(false);
  });

  it('that cannot be written is reported once', async () => {
    // A directory in place of the file: no user and no root can rename a file over it.
    const directory = freshDirectory();
    const file = join(directory, 'picture');
    mkdirSync(file);
    chmodSync(file, 0o700);
    writeFileSync(join(file, 'in the way'), '');
    const { lines, log } = quietLog();
    const cache = new PictureCache(file, log);
    await cache.write('e1', 1, async () => picture());
    await cache.write('e1', 2, async () => picture());
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('cannot be kept on disk');
    expect(readdirSync(directory)).toEqual(['picture']);
  });

  it('of another layout is passed over by a starting stream, which then has nothing to show', async () => {
    const file = join(freshDirectory(), 'picture');
    const one = picture();
    await writeCacheFile(file, { ...one, body: one.body.filter(({ byteLength }) => byteLength > 0).slice(0, -1) });
    const stream = runStream();
    const wall = new TestPage(stream.core, 'wall');
    await stream.core.start(null, file);
    await wall.until(({ state }) => state === 'offline');
    expect(stream.core.projection).toBeNull();
    expect(existsSync(file)).toBe(false);
  });

  it('is shown by a starting stream with its age', async () => {
    const file = join(freshDirectory(), 'picture');
    const one = picture();
    await writeCacheFile(file, one);
    const stream = runStream({ wallMs: () => one.about.writtenAt + 61_000 });
    const wall = new TestPage(stream.core, 'wall');
    await stream.core.start(null, file);
    await wall.until(({ state }) => state === 'cached');
    expect(wall.tiles.link?.connection).toEqual({ state: 'cached', ageMs: 61_000 });
    expect(wall.frame?.heardAgeMs).toBeGreaterThanOrEqual(61_000);
    expect(wall.tiles.census?.open).toBe(one.projection.census.open);
    expect(wall.frame?.cityNow).toBe(one.about.cityNow);
  });
});
