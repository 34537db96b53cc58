import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HubReport, HubStart } from '../../shared/contract/process';
import { CaseLog } from '../../electron/hub/log/case-log';
import { bundleForNode } from './bundle';
import { freshDirectory } from './directories';
import { HubClient } from './hub-client';

const TOKEN = 'random-secret-of-this-launch-0123456789';
const children = new Set<ChildProcess>();
let entry = '';

beforeAll(async () => {
  entry = await bundleForNode('electron/hub/embedded.ts');
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
afterAll(() => rmSync(dirname(entry), { recursive: true, force: true }));

interface EmbeddedHub {
  readonly child: ChildProcess;
  readonly reports: HubReport[];
  until<Kind extends HubReport['kind']>(kind: Kind): Promise<Extract<HubReport, { kind: Kind }>>;
  ended(): Promise<number | null>;
}

function embedded(): EmbeddedHub {
  const child = fork(entry, [], { execArgv: ['--require', resolve(import.meta.dirname, '../doubles/parent-port.cjs')], stdio: 'ignore' });
  children.add(child);
  const reports: HubReport[] = [];
  child.on('message', (report) => reports.push(report as HubReport));
  const closed = once(child, 'exit');
  return {
    child,
    reports,
    until: async (kind) => {
      for (;;) {
        const found = reports.find((report): report is Extract<HubReport, { kind: typeof kind }> => report.kind === kind);
        if (found !== undefined) return found;
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} and without "${kind}"`);
        await Promise.race([once(child, 'message'), closed]);
      }
    },
    ended: async () => (await closed)[0],
  };
}

function start(logDirectory: string, change: Partial<HubStart> = {}): HubStart {
  return {
    kind: 'start',
    host: '127.0.0.1',
    port: 0,
    logDirectory,
    wallsFile: join(logDirectory, 'walls.json'),
    tokens: [{ token: TOKEN, role: 'supervisor', actor: 'supervisor:desk' }],
    source: 'simulate?scale=0.02&cases=500&seed=7',
    resourcesDirectory: resolve(import.meta.dirname, '../../resources'),
    ...change,
  };
}

describe('the embedded hub', () => {
  it('tells how the preparation goes, then where it listens, and ends in order when it is told to', async () => {
    const directory = freshDirectory();
    const hub = embedded();
    hub.child.send(start(directory));
    const { url, epoch, seq } = await hub.until('ready');
    expect(hub.reports.some(({ kind }) => kind === 'progress')).toBe(true);
    expect(hub.reports.at(-1)?.kind).toBe('ready');
    expect(seq).toBeGreaterThan(1_000);
    const client = await new HubClient(url, TOKEN).joinAnew();
    await client.until(() => client.last >= seq);
    expect(client.welcome).toMatchObject({ epoch, actor: 'supervisor:desk', source: { kind: 'simulate', speed: 1 } });
    hub.child.send({ kind: 'stop' });
    expect(await hub.ended()).toBe(0);
    // It left the directory free and the log marked as whole.
    const log = CaseLog.open({ directory, sourceIdentity: 'simulate', now: 0 });
    expect(log.head).toBeGreaterThanOrEqual(seq);
    expect(log.snapshots.latestSeq).toBe(log.head);
    log.close();
  });

  it('ends when the app has gone, and can be started again on the same log and port', async () => {
    const directory = freshDirectory();
    const first = embedded();
    first.child.send(start(directory));
    const { url, epoch } = await first.until('ready');
    first.child.disconnect();
    expect(await first.ended()).toBe(0);
    const second = embedded();
    second.child.send(start(directory, { port: Number(new URL(url).port) }));
    expect(await second.until('ready')).toMatchObject({ url, epoch });
  });

  it('killed after it was served early, finds out where its log ends before it is served again', async () => {
    const directory = freshDirectory();
    const runUntilReady = async (end: (hub: EmbeddedHub) => void) => {
      const hub = embedded();
      hub.child.send(start(directory));
      const { seq } = await hub.until('ready');
      end(hub);
      await hub.ended();
      return seq;
    };
    await runUntilReady(({ child }) => child.send({ kind: 'stop' }));
    const closed = CaseLog.open({ directory, sourceIdentity: 'simulate', now: 0 });
    expect(closed.closedNow).not.toBeNull();
    closed.close(closed.closedNow);
    const seq = await runUntilReady(({ child }) => child.kill('SIGKILL'));
    const log = CaseLog.open({ directory, sourceIdentity: 'simulate', now: 0 });
    expect(log.closedNow).toBeNull();
    expect(log.head).toBeGreaterThanOrEqual(seq);
    log.close();
  });

  it('says why it cannot start, and leaves with an error', async () => {
    const directory = freshDirectory();
    writeFileSync(join(directory, 'log.db'), 'not a database'.repeat(500));
    const hub = embedded();
    hub.child.send(start(directory));
    expect(await hub.until('failed')).toMatchObject({ problem: { type: 'storage', params: { fault: 'foreign' } } });
    expect(await hub.ended()).toBe(1);
  });

  it('killed in the midst of making its first day goes on where it was and makes the same day', async () => {
    const source = 'simulate?scale=0.05&cases=10500&seed=3&speed=0.01';
    const [whole, broken] = [freshDirectory(), freshDirectory()];
    const reference = embedded();
    reference.child.send(start(whole, { source }));
    const { seq } = await reference.until('ready');
    reference.child.send({ kind: 'stop' });
    await reference.ended();

    const killed = embedded();
    killed.child.send(start(broken, { source }));
    while (!killed.reports.some((report) => report.kind === 'progress' && report.step === 'building-day' && report.done >= 10_000)) {
      await once(killed.child, 'message');
    }
    killed.child.kill('SIGKILL');
    await killed.ended();
    expect(killed.reports.some(({ kind }) => kind === 'ready')).toBe(false);

    const again = embedded();
    again.child.send(start(broken, { source }));
    await again.until('ready');
    again.child.send({ kind: 'stop' });
    await again.ended();

    const logs = [whole, broken].map((directory) => CaseLog.open({ directory, sourceIdentity: 'simulate', now: 0 }));
    const [one, other] = logs.map((log) => log.readSince(0, seq));
    expect(other?.map((record) => record.seq)).toEqual(one?.map((record) => record.seq));
    expect(other?.filter(({ event }) => event.kind === 'case.carried-over')).toEqual(
      one?.filter(({ event }) => event.kind === 'case.carried-over'),
    );
    for (const log of logs) log.close();
  });
});
