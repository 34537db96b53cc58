import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { EventSource, PendingEvent } from '../../electron/hub/sources/source';
import { SIMULATED } from '../../shared/city/simulation/city-simulation';
import { tryOf } from '../../shared/city/simulation/contact-id';
import { NO_MEASURE } from '../../shared/domain/staffing';
import { Projection } from '../../shared/projection/projection';
import { DAY_MS, MINUTE_MS } from '../../shared/time/instant';
import { append, eventsUntil, folded, MONDAY, settingsFor, simulated } from './run-source';

const LONG_MS = 900_000;
const ARRIVALS = '../shared/data/cases/call_arrivals_one_day.csv';

/** What a new process hands out that finds `log` on its disk: through a snapshot, and days later by the wall clock. */
async function restarted(query: string, source: EventSource, log: readonly PendingEvent[], to: number): Promise<PendingEvent[]> {
  const projection = Projection.decode(folded(source, log).encode(), settingsFor(source));
  const own = log.filter(({ by }) => !by.startsWith('supervisor:')).length;
  const next = await simulated(query, MONDAY + 9 * DAY_MS);
  const rest = [...next.resume(projection, own)];
  for (;;) {
    const more = next.advance(to, 1_000);
    if (more.length === 0) return rest;
    rest.push(...more);
  }
}

function same(rest: readonly PendingEvent[], expected: readonly PendingEvent[], name: string): void {
  // Much faster than toEqual on thousands of events; toEqual words the difference.
  if (!isDeepStrictEqual(rest, expected)) expect(rest, name).toEqual(expected);
}

/** Indices after which a log is cut: after people gave up and after they called again, while others wait. */
function cuts(events: readonly PendingEvent[], most: number): number[] {
  const places = events.flatMap(({ event }, i) =>
    event.kind === 'call.abandoned' || (event.kind === 'call.offered' && tryOf(event.call) > 0) ? [i + 1] : [],
  );
  const step = Math.max(1, Math.floor(places.length / most));
  return places.filter((_, i) => i % step === step - 1).slice(-most);
}

describe('a simulated city after a restart', () => {
  it.each([
    ['ordinary', 'start=19:30', 90],
    ['weekend', 'start=10:30', 60],
    ['holiday', 'start=10:30', 60],
    ['heating-start', 'start=19:00', 60],
    ['rainstorm', 'start=17:00', 60],
    ['utility-outage', 'start=15:40', 60],
    ['seat-system-failure', 'start=15:30', 90],
  ])(
    'in the scenario %s goes on as if it had never stopped',
    async (scenario, start, minutes) => {
      const query = `scale=0.04&seed=5&cases=200&scenario=${scenario}&${start}`;
      const source = await simulated(query);
      const events = eventsUntil(source, minutes * MINUTE_MS);
      const to = source.startAt + minutes * MINUTE_MS;
      const places = [...cuts(events, 3), events.length - 400, events.length - 399];
      expect(places.length).toBeGreaterThan(4);
      for (const cut of places) same(await restarted(query, source, events.slice(0, cut), to), events.slice(cut), `cut at ${cut}`);
    },
    LONG_MS,
  );

  it(
    'fed from a recorded day goes on as if it had never stopped, over midnight too',
    async () => {
      const query = `arrivals=${encodeURIComponent(ARRIVALS)}&seed=5&cases=100&start=23:30`;
      const source = await simulated(query);
      const events = eventsUntil(source, 9 * 60 * MINUTE_MS);
      const to = source.startAt + 9 * 60 * MINUTE_MS;
      const midnight = events.findIndex(({ at }) => at >= source.startAt + 30 * MINUTE_MS);
      for (const cut of [...cuts(events, 3), midnight, midnight + 1, events.length - 2_000])
        same(await restarted(query, source, events.slice(0, cut), to), events.slice(cut), `cut at ${cut}`);
    },
    LONG_MS,
  );

  it(
    'remembers what supervisors have decided',
    async () => {
      const query = 'scale=0.1&seed=5&cases=200&scenario=rainstorm&start=16:00';
      const source = await simulated(query);
      const log = eventsUntil(source, 0);
      const projection = new Projection(settingsFor(source));
      append(projection, log);
      const to = source.startAt + 80 * MINUTE_MS;
      const run = (until: number): void => {
        for (;;) {
          const more = source.advance(until, 1_000);
          if (more.length === 0) return;
          append(projection, more);
          log.push(...more);
        }
      };
      const range = { likely: 0.9, low: 0.8, high: 0.95 };
      const floor = { serviceLevel: range, abandoned: range, occupancy: range };
      const decide = (decision: number, measure: object, minutes: number): void => {
        const at = projection.now;
        const fromAt = at - 3 * MINUTE_MS;
        const event = {
          kind: 'staffing.decided',
          decision,
          measure: { ...NO_MEASURE, ...measure },
          fromAt,
          toAt: at + minutes * MINUTE_MS,
          without: floor,
          with: floor,
          reason: 'test',
        } as const;
        const pending: PendingEvent = { at, by: 'supervisor:test', event };
        for (const record of append(projection, [pending])) source.observe(record);
        log.push(pending);
      };
      run(source.startAt + 5 * MINUTE_MS);
      decide(1, { seats: 25, handlingFactor: 0.8 }, 35);
      const first = log.length;
      run(source.startAt + 12 * MINUTE_MS);
      decide(2, { seats: -10 }, 30);
      const second = log.length;
      run(to);
      const places = [second, second + 1, second + 500, Math.round((second + log.length) / 2), log.length - 700, log.length - 50];
      for (const cut of places) same(await restarted(query, source, log.slice(0, cut), to), log.slice(cut), `cut at ${cut}`);
      // They did change the floor, and the first was in force before the second.
      const moved = (from: number): number => log.slice(from, from + 1_500).filter(({ event }) => event.kind === 'seat.changed').length;
      expect(moved(first)).toBeGreaterThan(10);
      expect(log.every(({ by }) => by === SIMULATED || by.startsWith('unit:') || by === 'supervisor:test')).toBe(true);
    },
    LONG_MS,
  );
});
