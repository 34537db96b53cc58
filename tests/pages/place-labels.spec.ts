import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LabelWish, placeLabels } from '../../renderer/map/place-labels';

const view = { width: 400, height: 300 };
const wish = (id: string, change: Partial<LabelWish> = {}): LabelWish => ({
  id,
  x: 200,
  y: 150,
  width: 60,
  height: 16,
  anchor: 'centre',
  gap: 8,
  keep: false,
  ...change,
});

describe('names on the map', () => {
  it('never lie over each other or out of the view, whatever is asked for', () => {
    const wishes = array(
      record({
        x: integer({ min: -50, max: 450 }),
        y: integer({ min: -50, max: 350 }),
        width: integer({ min: 10, max: 160 }),
        anchor: constantFrom('centre' as const, 'beside' as const),
        keep: boolean(),
      }),
      { maxLength: 30 },
    );
    assert(
      property(wishes, (list) => {
        const asked = list.map((entry, index) => wish(String(index), entry));
        const boxes = placeLabels(asked, view, 4).map((spot) => {
          const { width, height } = asked[Number(spot.id)] ?? wish('');
          return { left: spot.left, top: spot.top, right: spot.left + width, bottom: spot.top + height };
        });
        for (const [index, box] of boxes.entries()) {
          expect(box.left).toBeGreaterThanOrEqual(4);
          expect(box.right).toBeLessThanOrEqual(396);
          for (const other of boxes.slice(index + 1)) {
            expect(box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom).toBe(false);
          }
        }
      }),
      { seed: 20_261_121 },
    );
  });

  it('go to the most important first: the second of two on one point moves', () => {
    const [first, second] = placeLabels([wish('a'), wish('b')], view, 2);
    expect(first).toEqual({ id: 'a', left: 170, top: 142 });
    expect(second?.top).not.toBe(142);
  });

  it('are moved into the view when they must be kept, and left out when not', () => {
    expect(placeLabels([wish('edge', { x: 398, keep: true })], view, 4)).toHaveLength(1);
    const corner = { x: 460, y: 150 };
    expect(placeLabels([wish('out', corner)], view, 4)).toHaveLength(0);
  });
});
