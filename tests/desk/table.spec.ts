import { describe, expect, it } from 'vitest';
import { FIRST_HELD, heldFor, movedWith, placeByAnchor } from '../../renderer/desk/table-held';
import { NO_ROWS, placeOf, rowAt, withTile } from '../../renderer/desk/table-rows';
import { FIRST_WINDOW, windowFor } from '../../renderer/desk/table-window';
import { row, tile } from './rows';

describe('the window of rows that is asked for', () => {
  it('covers every row on the screen, wherever the table is scrolled to', () => {
    for (const total of [0, 1, 60, 110_000]) {
      for (let first = 0; first < total; first += Math.ceil(total / 97)) {
        const last = Math.min(total - 1, first + 27);
        const { offset, limit } = windowFor(first, last, total, FIRST_WINDOW);
        expect(offset).toBeLessThanOrEqual(first);
        expect(offset + limit).toBeGreaterThan(last);
        expect(limit).toBeLessThanOrEqual(250);
      }
    }
  });

  it('stays what it is while a short scroll remains inside it', () => {
    const window = windowFor(1_000, 1_027, 110_000, FIRST_WINDOW);
    expect(windowFor(1_010, 1_037, 110_000, window)).toBe(window);
    expect(windowFor(990, 1_017, 110_000, window)).toBe(window);
    expect(windowFor(1_200, 1_227, 110_000, window)).not.toBe(window);
  });

  it('does not ask for more at the end of the list', () => {
    const window = windowFor(109_972, 109_999, 110_000, FIRST_WINDOW);
    expect(windowFor(109_970, 109_999, 110_000, window)).toBe(window);
  });
});

describe('the row that holds a window still', () => {
  const caseAt = (place: number): number => place + 1;

  it('is the first one in view of a window that is asked for, and none at the very top', () => {
    const held = heldFor(1_000, 1_027, 110_000, FIRST_HELD, caseAt);
    expect(held).toMatchObject({ offset: 950, anchor: { case: 1_001, place: 1_000 } });
    expect(heldFor(1_010, 1_037, 110_000, held, caseAt)).toBe(held);
    expect(heldFor(0, 27, 110_000, held, caseAt)).toMatchObject({ offset: 0, anchor: null });
    expect(heldFor(0, 27, 110_000, FIRST_HELD, caseAt)).toBe(FIRST_HELD);
    expect(heldFor(5, 32, 110_000, FIRST_HELD, caseAt)).toMatchObject({ offset: 0, limit: 100, anchor: { case: 6, place: 5 } });
  });

  it('is nobody as long as no row is known there', () => {
    expect(heldFor(5, 32, 110_000, FIRST_HELD, () => undefined)).toBe(FIRST_HELD);
    expect(heldFor(5_000, 5_027, 110_000, FIRST_HELD, () => undefined)).toMatchObject({ offset: 4_950, anchor: null });
  });

  it('takes the window to where its answer says that it stands now, so that the same question is not asked anew', () => {
    const held = heldFor(1_000, 1_027, 110_000, FIRST_HELD, caseAt);
    const moved = { offset: 7_950, limit: held.limit, anchor: { case: 1_001, place: 8_000 } };
    expect(movedWith(held, tile([], moved))).toEqual(moved);
    expect(movedWith(held, tile([], held))).toBe(held);
    expect(movedWith(held, tile([], { ...moved, anchor: { case: 7, place: 8_000 } }))).toBe(held);
    expect(movedWith(FIRST_HELD, tile([], moved))).toBe(FIRST_HELD);
    expect(placeByAnchor(tile([], held), tile([], moved), 1_010)).toBe(8_010);
    expect(placeByAnchor(tile([], held), tile([]), 1_010)).toBeNull();
  });
});

describe('the rows that are held', () => {
  const first = tile([row(1), row(2), row(3)], { offset: 0, limit: 3 });

  it('keeps the earlier window on the screen until the next one has come', () => {
    const rows = withTile(withTile(NO_ROWS, first), tile([row(11), row(12)], { offset: 10, limit: 2 }));
    expect(rowAt(rows, 1)?.case).toBe(2);
    expect(rowAt(rows, 11)?.case).toBe(12);
    expect(rowAt(rows, 5)).toBeUndefined();
  });

  it('drops rows that answer another question', () => {
    const rows = withTile(withTile(NO_ROWS, first), tile([row(9)], { text: 'heating', limit: 1 }));
    expect(rowAt(rows, 0)?.case).toBe(9);
    expect(rowAt(rows, 1)).toBeUndefined();
  });

  it('keeps the identity of rows that say the same, and takes those that changed', () => {
    const held = withTile(NO_ROWS, first);
    const next = withTile(held, tile([row(1), row(2, { version: 4, unit: 7 }), row(3, { deadline: 'breached' })], { limit: 3 }));
    expect(rowAt(next, 0)).toBe(rowAt(held, 0));
    expect(rowAt(next, 1)?.unit).toBe(7);
    expect(rowAt(next, 2)?.deadline).toBe('breached');
  });

  it('finds where a case stands now, so that the focus can follow it', () => {
    const shifted = tile([row(3), row(1)], { offset: 50, limit: 2 });
    expect(placeOf(shifted, 1)).toBe(51);
    expect(placeOf(shifted, 2)).toBeNull();
  });
});
