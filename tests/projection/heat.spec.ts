import { describe, expect, it } from 'vitest';
import { HOUR_MS, INTERVAL_MS } from '../../shared/time/instant';
import { Projection } from '../../shared/projection/projection';
import { received, Told } from './log';

/** The first millisecond of a 5-minute step. */
const T = Date.UTC(2024, 5, 3, 2);
const [WEST, SOUTH, EAST, NORTH] = [116, 39.5, 117, 40.5];

function appealAt(longitude: number, latitude: number): Told {
  return new Told().at(T, received(1, { place: { longitude, latitude } }));
}

function filled({ projection }: Told): number[] {
  return [...projection.heat.cells()].flatMap((count, cell) => (count > 0 ? [cell] : []));
}

describe('the heat grid', () => {
  it('has its first row in the north and its first column in the west', () => {
    expect(filled(appealAt(WEST, NORTH))).toEqual([0]);
    expect(filled(appealAt(EAST, NORTH))).toEqual([7]);
    expect(filled(appealAt(WEST, SOUTH))).toEqual([56]);
    expect(filled(appealAt(EAST, SOUTH))).toEqual([63]);
    expect(filled(appealAt(116.49, 40.01))).toEqual([27]);
  });

  it('has rows of equal height on the map, which are not equal in degrees', () => {
    const told = new Told({ extent: [0, 0, 60, 60], heatCells: 2 }).at(T, received(1, { place: { longitude: 1, latitude: 35 } }));
    // Half of Web Mercator's height between 0° and 60° is at 35.26°.
    told.at(T, received(2, { place: { longitude: 1, latitude: 35.4 } }));
    expect([...told.projection.heat.cells()]).toEqual([1, 0, 1, 0]);
  });

  it('counts appeals without a place and outside the extent, but in no cell; enquiries not at all', () => {
    const told = new Told().at(T, received(1)).at(T, received(2, { place: { longitude: 0, latitude: 0 } }));
    told.at(T, received(3, { contact: 'enquiry', place: { longitude: 116.5, latitude: 40 } }));
    const { heat } = told.projection;
    expect([heat.count, heat.unplaced, heat.outside, filled(told)]).toEqual([2, 1, 1, []]);
    expect(heat.topTownships(8)).toEqual([{ township: 1, count: 2 }]);
  });

  it('forgets an appeal when its step and eleven more are over', () => {
    const told = appealAt(116.5, 40);
    told.projection.advanceTo(T + HOUR_MS - 1);
    expect(told.projection.heat.count).toBe(1);
    told.projection.advanceTo(T + HOUR_MS);
    expect([told.projection.heat.count, filled(told), told.projection.heat.ofDistrict(1)]).toEqual([0, [], 0]);
  });

  it('takes a straggler if its moment lies in the window, and leaves it with the others of that moment', () => {
    const told = new Told().at(T + HOUR_MS, { kind: 'log.redacted' });
    const place = { longitude: 116.5, latitude: 40 };
    told.at(T + INTERVAL_MS, received(1, { place })).at(T + INTERVAL_MS - 1, received(2, { place }));
    expect(told.projection.heat.count).toBe(1);
    told.projection.advanceTo(T + HOUR_MS + INTERVAL_MS);
    expect(told.projection.heat.count).toBe(0);
  });

  it('caps a cell at 65,535 for the screen and loses nothing for it', () => {
    const told = new Told();
    for (let key = 1; key <= 70_000; key += 1) told.at(T, received(key, { place: { longitude: 116.5, latitude: 40 } }));
    expect(Math.max(...told.projection.heat.cells())).toBe(65_535);
    expect([told.projection.heat.count, told.projection.heat.ofTownship(1)]).toEqual([70_000, 70_000]);
    told.projection.advanceTo(T + HOUR_MS);
    expect([told.projection.heat.count, filled(told)]).toEqual([0, []]);
  });

  it('takes no more memory for a flood, which a snapshot holds and the window lets go as it does a few', () => {
    const told = appealAt(116.5, 40);
    for (let key = 2; key <= 20_000; key += 1)
      told.at(T + INTERVAL_MS, received(key, { place: { longitude: 116 + (key % 97) / 97, latitude: 39.5 + (key % 89) / 89 } }));
    const { projection } = told;
    expect(projection.heat.bytes()).toBeLessThan(20_000);
    const copy = Projection.decode(projection.encode(), projection.settings);
    for (const now of [T + INTERVAL_MS, T + HOUR_MS - 1, T + HOUR_MS, T + HOUR_MS + INTERVAL_MS]) {
      projection.advanceTo(now);
      copy.advanceTo(now);
      expect(copy.heat.canonical()).toEqual(projection.heat.canonical());
    }
    expect([projection.heat.count, filled(told)]).toEqual([0, []]);
  });
});
