import { describe, expect, it } from 'vitest';
import { Board } from '../../renderer/board/board';
import { HeldBoard } from '../../renderer/board/held-board';
import type { Frame, Tiles } from '../../shared/contract/frames';
import { fixtureFrame, fixtureTiles } from '../doubles/fixture-frames';

const { deadlines } = fixtureTiles;

/** A board that shows the fixture, a page of it, and what comes after. */
function page() {
  const board = new Board(() => 0);
  let last: Frame = fixtureFrame();
  board.apply(last);
  const held = new HeldBoard(board);
  const heard: string[] = [];
  held.subscribe('deadlines', () => heard.push('deadlines'));
  held.subscribe('moment', () => heard.push('moment'));
  const come = (tiles: Partial<Tiles>) => {
    last = { ...last, number: last.number + 1, base: last.seq, seq: last.seq + 1, cityNow: last.cityNow + 1_000, tiles };
    expect(board.apply(last)).toBe(true);
    return last;
  };
  return { board, held, heard, come, first: last };
}

describe('the board of a page among others', () => {
  it('follows the board while its page is shown', () => {
    const { held, heard, come } = page();
    const { seq } = come({ deadlines: { ...deadlines, breached: 7 } });
    expect(held.tile('deadlines')?.breached).toBe(7);
    expect(held.moment?.seq).toBe(seq);
    expect(heard).toEqual(['deadlines', 'moment']);
  });

  it('stands still while it is not, whatever comes and whatever is forgotten', () => {
    const { board, held, heard, come, first } = page();
    held.hold(['deadlines']);
    come({ deadlines: { ...deadlines, breached: 7 } });
    board.forget(['deadlines']);
    expect(board.tile('deadlines')).toBeUndefined();
    expect(heard).toEqual([]);
    expect(held.tile('deadlines')).toEqual(deadlines);
    expect(held.moment?.seq).toBe(first.seq);
    expect(held.asOf(['deadlines'])?.seq).toBe(first.seq);
  });

  it('tells everybody who listens when it is shown again, and shows what is now', () => {
    const { held, heard, come } = page();
    held.hold(['deadlines']);
    const { seq } = come({ deadlines: { ...deadlines, breached: 9 } });
    held.release();
    expect(heard).toEqual(['deadlines', 'moment']);
    expect(held.tile('deadlines')?.breached).toBe(9);
    expect(held.asOf(['deadlines'])?.seq).toBe(seq);
  });

  it('holds only what its page reads', () => {
    const { held } = page();
    held.hold(['deadlines']);
    expect(held.tile('due')).toBeUndefined();
  });

  it('forgets nobody who listens to two tiles with one listener', () => {
    const { board } = page();
    const held = new HeldBoard(board);
    let times = 0;
    const listener = () => {
      times += 1;
    };
    const leave = held.subscribe('due', listener);
    held.subscribe('tasks', listener);
    leave();
    held.hold([]);
    held.release();
    expect(times).toBe(1);
  });
});
