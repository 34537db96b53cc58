import { describe, expect, it } from 'vitest';
import { keptSnapshots } from '../../electron/hub/log/kept-snapshots';
import { seqAt } from '../../electron/hub/log/moments';
import { settingsOf } from '../../electron/hub/recover';
import { packSnapshot } from '../../electron/hub/snapshot-cache';
import { RecordBuilder } from '../../shared/domain/record-builder';
import type { RecordColumns } from '../../shared/domain/record-columns';
import { Projection } from '../../shared/projection/projection';
import { seeded } from '../connection/model';
import { HubClient } from './hub-client';
import { recordsOfHub } from './records-of-hub';
import { type RunningHub, runHub, SUPERVISOR } from './running-hub';
import { type At, CATALOGUE, openCase, ScriptedSource, START } from './scripted-source';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A case a minute, from minute 1 on. */
function minutes(count: number): At[] {
  return Array.from({ length: count }, (_, index) =>
    openCase(10 + index).map((event) => ({ at: START + (index + 1) * MINUTE_MS, event })),
  ).flat();
}

/** What the log of that hub leads to when nothing later than `at` is in it. */
function foldedTo(running: RunningHub, at: number): Projection {
  const projection = new Projection(settingsOf(running.hub.city));
  for (const record of recordsOfHub(running.hub)) if (record.at <= at) projection.apply(record);
  projection.advanceTo(at);
  return projection;
}

/** Resolves when the client stands at that moment with everything that was known then. */
async function standsAt(client: HubClient, at: number): Promise<void> {
  await client.until(() => client.heartbeats.at(-1)?.cityNow === at && client.last === client.heartbeats.at(-1)?.head);
  client.projection?.advanceTo(at);
}

async function lookingBack(running: RunningHub, at: number, speed = 0): Promise<HubClient> {
  const client = new HubClient(running.url, SUPERVISOR.token, undefined, { at, speed });
  await client.follow();
  return client;
}

async function hubOf(count: number): Promise<RunningHub> {
  const source = new ScriptedSource(CATALOGUE);
  const running = await runHub({
    source,
    serverLimits: { heartbeatMs: 20, playMs: 10 },
    hubLimits: { snapshotEvery: Infinity },
  });
  source.add(...minutes(count));
  const head = CATALOGUE.length + 2 * count;
  await expect.poll(() => running.hub.head, { timeout: 10_000 }).toBe(head);
  return running;
}

describe('a client in the past', () => {
  it('is served what the log knew at that moment, wherever that is, and nothing later', async () => {
    const running = await hubOf(200);
    const random = seeded(7);
    for (let round = 0; round < 20; round += 1) {
      const at = START + Math.floor(random() * 200 * MINUTE_MS);
      const client = await lookingBack(running, at);
      await standsAt(client, at);
      expect(client.projection?.canonical()).toEqual(foldedTo(running, at).canonical());
      expect(client.records.every((record) => record.at <= at)).toBe(true);
      client.close();
    }
  });

  it('begins with the nearest snapshot that was stored before that moment, when that is nearer', async () => {
    const running = await hubOf(30_000);
    for (const minute of [12_000, 20_000, 30_000]) {
      const { seq, bytes } = await packSnapshot(foldedTo(running, START + minute * MINUTE_MS));
      await running.log.snapshots.save(seq, bytes, `minute-${minute}`);
    }
    await running.log.snapshots.save(running.hub.head - 1, Uint8Array.of(1, 2, 3), 'damaged');
    const begins = async (minute: number) => {
      const client = new HubClient(running.url, SUPERVISOR.token, undefined, { at: START + minute * MINUTE_MS, speed: 0 });
      await client.until(() => client.welcome !== null);
      client.projection = new Projection(settingsOf(running.hub.city));
      client.join(null, 0);
      await standsAt(client, START + minute * MINUTE_MS);
      expect(client.projection.digest()).toBe(foldedTo(running, START + minute * MINUTE_MS).digest());
      return client.snapshotSeqs;
    };
    const seqOf = (minute: number) => CATALOGUE.length + 2 * minute;
    expect(await begins(29_999)).toEqual([seqOf(20_000)]);
    expect(await begins(12_001)).toEqual([seqOf(12_000)]);
    expect(await begins(11_000)).toEqual([]);
    // It is damaged, and later than what comes before it.
    expect(await begins(30_000)).toEqual([seqOf(30_000)]);
  });

  it('goes on at its own speed until it has caught up with the present, and not beyond', async () => {
    const running = await hubOf(100);
    const present = running.hub.cityNow;
    const client = await lookingBack(running, START + MINUTE_MS, 3_600);
    await client.until(() => client.last > CATALOGUE.length + 2 && client.last < running.hub.head);
    const between = client.heartbeats.at(-1)!;
    expect([between.cityNow > START + MINUTE_MS, between.cityNow < present, between.speed]).toEqual([true, true, 3_600]);
    await standsAt(client, present);
    expect(client.projection?.canonical()).toEqual(foldedTo(running, present).canonical());
  });

  it('can be put to another moment, forward and back', async () => {
    const running = await hubOf(100);
    const client = await lookingBack(running, START + 50 * MINUTE_MS);
    await standsAt(client, START + 50 * MINUTE_MS);
    client.socket.emit('seek', { at: START + 80 * MINUTE_MS, speed: 0 });
    await standsAt(client, START + 80 * MINUTE_MS);
    expect(client.projection?.canonical()).toEqual(foldedTo(running, START + 80 * MINUTE_MS).canonical());
    client.socket.emit('seek', { at: START + 5 * MINUTE_MS, speed: 0 });
    await client.follow();
    await standsAt(client, START + 5 * MINUTE_MS);
    expect(client.projection?.canonical()).toEqual(foldedTo(running, START + 5 * MINUTE_MS).canonical());
  });

  it('is told how far the log reaches, changes nothing, and hears no later step of a case', async () => {
    const running = await hubOf(10);
    const client = await lookingBack(running, START + 3 * MINUTE_MS);
    expect(client.welcome?.reach).toEqual({ from: START, to: START + 10 * MINUTE_MS });
    expect(await client.command({ kind: 'urge-case', case: 10, reason: 'now' })).toMatchObject({
      ok: false,
      problem: { type: 'forbidden' },
    });
    expect(running.hub.head).toBe(CATALOGUE.length + 20);
    const present = await new HubClient(running.url, SUPERVISOR.token).follow();
    await present.until(() => present.last === running.hub.head);
    expect(await present.command({ kind: 'urge-case', case: 10, reason: 'now' })).toMatchObject({ ok: true });
    const history = await client.socket.emitWithAck('history', { case: 10 });
    expect(history.ok && (await present.socket.emitWithAck('history', { case: 10 }))).toMatchObject({ ok: true });
    expect(running.hub.history(10, client.welcome?.head).map(({ event }) => event.kind)).toEqual(['case.received', 'case.dispatched']);
    expect(client.heartbeats.every(({ digest }) => digest === null)).toBe(true);
  });

  it('is what only a client that came for it can be', async () => {
    const running = await hubOf(1);
    const present = await new HubClient(running.url, SUPERVISOR.token).follow();
    present.socket.emit('seek', { at: START, speed: 0 });
    await expect.poll(() => present.socket.connected).toBe(false);
  });
});

