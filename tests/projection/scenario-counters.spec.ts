import { CALL_OUTCOMES } from '../../shared/domain/floor-terms';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../shared/domain/events';
import { ABANDON_RULES, serviceLevel } from '../../shared/domain/service-level';
import { callsFound } from '../../shared/projection/call-query';
import { floorDay, floorFigures } from '../../shared/projection/floor-figures';
import { callsIn } from '../../shared/projection/floor-windows';
import { Projection } from '../../shared/projection/projection';
import { queueFigures } from '../../shared/projection/queue-figures';
import { DAY_MS, HOUR_MS, INTERVAL_MS, MINUTE_MS } from '../../shared/time/instant';
import { eventsUntil, settingsFor, simulated } from '../city/run-source';
import { inTime, naiveCalls } from './naive/naive-calls';
import type { NaiveCall } from './naive/naive-calls';
import { NaiveFigures } from './naive/naive-figures';

/** Of the city's size: a day of about 7,000 calls. */
const SCALE = 0.1;
const scenarios = JSON.parse(readFileSync('resources/city/beijing/scenarios.json', 'utf8')) as readonly { readonly code: string }[];

/** Moments of the day at which everything is compared: on a step, just before, just after, and anywhere. */
const LOOKS = [
  7 * HOUR_MS + 1,
  9 * HOUR_MS + 17 * MINUTE_MS + 23_457,
  12 * HOUR_MS,
  18 * HOUR_MS + 42 * MINUTE_MS + 999,
  24 * HOUR_MS - 1,
  24 * HOUR_MS + 31 * MINUTE_MS + 7,
];

/** Much faster than toEqual on long series; toEqual words the difference. */
function expectSame(one: unknown, other: unknown): void {
  if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
}

/** The service level of every interval of the log under every rule, by the raw calls of a queue (null: of all). */
function rawLevels(calls: readonly NaiveCall[], queue: number | null, now: number, firstStep: number, steps: number): (number | null)[][] {
  const bySteps = Array.from({ length: steps }, () => ({ answered: 0, answeredInTime: 0, abandoned: 0, abandonedInTime: 0, overdue: 0 }));
  for (const one of calls) {
    if (queue !== null && one.queue !== queue) continue;
    const counts = bySteps[Math.floor(one.offeredAt / INTERVAL_MS) - firstStep];
    if (counts === undefined) continue;
    if (one.state === 'waiting') counts.overdue += now - one.offeredAt > one.thresholdMs ? 1 : 0;
    else if (one.state === 'abandoned') {
      counts.abandoned += 1;
      counts.abandonedInTime += inTime(one) ? 1 : 0;
    } else {
      counts.answered += 1;
      counts.answeredInTime += inTime(one) ? 1 : 0;
    }
  }
  return bySteps.map((counts) => ABANDON_RULES.map((rule) => serviceLevel(counts, rule)));
}

describe('a whole day of the scenario', () => {
  it.each(scenarios.map(({ code }) => code))(
    '%s: every interval, queue, window and rule equals a computation over the raw call log',
    { timeout: 900_000 },
    async (code) => {
      const source = await simulated(`scenario=${code}&scale=${SCALE}&cases=0&start=00:00&seed=5`);
      const settings = settingsFor(source);
      const events = eventsUntil(source, DAY_MS + HOUR_MS, 50_000);
      const log: LogRecord[] = [];
      let projection = new Projection(settings);
      const looks = LOOKS.map((offset) => projection.clock.zone.startOfDay(source.startAt) + offset);
      let offered = 0;
      for (const [index, pending] of events.entries()) {
        while (looks.length > 0 && pending.at > looks[0]!) {
          projection.advanceTo(looks.shift()!);
          if (looks.length === 2) projection = Projection.decode(projection.encode(), settings);
          offered = compare(projection, log);
        }
        const record = { seq: index + 1, ...pending };
        log.push(record);
        projection.apply(record);
      }
      expect(looks).toEqual([]);
      expect(offered).toBeGreaterThan(3_000);
    },
  );

  /** Calls offered. */
  function compare(projection: Projection, log: readonly LogRecord[]): number {
    const { floor, now, settings } = projection;
    const { seatsInstalled } = settings;
    for (const abandonRule of ABANDON_RULES) {
      const naive = new NaiveFigures(log, now, settings, abandonRule);
      const day = floorDay(floor, { seatsInstalled });
      expectSame({ ...floorFigures(floor, { seatsInstalled, abandonRule }), day }, naive.floorFigures());
      if (abandonRule === 'abandons-missed') {
        expectSame(queueFigures(floor, { abandonRule }), naive.queueFigures());
        for (const outcome of CALL_OUTCOMES) {
          const asked = { queue: null, fromAt: now - 77_777, toAt: now, outcome: [outcome], offset: 0, limit: 1_000 };
          expectSame(callsFound(floor, asked), naive.callsFound(asked));
        }
      }
    }
    const { calls, queues } = naiveCalls(log, now, settings);
    const firstStep = Math.floor(calls[0]!.offeredAt / INTERVAL_MS);
    const steps = Math.floor(now / INTERVAL_MS) - firstStep + 1;
    for (const queue of [null, 0, ...queues.map(({ queue: key }) => key)]) {
      const levels = Array.from({ length: steps }, (_, step) => {
        const fromAt = (firstStep + step) * INTERVAL_MS;
        const counts = callsIn(floor, queue, fromAt, Math.min(now + 1, fromAt + INTERVAL_MS));
        return ABANDON_RULES.map((rule) => serviceLevel(counts, rule));
      });
      expectSame(levels, rawLevels(calls, queue, now, firstStep, steps));
    }
    return calls.length;
  }
});
