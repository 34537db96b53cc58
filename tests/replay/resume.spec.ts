import { beforeAll, describe, expect, it } from 'vitest';
import type { PendingEvent } from '../../electron/hub/sources/source';
import { Projection } from '../../shared/projection/projection';
import { append, settingsFor } from '../city/run-source';
import { BALTIMORE, LOS_ANGELES, playOut, replay } from './replay-run';

describe('a replay that was stopped', () => {
  let events: PendingEvent[];
  let whole: string;
  beforeAll(async () => {
    const played = playOut(await replay(BALTIMORE, 'speed=max'));
    events = played.events;
    whole = played.projection.digest();
  });

  it.each([1, 2, 777, 12_345, 39_000])('goes on at event %i as if it had never stopped', async (position) => {
    const source = await replay(BALTIMORE, 'speed=max');
    const projection = new Projection(settingsFor(source));
    append(projection, events.slice(0, position));
    expect([...source.resume(projection, position)]).toEqual([]);
    append(projection, source.advance(Number.POSITIVE_INFINITY, 1_000_000));
    expect(source.finished).toBe(true);
    expect(projection.digest()).toBe(whole);
  });

  it('keeps the keys of its cases apart from those that people have received in between', async () => {
    const source = await replay(LOS_ANGELES, 'speed=max');
    const projection = new Projection(settingsFor(source));
    append(projection, [...source.resume(projection, 0)]);
    let position = 0;
    const take = (from: typeof source, count: number): PendingEvent[] => {
      const taken = [...from.advance(Number.POSITIVE_INFINITY, count)];
      position += taken.length;
      append(projection, taken);
      return taken;
    };
    const byHand = (reference: string): void => {
      const key = projection.nextCase;
      const event = {
        kind: 'case.received',
        case: key,
        reference,
        contact: 'appeal',
        channel: 'other',
        category: 1,
        district: 1,
        township: 0,
        place: null,
        call: 0,
      } as const;
      const [record] = append(projection, [{ at: projection.now, by: 'supervisor:test', event }]);
      source.observe(record!);
    };
    take(source, 500);
    byHand('desk-1');
    byHand('desk-2');
    take(source, 3_000);
    byHand('desk-3');

    const again = await replay(LOS_ANGELES, 'speed=max');
    again.resume(projection, position);
    while (!again.finished) take(again, 2_000);
    expect(projection.totals.received).toBe(10_003);
    // 31 open rows and three cases that nobody worked on.
    expect(projection.census.open).toBe(31 + 3);
  });
});
