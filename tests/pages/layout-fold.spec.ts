import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldLayout, hasRoom, type PlacedTile, type Room } from '../../renderer/parts/layout-fold';
import { foldRules, pageRoom } from '../../renderer/parts/panel-room';
import { wallScale } from '../../renderer/parts/type-scale';
import { type Layout, type LayoutTile, objectionsTo, PANELS, type PanelId } from '../../shared/contract/layouts';

const RULES = foldRules('roomy');
const GRID = { columns: 24, rows: 12 };
const FAR = { heightMm: 1_215, distanceMm: 5_000 };
const tile = (panel: PanelId, x: number, y: number, w: number, h: number): LayoutTile => ({ panel, x, y, w, h, settings: {} });
const LANDSCAPE: Layout = {
  name: 'shift',
  grid: GRID,
  tiles: [
    tile('callsNow', 0, 0, 24, 5),
    tile('mapFull', 0, 5, 9, 7),
    tile('queues', 9, 5, 15, 3),
    tile('dueUnits', 9, 8, 7, 4),
    tile('events', 16, 8, 8, 4),
  ],
};

const fold = (layout: Pick<Layout, 'grid' | 'tiles'>, room: Room) => foldLayout(layout, room, RULES);
/** Room on a wall of so many pixels that is read from close by, so that everything is drawn at its fullest. */
const roomOn = (width: number, height: number) =>
  pageRoom({ width, height }, wallScale({ width, height, screenHeight: height }, { ...FAR, distanceMm: 1_000 }).basePx);
const panels = (tiles: readonly PlacedTile[]) => tiles.map(({ tile: { panel } }) => panel);

describe('a layout on a screen', () => {
  it('stands as it was drawn where every panel has its room', () => {
    for (const [width, height] of [
      [1920, 1080],
      [3840, 2160],
      [2560, 1080],
    ] as const) {
      const { folded, tiles } = fold(LANDSCAPE, roomOn(width, height));
      expect(folded, `${width}×${height}`).toBe(false);
      expect(tiles.every(hasRoom), `${width}×${height}`).toBe(true);
      const [calls, map, queues] = tiles;
      expect(calls).toMatchObject({ left: 0, top: 0 });
      expect(queues!.left).toBeCloseTo(map!.width + RULES.gap);
      expect(queues!.top).toBeCloseTo(calls!.height + RULES.gap);
    }
  });

  it('is folded for an upright screen: what stood beside stands below, and every panel has its room', () => {
    const room = roomOn(1080, 1920);
    const { folded, tiles } = fold(LANDSCAPE, room);
    expect(folded).toBe(true);
    expect(panels(tiles)).toEqual(panels(fold(LANDSCAPE, roomOn(1920, 1080)).tiles));
    expect(tiles.filter((each) => !hasRoom(each)).map(({ tile: { panel } }) => panel)).toEqual([]);
    const [calls, map] = tiles;
    expect(map!.top).toBeGreaterThan(calls!.top);
    expect(calls!.width).toBeCloseTo(room.width);
  });

  it('takes in reading order what finds a place where there is too little room for all, names the others, and those it shows stay whole', () => {
    const { folded, tiles, without } = fold(LANDSCAPE, { width: 52, height: 64 });
    expect(folded).toBe(true);
    expect(tiles.every(hasRoom)).toBe(true);
    expect(tiles.length).toBeGreaterThan(1);
    expect(panels(tiles)[0]).toBe('callsNow');
    expect([...panels(tiles), ...without.map(({ panel }) => panel)].toSorted()).toEqual(
      LANDSCAPE.tiles.map(({ panel }) => panel).toSorted(),
    );
    // Nothing is left out that would have found a place.
    for (const other of without)
      expect(fold({ grid: GRID, tiles: [...tiles.map((placed) => placed.tile), other] }, { width: 52, height: 64 }).without).not.toEqual(
        [],
      );
  });

  it('says of a panel for which even the whole screen is too small how much of its room it has', () => {
    const { tiles, without } = fold(LANDSCAPE, { width: 22, height: 20 });
    expect(tiles).toHaveLength(1);
    expect(without).toHaveLength(LANDSCAPE.tiles.length - 1);
    expect(tiles[0]!.share).toBeGreaterThan(0);
    expect(hasRoom(tiles[0]!)).toBe(false);
  });

  it('folds tiles that interlock, through which no line runs', () => {
    const pinwheel = {
      grid: GRID,
      tiles: [
        tile('events', 0, 0, 14, 4),
        tile('oldest', 14, 0, 10, 8),
        tile('dueUnits', 10, 8, 14, 4),
        tile('places', 0, 4, 10, 8),
        tile('tasks', 10, 4, 4, 4),
      ],
    };
    expect(objectionsTo(pinwheel)).toEqual([]);
    const { folded, tiles } = fold(pinwheel, { width: 52, height: 90 });
    expect(folded).toBe(true);
    expect(tiles.every(hasRoom)).toBe(true);
  });

  it('keeps every tile once, inside, and apart from all others, whatever the layout and the screen', () => {
    const layouts = fc
      .array(fc.record({ x: fc.nat(22), y: fc.nat(10), w: fc.integer({ min: 2, max: 12 }), h: fc.integer({ min: 2, max: 8 }) }), {
        minLength: 1,
        maxLength: 12,
      })
      .map((boxes) => {
        const tiles: LayoutTile[] = [];
        for (const box of boxes) {
          const next = { ...box, panel: PANELS[tiles.length]!, settings: {} };
          if (objectionsTo({ grid: GRID, tiles: [...tiles, next] }).length === 0) tiles.push(next);
        }
        return { grid: GRID, tiles };
      })
      .filter(({ tiles }) => tiles.length > 0);
    const rooms = fc.record({ width: fc.integer({ min: 20, max: 220 }), height: fc.integer({ min: 20, max: 120 }) });
    fc.assert(
      fc.property(layouts, rooms, (layout, room) => {
        const { tiles, without } = fold(layout, room);
        expect([...panels(tiles), ...without.map(({ panel }) => panel)].toSorted()).toEqual(
          layout.tiles.map(({ panel }) => panel).toSorted(),
        );
        expect(tiles.length).toBeGreaterThan(0);
        for (const [index, a] of tiles.entries()) {
          expect(a.left).toBeGreaterThanOrEqual(-1e-6);
          expect(a.top).toBeGreaterThanOrEqual(-1e-6);
          expect(a.left + a.width).toBeLessThanOrEqual(room.width + 1e-6);
          expect(a.top + a.height).toBeLessThanOrEqual(room.height + 1e-6);
          for (const b of tiles.slice(index + 1)) {
            const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
            const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
            expect(across > 1e-6 && down > 1e-6).toBe(false);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
