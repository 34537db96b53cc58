import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { CommandOutcome, ExpectedVersion, TileName, Tiles, Wants } from '../../shared/contract/frames';
import type { Command } from '../../shared/domain/commands';
import type { LogRecord } from '../../shared/domain/events';
import type { Problem } from '../../shared/contract/problem';
import type { ScreenOutcome, ScreenRequest, ToConsole } from '../../shared/contract/screens';
import type { CaseKey } from '../../shared/domain/keys';
import type { BoardView, Moment } from './board';

/** What a page may do with the stream. */
export interface Link {
  readonly board: BoardView;
  /** Forgets tiles that are not asked for any more. */
  forget(names: readonly TileName[]): void;
  /** Replaces what this page's frames carry. */
  want(wants: Wants): void;
  /** Resolves with the hub's outcome, or a problem `unavailable` when the stream was lost before it answered (what became of it is then not known; send it again with the same key). */
  command(key: string, command: Command, expected: readonly ExpectedVersion[]): Promise<CommandOutcome>;
  history(key: CaseKey): Promise<{ readonly records: readonly LogRecord[]; readonly problem: Problem | null }>;
  readonly screens: ScreensLink;
}

/** What a desk may do with the walls of the building. */
export interface ScreensLink {
  /** Opens the console: from now on it is told how they are. One at a time. Returns how to close it. */
  open(listener: (message: Exclude<ToConsole, { kind: 'screen-outcome' }>) => void): () => void;
  /** Resolves with what became of it; a problem `no-answer` when that is not known. */
  request(request: ScreenRequest): Promise<ScreenOutcome>;
}

export const LinkContext = createContext<Link | null>(null);

export function useLink(): Link {
  const link = useContext(LinkContext);
  if (link === null) throw new Error('useLink outside of a page');
  return link;
}

/** false: what asks lies on a page that is kept and not shown, where no clock runs. */
export const ShownContext = createContext(true);

/** The newest value of a tile; undefined until its first frame. */
export function useTile<N extends TileName>(name: N): Tiles[N] | undefined {
  const { board } = useLink();
  const subscribe = useCallback((listener: () => void) => board.subscribe(name, listener), [board, name]);
  return useSyncExternalStore(subscribe, () => board.tile(name));
}

/** What `pick` takes of a tile: the component is drawn again only when that is another value. `pick` must not make objects. */
export function useOfTile<N extends TileName, T>(name: N, pick: (tile: Tiles[N] | undefined) => T): T {
  const { board } = useLink();
  const subscribe = useCallback((listener: () => void) => board.subscribe(name, listener), [board, name]);
  return useSyncExternalStore(subscribe, () => pick(board.tile(name)));
}

/** seq, city time and age of the last frame; changes with every frame. */
export function useMoment(): Moment | null {
  const { board } = useLink();
  const subscribe = useCallback((listener: () => void) => board.subscribe('moment', listener), [board]);
  return useSyncExternalStore(subscribe, () => board.moment);
}

export interface Clock {
  /** The city's time now; null before the first picture. */
  readonly cityNow: number | null;
  /** Real ms since the hub was last heard; null before the first frame. */
  readonly ageMs: number | null;
}

/** The city's clock, running on between frames. Draws its component again every `everyMs`. */
export function useClock(everyMs = 1_000): Clock {
  const { board } = useLink();
  const shown = useContext(ShownContext);
  const [clock, setClock] = useState(() => clockAt(board.moment, performance.now()));
  useEffect(() => {
    if (!shown) return undefined;
    const read = () => setClock(clockAt(board.moment, performance.now()));
    read();
    const timer = setInterval(read, everyMs);
    return () => clearInterval(timer);
  }, [board, everyMs, shown]);
  return clock;
}

/** `now` on the page's monotonic clock. */
export function clockAt(moment: Moment | null, now: number): Clock {
  if (moment === null) return { cityNow: null, ageMs: null };
  const passed = Math.max(0, now - moment.receivedAt);
  // Frames that come before any picture know no city.
  const cityNow = moment.cityNow === 0 ? null : moment.cityNow + passed * moment.speed;
  return { cityNow, ageMs: moment.heardAgeMs + passed };
}
