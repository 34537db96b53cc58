import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { TileName, Tiles } from '../../shared/contract/frames';
import { useLink } from '../board/context';
import { leaveTurn, takeTurn } from './drawing-turns';

/** The newest value of a tile, undefined until its first frame. What shows it changes in a turn of its own: for what covers much of the screen. */
export function useTileInTurn<N extends TileName>(name: N): Tiles[N] | undefined {
  const { board } = useLink();
  const [tile, setTile] = useState(() => board.tile(name));
  useEffect(() => {
    const turn = {};
    const show = () => setTile(() => board.tile(name));
    show();
    // At once, within its turn: the next picture belongs to what else has changed.
    const forget = board.subscribe(name, () => takeTurn(turn, () => flushSync(show)));
    return () => {
      forget();
      leaveTurn(turn);
    };
  }, [board, name]);
  return tile;
}
