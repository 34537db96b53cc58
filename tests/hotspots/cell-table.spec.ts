import { describe, expect, it } from 'vitest';
import { CellTable, STEPS_KEPT } from '../../shared/hotspots/cell-table';
import { randomOf } from './city';

describe('the cells of a watch', () => {
  it('count in every step and window what a list of all cases counts, with few cases and with many', () => {
    const random = randomOf(20_261_122);
    const cells = new CellTable();
    const naive: number[][] = [];
    const below = (limit: number): number => Math.floor(random() * limit);
    for (let turn = 0; turn < 12_000; turn += 1) {
      // Low numbers come often, high ones hardly ever.
      const category = 1 + below(1 + below(60));
      const cell = cells.take(1 + below(3), category);
      const place = below(STEPS_KEPT);
      const own = (naive[cell] ??= Array.from({ length: STEPS_KEPT }, () => 0));
      const draw = random();
      if (draw < 0.6) {
        expect(cells.count(cell, place)).toBe(own[place]);
        own[place]! += 1;
      } else if (draw < 0.65) {
        const cases = below(9);
        own[place] = cases;
        cells.put(cell, place, cases);
      } else {
        for (let i = 0; i < 12; i += 1) {
          const over = (place + i) % STEPS_KEPT;
          own[over] = 0;
          cells.leave(cell, over);
        }
      }
      const steps = 1 + below(STEPS_KEPT);
      const window = Array.from({ length: steps }, (_, i) => own[(place + i) % STEPS_KEPT]!);
      expect(cells.sum(cell, place, steps)).toBe(window.reduce((sum, count) => sum + count, 0));
      expect(cells.countAt(cell, place)).toBe(own[place]);
      expect(cells.kept(cell)).toBe(own.reduce((sum, count) => sum + count, 0));
    }
    expect(cells.length).toBeGreaterThan(150);
  });

  it('take up little room where there is hardly a case in each', () => {
    const cells = new CellTable();
    for (let area = 1; area <= 300; area += 1)
      for (let category = 1; category <= 100; category += 1) cells.count(cells.take(area, category), area % STEPS_KEPT);
    expect(cells.length).toBe(30_000);
    expect(cells.bytes() / cells.length).toBeLessThan(32);
  });
});
