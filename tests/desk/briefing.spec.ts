import { describe, expect, it } from 'vitest';
import { Board } from '../../renderer/board/board';
import { clockAt } from '../../renderer/board/context';
import { BRIEFING_TILES, frozenLink } from '../../renderer/briefing/frozen-link';
import { fixtureFrame, fixtureLink } from '../doubles/fixture-frames';
import { FIXTURE_NOW, FIXTURE_SEQ } from '../doubles/fixture-moment';

describe('the one picture of a briefing', () => {
  const boardWith = (change: Parameters<typeof fixtureFrame>[0]) => {
    const board = new Board(() => 0);
    board.apply(fixtureFrame(change));
    return board;
  };

  it('is never made of a picture that is not live', () => {
    expect(frozenLink(new Board(() => 0))).toBeNull();
    expect(frozenLink(boardWith({ link: { ...fixtureLink, connection: { state: 'cached', ageMs: 10 } } }))).toBeNull();
    expect(frozenLink(boardWith({ link: { ...fixtureLink, connection: { state: 'stale', sinceMs: 10 } } }))).toBeNull();
  });

  it('waits until every tile is there', () => {
    const board = new Board(() => 0);
    const { heat: _heat, ...tiles } = fixtureFrame().tiles;
    board.apply({ ...fixtureFrame(), tiles });
    expect(frozenLink(board)).toBeNull();
  });

  it('stays of one seq and one moment while the page goes on receiving frames', () => {
    const board = boardWith({});
    const frozen = frozenLink(board);
    if (frozen === null) throw new Error('a live picture is frozen');
    const before = BRIEFING_TILES.map((name) => frozen.board.tile(name));
    board.apply({
      ...fixtureFrame(),
      number: 2,
      base: FIXTURE_SEQ,
      seq: FIXTURE_SEQ + 50,
      cityNow: FIXTURE_NOW + 9_000,
      tiles: { tasks: { tasks: [] } },
    });
    expect(board.moment?.seq).toBe(FIXTURE_SEQ + 50);
    expect(frozen.board.moment?.seq).toBe(FIXTURE_SEQ);
    expect(BRIEFING_TILES.map((name) => frozen.board.tile(name))).toEqual(before);
    // However long the page takes to draw, the clock stands still and nothing grows old.
    expect(clockAt(frozen.board.moment, 3_600_000)).toEqual({ cityNow: FIXTURE_NOW, ageMs: 240 });
  });
});
