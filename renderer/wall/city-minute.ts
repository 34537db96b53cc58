import { useEffect, useState } from 'react';
import type { Instant } from '../../shared/time/instant';
import type { Board } from '../board/board';
import { clockAt, useLink } from '../board/context';

/** The city's time down to the minute: changes once a minute, not with every tick. null before the first frame. */
export function useCityMinute(): Instant | null {
  const { board } = useLink();
  const [minute, setMinute] = useState(() => minuteOf(board));
  useEffect(() => {
    const timer = setInterval(() => setMinute(minuteOf(board)), 1_000);
    return () => clearInterval(timer);
  }, [board]);
  return minute;
}

function minuteOf(board: Board): Instant | null {
  const { cityNow } = clockAt(board.moment, performance.now());
  return cityNow === null ? null : Math.floor(cityNow / 60_000) * 60_000;
}
