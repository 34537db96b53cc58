import { useContext, useEffect, useState } from 'react';
import type { Instant } from '../../shared/time/instant';
import type { BoardView } from '../board/board';
import { clockAt, ShownContext, useLink } from '../board/context';

/** The city's time down to the minute: changes once a minute, not with every tick. null before the first frame. */
export function useCityMinute(): Instant | null {
  const { board } = useLink();
  const shown = useContext(ShownContext);
  const [minute, setMinute] = useState(() => minuteOf(board));
  useEffect(() => {
    if (!shown) return undefined;
    const read = () => setMinute(minuteOf(board));
    read();
    const timer = setInterval(read, 1_000);
    return () => clearInterval(timer);
  }, [board, shown]);
  return minute;
}

function minuteOf(board: BoardView): Instant | null {
  const { cityNow } = clockAt(board.moment, performance.now());
  return cityNow === null ? null : Math.floor(cityNow / 60_000) * 60_000;
}
