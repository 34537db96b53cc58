import type { CallsQuery, CallsTile } from '../../shared/contract/frames';
import { callsFound } from '../../shared/projection/call-query';
import type { Projection } from '../../shared/projection/projection';
import type { DurationMs } from '../../shared/time/instant';
import { PacedAnswer } from './paced-answer';
import { sameContent } from './tiles/same-content';

/** A question for calls that stays is answered anew at most this often while calls come. */
export const CALLS_EVERY_MS: DurationMs = 500;

/** One window's list of calls. */
export class CallsView extends PacedAnswer<CallsQuery, CallsTile> {
  constructor() {
    super(CALLS_EVERY_MS, sameContent, sameContent);
  }
}

export function callsTile({ floor }: Projection, query: CallsQuery): CallsTile {
  return { query, ...callsFound(floor, query) };
}
