import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventSource, PendingEvent } from '../../electron/hub/sources/source';
import { eventSchema } from '../../shared/contract/records';
import { decide } from '../../shared/domain/decide';
import { DEFAULT_GRADE_RULES } from '../../shared/domain/grades';
import type { Command } from '../../shared/domain/commands';
import { Projection } from '../../shared/projection/projection';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time/instant';
import { append, eventsUntil, folded, MONDAY, settingsFor, simulated } from './run-source';

const SMALL = 'scale=0.01&seed=7';

/** Not a promise: the machine may be busy. */
const LONG_MS = 900_000;

describe('a simulated city', () => {
  it('gives the same events for the same seed and day, whatever the size of the bites', async () => {
    const once = eventsUntil(await simulated(SMALL), HOUR_MS);
    const again = eventsUntil(await simulated(SMALL, MONDAY + 5 * HOUR_MS), HOUR_MS, 7);
    expect(again).toEqual(once);
    expect(once.length).toBeGreaterThan(4_000);
  });

  it('makes events that every client can read', async () => {
    const kinds = new Map<string, number>();
    for (const { event } of eventsUntil(await simulated(SMALL), HOUR_MS)) {
      const seen = kinds.get(event.kind) ?? 0;
      kinds.set(event.kind, seen + 1);
      if (seen < 500) eventSchema.parse(event);
    }
    expect(kinds.size).toBeGreaterThan(20);
  });

  it('gives other events for another seed', async () => {
    const one = eventsUntil(await simulated(SMALL), 0);
    const other = eventsUntil(await simulated('scale=0.01&seed=8'), 0);
    expect(other.slice(-100)).not.toEqual(one.slice(-100));
  });

  it('hands nothing out beyond the time asked for, and never goes back in time', async () => {
    const source = await simulated(SMALL);
    let last = 0;
    for (const { at } of source.resume(new Projection(settingsFor(source)), 0)) {
      if (at < last || at > source.startAt) expect.fail(`${at} after ${last}, opening to ${source.startAt}`);
      last = at;
    }
    for (let to = source.startAt; to < source.startAt + HOUR_MS; to += 13_337) {
      for (const { at } of source.advance(to, 10_000)) {
        if (at < last || at > to) expect.fail(`${at} after ${last}, asked for ${to}`);
        last = at;
      }
    }
  });

  it('asks for no more than the limit when there is no end to the time', async () => {
    const source = await simulated(SMALL);
    eventsUntil(source, 0);
    expect(source.advance(Number.POSITIVE_INFINITY, 500)).toHaveLength(500);
    expect(source.finished).toBe(false);
  });
});

describe('a simulated city after a restart', () => {
  let source: EventSource;
  let events: PendingEvent[];

  beforeAll(async () => {
    source = await simulated('scale=0.01&seed=3&start=21:00');
    // Over midnight: shift plans, references and the projection's day change there.
    events = eventsUntil(source, 5 * HOUR_MS);
  }, LONG_MS);

  /** What a new process hands out that finds the first `length` events in the log. */
  async function restarted(length: number, throughSnapshot: boolean): Promise<PendingEvent[]> {
    const log = folded(source, events.slice(0, length));
    const projection = throughSnapshot ? Projection.decode(log.encode(), log.settings) : log;
    // Days later by the wall clock: the city goes on where it was.
    const next = await simulated('scale=0.01&seed=3&start=21:00', MONDAY + 9 * DAY_MS);
    const rest = [...next.resume(projection, length)];
    for (;;) {
      const more = next.advance(source.startAt + 5 * HOUR_MS, 1_000);
      if (more.length === 0) return rest;
      rest.push(...more);
    }
  }

  it(
    'goes on as if it had never stopped, wherever it was stopped',
    async () => {
      // Fixed places in every phase, and a run of neighbours so that the cut falls between events of one moment.
      const plan = events.findIndex(({ event }) => event.kind === 'seats.planned');
      expect(events.filter(({ event }) => event.kind === 'calls.carried-over')).toHaveLength(56);
      const cuts = [1, 968, 1_000, 1_500, plan - 1, plan, plan + 1, 3_000];
      for (let i = 0; i < 8; i += 1) cuts.push(6_000 + i);
      for (let i = 0; i < 8; i += 1) cuts.push(events.length - 1 - i * 61);
      for (const cut of cuts.filter((length) => length < events.length)) {
        const rest = await restarted(cut, cut % 2 === 0);
        expect(rest.length, `cut at ${cut}`).toBe(events.length - cut);
        // Much faster than toEqual on thousands of events; toEqual words the difference.
        if (!isDeepStrictEqual(rest, events.slice(cut))) expect(rest, `cut at ${cut}`).toEqual(events.slice(cut));
      }
    },
    LONG_MS,
  );

  it('refuses to go on with a log that was begun with other city files', async () => {
    const foreign = events.filter(({ event }) => event.kind !== 'catalogue.unit-added' || event.unit !== 416);
    const projection = folded(source, foreign.slice(0, 3_000));
    const next = await simulated('scale=0.01&seed=3');
    expect(() => next.resume(projection, 3_000)).toThrow(/other city files/);
  });
});

