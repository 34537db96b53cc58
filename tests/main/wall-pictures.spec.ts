import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPicture, writePicture } from '../../electron/main/pictures/picture-file';
import { withPicture } from '../../electron/main/pictures/picture-page';
import { type Wall, WallPictures } from '../../electron/main/pictures/wall-pictures';
import type { Settings } from '../../shared/contract/bridge';

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);
const HTML = readFileSync(join(import.meta.dirname, '../../renderer/wall/index.html'), 'utf8');
const ENGLISH: Settings = { locale: 'en', theme: 'night', wall: { heightMm: 1_215, distanceMm: 5_000 } };
const LIVE = { seq: 1, frames: 1, webgl: null, live: true, page: null, ageMs: 0 };
const HOUR_MS = 3_600_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pictures-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A wall, and how often it was looked at. */
function wallAt(address: string, jpeg: Uint8Array = JPEG): Wall & { taken: number } {
  const wall = {
    taken: 0,
    getURL: () => address,
    isDestroyed: () => false,
    capturePage: async () => {
      wall.taken += 1;
      return { isEmpty: () => jpeg.length === 0, toJPEG: () => Buffer.from(jpeg) };
    },
  };
  return wall;
}

interface World {
  readonly pictures: WallPictures;
  readonly warnings: string[];
  settings: Settings;
  nowMs: number;
}

function world(): World {
  const warnings: string[] = [];
  const made = {
    warnings,
    settings: ENGLISH,
    nowMs: 0,
    pictures: new WallPictures({
      directory: folder,
      name: 'source-1',
      settings: () => made.settings,
      log: { warn: (_details: object, text: string) => void warnings.push(text) },
      monotonicMs: () => made.nowMs,
      wallMs: () => made.nowMs,
    }),
  } as World;
  return made;
}

describe('the file of a wall’s picture', () => {
  it('comes back as it was written', async () => {
    const file = join(folder, 'a');
    expect(await readPicture(file)).toBeNull();
    await writePicture(file, { takenAt: 1_750_000_000_123, jpeg: JPEG });
    const found = await readPicture(file);
    expect(found?.takenAt).toBe(1_750_000_000_123);
    expect(Buffer.from(found?.jpeg ?? [])).toEqual(JPEG);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('is refused whichever bit of it is another, wherever it is cut short, and whatever else it is', async () => {
    const file = join(folder, 'a');
    await writePicture(file, { takenAt: 5, jpeg: JPEG });
    const good = readFileSync(file);
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const bad = Buffer.from(good);
      bad.writeUInt8(bad.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      writeFileSync(file, bad);
      await expect(readPicture(file), `bit ${bit}`).rejects.toThrow(/it /);
    }
    for (let length = 0; length < good.length; length += 1) {
      writeFileSync(file, good.subarray(0, length));
      await expect(readPicture(file), `${length} bytes`).rejects.toThrow(/it /);
    }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        writeFileSync(file, bytes);
        await expect(readPicture(file)).rejects.toThrow(/it /);
      }),
      { numRuns: 100 },
    );
  });

  it('holds a JPEG or nothing', async () => {
    const file = join(folder, 'a');
    await writePicture(file, { takenAt: 5, jpeg: Buffer.from('<svg onload="alert(1)">') });
    await expect(readPicture(file)).rejects.toThrow('it holds no picture');
  });
});

describe('the page with its picture', () => {
  it('has it before everything else, with its age in the reader’s words', () => {
    const picture = { takenAt: 0, jpeg: JPEG };
    const english = withPicture(HTML, picture, ENGLISH, 3 * HOUR_MS) ?? '';
    expect(english).toContain('Not live: picture from 3 hours ago');
    expect(english).toContain(`src="data:image/jpeg;base64,${JPEG.toString('base64')}"`);
    expect(english.indexOf('kept-picture')).toBeLessThan(english.indexOf('id="root"'));
    expect(english).toContain('<html lang="en" data-theme="night" data-surface="wall">');
    const chinese = withPicture(HTML, picture, { ...ENGLISH, locale: 'zh-CN', theme: 'day' }, 125_000) ?? '';
    expect(chinese).toContain('非实时：2分钟前的画面');
    expect(chinese).toContain('<html lang="zh-CN" data-theme="day" data-surface="wall">');
  });

  it('never claims an age below nothing, when the clock was set back', () => {
    expect(withPicture(HTML, { takenAt: HOUR_MS, jpeg: JPEG }, ENGLISH, 0)).toContain('picture from 0 seconds ago');
  });

  it('is none when this is not the page that was built', () => {
    expect(withPicture('<html>', { takenAt: 0, jpeg: JPEG }, ENGLISH, 0)).toBeNull();
  });
});

