import { useCallback, useState } from 'react';
import type { ScreenOutcome, ScreenRequest } from '../../../shared/contract/screens';
import { useLink } from '../../board/context';

/** What was asked last of a wall, and what came of it; `outcome` null: it is under way. */
export interface Asked {
  readonly request: ScreenRequest;
  readonly outcome: ScreenOutcome | null;
}

export interface Requests {
  /** By what is asked: a screen, a wall, or `pair`. */
  readonly asked: ReadonlyMap<string, Asked>;
  readonly ask: (about: string, request: ScreenRequest) => Promise<ScreenOutcome>;
}

/** Asks walls, and tells of each what came of the last thing that it was asked. */
export function useRequests(): Requests {
  const link = useLink();
  const [asked, setAsked] = useState<ReadonlyMap<string, Asked>>(new Map());
  const ask = useCallback(
    async (about: string, request: ScreenRequest) => {
      setAsked((last) => new Map(last).set(about, { request, outcome: null }));
      const outcome = await link.screens.request(request);
      setAsked((last) => (last.get(about)?.request === request ? new Map(last).set(about, { request, outcome }) : last));
      return outcome;
    },
    [link],
  );
  return { asked, ask };
}
