import { describe, expect, it } from 'vitest';
import { recover, settingsOf } from '../../electron/hub/recover';
import { CaseLog } from '../../electron/hub/log/case-log';
import { SERVER_LIMITS } from '../../electron/hub/socket/hub-server';
import type { PendingEvent } from '../../electron/hub/sources/source';
import { HubClient } from './hub-client';
import { MANAGER, runHub, SUPERVISOR, WALL } from './running-hub';
import type { RunningHub } from './running-hub';
import { openCase, ScriptedSource } from './scripted-source';

const { session } = SERVER_LIMITS;
const withPump = (change: Partial<typeof session.pump>) => ({ session: { ...session, pump: { ...session.pump, ...change } } });

function cases(first: number, count: number) {
  return Array.from({ length: count }, (_, index) => openCase(first + index)).flat();
}

async function grownTo({ hub }: RunningHub, head: number): Promise<void> {
  await expect.poll(() => hub.head).toBe(head);
}

describe('a client that joins', () => {
  it('with a seq gets exactly the records after it, in order', async () => {
    const source = new ScriptedSource();
    const running = await runHub({ source, serverLimits: { heartbeatMs: 50 } });
    source.add(...cases(10, 2_000));
    await grownTo(running, 4_009);
    for (const since of [0, 1, 8, 9, 1_234, 4_008, 4_009]) {
      const client = new HubClient(running.url, SUPERVISOR.token);
      await client.until(() => client.welcome !== null);
      client.join(running.hub.epoch, since);
      if (since < running.hub.head) await client.until(() => client.records.at(-1)?.seq === running.hub.head);
      else await client.until(() => client.heartbeats.length > 1);
      expect(client.records).toEqual(running.log.readSince(since, 100_000));
      expect(client.snapshotSeqs).toEqual([]);
      client.close();
    }
  });

  it('with nothing, with another epoch, or from beyond the head gets a snapshot and then the records after it', async () => {
    const source = new ScriptedSource();
    const running = await runHub({ source, serverLimits: withPump({ snapshotPartBytes: 1_000 }) });
    source.add(...cases(10, 500));
    await grownTo(running, 1_009);
    const joins = [
      { epoch: null, since: 0 },
      { epoch: '01ARZ3NDEKTSV4RRFFQ69G5FAV', since: 500 },
      { epoch: running.hub.epoch, since: 1_000_000 },
    ];
    const clients = joins.map(() => new HubClient(running.url, SUPERVISOR.token));
    for (const [index, client] of clients.entries()) {
      await client.until(() => client.welcome !== null);
      const join = joins[index];
      if (join !== undefined) client.join(join.epoch, join.since);
      await client.until(() => client.snapshotSeqs.length === 1);
      expect(client.biggestPart).toBeLessThanOrEqual(1_000);
    }
    source.add(...cases(1_000, 3));
    const reference = await new HubClient(running.url, SUPERVISOR.token).follow();
    for (const client of [...clients, reference]) await client.until(() => client.last === 1_015);
    for (const client of clients) {
      expect(client.records.map(({ seq }) => seq)).toEqual(
        Array.from({ length: client.records.length }, (_, i) => 1_016 - client.records.length + i),
      );
      client.projection?.advanceTo(reference.projection?.now ?? 0);
      expect(client.projection?.canonical()).toEqual(reference.projection?.canonical());
    }
  });

  it('again on the same socket is served from there, and nothing of before counts', async () => {
    const source = new ScriptedSource();
    const running = await runHub({ source });
    const client = await new HubClient(running.url, SUPERVISOR.token).follow();
    await client.until(() => client.last === 9);
    client.projection = null;
    client.records.length = 0;
    client.join(running.hub.epoch, 5);
    await client.until(() => client.records.length === 4);
    expect(client.records.map(({ seq }) => seq)).toEqual([6, 7, 8, 9]);
  });

  it('sees the same order as every other client, whatever the pace', async () => {
    const source = new ScriptedSource();
    const running = await runHub({ source });
    const clients = await Promise.all([SUPERVISOR, MANAGER, SUPERVISOR].map(({ token }) => new HubClient(running.url, token).follow()));
    for (let round = 0; round < 10; round += 1) {
      source.add(...cases(100 + round * 200, 200));
      await clients[0]?.command({ kind: 'urge-case', case: 1, reason: `round ${round}` });
    }
    await grownTo(running, 9 + 10 * 400 + 10);
    for (const client of clients) {
      await client.until(() => client.last === running.hub.head);
      expect(client.records).toEqual(running.log.readSince(0, 100_000));
    }
  });
});