describe('pictures of walls', () => {
  const address = 'app://wall/?opened=1920x1080';

  it('are taken some seconds after a wall has come alive, then every ten minutes, and not while it is not live', async () => {
    const made = world();
    const wall = wallAt(address);
    for (made.nowMs = 0; made.nowMs < 2_000_000; made.nowMs += 10_000) {
      made.pictures.pulse(wall, { ...LIVE, live: made.nowMs < 1_300_000 });
      // Between two there is time enough for a file to be written.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(wall.taken).toBe(3);
  });

  it('are taken of live walls at the end', async () => {
    const made = world();
    const [live, stale] = [wallAt(address), wallAt('app://wall/?opened=800x600')];
    for (const wall of [live, stale]) made.pictures.pulse(wall, LIVE);
    made.nowMs += 3_000;
    made.pictures.pulse(live, LIVE);
    await made.pictures.last();
    expect([live.taken, stale.taken]).toEqual([1, 0]);
    expect(made.pictures.has(address)).toBe(true);
    made.nowMs += HOUR_MS;
    expect(await made.pictures.begin(address, HTML)).toContain('kept-picture');
  });

  it('are never taken of a desk, nor shown by one', async () => {
    const made = world();
    const desk = wallAt('app://desk/?opened=1600x1000');
    made.pictures.pulse(desk, LIVE);
    await made.pictures.last();
    expect(readdirSync(folder)).toEqual([]);
    expect(made.pictures.has('app://desk/?opened=1600x1000')).toBe(false);
    expect(await made.pictures.begin('app://desk/?opened=1600x1000', HTML)).toBe(HTML);
  });

  it('are not shown by a wall that is opened beside a live one', async () => {
    const made = world();
    const wall = wallAt(address);
    made.pictures.pulse(wall, LIVE);
    await made.pictures.last();
    expect(await made.pictures.begin(address, HTML)).toBe(HTML);
    made.nowMs += HOUR_MS;
    expect(await made.pictures.begin(address, HTML)).not.toBe(HTML);
  });

  it('belong to a size, a language and a theme', async () => {
    const made = world();
    made.pictures.pulse(wallAt(address), LIVE);
    await made.pictures.last();
    made.nowMs += HOUR_MS;
    expect(await made.pictures.begin('app://wall/?opened=1280x720', HTML)).toBe(HTML);
    for (const other of [{ locale: 'zh-CN' }, { theme: 'day' }] as const) {
      made.settings = { ...ENGLISH, ...other };
      expect(await made.pictures.begin(address, HTML)).toBe(HTML);
    }
  });

  it('that are no good are said to be and removed, and the page begins without', async () => {
    const made = world();
    made.pictures.pulse(wallAt(address), LIVE);
    await made.pictures.last();
    const [name = ''] = readdirSync(folder);
    writeFileSync(join(folder, name), 'something else');
    made.nowMs += HOUR_MS;
    expect(await made.pictures.begin(address, HTML)).toBe(HTML);
    expect(made.warnings).toHaveLength(1);
    expect(existsSync(join(folder, name))).toBe(false);
  });

  it('are as many as walls can be, the oldest go', async () => {
    for (let width = 1_000; width < 1_020; width += 1) {
      const made = world();
      made.pictures.pulse(wallAt(`app://wall/?opened=${width}x700`), LIVE);
      await made.pictures.last();
    }
    expect(readdirSync(folder)).toHaveLength(12);
  });

  it('that cannot be written are said to be once, and nothing else happens', async () => {
    const made = world();
    rmSync(folder, { recursive: true });
    const wall = wallAt(address);
    for (let round = 0; round < 2; round += 1) {
      made.pictures.pulse(wall, LIVE);
      await made.pictures.last();
    }
    expect(made.warnings).toHaveLength(1);
  });
});
