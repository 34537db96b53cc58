import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { identify } from '../../../electron/main/screens/identity';
import { screensFor } from '../../../electron/main/screens/list-displays';
import { readScreens, rotationOn } from '../../../electron/main/screens/screens-file';

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
      screens: [{ ...hall, place: '', widthMm: null, heightMm: null, viewingDistanceMm: null, priority: 1 }],
    });
  });

  it('says where a mistake is, and which pages there are', () => {
    for (const [mistake, where] of [
      [{ screens: [{ ...hall, page: 'layout:weather' }] }, /screens\.0\.page.*overview/],
      [{ screens: [{ ...hall, heightMm: -3 }] }, /screens\.0\.heightMm/],
      [{ screens: [hall, { ...hall, display: 'output:79' }] }, /screens\.1\.name.*hall/],
      [{ screens: [{ ...hall, hieghtMm: 700 }] }, /hieghtMm/],
      [{ screens: [] }, /screens/],
      [{ screens: [{ ...hall, page: 'map', pages: [{ page: 'map', seconds: 20 }] }] }, /screens\.0\.pages: .*either page or pages/],
      [{ screens: [{ ...hall, pages: [] }] }, /screens\.0\.pages/],
      [{ screens: [{ ...hall, pages: [{ page: 'map' }] }] }, /screens\.0\.pages\.0\.seconds/],
      [{ screens: [{ ...hall, pages: [{ page: 'map', seconds: 1 }] }] }, /screens\.0\.pages\.0\.seconds/],
      [{ screens: [{ ...hall, pages: [{ page: 'a,b', seconds: 20 }] }] }, /screens\.0\.pages\.0\.page.*overview/],
      [{ screens: [{ ...hall, pages: [{ page: 'map', seconds: 20, from: '8:00', to: '18:00' }] }] }, /pages\.0\.from: .*HH:MM/],
      [{ screens: [{ ...hall, pages: [{ page: 'map', seconds: 20, from: '08:00' }] }] }, /pages\.0: from and to belong together/],
      [{ screens: [{ ...hall, pages: [{ page: 'map', seconds: 20, from: '08:00', to: '08:00' }] }] }, /pages\.0: .*same time/],
      [{ screens: [{ ...hall, alarms: [{ when: 'rain', page: 'map' }] }] }, /screens\.0\.alarms\.0\.when.*hotspot/],
      [
        {
          screens: [
            {
              ...hall,
              alarms: [
                { when: 'hotspot', page: 'map' },
                { when: 'hotspot', page: 'calls' },
              ],
            },
          ],
        },
        /screens\.0\.alarms\.1\.when: a second rule for hotspot/,
      ],
      ['{ "screens": [', /not JSON/],
    ] as const) {
      const read = written(mistake);
      expect(read).toMatchObject({ ok: false, absent: false });
      expect(read.ok ? '' : read.reason).toMatch(where);
    }
  });

  it('gives a screen one page, or pages that take turns with what is usual to bring one forward', () => {
    const rotation = (screen: object) => {
      const read = written({ screens: [{ ...hall, ...screen }] });
      if (!read.ok || read.screens[0] === undefined) throw new Error('not read');
      return rotationOn(read.screens[0]);
    };
    const all = { from: null, to: null };
    expect(rotation({})).toEqual({ turns: [{ page: 'overview', seconds: 30, ...all }], alarms: [] });
    expect(rotation({ page: 'tasks' }).turns).toEqual([{ page: 'tasks', seconds: 30, ...all }]);
    const pages = [
      { page: 'overview', seconds: 60 },
      { page: 'map', seconds: 20, from: '22:00', to: '06:00' },
    ];
    expect(rotation({ pages })).toEqual({
      turns: [{ ...pages[0], ...all }, pages[1]],
      alarms: [{ when: 'hotspot', page: 'map', seconds: 60 }],
    });
    expect(rotation({ pages, alarms: [] }).alarms).toEqual([]);
    expect(rotation({ page: 'overview', alarms: [{ when: 'emergency', page: 'emergency' }] })).toEqual({
      turns: [{ page: 'overview', seconds: 30, ...all }],
      alarms: [{ when: 'emergency', page: 'emergency', seconds: null }],
    });
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
