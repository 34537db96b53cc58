import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Board } from '../../renderer/board/board';
import { kept } from '../../renderer/board/kept';
import type { Frame, Tiles } from '../../shared/contract/frames';
import { fixtureFrame, fixtureTiles } from '../doubles/fixture-frames';

const { deadlines, due, floor } = fixtureTiles;

/** A board that shows the fixture, and the patches that come after it. */
function shown() {
  const board = new Board(() => 0);
  const first = fixtureFrame();
  board.apply(first);
  let last: Frame = first;
  const patch = (tiles: Partial<Tiles>, lagging: NonNullable<Frame['lagging']> = {}) => {
    const { number, seq, cityNow } = last;
    last = { ...first, number: number + 1, base: seq, seq: seq + 10, cityNow: cityNow + 1_000, tiles: structuredClone(tiles), lagging };
    expect(board.apply(last)).toBe(true);
    return last;
  };
  return { board, first, patch };
}

describe('the board of a page', () => {
  it('keeps the identity of every part of a tile that says the same', () => {
    const { board, patch } = shown();
    const before = board.tile('due');
    patch({ due });
    expect(board.tile('due')).toBe(before);
    patch({ due: { ...due, rates: { ...due.rates, valid: 1 } } });
    const after = board.tile('due');
    expect(after).not.toBe(before);
    expect(after?.rates.valid).toBe(1);
    expect(after?.worstUnits).toBe(before?.worstUnits);
    expect(after?.upcoming).toBe(before?.upcoming);
  });

  it('shows what came, whatever was there before', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(value, value, (before, after) => {
        const shared = kept(before, structuredClone(after));
        expect(shared).toEqual(after);
        expect(kept(before, structuredClone(before))).toBe(before);
      }),
    );
    const cells = new Uint16Array([1, 2]);
    expect(kept({ cells: new Uint16Array([1, 2]) }, { cells }).cells).toBe(cells);
  });

  it('says of tiles that lag the oldest moment, and its time with it', () => {
    const { board, first, patch } = shown();
    const late = patch({ deadlines: { ...deadlines, open: 1 } }, { due: first.seq });
    expect(board.asOf(['deadlines', 'due'])).toEqual({ seq: first.seq, cityNow: first.cityNow });
    expect(board.asOf(['deadlines'])).toEqual({ seq: late.seq, cityNow: late.cityNow });
    expect(board.asOf()).toMatchObject({ seq: late.seq, cityNow: late.cityNow });
    // Found true at a moment of which no frame told: the time is one at which it was no younger.
    patch({ floor: { ...floor, queued: 1 } }, { due: first.seq + 5 });
    expect(board.asOf(['due'])).toEqual({ seq: first.seq + 5, cityNow: first.cityNow });
    const caughtUp = patch({ due });
    expect(board.asOf(['deadlines', 'due'])).toEqual({ seq: caughtUp.seq, cityNow: caughtUp.cityNow });
  });
});
