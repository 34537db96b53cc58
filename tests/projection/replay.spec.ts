import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../shared/domain/events';
import { RecordBuilder } from '../../shared/domain/record-builder';
import { Projection } from '../../shared/projection/projection';
import type { Instant } from '../../shared/time/instant';
import { HOUR_MS } from '../../shared/time/instant';
import { Dice, generateLog, SETTINGS } from './generate';
import { naive } from './naive/naive';

const RUNS = 110;
const LENGTH = 220;

function folded(log: readonly LogRecord[], end: Instant, settings = SETTINGS): Projection {
  const projection = new Projection(settings);
  for (const record of log) projection.apply(record);
  projection.advanceTo(end);
  return projection;
}

/** Reset times, and rings that some logs fill. */
const CITIES = fc.record({ dayResetMs: fc.constantFrom(0, 6 * HOUR_MS, 23.75 * HOUR_MS), callsKept: fc.constantFrom(8, 16, 32, 2 ** 17) });

/** A moment after every record, mostly in the same hour, sometimes in another day or month. */
function endOf(log: readonly LogRecord[], dice: Dice): Instant {
  const last = Math.max(0, ...log.map(({ at }) => at));
  return last + dice.below(dice.one([1, 60_000, HOUR_MS, 40 * 24 * HOUR_MS]));
}

/** Much faster than toEqual on long series; toEqual words the difference. */
function expectSame(one: unknown, other: unknown): void {
  if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
}

describe('the projection of a log', () => {
  it('is what a computation from the whole list of records says', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe'), CITIES, (seed, zone, city) => {
        const settings = { ...SETTINGS, zone, ...city };
        const log = generateLog(seed, LENGTH);
        const end = endOf(log, new Dice(seed + 1));
        const projection = folded(log, end, settings);
        expectSame(projection.canonical(), naive(log, end, settings));
        expect(projection.recomputeDigest()).toBe(projection.digest());
      }),
      { numRuns: RUNS },
    );
  });

  it('is the same for columns of records, however they are cut', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(LENGTH), { maxLength: 12 }), CITIES, (seed, cuts, city) => {
        const settings = { ...SETTINGS, ...city };
        const log = generateLog(seed, LENGTH);
        const end = endOf(log, new Dice(seed + 1));
        const projection = new Projection(settings);
        const edges = [0, ...cuts.toSorted((a, b) => a - b), log.length];
        for (const [cut, from] of edges.entries()) {
          const columns = new RecordBuilder();
          for (const record of log.slice(from, edges[cut + 1] ?? from)) columns.add(record);
          const middle = Math.floor(columns.length / 2);
          projection.applyColumns(columns, 0, middle);
          projection.applyColumns(columns, middle, columns.length);
        }
        projection.advanceTo(end);
        expectSame(projection.canonical(), folded(log, end, settings).canonical());
        expect(projection.recomputeDigest()).toBe(projection.digest());
      }),
      { numRuns: RUNS },
    );
  });

  it('is the same for any split by snapshots and any movement of the clock in between', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 30 }), CITIES, (seed, restarts, looks, city) => {
        const settings = { ...SETTINGS, ...city };
        const log = generateLog(seed, LENGTH);
        const dice = new Dice(seed ^ 0x5eed);
        const end = endOf(log, dice);
        let projection = new Projection(settings);
        for (const [index, record] of log.entries()) {
          projection.apply(record);
          // The clock may run ahead of records that are still to come.
          if (dice.below(LENGTH) < looks)
            projection.advanceTo(Math.min(end, record.at + dice.below(dice.one([1000, HOUR_MS, 30 * 24 * HOUR_MS]))));
          if (dice.below(4 * LENGTH) < looks) projection.canonical();
          if (dice.below(LENGTH) < restarts) projection = Projection.decode(projection.encode(), settings);
          if (projection.seq !== index + 1) expect.fail(`seq ${projection.seq} after record ${index + 1}`);
        }
        projection.advanceTo(end);
        expectSame(projection.canonical(), folded(log, end, settings).canonical());
        expect(projection.recomputeDigest()).toBe(projection.digest());
      }),
      { numRuns: RUNS },
    );
  });
});
