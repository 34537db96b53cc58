import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CaseLog } from '../../electron/hub/log/case-log';
import type { Outcome } from '../../shared/contract/wire';
import { Cable } from '../stream/cable';
import { bundleForNode } from './bundle';
import { freshDirectory } from './directories';
import { headlessArguments, runToEnd, startHeadless, TOKEN, tokenFile } from './headless-process';
import { HubClient, refusalOf } from './hub-client';

let entry = '';
beforeAll(async () => {
  entry = await bundleForNode('electron/hub/headless.ts');
});
afterAll(() => rmSync(dirname(entry), { recursive: true, force: true }));

const newCase = (reference: string) =>
  ({
    kind: 'receive-case',
    reference,
    contact: 'appeal',
    channel: 'web',
    category: 1,
    district: 1,
    township: 0,
    place: null,
    call: 0,
  }) as const;

describe('the headless hub', () => {
  it('prints one line when it is ready, serves, and ends in order on SIGTERM', async () => {
    const log = freshDirectory();
    const hub = await startHeadless(entry, headlessArguments({ log }));
    expect(hub.ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const client = await new HubClient(hub.ready.url, TOKEN).follow();
    expect(client.welcome).toMatchObject({
      role: 'supervisor',
      source: { kind: 'none' },
      city: { hotline: '12345' },
      epoch: hub.ready.epoch,
    });
    const outcome = await client.command(newCase('W-1'));
    expect(outcome).toMatchObject({ ok: true, seq: hub.ready.seq + 1 });
    await client.until(() => client.last === hub.ready.seq + 1);
    expect(await hub.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(hub.stdout().split('\n')).toHaveLength(2);
    expect(hub.stderr()).not.toContain(TOKEN);

    const again = await startHeadless(entry, headlessArguments({ log }));
    expect(again.ready).toMatchObject({ epoch: hub.ready.epoch, seq: hub.ready.seq + 1 });
  });

  it('killed again and again while commands are under way carries out each of them exactly once', async () => {
    const log = freshDirectory();
    const keys = Array.from({ length: 150 }, () => ulid());
    const outcomes = new Map<string, Outcome>();
    let doneBeforeTheKill = 0;
    for (let run = 0; outcomes.size < keys.length; run += 1) {
      const hub = await startHeadless(entry, headlessArguments({ log }));
      const cable = await Cable.lay(() => Number(new URL(hub.ready.url).port));
      const client = new HubClient(cable.url, TOKEN);
      await client.until(() => client.welcome !== null);
      // Everything that was not answered is sent again with its key, also what the killed hub may have done.
      const open = keys.filter((key) => !outcomes.has(key)).slice(0, 60);
      let answered = 0;
      // At first no answer arrives, so that commands are on disk of which nobody has heard.
      cable.swallows = run === 0;
      if (cable.swallows) {
        const witness = new HubClient(hub.ready.url, TOKEN);
        await witness.until(() => witness.welcome !== null);
        witness.join(hub.ready.epoch, hub.ready.seq);
        for (const key of open) client.socket.emit('command', { key, expected: [], command: newCase(`W-${key}`) }, () => {});
        await witness.until(() => witness.records.length > 0);
        await hub.end('SIGKILL');
        witness.close();
        client.close();
        continue;
      }
      const enough = run > 6 ? Number.POSITIVE_INFINITY : 3 + run * 5;
      await new Promise<void>((done) => {
        client.socket.once('disconnect', () => done());
        for (const key of open) {
          client.socket.emit('command', { key, expected: [], command: newCase(`W-${key}`) }, (outcome) => {
            outcomes.set(key, outcome);
            // Sent again, and answered with what the hub of before had done.
            if (outcome.ok && outcome.seq <= hub.ready.seq) doneBeforeTheKill += 1;
            answered += 1;
            // In the midst of answers, which come in bunches.
            if (answered === enough) hub.process.kill('SIGKILL');
            if (answered === open.length) done();
          });
        }
      });
      client.close();
      await hub.end('SIGKILL');
    }
    const stored = CaseLog.open({ directory: log, sourceIdentity: 'none', now: 0 });
    const records = stored.readSince(0, 100_000);
    expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: stored.head }, (_, index) => index + 1));
    const received = records.flatMap(({ event, seq }) => (event.kind === 'case.received' ? [{ reference: event.reference, seq }] : []));
    expect(received.map(({ reference }) => reference).toSorted()).toEqual(keys.map((key) => `W-${key}`).toSorted());
    expect(doneBeforeTheKill).toBeGreaterThan(0);
    // What was answered is what is stored.
    for (const { reference, seq } of received) expect(outcomes.get(reference.slice(2))).toMatchObject({ ok: true, seq });
    stored.close();
  });

  it('says clearly what is wrong and leaves with an error', async () => {
    const log = freshDirectory();
    const hub = await startHeadless(entry, headlessArguments({ log }));
    const port = new URL(hub.ready.url).port;
    const cases: [string[], number, RegExp][] = [
      [headlessArguments({ log }), 1, /Another hub uses the log/],
      [headlessArguments({ log: freshDirectory(), listen: `127.0.0.1:${port}` }), 1, /EADDRINUSE.*Name another port/],
      [headlessArguments({ log: freshDirectory(), listen: '0.0.0.0:0' }), 2, /--allow-remote/],
      [headlessArguments({ log: freshDirectory(), source: 'weather' }), 1, /not a source/],
      [headlessArguments({ log: freshDirectory(), source: 'replay:/nowhere/at/all.csv' }), 1, /all\.csv/],
      [headlessArguments({ log: freshDirectory(), source: 'simulate?sped=2' }), 1, /no parameter "sped"/],
      [headlessArguments({ log: freshDirectory(), tokens: '/nowhere/tokens' }), 2, /token file/],
      [headlessArguments({ log: freshDirectory(), tokens: tokenFile('king:arthur x\n') }), 2, /Line 1/],
      [['--listen', '127.0.0.1:0'], 2, /--token-file|--log/],
    ];
    for (const [args, code, text] of cases) {
      const ended = await runToEnd(entry, args);
      expect(ended, args.join(' ')).toMatchObject({ code, stdout: '' });
      expect(ended.stderr).toMatch(text);
    }
  });

  it('gives each line of the token file its role', async () => {
    const tokens = tokenFile('# who may come in\nwall:hall wall-token-0123456789-abcdef\n\nsupervisor:li supervisor-token-0123456789\n');
    const hub = await startHeadless(entry, headlessArguments({ log: freshDirectory(), tokens }));
    const wall = await new HubClient(hub.ready.url, 'wall-token-0123456789-abcdef').follow();
    expect(wall.welcome).toMatchObject({ role: 'wall', actor: 'wall:hall' });
    const supervisor = await new HubClient(hub.ready.url, 'supervisor-token-0123456789').follow();
    expect(supervisor.welcome).toMatchObject({ role: 'supervisor', actor: 'supervisor:li' });
    expect(await refusalOf(new HubClient(hub.ready.url, 'wall:hall'))).toMatchObject({ type: 'unauthorized' });
  });

  it('replays a file to its end and accounts for every row', async () => {
    const report = join(freshDirectory(), 'report.json');
    const hub = await startHeadless(
      entry,
      headlessArguments({
        log: freshDirectory(),
        source: `replay:${writeRows()}?speed=max&mapping=baltimore-311`,
        more: ['--report', report],
      }),
    );
    await expect.poll(() => existsSync(report) && readFileSync(report, 'utf8').endsWith('\n')).toBe(true);
    const said = JSON.parse(readFileSync(report, 'utf8'));
    expect(hub.stderr()).toContain(readFileSync(report, 'utf8').trim());
    const refused = said.source.refused.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
    expect(said.source.kept + refused).toBe(said.source.rows);
    expect(said.refusedEvents).toEqual([]);
    const client = await new HubClient(hub.ready.url, TOKEN).follow();
    expect(client.welcome).toMatchObject({ speed: 0, source: { kind: 'replay', speed: 0 } });
    await client.until(() => client.last === client.welcome?.head);
    expect(client.projection?.totals.received).toBe(said.source.kept);
  });
});

/** The head of the real file, with its own line ends. */
function writeRows(): string {
  const text = readFileSync('../shared/data/cases/baltimore_311_sample.csv', 'utf8');
  const file = join(freshDirectory(), 'rows.csv');
  writeFileSync(file, text.split('\n').slice(0, 201).join('\n'));
  return file;
}
