import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ConnectionState, LinkTile } from '../../shared/contract/frames';
import { SILENCE_MS } from '../../shared/contract/silence';
import type { DurationMs } from '../../shared/time/instant';
import { clockAt, type Clock, useLink, useTile } from '../board/context';
import { kept } from '../board/kept';
import { leaveTurn, takeTurn } from './drawing-turns';

/** How often the page looks whether its picture has become old. */
const LOOK_EVERY_MS: DurationMs = 250;

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
  const fresh = connection.state === 'live' && heard <= SILENCE_MS;
  if (fresh) return { state: 'live', fresh, ageMs: null };
  const age = connection.state === 'stale' ? Math.max(heard, connection.sinceMs) : connection.state === 'cached' ? connection.ageMs : heard;
  return { state: connection.state === 'live' ? 'stale' : connection.state, fresh, ageMs: Math.floor(age / 1_000) * 1_000 };
}

const FreshnessContext = createContext<Freshness>({ state: 'offline', fresh: false, ageMs: null });

/**
 * Judges for the whole page: four times a second, and together with what is drawn of another link, so that a first live picture is drawn once. What is below is drawn again
 * only when the judgement changes.
 */
export function FreshnessProvider({ children }: { readonly children: ReactNode }) {
  const { board } = useLink();
  const link = useTile('link');
  const judge = (): Freshness => freshnessOf(link, clockAt(board.moment, performance.now()));
  const [judged, setJudged] = useState<{ readonly link: LinkTile | undefined; readonly freshness: Freshness }>(() => ({
    link,
    freshness: judge(),
  }));
  const { freshness } = judged;
  // Before what is below is drawn.
  if (judged.link !== link) setJudged({ link, freshness: kept(freshness, judge()) });
  useEffect(() => {
    const timer = setInterval(() => {
      setJudged((last) => {
        const next = kept(last.freshness, freshnessOf(last.link, clockAt(board.moment, performance.now())));
        return next === last.freshness ? last : { ...last, freshness: next };
      });
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [board]);
  return <FreshnessContext value={freshness}>{children}</FreshnessContext>;
}

/** What is below keeps the judgement that it was last shown with while it is not shown. */
export function FreshnessHeld({ held, children }: { readonly held: boolean; readonly children: ReactNode }) {
  const judged = useFreshness();
  const [last, setLast] = useState(judged);
  if (!held && last !== judged) setLast(judged);
  return <FreshnessContext value={last}>{children}</FreshnessContext>;
}

const FRESH: Freshness = { state: 'live', fresh: true, ageMs: null };

/**
 * Hands the page's judgement on to one panel in a turn of its own, a few pictures of the screen later: numbers and charts that all lose or regain their fill at once are the
 * whole screen drawn again. `unseen`: something lies over the panel; it is drawn as it will look when it is live, so that it need not be drawn again then.
 */
export function FreshnessInTurn({ unseen, children }: { readonly unseen: boolean; readonly children: ReactNode }) {
  const judged = useFreshness();
  const [shown, setShown] = useState({ freshness: judged, unseen });
  // What nobody sees is judged at once, and so is what comes to light: its first picture is true.
  if (shown.unseen && (shown.freshness !== judged || !unseen)) setShown({ freshness: judged, unseen });
  useEffect(() => {
    if (shown.freshness === judged) return undefined;
    const turn = {};
    takeTurn(turn, () => flushSync(() => setShown((last) => ({ ...last, freshness: judged }))));
    return () => leaveTurn(turn);
  }, [judged, shown]);
  const told = useMemo(() => (unseen ? FRESH : kept(FRESH, shown.freshness)), [unseen, shown]);
  return <FreshnessContext value={told}>{children}</FreshnessContext>;
}

export function useFreshness(): Freshness {
  return useContext(FreshnessContext);
}
