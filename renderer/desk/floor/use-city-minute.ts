import { useEffect, useState } from 'react';
import { MINUTE_MS, type Instant } from '../../../shared/time/instant';
import { clockAt, useLink } from '../../board/context';

/** The city's time in whole minutes; null before the first frame. Draws its component again only when the minute has changed. */
export function useCityMinute(): Instant | null {
  const { board } = useLink();
  const [minute, setMinute] = useState(() => minuteOf(clockAt(board.moment, performance.now()).cityNow));
  useEffect(() => {
    const read = () => setMinute(minuteOf(clockAt(board.moment, performance.now()).cityNow));
    read();
    const timer = setInterval(read, 1_000);
    return () => clearInterval(timer);
  }, [board]);
  return minute;
}

function minuteOf(now: Instant | null): Instant | null {
  return now === null ? null : Math.floor(now / MINUTE_MS) * MINUTE_MS;
}
