import type { CallRow, CallsQuery, CallsTile } from '../../../shared/contract/frames';
import type { FloorPageState, Trail } from './floor-state';

/** The stream answers at most so many rows. */
const MOST_ROWS = 500;

/** What is asked for the calls that are shown; null: no calls are shown. */
export function callsQuery({ trail, callWindow }: Pick<FloorPageState, 'trail' | 'callWindow'>): CallsQuery | null {
  if (trail.level !== 'calls') return null;
  const { queue, fromAt, toAt } = trail;
  return { queue, fromAt, toAt, outcome: [], offset: callWindow.offset, limit: Math.min(MOST_ROWS, callWindow.limit) };
}

/** Whether the tile is about these calls, whatever its window. */
export function answersCalls(tile: CallsTile | undefined, trail: Extract<Trail, { level: 'calls' }>): tile is CallsTile {
  return tile !== undefined && tile.query.queue === trail.queue && tile.query.fromAt === trail.fromAt && tile.query.toAt === trail.toAt;
}

export function callAt({ query, rows }: CallsTile, index: number): CallRow | undefined {
  return rows[index - query.offset];
}

/** Calls of the span that are not known any more: none, some of it, or all of it lies before what is kept. */
export function notKept({ keptSince, query }: CallsTile): 'none' | 'some' | 'all' {
  if (keptSince === null || keptSince <= query.fromAt) return 'none';
  return keptSince >= query.toAt ? 'all' : 'some';
}
