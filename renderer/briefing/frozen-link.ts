import type { TileName, Tiles } from '../../shared/contract/frames';
import { Board, type BoardView } from '../board/board';
import type { Link } from '../board/context';

/** What a briefing is drawn from. */
export const BRIEFING_TILES = [
  'link',
  'city',
  'catalogue',
  'floor',
  'floorDay',
  'queues',
  'outlook',
  'staffing',
  'heat',
  'deadlines',
  'due',
  'tasks',
  'emergency',
] as const satisfies readonly TileName[];

/**
 * A link whose board holds the one picture that `board` shows now and never changes again: city time stands still and nothing grows old. null
 * as long as the picture is not live or not complete: a briefing must never be made of what is not now.
 */
export function frozenLink(board: BoardView): Link | null {
  const { moment } = board;
  if (moment === null || board.tile('link')?.connection.state !== 'live') return null;
  const tiles: Partial<Record<TileName, unknown>> = {};
  for (const name of BRIEFING_TILES) {
    const tile = board.tile(name);
    if (tile === undefined) return null;
    tiles[name] = tile;
  }
  // Received "at infinity": no time will ever have passed since then.
  const frozen = new Board(() => Number.POSITIVE_INFINITY);
  frozen.apply({
    number: moment.number,
    base: null,
    seq: moment.seq,
    cityNow: moment.cityNow,
    speed: 0,
    heardAgeMs: moment.heardAgeMs,
    tiles: tiles as Partial<Tiles>,
  });
  return {
    board: frozen,
    forget: () => undefined,
    want: () => undefined,
    command: () => Promise.reject(new Error('A briefing gives no commands')),
    history: () => Promise.reject(new Error('A briefing asks for no history')),
    screens: { open: () => () => undefined, request: () => Promise.reject(new Error('A briefing asks nothing of walls')) },
  };
}
