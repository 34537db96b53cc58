import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageDeed, tileDeed } from '../../renderer/desk/layouts/edit-keys';
import { edit, type EditDeed, type Editing, isUnsaved, layoutIn, NOTHING_KEPT } from '../../renderer/desk/layouts/layout-editing';
import { type Layout, MOST_LAYOUTS, MOST_TILES, objectionsTo, PANELS } from '../../shared/contract/layouts';

const GRID = { columns: 12, rows: 8 };
const HALL: Layout = {
  name: 'hall',
  grid: GRID,
  tiles: [
    { panel: 'queues', x: 0, y: 0, w: 4, h: 3, settings: {} },
    { panel: 'events', x: 5, y: 0, w: 3, h: 3, settings: {} },
  ],
};

const kept = (...layouts: readonly Layout[]) => edit(NOTHING_KEPT, { do: 'kept', layouts: { revision: 3, layouts }, take: true });
const after = (state: Editing, ...deeds: readonly EditDeed[]) => deeds.reduce(edit, state);
const key = (name: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const pressed = (state: Editing, ...keys: readonly Parameters<typeof tileDeed>[0][]) =>
  after(state, ...keys.map(tileDeed).filter((deed) => deed !== null));
const tileOf = (state: Editing, panel: string) => layoutIn(state)?.tiles.find((tile) => tile.panel === panel);

describe('editing a layout by keys', () => {
  const queues = edit(kept(HALL), { do: 'select', panel: 'queues' });

  it('moves the selected panel by a cell, and passes over one that is in the way', () => {
    expect(tileOf(pressed(queues, key('ArrowDown'), key('ArrowRight')), 'queues')).toMatchObject({ x: 1, y: 1, w: 4, h: 3 });
    const beyond = pressed(queues, key('ArrowRight'), key('ArrowRight'));
    expect(tileOf(beyond, 'queues')).toMatchObject({ x: 8, y: 0 });
    expect(beyond.said).toMatchObject({ what: 'placed', panel: 'queues' });
  });

  it('says what it runs against: the edge, or who leaves no room beyond', () => {
    const left = pressed(queues, key('ArrowLeft'));
    expect(left.said).toMatchObject({ what: 'edge' });
    expect(layoutIn(left)).toBe(layoutIn(queues));
    const narrow = kept({ ...HALL, grid: { columns: 8, rows: 8 } });
    const blocked = pressed(edit(narrow, { do: 'select', panel: 'queues' }), key('ArrowRight'), key('ArrowRight'));
    expect(blocked.said).toMatchObject({ what: 'blocked', by: 'events' });
    expect(tileOf(blocked, 'queues')).toMatchObject({ x: 1 });
  });

  it('resizes with Shift, not into another panel and not below the least', () => {
    const shift = (name: string) => key(name, { shiftKey: true });
    expect(tileOf(pressed(queues, shift('ArrowDown'), shift('ArrowRight')), 'queues')).toMatchObject({ w: 5, h: 4 });
    const blocked = pressed(queues, shift('ArrowRight'), shift('ArrowRight'));
    expect(blocked.said).toMatchObject({ what: 'blocked', by: 'events' });
    const small = pressed(queues, shift('ArrowUp'), shift('ArrowUp'));
    expect(tileOf(small, 'queues')).toMatchObject({ h: 2 });
    expect(small.said).toMatchObject({ what: 'smallest' });
  });

  it('removes with Delete and lets go with Escape; other keys are for others', () => {
    const removed = pressed(queues, key('Delete'));
    expect(tileOf(removed, 'queues')).toBeUndefined();
    expect(removed).toMatchObject({ selected: null, said: { what: 'removed', panel: 'queues' } });
    expect(pressed(queues, key('Escape')).selected).toBeNull();
    for (const other of [key('Enter'), key('Tab'), key('a'), key('ArrowLeft', { ctrlKey: true })]) expect(tileDeed(other)).toBeNull();
  });

  it('undoes, does again and saves from anywhere on the page', () => {
    const held = { ctrlKey: true };
    expect([key('z', held), key('Z', { ...held, shiftKey: true }), key('y', held), key('s', held), key('z')].map(pageDeed)).toEqual([
      'undo',
      'redo',
      'redo',
      'save',
      null,
    ]);
  });
});

describe('editing layouts', () => {
  it('adds a panel at the first free place, a smaller one where there is not so much room, and none where there is no room', () => {
    const added = after(kept(HALL), { do: 'add', panel: 'tasks', size: { w: 4, h: 3 } });
    expect(tileOf(added, 'tasks')).toMatchObject({ x: 8, y: 0, w: 4, h: 3 });
    expect(added.selected).toBe('tasks');
    const tall = after(added, { do: 'add', panel: 'usual', size: { w: 12, h: 7 } });
    expect(tileOf(tall, 'usual')).toMatchObject({ x: 0, y: 3, w: 6, h: 4 });
    const full = kept({ ...HALL, tiles: [{ ...HALL.tiles[0]!, w: 12, h: 8 }] });
    expect(after(full, { do: 'add', panel: 'tasks', size: { w: 2, h: 2 } })).toMatchObject({
      said: { what: 'no-room' },
      layouts: full.layouts,
    });
  });

  it('has no panel twice: it is selected instead', () => {
    const again = after(kept(HALL), { do: 'add', panel: 'queues', size: { w: 4, h: 3 } });
    expect(again).toMatchObject({ selected: 'queues', layouts: [HALL] });
  });

  it('refuses what a hand lets go of on another panel', () => {
    const put = after(kept(HALL), { do: 'put', panel: 'queues', box: { x: 3, y: 1, w: 4, h: 3 } });
    expect(put).toMatchObject({ layouts: [HALL], said: { what: 'blocked', by: 'events' } });
  });

  it('makes, copies, renames and deletes layouts, and undoes each', () => {
    const made = after(kept(HALL), { do: 'new', name: 'night', grid: GRID });
    expect(layoutIn(made)).toEqual({ name: 'night', grid: GRID, tiles: [] });
    const copied = after(made, { do: 'choose', index: 0 }, { do: 'copy', name: 'hall 2' }, { do: 'rename', name: 'hall three' });
    expect(copied.layouts.map(({ name }) => name)).toEqual(['hall', 'night', 'hall three']);
    expect(layoutIn(copied)?.tiles).toEqual(HALL.tiles);
    const deleted = after(copied, { do: 'delete' });
    expect(deleted.layouts.map(({ name }) => name)).toEqual(['hall', 'night']);
    const undone = after(deleted, { do: 'undo' }, { do: 'undo' }, { do: 'undo' }, { do: 'undo' });
    expect(undone.layouts).toEqual([HALL]);
    expect(isUnsaved(undone)).toBe(false);
    expect(after(undone, { do: 'redo' }, { do: 'redo' }, { do: 'redo' }, { do: 'redo' }).layouts).toEqual(deleted.layouts);
    expect(after(undone, { do: 'undo' }).said).toMatchObject({ what: 'nothing-left' });
  });

  it('knows its limits', () => {
    const layouts = Array.from({ length: MOST_LAYOUTS }, (_, index) => ({ ...HALL, name: `hall ${index}` }));
    expect(after(kept(...layouts), { do: 'new', name: 'more', grid: GRID })).toMatchObject({ layouts, said: { what: 'too-many' } });
    const tiles = Array.from({ length: MOST_TILES }, (_, index) => ({
      panel: PANELS[index]!,
      x: 2 * index,
      y: 0,
      w: 2,
      h: 2,
      settings: {},
    }));
    const crowded = kept({ name: 'hall', grid: { columns: 48, rows: 8 }, tiles });
    expect(after(crowded, { do: 'add', panel: PANELS[MOST_TILES], size: { w: 2, h: 2 } })).toMatchObject({ said: { what: 'too-many' } });
  });

  it('is unsaved until it is kept, and keeps what is unsaved when others save', () => {
    const moved = after(kept(HALL), { do: 'put', panel: 'queues', box: { x: 0, y: 4, w: 4, h: 3 } });
    expect(isUnsaved(moved)).toBe(true);
    const others = { revision: 4, layouts: [{ ...HALL, name: 'other' }] };
    expect(after(moved, { do: 'kept', layouts: others, take: false })).toBe(moved);
    expect(after(kept(HALL), { do: 'kept', layouts: others, take: false }).layouts).toEqual(others.layouts);
    const saved = after(moved, { do: 'saved', kept: { revision: 4, layouts: moved.layouts } });
    expect(isUnsaved(saved)).toBe(false);
    expect(isUnsaved(after(saved, { do: 'undo' }))).toBe(true);
    expect(after(moved, { do: 'kept', layouts: others, take: true })).toMatchObject({ layouts: others.layouts, past: [] });
  });

  it('never comes to a layout that could not be kept, whatever is done', () => {
    const panel = fc.constantFrom(...PANELS);
    const step = fc.constantFrom<-1 | 0 | 1>(-1, 0, 1);
    const deed: fc.Arbitrary<EditDeed> = fc.oneof(
      fc.record({ do: fc.constant('add' as const), panel, size: fc.record({ w: fc.nat(14), h: fc.nat(10) }) }),
      fc.record({ do: fc.constant('move' as const), dx: step, dy: step }),
      fc.record({ do: fc.constant('resize' as const), dw: step, dh: step }),
      fc.record({
        do: fc.constant('put' as const),
        panel,
        box: fc.record({
          x: fc.integer({ min: -3, max: 13 }),
          y: fc.integer({ min: -3, max: 9 }),
          w: fc.integer({ min: -1, max: 14 }),
          h: fc.nat(10),
        }),
      }),
      fc.record({ do: fc.constant('select' as const), panel }),
      fc.constantFrom<EditDeed>({ do: 'remove' }, { do: 'undo' }, { do: 'redo' }),
    );
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        let state = kept(HALL);
        for (const next of deeds) {
          state = edit(state, next);
          for (const layout of state.layouts) expect(objectionsTo(layout)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