describe('a simulated city with people at work in it', () => {
  it('plans a case anew after a command, and never makes a step that the log does not allow', async () => {
    const source = await simulated('scale=0.05&seed=5');
    const projection = folded(source, eventsUntil(source, 0));
    const context = () => ({
      now: projection.now,
      case: (key: number) => projection.cases.read(key),
      hasUnit: (key: number) => projection.catalogue.hasUnit(key),
      hasCategory: (key: number) => projection.catalogue.hasCategory(key),
      hasPlaybook: () => true,
      hasTask: () => true,
      openEmergency: null,
      nextCase: projection.nextCase,
      nextEmergency: projection.nextEmergency,
      nextDecision: projection.staffing.nextDecision,
      rules: DEFAULT_GRADE_RULES,
    });
    let done = 0;
    let received = 0;
    const touched = new Set<number>();
    const command = (given: Command) => {
      const decision = decide(given, context());
      if (!decision.ok) return;
      done += 1;
      for (const record of append(
        projection,
        decision.events.map((event) => ({ at: projection.now, by: 'supervisor:test', event })),
      )) {
        source.observe(record);
        if ('case' in record.event) touched.add(record.event.case);
      }
    };
    for (let minute = 1; minute <= 180; minute += 1) {
      // Throws on the first step that is not allowed.
      const records = append(projection, source.advance(source.startAt + minute * MINUTE_MS, 100_000));
      for (const record of records) source.observe(record);
      projection.advanceTo(source.startAt + minute * MINUTE_MS);
      for (let i = 0; i < 12; i += 1) {
        const key = 1 + ((minute * 7919 + i * 104_729) % (projection.nextCase - 1));
        const to = 1 + ((minute * 31 + i) % 400);
        const reason = 'test';
        const commands: Command[] = [
          { kind: 'reassign-case', case: key, to, reason },
          { kind: 'urge-case', case: key, reason },
          { kind: 'return-case', case: key, reason },
          { kind: 'resolve-case', case: key },
          { kind: 'cancel-case', case: key, reason },
          { kind: 'close-case', case: key },
        ];
        command(commands[(minute + i) % commands.length]!);
      }
      if (minute % 20 === 0) {
        received += 1;
        const reference = `desk-${minute}`;
        command({
          kind: 'receive-case',
          reference,
          contact: 'appeal',
          channel: 'other',
          category: 3,
          district: 1,
          township: 1,
          place: null,
          call: 0,
        });
      }
    }
    expect(done).toBeGreaterThan(800);
    expect(received).toBe(9);
    // The city goes on with what people have touched, the cases that they brought in too.
    const own = projection.cases.read(projection.nextCase - 1);
    expect(own).not.toBeNull();
    const moved = [...touched].filter((key) => {
      const fields = projection.cases.read(key);
      return fields === null || fields.version > 2;
    });
    expect(moved.length).toBeGreaterThan(touched.size / 4);
  });
});

