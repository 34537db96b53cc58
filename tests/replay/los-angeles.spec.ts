import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../../shared/domain/terms';
import { append, settingsFor } from '../city/run-source';
import { Projection } from '../../shared/projection/projection';
import { reading, rowsOf, tally } from './independent-count';
import { byName, LOS_ANGELES, playOut, replay } from './replay-run';

const rows = rowsOf(LOS_ANGELES);

/** Written down from the file's own words, not from the mapping. */
const CHANNEL_OF: Readonly<Record<string, string>> = { Call: 'phone', 'Mobile App': 'app', 'Self Service': 'web' };

describe('Los Angeles’ first days of 2020', () => {
  it('come in order at 10,000×, and end with the totals by type, channel and owner that an independent count gives', async () => {
    const source = await replay(LOS_ANGELES, 'speed=10000');
    expect(source.source.speed).toBe(10_000);
    const projection = new Projection(settingsFor(source));
    append(projection, [...source.resume(projection, 0)]);
    let last = 0;
    // One bite for every 50 ms of real time, as a hub takes them.
    for (let now = source.startAt; !source.finished; now += 50 * 10_000) {
      const events = source.advance(now, 2_000);
      for (const { at } of events) {
        if (at < last || at > now) expect.fail(`${at} after ${last}, asked for ${now}`);
        last = at;
      }
      append(projection, events);
    }
    const { catalogue, totals } = projection;
    expect(totals.received).toBe(10_000);
    expect(byName(totals.byCategory.toArray(), catalogue.categories)).toEqual(tally(rows.map((row) => row['requesttype']!)));
    expect(byName(totals.byFirstUnit.toArray(), catalogue.units)).toEqual(tally(rows.map((row) => row['owner']!)));
    const channels = CHANNELS.map((en) => ({ name: { en } }));
    expect(byName(totals.byChannel.toArray(), channels)).toEqual(tally(rows.map((row) => CHANNEL_OF[row['requestsource']!] ?? 'other')));
  });

  it('are all accounted for, and the 18 closed rows without a closing date end when they got their status', async () => {
    const source = await replay(LOS_ANGELES, 'speed=max');
    expect(source.report()).toMatchObject({ rows: 10_000, kept: 10_000, refused: [] });
    const { projection, events } = playOut(source);
    const open = rows.filter(({ status }) => status === 'Open' || status === 'Pending');
    expect(open).toHaveLength(31);
    expect(projection.census.open).toBe(open.length);
    const kinds = tally(events.map(({ event }) => event.kind));
    expect(kinds['case.cancelled']).toBe(rows.filter(({ status }) => status === 'Cancelled').length);
    expect(kinds['case.closed']).toBe(rows.filter(({ status }) => status === 'Closed' || status === 'Referred Out').length);
    const undated = rows.filter((row) => row['status'] === 'Closed' && row['closeddate'] === '');
    expect(undated).toHaveLength(18);
    expect(undated.every((row) => reading(row['updateddate']!)! >= reading(row['createddate']!)!)).toBe(true);
  });

  it('have no deadlines, because the file has none: its service date is no promise', async () => {
    const { projection, events } = playOut(await replay(LOS_ANGELES, 'speed=max'));
    expect(events.every(({ event }) => event.kind !== 'case.dispatched' || event.dueAt === 0)).toBe(true);
    expect(projection.resolutions.late + projection.resolutions.inTime).toBe(0);
  });

  it('lose their place where the file gives none', async () => {
    const source = await replay(LOS_ANGELES, 'speed=max');
    const outside = rows.filter((row) => {
      const [latitude, longitude] = [Number(row['latitude']), Number(row['longitude'])];
      return row['latitude'] !== '' && !(latitude >= 33.68 && latitude <= 34.36 && longitude >= -118.7 && longitude <= -118.12);
    });
    expect(source.report()?.withoutPlace).toBe(11 + outside.length);
  });
});
