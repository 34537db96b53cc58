import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTS } from './model';
import { storm } from './storm';

/** Seeds that once found a fault, each with it. */
const PINNED: readonly (readonly [seed: number, fault: string])[] = [[1, 'none: keeps the list alive']];

describe('a connection through a storm', () => {
  it.each(PINNED)('seed %i (%s)', (seed) => {
    const { client, log } = storm(seed, LISTS);
    expect(client.held?.canonical()).toEqual(log.records);
  });

  it('loses nothing and takes nothing twice, for any splits, doubles, turns, drops, restarts and epochs', () => {
    let rejoins = 0;
    let discards = 0;
    let gaps = 0;
    let duplicates = 0;
    let changed = 0;
    fc.assert(
      fc.property(fc.nat(0x7fff_ffff), (seed) => {
        const { client, log } = storm(seed, LISTS);
        rejoins += client.state.counts.rejoins;
        discards += client.state.counts.discards;
        gaps += client.state.counts.gaps;
        duplicates += client.state.counts.duplicates;
        changed += client.changed;
        expect(client.held?.canonical()).toEqual(log.records);
      }),
      { numRuns: 300 },
    );
    // The storm reached what it was made for.
    expect(Math.min(rejoins, discards, gaps, duplicates, changed)).toBeGreaterThan(20);
  });
});