describe('the volumes of a full-size day', () => {
  it(
    'looks like the hotline at 14:30 on a Monday',
    async () => {
      const source = await simulated('');
      const startedAt = performance.now();
      const events = eventsUntil(source, 0);
      const tookMs = performance.now() - startedAt;
      // Printed, not asserted: the machine is shared.
      process.stdout.write(`opening: ${events.length} events in ${(tookMs / 1000).toFixed(1)} s\n`);
      const projection = folded(source, events);
      projection.advanceTo(source.startAt);
      const { census, totals, floor, deadlines, rates, resolutions } = projection.canonical() as Record<string, Record<string, unknown>>;
      expect(totals).toMatchObject({ carriedOver: 105_000 });
      const open = census!['open'] as number;
      expect(open).toBeGreaterThan(100_000);
      expect(open).toBeLessThan(116_000);
      const { atRisk, breached } = deadlines!['total'] as { atRisk: number; breached: number };
      expect(breached).toBeGreaterThan(50);
      expect(breached).toBeLessThan(170);
      expect(atRisk).toBeGreaterThan(100);
      expect(atRisk).toBeLessThan(330);
      const { valid, contacted, solved, satisfied, basicallySatisfied } = rates as Record<string, number>;
      expect(contacted! / valid!).toBeGreaterThan(0.985);
      expect(solved! / valid!).toBeGreaterThan(0.94);
      expect(solved! / valid!).toBeLessThan(0.975);
      expect((satisfied! + 0.9 * basicallySatisfied!) / valid!).toBeGreaterThan(0.94);
      const { late, inTime } = resolutions as { late: number; inTime: number };
      expect(late / (late + inTime)).toBeGreaterThan(0.008);
      expect(late / (late + inTime)).toBeLessThan(0.035);
      const kinds = new Map<string, number>();
      for (const { event } of events) kinds.set(event.kind, (kinds.get(event.kind) ?? 0) + 1);
      const count = (kind: string): number => kinds.get(kind) ?? 0;
      expect(count('call.offered')).toBeGreaterThan(31_000);
      expect(count('call.offered')).toBeLessThan(41_000);
      expect(count('call.abandoned') / count('call.offered')).toBeLessThan(0.03);
      const received = events.flatMap(({ event }) => (event.kind === 'case.received' ? [event] : []));
      const appeals = received.filter(({ contact }) => contact === 'appeal');
      expect(appeals.length / received.length).toBeGreaterThan(0.405);
      expect(appeals.length / received.length).toBeLessThan(0.44);
      const byPhone = received.filter(({ channel }) => channel === 'phone');
      expect(byPhone.length / received.length).toBeGreaterThan(0.89);
      expect(byPhone.length / received.length).toBeLessThan(0.91);
      expect(byPhone.every(({ call }) => call !== 0)).toBe(true);
      expect(count('case.returned') / count('case.dispatched')).toBeGreaterThan(0.03);
      expect(count('case.returned') / count('case.dispatched')).toBeLessThan(0.08);
      expect(count('case.merged')).toBeGreaterThan(0);
      expect(count('case.cancelled')).toBeGreaterThan(0);
      expect(floor).toBeDefined();
      const { seats } = projection.floor;
      expect(seats.present).toBeGreaterThan(480);
      expect(seats.present).toBeLessThan(600);
      expect(seats.in('break')).toBeGreaterThan(3);
    },
    LONG_MS,
  );

  it(
    'keeps its size for a week',
    async () => {
      const source = await simulated('scale=0.01&seed=11');
      const projection = folded(source, eventsUntil(source, 0));
      const before = projection.census.open;
      for (let hour = 1; hour <= 7 * 24; hour += 1) {
        append(projection, source.advance(source.startAt + hour * HOUR_MS, 1_000_000));
        projection.advanceTo(source.startAt + hour * HOUR_MS);
      }
      expect(projection.census.open).toBeGreaterThan(before * 0.85);
      expect(projection.census.open).toBeLessThan(before * 1.2);
    },
    LONG_MS,
  );
});