describe('a heartbeat', () => {
  it('tells the head, the city’s time and, at the head, a digest that equals the client’s own fold', async () => {
    const source = new ScriptedSource();
    const running = await runHub({ source, serverLimits: { heartbeatMs: 50, digestEvery: 2 } });
    const [followed, joined] = [
      await new HubClient(running.url, SUPERVISOR.token).follow(),
      await new HubClient(running.url, WALL.token).joinAnew(),
    ];
    source.add(...cases(10, 300));
    await followed.command({ kind: 'cancel-case', case: 1, reason: 'twice' });
    await grownTo(running, 610);
    for (const client of [followed, joined]) {
      const atHead = () => client.heartbeats.find(({ digest }) => digest !== null && digest.seq === 610);
      await client.until(() => atHead() !== undefined);
      expect(client.last).toBe(610);
      expect(atHead()?.digest?.value).toBe(client.projection?.digest());
      expect(atHead()).toMatchObject({ epoch: running.hub.epoch, head: 610, speed: 0, cityNow: running.hub.cityNow });
      await client.until(() => client.heartbeats.some(({ digest }) => digest === null));
    }
  });

  it('carries no digest for a client that has not been sent everything', async () => {
    const source = new ScriptedSource();
    const running = await runHub({
      source,
      serverLimits: { heartbeatMs: 50, digestEvery: 1, ...withPump({ windowBytes: 1 }) },
    });
    const client = new HubClient(running.url, SUPERVISOR.token);
    client.takes = false;
    await client.follow();
    source.add(...cases(10, 3_000));
    await grownTo(running, 6_009);
    const seen = client.heartbeats.length;
    await client.until(() => client.heartbeats.length > seen + 3);
    expect(client.last).toBeLessThan(6_009);
    expect(client.heartbeats.slice(seen).every(({ digest, head }) => digest === null && head === 6_009)).toBe(true);
  });
});

describe('a slow client', () => {
  it('is sent no more than its window holds until it says that it took it', async () => {
    const source = new ScriptedSource();
    const windowBytes = 200_000;
    const running = await runHub({ source, serverLimits: { heartbeatMs: 50, ...withPump({ windowBytes }) } });
    const client = new HubClient(running.url, SUPERVISOR.token);
    client.takes = false;
    await client.follow();
    source.add(...cases(10, 10_000));
    await grownTo(running, 20_009);
    const seen = client.heartbeats.length;
    await client.until(() => client.heartbeats.length > seen + 5);
    const sent = client.batchSizes.reduce((sum, bytes) => sum + bytes, 0);
    expect(sent).toBeGreaterThanOrEqual(windowBytes);
    // The batch that reaches the limit is the last one.
    expect(sent).toBeLessThan(windowBytes + 256 * 1024);
    expect(client.last).toBeLessThan(20_009);
    client.takes = true;
    client.socket.emit('took', { seq: client.last });
    await client.until(() => client.last === 20_009);
    expect(client.snapshotSeqs).toEqual([]);
    expect(client.records.map(({ seq }) => seq)).toEqual(Array.from({ length: 20_009 }, (_, index) => index + 1));
  });

  it('that falls too far behind gets a snapshot instead of everything that it missed', async () => {
    const source = new ScriptedSource();
    const running = await runHub({
      source,
      serverLimits: { heartbeatMs: 50, ...withPump({ windowBytes: 50_000, mostBehindRecords: 5_000, snapshotPartBytes: 10_000 }) },
    });
    const slow = new HubClient(running.url, SUPERVISOR.token);
    slow.takes = false;
    await slow.follow();
    const quick = await new HubClient(running.url, SUPERVISOR.token).follow();
    // First what fills the window, and not so much that it is too far behind at once.
    source.add(...cases(10, 1_000));
    await slow.until(() => slow.last === 2_009);
    source.add(...cases(1_010, 1_000));
    await grownTo(running, 4_009);
    source.add(...cases(2_010, 6_000));
    await grownTo(running, 16_009);
    const later = slow.heartbeats.length;
    await slow.until(() => slow.heartbeats.length > later + 3);
    expect(slow.snapshotSeqs).toEqual([]);
    const stopped = slow.last;
    expect(stopped).toBe(2_009);

    slow.takes = true;
    slow.socket.emit('took', { seq: stopped });
    await slow.until(() => slow.last === 16_009);
    await quick.until(() => quick.last === 16_009);
    expect(slow.snapshotSeqs.length).toBeGreaterThan(0);
    expect(slow.projection?.digest()).toBe(quick.projection?.digest());
    expect(slow.projection?.canonical()).toEqual(quick.projection?.canonical());
  });
});

