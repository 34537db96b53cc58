import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCacheFile } from '../../electron/stream/cache-file';
import { tilesFormat } from '../../electron/stream/kept-tiles';
import { SEAL_BYTES } from '../../electron/stream/sealed-file';
import { PICTURE_TILES } from '../../electron/stream/tiles/tile-board';
import type { Tiles, Wants } from '../../shared/contract/frames';
import { keptFrame, type StoredTiles, tilesOf } from '../../shared/contract/kept-tiles';
import { allSteps } from '../../shared/projection/steps';
import { seeded } from '../connection/model';
import { freshDirectory } from '../hub/directories';
import { CITY, RandomCity } from './random-city';
import { runStream, TestPage } from './running-stream';

const WRITTEN_AT = 1_750_000_000_000;
const ALL: Wants = { tiles: [...PICTURE_TILES, 'outlook'], table: null, selected: null };

/** A stream has shown a city to a desk and has ended: what it has kept lies beside its picture, whose path is the answer. */
async function lastRun(build = 'one'): Promise<{ readonly file: string; readonly tilesFile: string; readonly reasons: string[] }> {
  const file = join(freshDirectory(), 'picture');
  const city = new RandomCity(seeded(7));
  city.next(600);
  const { projection } = city;
  const source = { kind: 'none', name: 'none', speed: 1 } as const;
  const about = { epoch: 'e1', seq: projection.seq, cityNow: projection.now, speed: 1, writtenAt: WRITTEN_AT, source, city: CITY };
  await writeCacheFile(file, { about, body: allSteps(projection.encodeSteps()) });
  const { core } = runStream({ build, wallMs: () => WRITTEN_AT });
  const desk = new TestPage(core, 'desk', { wants: ALL });
  await core.start(null, file);
  await desk.until(({ tiles }) => tiles.timeline !== undefined);
  await core.stop();
  return { file, tilesFile: `${file}.tiles`, reasons: reasonsOf(desk.tiles) };
}

function reasonsOf({ timeline }: Partial<Tiles>): string[] {
  return (timeline?.entries ?? []).flatMap(({ record: { event } }) =>
    event.kind.startsWith('case.') && 'reason' in event ? [event.reason] : [],
  );
}

