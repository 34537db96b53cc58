import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CaseLog } from '../../electron/hub/log/case-log';
import { bundleForNode } from './bundle';
import { freshDirectory } from './directories';

const KILLS = 20;

describe('kill -9 during commits', () => {
  let child = '';
  beforeAll(async () => {
    child = await bundleForNode(fileURLToPath(new URL('./commit-forever.ts', import.meta.url)));
  });
  afterAll(() => rmSync(dirname(child), { recursive: true, force: true }));

  it(`loses nothing that was confirmed and leaves nothing half-written, ${KILLS} times in one log`, async () => {
    const directory = freshDirectory();
    let before = 0;
    for (let run = 0; run < KILLS; run += 1) {
      // Each run is killed after another number of commits, in the midst of whatever it does then.
      const said = await runAndKill(child, directory, run, 1 + ((run * 7) % 23));
      const log = CaseLog.open({ directory, sourceIdentity: 'none', now: 0 });
      const records = log.readSince(0, 1_000_000);
      expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: log.head }, (_, index) => index + 1));
      // Each batch consumes as many source events as it has records: both or neither are stored.
      expect(log.position).toBe(log.head);
      for (const [key, head] of said) expect(log.outcomeOf(key), `${key} of run ${run}`).toMatchObject({ outcome: { seq: head } });
      expect(log.head).toBeGreaterThanOrEqual(said.at(-1)?.[1] ?? 0);
      expect(log.head).toBeGreaterThan(before);
      before = log.head;
      log.close();
    }
  });
});

/** Runs the child until it has confirmed `commits` commits and kills it. Returns the keys and heads that it has confirmed. */
async function runAndKill(entry: string, directory: string, run: number, commits: number): Promise<[string, number][]> {
  const process_ = spawn(process.execPath, [entry, directory, String(run)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  process_.stdout.setEncoding('utf8');
  process_.stdout.on('data', (part: string) => {
    text += part;
    if (text.split('\n').length > commits) process_.kill('SIGKILL');
  });
  const [, signal] = await once(process_, 'close');
  expect(signal).toBe('SIGKILL');
  const lines = text.slice(0, text.lastIndexOf('\n')).split('\n');
  return lines.map((line) => {
    const [key = '', head = ''] = line.split(' ');
    return [key, Number(head)];
  });
}
