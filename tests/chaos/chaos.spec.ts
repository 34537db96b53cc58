import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleForNode } from '../hub/bundle';
import { freshDirectory } from '../hub/directories';
import { STREAM_DRAWS } from './faults';
import { runChaos } from './run';

const EVENTS = 50_000;
const STREAMS = 3;
const scripts = { hub: '', stream: '' };

beforeAll(async () => {
  scripts.hub = await bundleForNode('tests/chaos/hub-process.ts');
  scripts.stream = await bundleForNode('tests/chaos/stream-process.ts');
});
afterAll(() => {
  for (const script of Object.values(scripts)) rmSync(dirname(script), { recursive: true, force: true });
});

describe('a hub and its streams on a bad day', () => {
  it('lose nothing, take nothing twice and end with one digest (short form of npm run chaos)', async () => {
    const lines: string[] = [];
    const report = await runChaos({
      seed: 1,
      events: EVENTS,
      faults: STREAM_DRAWS.length * STREAMS,
      streams: STREAMS,
      pauseMs: 150,
      scripts,
      directory: freshDirectory(),
      say: (line) => lines.push(line),
    });
    const { verdict, recoveries, kills } = report;
    expect(verdict.violations, [...lines, ...report.troubles].join('\n')).toEqual([]);
    // A run in which nothing has gone wrong would prove nothing.
    expect([...recoveries.values()].map(({ injected }) => injected)).toEqual(STREAM_DRAWS.map(() => STREAMS));
    expect(kills).toMatchObject({ hub: STREAMS, stream: STREAMS });
    expect(report.losses).toBeGreaterThan(STREAMS);
    expect(verdict.records).toBe(EVENTS + verdict.commandsDone);
    // How much of each there is depends on the machine's pace: what has not been folded has come in snapshots and in changes, whose digests are held against the log.
    for (const seen of [verdict.folded, verdict.commandsDone, verdict.commandsRefused, verdict.digests, verdict.frames])
      expect(seen).toBeGreaterThan(0);
  }, 900_000);
});
