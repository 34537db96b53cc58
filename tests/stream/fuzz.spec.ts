import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../electron/stream/city-settings';
import { Projection } from '../../shared/projection/projection';
import type { Matter } from '../connection/model';
import { storm } from '../connection/storm';
import { CITY, RandomCity } from './random-city';

/** Cities in which anything legal happens, folded by the product's own projection, its own snapshots and its own digest. */
const PROJECTIONS: Matter = {
  begin: () => new Projection(settingsOf(CITY)),
  decode: (_epoch, bytes) => Projection.decode(bytes, settingsOf(CITY)),
  records: (_epoch, random) => {
    const city = new RandomCity(random);
    return (count) => city.next(count);
  },
};

/** Seeds that once found a fault, each with it. */
const PINNED: readonly (readonly [seed: number, fault: string])[] = [[1, 'none: keeps the list alive']];

function expectFullReplay(seed: number): void {
  const { client, log } = storm(seed, PROJECTIONS);
  const held = client.held as Projection;
  const replay = new Projection(settingsOf(CITY));
  for (const record of log.records) replay.apply(record);
  replay.advanceTo(held.now);
  expect(held.digest()).toBe(replay.digest());
  expect(held.recomputeDigest()).toBe(replay.digest());
  const [a, b] = [held.canonical(), replay.canonical()];
  if (!isDeepStrictEqual(a, b)) expect(a).toEqual(b);
}

describe('a projection that went through a storm', () => {
  it.each(PINNED)('seed %i (%s) equals the full replay', (seed) => expectFullReplay(seed));

  it('equals the full replay of the log, for any splits, doubles, turns, drops, restarts and epochs', () => {
    fc.assert(fc.property(fc.nat(0x7fff_ffff), expectFullReplay), { numRuns: 200, endOnFailure: true });
  }, 900_000);
});
