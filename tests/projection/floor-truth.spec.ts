import { CALL_OUTCOMES } from '../../shared/domain/floor-terms';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABANDON_RULES } from '../../shared/domain/service-level';
import { callsFound } from '../../shared/projection/call-query';
import type { CallsAsked } from '../../shared/projection/call-query';
import { floorDay, floorFigures } from '../../shared/projection/floor-figures';
import { Projection } from '../../shared/projection/projection';
import { queueFigures } from '../../shared/projection/queue-figures';
import { staffingFigures } from '../../shared/projection/staffing-figures';
import { DAY_MS, HOUR_MS, INTERVAL_MS, MINUTE_MS } from '../../shared/time/instant';
import type { Instant } from '../../shared/time/instant';
import { Dice, generateLog, SETTINGS } from './generate';
import { NaiveFigures } from './naive/naive-figures';
import { naivePast } from './naive/naive-floor';

const LENGTH = 260;
const RUNS = 40;
const LOOKS = 8;

/** A record's own moment, a little later, or at or a millisecond beside the beginning of a step; never back. */
function nextLook(dice: Dice, now: Instant): Instant {
  const step = Math.ceil(now / INTERVAL_MS) * INTERVAL_MS;
  return dice.one([
    now,
    now + dice.below(20_000),
    now + dice.below(HOUR_MS),
    now + dice.below(DAY_MS),
    step,
    step + 1,
    step + 30 * MINUTE_MS,
  ]);
}

function question(dice: Dice, now: Instant): CallsAsked {
  const fromAt = now - dice.below(dice.one([MINUTE_MS, HOUR_MS, 3 * DAY_MS]));
  return {
    queue: dice.one([null, 0, 1, 2]),
    fromAt,
    toAt: fromAt + dice.below(dice.one([INTERVAL_MS, DAY_MS])),
    outcome: CALL_OUTCOMES.filter(() => dice.chance(30)),
    offset: dice.below(4),
    limit: dice.below(8),
  };
}

/** Much faster than toEqual on long series; toEqual words the difference. */
function expectSame(one: unknown, other: unknown): void {
  if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
}

describe('the figures of floor, queues, decisions and calls', () => {
  it(
    'are what a computation from the raw log says, at any millisecond, for every interval, queue, rule and window, across restarts',
    { timeout: 900_000 },
    () => {
      const cities = fc.record({
        zone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe'),
        dayResetMs: fc.constantFrom(0, 6 * HOUR_MS, 23.75 * HOUR_MS),
        callsKept: fc.constantFrom(8, 16, 2 ** 17),
      });
      fc.assert(
        fc.property(fc.nat(), cities, fc.constantFrom(...ABANDON_RULES), (seed, city, abandonRule) => {
          const settings = { ...SETTINGS, ...city };
          const log = generateLog(seed, LENGTH);
          const dice = new Dice(seed ^ 0xf100);
          let projection = new Projection(settings);
          for (const [index, record] of log.entries()) {
            projection.apply(record);
            if (dice.below(LENGTH) < 4) projection = Projection.decode(projection.encode(), settings);
            if (dice.below(LENGTH) >= LOOKS && index < LENGTH - 1) continue;
            projection.advanceTo(nextLook(dice, projection.now));
            const { now, floor } = projection;
            const told = log.slice(0, index + 1);
            const naive = new NaiveFigures(told, now, settings, abandonRule);
            const { seatsInstalled } = settings;
            const day = floorDay(floor, { seatsInstalled });
            expectSame({ ...floorFigures(floor, { seatsInstalled, abandonRule }), day }, naive.floorFigures());
            expectSame(queueFigures(floor, { abandonRule }), naive.queueFigures());
            expectSame(staffingFigures(floor, { abandonRule }), naive.staffingFigures());
            expectSame(floor.history.past(floor.since), naivePast(told, now, settings));
            for (let questions = 0; questions < 3; questions += 1) {
              const asked = question(dice, now);
              expectSame(callsFound(floor, asked), naive.callsFound(asked));
            }
          }
        }),
        { numRuns: RUNS },
      );
    },
  );
});
