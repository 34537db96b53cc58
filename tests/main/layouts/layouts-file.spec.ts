import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LAYOUTS_FILE, LayoutsFile, readLayouts } from '../../../electron/main/layouts/layouts-file';
import { layoutsSchema } from '../../../electron/main/layouts/layouts-schema';
import { type Layout, MOST_LAYOUTS, MOST_TILES, PANELS } from '../../../shared/contract/layouts';

const log = pino({ level: 'silent' });
const GRID = { columns: 24, rows: 12 };
const HALL: Layout = {
  name: '值班长',
  grid: GRID,
  tiles: [
    { panel: 'callsNow', x: 0, y: 0, w: 24, h: 4, settings: {} },
    { panel: 'mapFull', x: 0, y: 4, w: 12, h: 8, settings: { hotspots: 3 } },
  ],
};

describe('layouts.json', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hotline-layouts-'));
    path = join(folder, LAYOUTS_FILE);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const written = (content: unknown) => {
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return readLayouts(path);
  };
  const withTiles = (...tiles: readonly object[]) => ({ layouts: [{ ...HALL, tiles }] });

  it('may be absent: there are no layouts then', () => {
    expect(readLayouts(path)).toEqual({ layouts: [], problems: [] });
  });

  it('holds layouts; settings that are not said are the usual ones', () => {
    const { settings: _, ...plain } = HALL.tiles[0]!;
    expect(written(withTiles(plain, HALL.tiles[1]!))).toEqual({ layouts: [HALL], problems: [] });
  });

  it('says what is wrong, and where', () => {
    const [calls, map] = HALL.tiles;
    for (const [mistake, problem] of [
      ['{ "layouts": [', { fault: 'not-json', layout: null, at: '' }],
      [{ layout: [] }, { fault: 'shape', layout: null }],
      [{ layouts: Array.from({ length: MOST_LAYOUTS + 1 }, () => HALL) }, { fault: 'shape', layout: null, at: 'layouts' }],
      [{ layouts: [{ ...HALL, name: 'overview' }] }, { fault: 'shape', layout: null, at: 'layouts.0.name' }],
      [{ layouts: [{ ...HALL, name: 'a,b' }] }, { fault: 'shape', layout: null, at: 'layouts.0.name' }],
      [{ layouts: [{ ...HALL, name: 'w'.repeat(41) }] }, { fault: 'shape', layout: null, at: 'layouts.0.name' }],
      [{ layouts: [{ ...HALL, grid: { columns: 4, rows: 12 } }] }, { fault: 'shape', layout: HALL.name, at: 'layouts.0.grid.columns' }],
      [withTiles({ ...calls, panel: 'weather' }), { fault: 'shape', layout: HALL.name, at: 'layouts.0.tiles.0.panel' }],
      [withTiles({ ...calls, w: 1 }), { fault: 'shape', layout: HALL.name, at: 'layouts.0.tiles.0.w' }],
      [withTiles({ ...calls, x: 0.5 }), { fault: 'shape', layout: HALL.name, at: 'layouts.0.tiles.0.x' }],
      [withTiles({ ...calls, colour: 'red' }), { fault: 'shape', layout: HALL.name, at: 'layouts.0.tiles.0' }],
      [
        withTiles(...Array.from({ length: MOST_TILES + 1 }, (_, index) => ({ ...calls, panel: PANELS[index] }))),
        { fault: 'shape', layout: HALL.name, at: 'layouts.0.tiles' },
      ],
      [withTiles({ ...calls, x: 1 }), { fault: 'outside', layout: HALL.name, at: 'layouts.0.tiles.0', detail: 'callsNow' }],
      [withTiles(calls!, { ...map, y: 3 }), { fault: 'overlap', layout: HALL.name, at: 'layouts.0.tiles.1', detail: 'mapFull, callsNow' }],
      [withTiles(calls!, { ...calls, y: 4 }), { fault: 'panel-twice', layout: HALL.name, at: 'layouts.0.tiles.1' }],
      [withTiles({ ...map, settings: { hotspots: 7 } }), { fault: 'setting', layout: HALL.name, at: 'layouts.0.tiles.0' }],
      [withTiles({ ...calls, settings: { hotspots: 3 } }), { fault: 'setting', layout: HALL.name, at: 'layouts.0.tiles.0' }],
    ] as const) {
      const { layouts, problems } = written(mistake);
      expect(layouts, JSON.stringify(mistake)).toEqual([]);
      expect(problems[0], JSON.stringify(mistake)).toMatchObject(problem);
    }
  });

  it('loses no other layout by one that cannot be used', () => {
    const { layouts, problems } = written({ layouts: [{ ...HALL, name: 'broken', tiles: [{ panel: 'weather' }] }, HALL, HALL] });
    expect(layouts).toEqual([HALL]);
    expect(problems.map(({ layout }) => layout)).toContain('broken');
    expect(problems.at(-1)).toMatchObject({ fault: 'name-twice', at: 'layouts.2.name', detail: HALL.name });
  });

  it('is replaced whole by what is saved, which the next launch reads', () => {
    const file = new LayoutsFile(path, log);
    expect(file.save(0, [HALL])).toEqual({ ok: true, layouts: { revision: 1, layouts: [HALL], problems: [] } });
    expect(new LayoutsFile(path, log).current).toEqual({ revision: 0, layouts: [HALL], problems: [] });
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  it('is not changed by whoever has not seen the last change', () => {
    const file = new LayoutsFile(path, log);
    file.save(0, [HALL]);
    expect(file.save(0, [])).toMatchObject({ ok: false, problem: 'changed' });
    expect(file.current.layouts).toEqual([HALL]);
  });

  it('that cannot be read is put aside before another takes its place', () => {
    writeFileSync(path, '{ broken');
    const file = new LayoutsFile(path, log);
    expect(readFileSync(path, 'utf8')).toBe('{ broken');
    expect(file.save(0, [HALL]).ok).toBe(true);
    expect(readFileSync(join(folder, 'layouts.broken.json'), 'utf8')).toBe('{ broken');
    expect(readLayouts(path).layouts).toEqual([HALL]);
  });

  it('stays as it was when the disk will not', () => {
    const file = new LayoutsFile(join(folder, 'nowhere', LAYOUTS_FILE), log);
    expect(file.save(0, [HALL])).toMatchObject({ ok: false, problem: 'disk' });
    expect(file.current).toEqual({ revision: 0, layouts: [], problems: [] });
  });

  it('takes nothing from a page that it would not read again', () => {
    const accepts = (layouts: readonly Layout[]) => layoutsSchema.safeParse(layouts).success;
    expect(accepts([HALL, { ...HALL, name: 'second' }])).toBe(true);
    expect(accepts([HALL, HALL])).toBe(false);
    expect(accepts([{ ...HALL, tiles: [HALL.tiles[0]!, { ...HALL.tiles[1]!, y: 3 }] }])).toBe(false);
    expect(accepts([{ ...HALL, tiles: [{ ...HALL.tiles[0]!, x: 1 }] }])).toBe(false);
  });
});