describe('a client that was away', () => {
  it('is brought to the head by what has changed when that is shorter than the records, and holds what everybody holds', async () => {
    const source = new ScriptedSource();
    const running = await runHub({
      source,
      serverLimits: { heartbeatMs: 50, ...withPump({ mostMissedBytes: 10_000, snapshotPartBytes: 1_000 }) },
    });
    const away = await new HubClient(running.url, SUPERVISOR.token).follow();
    source.add(...cases(10, 1_000));
    await away.until(() => away.last === 2_009);
    away.close();
    const quick = await new HubClient(running.url, SUPERVISOR.token).follow();
    // Much happens to few.
    for (let round = 0; round < 100; round += 1) {
      source.add(
        ...Array.from({ length: 50 }, (_, i) => ({ kind: 'case.urged', case: 10 + i, reason: `${round}: ${'x'.repeat(100)}` }) as const),
      );
    }
    source.add(...cases(2_000, 5));
    await quick.until(() => quick.last === 7_019);

    const back = new HubClient(running.url, SUPERVISOR.token);
    await back.until(() => back.welcome !== null);
    back.projection = away.projection;
    back.join(running.hub.epoch, 2_009);
    await back.until(() => back.last === 7_019);
    expect(back.changesSince).toEqual([2_009]);
    expect(back.records).toEqual([]);
    await back.until(() => back.heartbeats.some(({ digest }) => digest?.seq === 7_019));
    expect(back.heartbeats.find(({ digest }) => digest?.seq === 7_019)?.digest?.value).toBe(back.projection?.digest());
    for (const { projection } of [back, quick]) projection?.advanceTo(running.hub.cityNow);
    expect(back.projection?.canonical()).toEqual(quick.projection?.canonical());
  });
});

