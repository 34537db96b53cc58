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

/** That something was done is told for so long. */
const DONE_MS = 10_000;

function without(asked: Requests['asked'], about: string): Requests['asked'] {
  return new Map([...asked].filter(([key]) => key !== about));
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
      // What was done is seen on the wall by then; what was not stays until something else is asked.
      if (outcome.ok) setTimeout(() => setAsked((last) => (last.get(about)?.request === request ? without(last, about) : last)), DONE_MS);
      return outcome;
    },
    [link],
  );
  return { asked, ask };
}