describe('the last seq of a moment', () => {
  it('is found in any cut of any log, from any seq that is not later', () => {
    const random = seeded(11);
    for (let round = 0; round < 200; round += 1) {
      const times: number[] = [];
      for (let at = START; times.length < 1 + random() * 60; at += Math.floor(random() * 3) * 500) times.push(at);
      const blocks = blocksOf(times, random);
      const blockWith = (seq: number) => blocks.find(({ from, length }) => seq < from + length)!;
      for (let at = START - 1; at < times.at(-1)! + 2; at += 250) {
        const expected = times.filter((time) => time <= at).length;
        for (const since of [0, expected, Math.floor(random() * (expected + 1))])
          expect(seqAt(at, times.length, since, blockWith)).toBe(expected);
      }
    }
  });
});

function blocksOf(times: readonly number[], random: () => number): RecordColumns[] {
  const blocks: RecordColumns[] = [];
  for (let from = 0; from < times.length;) {
    const to = Math.min(times.length, from + 1 + Math.floor(random() * 9));
    const builder = new RecordBuilder();
    builder.clear(from + 1);
    times
      .slice(from, to)
      .forEach((at, index) => builder.add({ seq: from + 1 + index, at, by: 'source:x', event: { kind: 'case.accepted', case: 1 } }));
    blocks.push(builder);
    from = to;
  }
  return blocks;
}

describe('the snapshots of a log', () => {
  const stored = Array.from({ length: 24 * 40 }, (_, hour) => ({ seq: hour + 1, file: `${hour}` })).toReversed();
  const hourOf = (seq: number) => START + seq * HOUR_MS;

  it('stay when they are the latest two, and every six hours of the last thirty days', () => {
    const kept = keptSnapshots(stored, hourOf, () => 1_000_000);
    expect(kept.slice(0, 2).map(({ seq }) => seq)).toEqual([960, 959]);
    const gaps = kept.slice(2).map(({ seq }, index, all) => (all[index - 1]?.seq ?? seq + 6) - seq);
    expect(new Set(gaps)).toEqual(new Set([6]));
    expect(kept.at(-1)?.seq).toBe(960 - 30 * 24);
  });

  it('stay the same ones as the log goes on', () => {
    let held = stored.slice(-1);
    for (let hour = 1; hour < stored.length; hour += 1)
      held = keptSnapshots([stored[stored.length - 1 - hour]!, ...held], hourOf, () => 1_000_000);
    expect(held.length).toBeGreaterThan(110);
    for (let index = 3; index < held.length; index += 1) expect(held[index - 1]!.seq - held[index]!.seq).toBeGreaterThanOrEqual(6);
  });

  it('never take more than their share of the disk: the oldest go first', () => {
    const kept = keptSnapshots(stored, hourOf, () => 100_000_000);
    expect(kept.map(({ seq }) => seq).slice(0, 3)).toEqual([960, 959, 954]);
    expect(kept).toHaveLength(2 + 5);
  });

  it('are the latest two alone when nothing is known of their times', () => {
    expect(
      keptSnapshots(
        stored,
        () => null,
        () => 1,
      ).map(({ seq }) => seq),
    ).toEqual([960, 959]);
  });
});
