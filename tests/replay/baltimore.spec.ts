import { describe, expect, it } from 'vitest';
import { eventSchema } from '../../shared/contract/records';
import { zoneClock } from '../../shared/time/zone';
import { reading, rowsOf, tally } from './independent-count';
import { BALTIMORE, byName, playOut, replay } from './replay-run';

const rows = rowsOf(BALTIMORE);
const DUPLICATE = /\(Duplicate\)$/;

function isLate(row: (typeof rows)[number]): boolean {
  const due = reading(row['DueDate']!);
  const closed = reading(row['CloseDate']!);
  return due !== null && closed !== null && closed > due;
}

describe('Baltimore’s 10,000 rows at full speed', () => {
  it('are all accounted for: every row is kept, and none is refused', async () => {
    const source = await replay(BALTIMORE, 'speed=max');
    const report = source.report()!;
    expect(rows).toHaveLength(10_000);
    // Nothing that the mapping could not read: no bad date, no duplicate id, nothing closed before it was created.
    expect(report).toMatchObject({ rows: 10_000, kept: 10_000, refused: [] });
    const { events, projection } = playOut(source);
    expect(events).toHaveLength(report.events);
    expect(projection.totals.received).toBe(10_000);
    expect(source.finished).toBe(true);
    // Clients check what comes over the wire with this schema.
    for (const { event } of events) eventSchema.parse(event);
  });

  it('lose their place when they have none, a placeholder (39, -77), (39, -76), or one outside the extent, and only then', async () => {
    const missing = rows.filter((row) => row['Latitude'] === '' || row['Longitude'] === '');
    const placeholder = rows.filter((row) => row['Latitude'] === '39' && ['-77', '-76'].includes(row['Longitude']!));
    expect(missing).toHaveLength(590);
    expect(placeholder).toHaveLength(885 + 7);
    const outside = rows.filter((row) => {
      if (missing.includes(row) || placeholder.includes(row)) return false;
      const [latitude, longitude] = [Number(row['Latitude']), Number(row['Longitude'])];
      return !(latitude >= 39.15 && latitude <= 39.7 && longitude >= -76.9 && longitude <= -76.25);
    });
    const source = await replay(BALTIMORE, 'speed=max');
    expect(source.report()?.withoutPlace).toBe(missing.length + placeholder.length + outside.length);
    const placed = playOut(source).events.filter(({ event }) => event.kind === 'case.received' && event.place !== null);
    expect(placed).toHaveLength(10_000 - missing.length - placeholder.length - outside.length);
  });

  it('breach their deadlines as often as the CSV itself says: 1,567 ended late', async () => {
    const late = rows.filter(isLate);
    expect(late).toHaveLength(1_567);
    // Refusals remove none of them. 53 are duplicates: they ended late too, but nobody resolved them, so they are cancelled and not counted as resolved.
    const lateDuplicates = late.filter((row) => DUPLICATE.test(row['SRStatus']!));
    expect(lateDuplicates).toHaveLength(53);

    const { projection, events } = playOut(await replay(BALTIMORE, 'speed=max'));
    expect(projection.resolutions.late).toBe(1_567 - 53);
    const resolvedWithDeadline = rows.filter(
      (row) => row['CloseDate'] !== '' && row['DueDate'] !== '' && !DUPLICATE.test(row['SRStatus']!),
    );
    expect(projection.resolutions.inTime).toBe(resolvedWithDeadline.length - (1_567 - 53));

    // The same from the events alone: whatever ended after its deadline, resolved or cancelled.
    const dueAt = new Map<number, number>();
    let endedLate = 0;
    let cancelledLate = 0;
    const closeDates = new Set(rows.filter((row) => row['CloseDate'] !== '').map((row) => row['SRRecordID']!));
    const references = new Map<number, string>();
    for (const { at, event } of events) {
      if (event.kind === 'case.received') references.set(event.case, event.reference);
      if (event.kind === 'case.dispatched') dueAt.set(event.case, event.dueAt);
      if (event.kind !== 'case.resolved' && event.kind !== 'case.cancelled') continue;
      const due = dueAt.get(event.case)!;
      if (due === 0 || at <= due || !closeDates.has(references.get(event.case)!)) continue;
      endedLate += 1;
      if (event.kind === 'case.cancelled') cancelledLate += 1;
    }
    expect(endedLate).toBe(1_567);
    expect(cancelledLate).toBe(53);
  });

  it('end as the file says: closed, cancelled as duplicates, or still open', async () => {
    const { projection, events } = playOut(await replay(BALTIMORE, 'speed=max'));
    const ended = tally(events.map(({ event }) => event.kind).filter((kind) => kind === 'case.closed' || kind === 'case.cancelled'));
    const open = rows.filter((row) => ['New', 'Open', 'Pending', 'In Progress'].includes(row['SRStatus']!));
    const duplicates = rows.filter((row) => DUPLICATE.test(row['SRStatus']!));
    expect(duplicates).toHaveLength(207 + 8 + 2);
    expect(ended).toEqual({ 'case.closed': 10_000 - open.length - duplicates.length, 'case.cancelled': duplicates.length });
    expect(projection.census.open).toBe(open.length);
    expect(events.some(({ event }) => event.kind === 'case.merged')).toBe(false);
  });

  it('keep their own ids, times, areas, channels and owners', async () => {
    const source = await replay(BALTIMORE, 'speed=max');
    const { projection, events } = playOut(source);
    const { catalogue, totals } = projection;
    expect(byName(totals.byCategory.toArray(), catalogue.categories)).toEqual(tally(rows.map((row) => row['SRType']!.trim())));
    expect(byName(totals.byFirstUnit.toArray(), catalogue.units)).toEqual(tally(rows.map((row) => row['Agency']!.trim())));
    const areas = byName(totals.byDistrict.toArray().slice(1), catalogue.districts.slice(1));
    expect(areas).toEqual(tally(rows.map((row) => row['Neighborhood']!.trim()).filter((area) => area !== '')));
    const clock = zoneClock('America/New_York');
    const byReference = new Map(rows.map((row) => [row['SRRecordID'], row]));
    for (const { at, event } of events) {
      if (event.kind !== 'case.received') continue;
      const { year, month, day, hour, minute, second } = clock.parts(at);
      const read = (((year * 13 + month) * 32 + day) * 24 + hour) * 3600 + minute * 60 + second;
      if (read !== reading(byReference.get(event.reference)!['CreatedDate']!)) expect.fail(`${event.reference} at ${at}`);
    }
    expect(source.city).toMatchObject({ zone: 'America/New_York', outlines: null, sketch: null, seatsInstalled: 0 });
    expect(source.city.playbooks.length).toBeGreaterThan(0);
  });
});
