import type { CallOutcome } from '../../shared/domain/floor-terms';
import type { CallRow, CallsQuery, CallsTile } from '../../shared/contract/frames';
import { dice, atTime, FIXTURE_NOW } from './fixture-moment';

/** Calls of the last two hours or so, latest first. */
export const fixtureCallRows: readonly CallRow[] = (() => {
  const roll = dice(57);
  let at = FIXTURE_NOW;
  return Array.from({ length: 2_600 }, (_, index): CallRow => {
    at -= Math.floor(5_200 * roll());
    const age = FIXTURE_NOW - at;
    const queue = [1, 1, 1, 1, 1, 1, 2, 2, 3, 4][Math.floor(10 * roll())] ?? 1;
    const wait = Math.floor(roll() < 0.8 ? 6_000 * roll() : 90_000 * roll());
    const talk = 30_000 + Math.floor(460_000 * roll());
    const wrapUp = 20_000 + Math.floor(240_000 * roll());
    const gone = roll() < 0.03;
    const outcome: CallOutcome =
      age <= wait ? 'waiting' : gone ? 'abandoned' : age <= wait + talk ? 'talking' : age <= wait + talk + wrapUp ? 'wrap-up' : 'done';
    const answered = outcome !== 'waiting' && outcome !== 'abandoned';
    return {
      call: 4_120_000 - index,
      queue,
      outcome,
      offeredAt: at,
      waitMs: Math.min(age, wait),
      talkMs: outcome === 'wrap-up' || outcome === 'done' ? talk : null,
      wrapUpMs: outcome === 'done' ? wrapUp : null,
      seat: answered ? 1 + Math.floor(612 * roll()) : 0,
      case: outcome === 'done' && roll() < 0.4 ? 1 + Math.floor(640 * roll()) : 0,
    };
  });
})();

export const fixtureCallsQuery: CallsQuery = {
  queue: null,
  fromAt: atTime(14, 25),
  toAt: atTime(14, 30),
  outcome: [],
  offset: 0,
  limit: 60,
};

/** Answers a calls query over `fixtureCallRows`, as the stream would. */
export function fixtureCalls(query: CallsQuery): CallsTile {
  const { queue, fromAt, toAt, outcome, offset, limit } = query;
  const rows = fixtureCallRows.filter(
    (row) =>
      (queue === null || row.queue === queue) &&
      row.offeredAt >= fromAt &&
      row.offeredAt < toAt &&
      (outcome.length === 0 || outcome.includes(row.outcome)),
  );
  return { query, total: rows.length, keptSince: fixtureCallRows.at(-1)?.offeredAt ?? null, rows: rows.slice(offset, offset + limit) };
}
