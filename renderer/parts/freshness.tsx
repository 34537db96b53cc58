import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ConnectionState, LinkTile } from '../../shared/contract/frames';
import type { DurationMs } from '../../shared/time/instant';
import { clockAt, type Clock, useLink, useTile } from '../board/context';
import { leaveTurn, takeTurn } from './drawing-turns';

/** A picture older than this is not now: its numbers lose their fill and say how old they are. */
export const STALE_AFTER_MS: DurationMs = 5_000;

export interface Freshness {
  readonly state: ConnectionState['state'];
  /** true: numbers may be read as "now". */
  readonly fresh: boolean;
  /** Real age of the picture, whole seconds in ms; null while it is fresh or its age is not known. */
  readonly ageMs: DurationMs | null;
}

/** Pure: how old what is on the screen is, from the link's own words and the clock since the last frame. */
export function freshnessOf(link: LinkTile | undefined, clock: Clock): Freshness {
  if (link === undefined) return { state: 'offline', fresh: false, ageMs: null };
  const { connection } = link;
  const heard = clock.ageMs ?? 0;
  const fresh = connection.state === 'live' && heard <= STALE_AFTER_MS;
  if (fresh) return { state: 'live', fresh, ageMs: null };
  const age = connection.state === 'stale' ? Math.max(heard, connection.sinceMs) : connection.state === 'cached' ? connection.ageMs : heard;
  return { state: connection.state === 'live' ? 'stale' : connection.state, fresh, ageMs: Math.floor(age / 1_000) * 1_000 };
}

const FreshnessContext = createContext<Freshness>({ state: 'offline', fresh: false, ageMs: null });

/** Judges once a second for the whole page. What is below is drawn again only when the judgement changes. */
export function FreshnessProvider({ children }: { readonly children: ReactNode }) {
  const { board } = useLink();
  const link = useTile('link');
  const [freshness, setFreshness] = useState<Freshness>(() => freshnessOf(link, clockAt(board.moment, performance.now())));
  useEffect(() => {
    const judge = () => {
      const next = freshnessOf(link, clockAt(board.moment, performance.now()));
      setFreshness((last) => (last.state === next.state && last.fresh === next.fresh && last.ageMs === next.ageMs ? last : next));
    };
    judge();
    const timer = setInterval(judge, 1_000);
    return () => clearInterval(timer);
  }, [board, link]);
  return <FreshnessContext value={freshness}>{children}</FreshnessContext>;
}

/**
 * Hands the page's judgement on to one panel in a turn of its own, a few pictures of the screen later: numbers and charts that all lose or regain their fill at once are the
 * whole screen drawn again.
 */
export function FreshnessInTurn({ children }: { readonly children: ReactNode }) {
  const judged = useFreshness();
  const [shown, setShown] = useState(judged);
  useEffect(() => {
    if (shown === judged) return undefined;
    const turn = {};
    takeTurn(turn, () => flushSync(() => setShown(judged)));
    return () => leaveTurn(turn);
  }, [judged, shown]);
  return <FreshnessContext value={shown}>{children}</FreshnessContext>;
}

export function useFreshness(): Freshness {
  return useContext(FreshnessContext);
}
