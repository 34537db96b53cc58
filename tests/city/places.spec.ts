import { describe, expect, it } from 'vitest';
import { loadCity } from '../../electron/hub/sources/load-city';
import { Area } from '../../shared/city/outline';
import type { Outline } from '../../shared/city/outline';
import { Places } from '../../shared/city/simulation/places';
import { RESOURCES } from './run-source';

/** The rule from the textbook, edge by edge: slow, and independent of the code under test. */
function inside(outline: Outline, [x, y]: readonly [number, number]): boolean {
  let crossings = 0;
  for (const ring of outline.flat()) {
    for (const [i, [x2, y2]] of ring.entries()) {
      const [x1, y1] = ring[(i + ring.length - 1) % ring.length]!;
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) crossings += 1;
    }
  }
  return crossings % 2 === 1;
}

describe('places of a simulated city', () => {
  it('never leave the district of their township', async () => {
    const definition = await loadCity(RESOURCES);
    const outlines = new Map<string, Outline>();
    for (const { properties, geometry } of definition.districts.features)
      outlines.set(properties.code, geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
    const places = new Places(definition, 1);
    const seen = new Set<string>();
    for (const [i, { district, name }] of definition.townships.entries()) {
      for (let identity = 0; identity < 40; identity += 1) {
        const place = places.place(i + 1, identity * 1_000_003);
        expect(place, name.en).not.toBeNull();
        expect(inside(outlines.get(district)!, [place!.longitude, place!.latitude]), `${name.en} ${identity}`).toBe(true);
        seen.add(`${place!.longitude},${place!.latitude}`);
      }
    }
    // Scattered, not stacked.
    expect(seen.size).toBeGreaterThan(349 * 40 * 0.9);
  });

  it('are none in a township whose point lies outside its district', async () => {
    const definition = await loadCity(RESOURCES);
    const townships = definition.townships.map((township, i) =>
      i === 0 ? { ...township, point: [10, 10] as [number, number] } : township,
    );
    expect(new Places({ ...definition, townships }, 1).place(1, 5)).toBeNull();
  });
});

describe('an area', () => {
  const square: Outline = [
    [
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
        [0, 0],
      ],
      [
        [4, 4],
        [6, 4],
        [6, 6],
        [4, 6],
        [4, 4],
      ],
    ],
  ];

  it('holds what is inside, but not what is in a hole or beyond', () => {
    const area = new Area(square);
    expect(area.contains(1, 1)).toBe(true);
    expect(area.contains(5, 5)).toBe(false);
    expect(area.contains(11, 5)).toBe(false);
    expect(area.contains(5, -1)).toBe(false);
    expect(area.contains(5, 11)).toBe(false);
  });

  it('agrees with the textbook on random points', () => {
    const area = new Area(square);
    for (let i = 0; i < 5_000; i += 1) {
      const point = [((i * 7919) % 1201) / 100 - 1, ((i * 104_729) % 1201) / 100 - 1] as const;
      expect(area.contains(...point), point.join()).toBe(inside(square, point));
    }
  });

  it('measures how far its edge is', () => {
    expect(new Area(square).distanceToEdgeM(5, 1)).toBeCloseTo(111_320, -2);
  });
});