describe('what was shown of the last picture', () => {
  it('is shown by a starting stream with its age, before the picture is read and without it', async () => {
    const { file } = await lastRun();
    writeFileSync(file, 'the picture itself is no good');
    const { core, logLines } = runStream({ build: 'one', wallMs: () => WRITTEN_AT + 61_000 });
    const wall = new TestPage(core, 'wall', { window: 1, wants: ALL });
    const desk = new TestPage(core, 'desk', { window: 2, wants: ALL });
    await core.start(null, file);
    for (const page of [wall, desk]) {
      await page.until(({ tiles }) => tiles.city !== undefined);
      expect(page.tiles.link?.connection).toEqual({ state: 'cached', ageMs: 61_000 });
      expect(page.tiles.city).toEqual(CITY);
      expect(page.tiles.heat?.cells).toBeInstanceOf(Uint16Array);
      for (const name of PICTURE_TILES) expect(page.tiles[name], name).toBeDefined();
      expect(page.frame?.heardAgeMs).toBeGreaterThanOrEqual(61_000);
    }
    expect(core.projection).toBeNull();
    expect(logLines.join('\n')).toContain('shows what was kept of the last run');
  });

  it('is the same as a frame of the stream and as the page makes of the file by itself', async () => {
    const { file, tilesFile } = await lastRun();
    writeFileSync(file, 'the picture itself is no good');
    const { core } = runStream({ build: 'one', wallMs: () => WRITTEN_AT + 61_000 });
    const wall = new TestPage(core, 'wall', { wants: ALL });
    await core.start(null, file);
    await wall.until(({ tiles }) => tiles.city !== undefined);
    const stored = JSON.parse(readFileSync(tilesFile).subarray(SEAL_BYTES).toString('utf8')) as StoredTiles;
    const { link, ...tiles } = wall.tiles;
    const frame = keptFrame(
      tilesOf(stored, (text) => Uint8Array.from(Buffer.from(text, 'base64'))),
      ALL.tiles,
      WRITTEN_AT + 61_000,
    );
    expect(frame.tiles).toEqual({ ...tiles, link: { ...link, reach: null } });
    expect(frame).toMatchObject({ base: null, seq: wall.frame?.seq, speed: wall.frame?.speed });
    expect(frame.cityNow).toBe(stored.about.cityNow);
    // The stream counts on from when it began.
    expect(wall.frame!.heardAgeMs - frame.heardAgeMs).toBeGreaterThanOrEqual(0);
    expect(wall.frame!.heardAgeMs - frame.heardAgeMs).toBeLessThan(10_000);
  });

  it('says the same as the picture, which takes its place on a desk with the reasons that walls are not told', async () => {
    const { file, reasons } = await lastRun();
    const { core } = runStream({ build: 'one', wallMs: () => WRITTEN_AT });
    const desk = new TestPage(core, 'desk', { wants: ALL });
    await core.start(null, file, 1);
    await desk.until(({ tiles }) => reasonsOf(tiles).join('') !== '');
    const [kept = {}, ...again] = desk.frames.flatMap(({ tiles }) => (tiles.city === undefined ? [] : [tiles]));
    // What says the same is not sent a second time.
    expect(again).toEqual([]);
    expect(reasonsOf(kept).join('')).toBe('');
    for (const name of PICTURE_TILES.filter((each) => each !== 'timeline' && each !== 'staffing'))
      expect(kept[name], name).toEqual(desk.tiles[name]);
    expect(reasonsOf(desk.tiles)).toEqual(reasons);
    expect(desk.misfits).toBe(0);
  });

  it('stays until the picture has come as far, when that was written before it: a window never goes back', async () => {
    const { file } = await lastRun();
    const city = new RandomCity(seeded(7));
    city.next(300);
    const { projection } = city;
    const source = { kind: 'none', name: 'none', speed: 1 } as const;
    const about = { epoch: 'e1', seq: projection.seq, cityNow: projection.now, speed: 1, writtenAt: WRITTEN_AT, source, city: CITY };
    await writeCacheFile(file, { about, body: allSteps(projection.encodeSteps()) });
    const { core } = runStream({ build: 'one', wallMs: () => WRITTEN_AT });
    const pages = [new TestPage(core, 'wall', { window: 1, wants: ALL }), new TestPage(core, 'desk', { window: 2, wants: ALL })];
    await core.start(null, file, pages.length);
    expect(core.projection?.seq).toBe(300);
    for (const page of pages) {
      const before = page.frames.length;
      await page.until(({ frames }) => frames.length > before + 1);
      const seqs = page.frames.map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      expect(seqs.at(-1)).toBe(600);
    }
  });

  it('never makes a document', async () => {
    const { file } = await lastRun();
    writeFileSync(file, 'the picture itself is no good');
    const { core } = runStream({ build: 'one' });
    const briefing = new TestPage(core, 'briefing', { wants: ALL });
    await core.start(null, file);
    await briefing.until(({ frames }) => frames.length > 0);
    expect(Object.keys(briefing.tiles)).toEqual(['link']);
    expect(briefing.frame?.seq).toBe(0);
  });

  it('holds nothing that a person wrote about a case, for a desk has seen it', async () => {
    const { tilesFile, reasons } = await lastRun();
    expect(reasons.length).toBeGreaterThan(0);
    const text = readFileSync(tilesFile, 'utf8');
    for (const reason of reasons) expect(text).not.toContain(`"reason":"${reason}"`);
    expect(text).not.toContain('Mrs Wang');
    expect(text).not.toContain('Mr Li');
  });

  it('is readable by its owner only and leaves nothing else behind', async () => {
    const { file, tilesFile } = await lastRun();
    expect(statSync(tilesFile).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..')).toSorted()).toEqual(['picture', 'picture.tiles']);
  });

  it('by another build is removed with a logged reason, and the picture is shown all the same', async () => {
    const { file, tilesFile } = await lastRun('one');
    const { core, logLines } = runStream({ build: 'two', wallMs: () => WRITTEN_AT });
    const wall = new TestPage(core, 'wall', { wants: ALL });
    await core.start(null, file);
    await wall.until(({ tiles }) => tiles.city !== undefined);
    expect(core.projection).not.toBeNull();
    expect(existsSync(tilesFile)).toBe(false);
    expect(logLines.filter((line) => line.startsWith('warn'))).toEqual([expect.stringContaining('it is of another build')]);
  });

  it('cut off anywhere, or with any byte changed, is not shown', async () => {
    const { tilesFile } = await lastRun();
    const good = readFileSync(tilesFile);
    const format = tilesFormat('one');
    expect(await format.read(tilesFile)).toMatchObject({ kind: 'found', found: { about: { epoch: 'e1' } } });
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, change, cut) => {
        const bad = cut ? good.subarray(0, at) : Buffer.from(good);
        if (!cut) bad[at]! ^= change;
        writeFileSync(tilesFile, bad);
        expect((await format.read(tilesFile)).kind).toBe('bad');
      }),
      { numRuns: 100 },
    );
  });

  it('that is not there is no trouble', async () => {
    expect(await tilesFormat('one').read(join(freshDirectory(), 'none'))).toEqual({ kind: 'none' });
  });

  it('is shown to windows that show something by themselves too, which are not waited for; without a hub the picture follows', async () => {
    const { file } = await lastRun();
    const { core } = runStream({ build: 'one', wallMs: () => WRITTEN_AT + 61_000 });
    const wall = new TestPage(core, 'wall', { window: 1, wants: ALL });
    const started = core.start(null, file, 1, null, true);
    await wall.until(({ tiles }) => tiles.city !== undefined);
    expect(wall.tiles.link?.connection).toEqual({ state: 'cached', ageMs: 61_000 });
    expect(core.projection).toBeNull();
    await started;
    expect(core.projection?.seq).toBe(wall.frame?.seq);
    expect(wall.state).toBe('cached');
  });
});
