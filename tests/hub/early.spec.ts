import { describe, expect, it } from 'vitest';
import { systemClocks } from '../../electron/hub/clocks';
import { EarlyHub } from '../../electron/hub/early-hub';
import { HUB_LIMITS } from '../../electron/hub/hub';
import type { HubOptions } from '../../electron/hub/hub';
import { CaseLog } from '../../electron/hub/log/case-log';
import { HubServer } from '../../electron/hub/socket/hub-server';
import { parseRecords } from '../../shared/contract/records';
import { HubClient } from './hub-client';
import { LogLines, runHub, SUPERVISOR } from './running-hub';
import { CATALOGUE, openCase, ScriptedSource, START } from './scripted-source';

/** Longer than any test: a hub that is opened was called. */
const LATE_MS = 3_600_000;

/** A log that was closed in order, and what its client held then. */
async function closedLog() {
  const running = await runHub();
  const client = await new HubClient(running.url, SUPERVISOR.token).follow();
  await client.until(() => client.last === running.hub.head);
  const { directory } = running;
  const [epoch, head, cityNow] = [running.hub.epoch, running.hub.head, running.hub.cityNow];
  await running.close();
  return { directory, epoch, head, cityNow, held: client.projection };
}

function open(directory: string): CaseLog {
  return CaseLog.open({ directory, sourceIdentity: 'script', now: START });
}

function optionsFor(log: CaseLog, source: ScriptedSource, settleAfterMs = LATE_MS): HubOptions {
  return {
    log,
    source,
    clocks: systemClocks,
    logger: new LogLines(),
    limits: { ...HUB_LIMITS, settleAfterMs },
    onFailed: (error) => {
      throw error;
    },
  };
}

/** The log in `directory`, served before its state is there. */
async function serveEarly(directory: string, settleAfterMs = LATE_MS) {
  const [log, source] = [open(directory), new ScriptedSource()];
  const hub = EarlyHub.of(optionsFor(log, source, settleAfterMs));
  if (hub === null) throw new Error('it cannot be served early');
  const server = await HubServer.listen({
    hub,
    host: '127.0.0.1',
    port: 0,
    grants: [SUPERVISOR],
    clocks: systemClocks,
    logger: new LogLines(),
  });
  const close = async () => {
    await server.close();
    await hub.close();
  };
  return { hub, log, source, url: server.url, close };
}

describe('a log that was closed in order is served before its state is there', () => {
  it('tells who has it where it ends, what time it is there, and its records', async () => {
    const { directory, epoch, head, cityNow } = await closedLog();
    const early = await serveEarly(directory);
    const client = new HubClient(early.url, SUPERVISOR.token);
    await client.until(() => client.welcome !== null);
    expect(client.welcome).toMatchObject({ epoch, head, cityNow, reach: { from: START, to: cityNow } });
    client.join(epoch, head - 2);
    await client.until(() => client.records.length === 2 && client.heartbeats.length > 0);
    expect(client.heartbeats[0]).toMatchObject({ epoch, head, cityNow, digest: null });
    expect(early.source.resumed).toBe(0);
    await early.close();
  });

  it('answers with a history, which is in the log', async () => {
    const { directory, head } = await closedLog();
    const early = await serveEarly(directory);
    const client = new HubClient(early.url, SUPERVISOR.token);
    await client.until(() => client.welcome !== null);
    const answer = await client.socket.emitWithAck('history', { case: 2 });
    const parsed = answer.ok ? parseRecords(answer.bytes) : null;
    expect(parsed?.ok === true ? parsed.records.map(({ seq }) => seq) : null).toEqual([head - 1, head]);
    expect(early.source.resumed).toBe(0);
    await early.close();
  });

  it('brings the state up for who has nothing, and goes on for everybody', async () => {
    const { directory, epoch, head, held } = await closedLog();
    const early = await serveEarly(directory);
    const present = new HubClient(early.url, SUPERVISOR.token);
    await present.until(() => present.welcome !== null);
    present.join(epoch, head);
    const fresh = await new HubClient(early.url, SUPERVISOR.token).joinAnew();
    await fresh.until(() => fresh.last === head);
    expect(fresh.projection?.digest()).toBe(held?.digest());
    expect(early.source.resumed).toBe(1);
    early.source.add(...openCase(3));
    await Promise.all([present.until(() => present.records.length === 2), fresh.until(() => fresh.last === head + 2)]);
    expect(present.records.map(({ seq }) => seq)).toEqual([head + 1, head + 2]);
    await early.close();
  });

  it('brings the state up for a command, which is answered from it', async () => {
    const { directory, epoch, head } = await closedLog();
    const early = await serveEarly(directory);
    const client = new HubClient(early.url, SUPERVISOR.token);
    await client.until(() => client.welcome !== null);
    client.join(epoch, head);
    const reopened = await client.command({ kind: 'reopen-case', case: 1, reason: 'x' });
    expect(reopened).toMatchObject({ ok: false, problem: { type: 'illegal-transition' } });
    expect(early.source.resumed).toBe(1);
    await early.close();
  });

  it('brings the state up by itself when its clients have had their time', async () => {
    const { directory, head } = await closedLog();
    const early = await serveEarly(directory, 1);
    const client = new HubClient(early.url, SUPERVISOR.token);
    await client.until(() => client.welcome !== null);
    early.source.add(...openCase(3));
    await client.until(() => (client.heartbeats.at(-1)?.head ?? 0) > head);
    expect(early.source.resumed).toBe(1);
    await early.close();
  });

  it('ended before that, leaves the log as it was: the next one is served early too', async () => {
    const { directory, cityNow } = await closedLog();
    for (let time = 0; time < 2; time += 1) {
      const early = await serveEarly(directory);
      expect(early.hub.cityNow).toBe(cityNow);
      await early.close();
      expect(early.source.resumed).toBe(0);
    }
  });
});

describe('a log of which it is not known where it ends is not', () => {
  it('is not when it is new', async () => {
    const { directory } = await closedLog();
    const log = open(`${directory}/new`);
    expect(EarlyHub.of(optionsFor(log, new ScriptedSource()))).toBeNull();
    log.close();
  });

  it('is not when it was closed by one who had no sound state', async () => {
    const { directory, head } = await closedLog();
    const before = open(directory);
    const record = { seq: head + 1, at: START, by: 'source:script', event: CATALOGUE[0]! };
    before.append({ records: [record], outcomes: [], position: before.position + 1 });
    before.close();
    const log = open(directory);
    expect(EarlyHub.of(optionsFor(log, new ScriptedSource()))).toBeNull();
    log.close();
  });

  it('is not when the state at its end is not stored', async () => {
    const { directory, head } = await closedLog();
    const before = open(directory);
    before.snapshots.forget(head);
    before.close();
    const log = open(directory);
    expect(EarlyHub.of(optionsFor(log, new ScriptedSource()))).toBeNull();
    log.close();
  });
});
