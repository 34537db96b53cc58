import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { identify } from '../../../electron/main/screens/identity';
import { screensFor } from '../../../electron/main/screens/list-displays';
import { readScreens } from '../../../electron/main/screens/screens-file';

const folder = mkdtempSync(join(tmpdir(), 'screens-'));
const path = join(folder, 'screens.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (content: unknown) => {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readScreens(path);
};
const hall = { name: 'hall', display: 'output:78' };

describe('screens.json', () => {
  it('is not needed', () => {
    expect(readScreens(join(folder, 'none.json'))).toMatchObject({ ok: false, absent: true });
  });

  it('names a screen and its display; everything else has a default', () => {
    expect(written({ screens: [hall] })).toEqual({
      ok: true,
      screens: [{ ...hall, place: '', widthMm: null, heightMm: null, viewingDistanceMm: null, page: 'overview', priority: 1 }],
    });
  });

  it('says where a mistake is, and which pages there are', () => {
    for (const [mistake, where] of [
      [{ screens: [{ ...hall, page: 'weather' }] }, /screens\.0\.page.*overview/],
      [{ screens: [{ ...hall, heightMm: -3 }] }, /screens\.0\.heightMm/],
      [{ screens: [hall, { ...hall, display: 'output:79' }] }, /screens\.1\.name.*hall/],
      [{ screens: [{ ...hall, hieghtMm: 700 }] }, /hieghtMm/],
      [{ screens: [] }, /screens/],
      ['{ "screens": [', /not JSON/],
    ] as const) {
      const read = written(mistake);
      expect(read).toMatchObject({ ok: false, absent: false });
      expect(read.ok ? '' : read.reason).toMatch(where);
    }
  });

  it('takes what --list-displays prints', () => {
    const displays = identify(
      [
        { id: 78, label: '', bounds: { x: 0, y: 0, width: 1920, height: 1080 }, scaleFactor: 1 },
        { id: 79, label: 'X', bounds: { x: 1920, y: 0, width: 1080, height: 1920 }, scaleFactor: 1 },
      ],
      [],
    );
    expect(written(screensFor(displays))).toMatchObject({ ok: true, screens: [{ display: 'output:78' }, { display: 'output:79' }] });
  });
});