describe('a client that never says what it took', () => {
  it('gets one snapshot and one window, however far the log goes on', async () => {
    const source = new ScriptedSource();
    const windowBytes = 100_000;
    const running = await runHub({
      source,
      serverLimits: { heartbeatMs: 50, ...withPump({ windowBytes, mostBehindRecords: 1_000 }) },
    });
    const client = new HubClient(running.url, SUPERVISOR.token);
    client.takes = false;
    await client.joinAnew();
    for (let round = 0; round < 4; round += 1) {
      source.add(...cases(10 + round * 2_000, 2_000));
      await grownTo(running, 9 + (round + 1) * 4_000);
      const seen = client.heartbeats.length;
      await client.until(() => client.heartbeats.length > seen + 2);
    }
    expect(client.snapshotSeqs).toHaveLength(1);
    expect(client.batchSizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(windowBytes + 256 * 1024);
  });
});

describe('a restart', () => {
  it('goes on with the same epoch and the next seq, and a client that comes back misses nothing', async () => {
    const first = await runHub();
    const before = await new HubClient(first.url, SUPERVISOR.token).follow();
    await before.command({ kind: 'urge-case', case: 1, reason: 'before' });
    await before.until(() => before.last === 10);
    await first.close();

    const second = await runHub({ directory: first.directory });
    expect(second.hub.epoch).toBe(before.welcome?.epoch);
    expect(second.hub.head).toBe(10);
    const after = new HubClient(second.url, SUPERVISOR.token);
    await after.until(() => after.welcome !== null);
    after.projection = before.projection;
    after.join(second.hub.epoch, before.last);
    await after.command({ kind: 'urge-case', case: 1, reason: 'after' });
    await after.until(() => after.last === 11);
    expect(after.records.map(({ seq }) => seq)).toEqual([11]);
  });

  it('from a snapshot and a tail leads to the same state as from the whole log', async () => {
    const source = new ScriptedSource();
    const first = await runHub({ source, hubLimits: { snapshotEvery: 500 } });
    const reader = await new HubClient(first.url, SUPERVISOR.token).follow();
    for (let round = 0; round < 5; round += 1) {
      source.add(...cases(10 + round * 400, 400));
      await reader.until(() => reader.last === 9 + (round + 1) * 800);
    }
    await expect.poll(() => first.log.snapshots.latestSeq).toBeGreaterThan(9);
    // Ended like a process that is killed: neither the snapshot of the end nor the mark of an orderly end is written.
    const recovered = await recover(first.log, settingsOf(first.hub.city), first.logLines, () => {});
    expect(recovered.canonical()).toEqual(reader.projection?.canonical());
  });

  it('passes over a snapshot that is damaged', async () => {
    const first = await runHub();
    await first.log.snapshots.save(5, Uint8Array.of(1, 2, 3), 'damaged');
    const recovered = await recover(first.log, settingsOf(first.hub.city), first.logLines, () => {});
    expect(recovered.seq).toBe(9);
    await first.close();
    const second = await runHub({ directory: first.directory });
    expect(second.hub.head).toBe(9);
  });

  it('stores a good snapshot at its end in place of one that it could not use', async () => {
    const first = await runHub();
    await first.close();
    const log = CaseLog.open({ directory: first.directory, sourceIdentity: 'script', now: 0 });
    await log.snapshots.save(9, Uint8Array.of(1, 2, 3), 'of-another-layout');
    log.close();
    const second = await runHub({ directory: first.directory });
    await second.close();
    const again = CaseLog.open({ directory: first.directory, sourceIdentity: 'script', now: 0 });
    const [stored] = [...again.snapshots.read()];
    expect(stored?.bytes.byteLength).toBeGreaterThan(3);
    again.close();
  });
});

describe('a hub whose source still makes itself ready', () => {
  it('shows what is in the log, and takes up commands and events when the source has done so', async () => {
    class SettlingSource extends ScriptedSource {
      ready = false;

      *settle(): Generator<void> {
        while (!this.ready) yield;
      }

      override advance(to: number, limit: number): PendingEvent[] {
        expect(this.ready).toBe(true);
        return super.advance(to, limit);
      }
    }
    const source = new SettlingSource();
    source.add(...openCase(3));
    const { url, hub } = await runHub({ source });
    const client = await new HubClient(url, SUPERVISOR.token).follow();
    await client.until(() => client.last === 9 && client.heartbeats.length > 0);
    const outcome = client.command({ kind: 'urge-case', case: 1, reason: 'soon' });
    await client.until(() => client.heartbeats.length > 1);
    expect(hub.head).toBe(9);
    source.ready = true;
    expect(await outcome).toMatchObject({ ok: true, seq: 12 });
    await client.until(() => client.last === 12);
  });

  it('may leave its clients the processor first: the source is not asked to make itself ready until they have had their time', async () => {
    const settleAfterMs = 200;
    const asked: number[] = [];
    class LateSource extends ScriptedSource {
      *settle(): Generator<void> {
        asked.push(performance.now());
        yield;
      }
    }
    const before = performance.now();
    const { url } = await runHub({ source: new LateSource(), hubLimits: { settleAfterMs } });
    const client = await new HubClient(url, SUPERVISOR.token).follow();
    await client.until(() => client.heartbeats.length > 0);
    await client.command({ kind: 'urge-case', case: 1, reason: 'soon' });
    expect(asked).toHaveLength(1);
    // Timers may come a millisecond early.
    expect(asked[0]! - before).toBeGreaterThan(settleAfterMs - 2);
  });
});

describe('a hub that ends', () => {
  it('lets nobody go before they have taken the very end of its log', async () => {
    const source = new ScriptedSource();
    const running = await runHub({ source, serverLimits: { batchMs: 100 } });
    const client = await new HubClient(running.url, SUPERVISOR.token).follow();
    await client.until(() => client.last === 9);
    const idle = new HubClient(running.url, SUPERVISOR.token);
    await idle.until(() => idle.welcome !== null);
    source.add(...cases(10, 50));
    await grownTo(running, 109);
    source.add(...cases(100, 50));
    await grownTo(running, 209);
    running.hub.rest();
    await running.server.drained(5_000);
    await running.close();
    expect(client.last).toBe(209);
  });

  it('does not wait for one that takes nothing', async () => {
    const source = new ScriptedSource();
    const running = await runHub({ source });
    const client = new HubClient(running.url, SUPERVISOR.token);
    client.takes = false;
    await client.follow();
    await client.until(() => client.last === 9);
    const before = performance.now();
    await running.server.drained(50);
    expect(performance.now() - before).toBeGreaterThan(40);
    await running.close();
  });
});
