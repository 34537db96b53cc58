import { join } from 'node:path';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { settingsOf as settingsOfHub } from '../../electron/hub/recover';
import type { Hub } from '../../electron/hub/hub';
import { PUMP_LIMITS } from '../../electron/hub/socket/pump';
import { SESSION_LIMITS } from '../../electron/hub/socket/session';
import { settingsOf } from '../../electron/stream/city-settings';
import type { TableQuery, Wants } from '../../shared/contract/frames';
import { Projection } from '../../shared/projection/projection';
import { seeded } from '../connection/model';
import { freshDirectory } from '../hub/directories';
import { recordsOfHub } from '../hub/records-of-hub';
import { SUPERVISOR, WALL } from '../hub/running-hub';
import { CATALOGUE, CITY, openCase, ScriptedSource } from '../hub/scripted-source';
import { Cable } from './cable';
import { type HubOnPort, runHubOn } from './hub-on-port';
import { type RunningStream, runStream, TestPage } from './running-stream';
import { EVERY_ROW } from '../doubles/every-row';

const ALL_CASES: TableQuery = { ...EVERY_ROW, sort: { column: 'reference', descending: false }, limit: 50 };
const DESK: Wants = { tiles: ['city', 'catalogue', 'census', 'deadlines', 'emergency', 'timeline'], table: ALL_CASES, selected: 1 };

function cacheFile(): string {
  return join(freshDirectory(), 'picture');
}

/** What the stream holds is the log of the hub, whole and once. */
function expectSame({ core }: RunningStream, hub: Hub): void {
  const { projection } = core;
  if (projection === null) throw new Error('the stream has no picture');
  expect(projection.seq).toBe(hub.head);
  expect(projection.digest()).toBe(hub.digest()?.value);
  const replay = new Projection(settingsOf(hub.city));
  for (const record of recordsOfHub(hub)) replay.apply(record);
  replay.advanceTo(projection.now);
  expect(projection.canonical()).toEqual(replay.canonical());
}

async function atHead(page: TestPage, hub: () => HubOnPort): Promise<void> {
  await page.until(({ frame, state }) => state === 'live' && frame?.seq === hub().hub.head);
}

describe('a stream at a real hub', () => {
  it('derives the settings of the projection as the hub does', () => {
    expect(settingsOf(CITY)).toEqual(settingsOfHub(CITY));
  });

  it('follows the log to its windows', async () => {
    const source = new ScriptedSource();
    const hub = await runHubOn(freshDirectory(), source);
    const stream = runStream();
    const desk = new TestPage(stream.core, 'desk', { wants: DESK });
    await stream.core.start({ url: hub.url, token: SUPERVISOR.token }, cacheFile());
    await desk.until(({ state, tiles }) => state === 'live' && tiles.table?.total === 2);
    expect(desk.tiles.link).toMatchObject({ role: 'supervisor', actor: SUPERVISOR.actor, epoch: hub.hub.epoch });
    expect(desk.tiles.city?.name).toEqual(CITY.name);
    source.add(...openCase(3), ...openCase(4));
    await desk.until(({ tiles }) => tiles.table?.total === 4);
    expect(desk.tiles.table?.rows.map((row) => row.reference)).toEqual(['R1', 'R2', 'R3', 'R4']);
    await atHead(desk, () => hub);
    expectSame(stream, hub.hub);
    expect([desk.misfits, desk.uncredited]).toEqual([0, 0]);
    expect(stream.reports).toContainEqual({ kind: 'ready' });
    expect(stream.reports.at(-1)).toMatchObject({ kind: 'status', connection: 'live' });
  });

  it('brings commands up and their outcomes and histories down, for the desk only', async () => {
    const hub = await runHubOn(freshDirectory(), new ScriptedSource());
    const stream = runStream();
    const desk = new TestPage(stream.core, 'desk', { wants: DESK });
    const wall = new TestPage(stream.core, 'wall', { window: 2 });
    await stream.core.start({ url: hub.url, token: SUPERVISOR.token }, cacheFile());
    await desk.until(({ tiles }) => tiles.selected?.case === 1);
    const outcome = await desk.command(ulid(), { kind: 'reassign-case', case: 1, to: 2, reason: 'theirs' }, [{ case: 1, version: 2 }]);
    expect(outcome).toMatchObject({ ok: true, versions: [{ case: 1, version: 3 }] });
    await desk.until(({ tiles }) => tiles.selected?.unit === 2);
    const conflict = await desk.command(ulid(), { kind: 'urge-case', case: 1, reason: 'now' }, [{ case: 1, version: 2 }]);
    expect(conflict).toMatchObject({ ok: false, problem: { type: 'version-conflict' } });
    const history = await desk.history(1, 1);
    expect(history.records.map(({ event }) => event.kind)).toEqual(['case.received', 'case.dispatched', 'case.reassigned']);
    expect(await wall.command(ulid(), { kind: 'close-case', case: 1 })).toMatchObject({ ok: false, problem: { type: 'forbidden' } });
    expect(await wall.history(1, 1)).toMatchObject({ records: [], problem: { type: 'forbidden' } });
    expect(await desk.command('not-a-ulid', { kind: 'close-case', case: 1 })).toMatchObject({ ok: false, problem: { type: 'invalid' } });
  });

  it('shows its last picture while the hub is gone, and goes on where it was when the hub is back', async () => {
    const directory = freshDirectory();
    const source = new ScriptedSource();
    let hub = await runHubOn(directory, source);
    const stream = runStream();
    const desk = new TestPage(stream.core, 'desk', { wants: DESK });
    await stream.core.start({ url: hub.url, token: SUPERVISOR.token }, cacheFile());
    await desk.until(({ tiles, state }) => state === 'live' && tiles.table?.total === 2);
    const { port } = hub;
    await hub.close();
    await desk.until(({ state }) => state === 'stale');
    expect(desk.tiles.table?.total).toBe(2);
    const again = new ScriptedSource();
    again.add(...openCase(3));
    hub = await runHubOn(directory, again, { port });
    await desk.until(({ tiles, state }) => state === 'live' && tiles.table?.total === 3);
    await atHead(desk, () => hub);
    expectSame(stream, hub.hub);
    expect(stream.core.connection.counts.discards).toBe(0);
  });

  it('takes another log that comes in place of its own, from the beginning', async () => {
    let hub = await runHubOn(freshDirectory(), new ScriptedSource());
    const stream = runStream();
    const desk = new TestPage(stream.core, 'desk', { wants: DESK });
    await stream.core.start({ url: hub.url, token: SUPERVISOR.token }, cacheFile());
    await desk.until(({ tiles, state }) => state === 'live' && tiles.table?.total === 2);
    const { port } = hub;
    await hub.close();
    hub = await runHubOn(freshDirectory(), new ScriptedSource([...CATALOGUE, ...openCase(7)]), { port });
    await desk.until(({ tiles, state }) => state === 'live' && tiles.table?.rows[0]?.case === 7);
    await atHead(desk, () => hub);
    expectSame(stream, hub.hub);
    expect(desk.misfits).toBe(0);
    expect(stream.core.connection.counts.discards).toBe(1);
  });

  it('starts with the picture of its last run, says how old it is, and asks only for what came since', async () => {
    const file = cacheFile();
    const source = new ScriptedSource();
    const hub = await runHubOn(freshDirectory(), source);
    const first = runStream();
    const before = new TestPage(first.core, 'desk', { wants: DESK });
    await first.core.start({ url: hub.url, token: SUPERVISOR.token }, file);
    await before.until(({ tiles, state }) => state === 'live' && tiles.table?.total === 2);
    await first.core.stop();
    source.add(...openCase(3));

    const second = runStream();
    const desk = new TestPage(second.core, 'desk', { wants: DESK });
    await second.core.start(null, file);
    await desk.until(({ state, tiles }) => state === 'cached' && tiles.table !== undefined);
    expect(desk.tiles.table?.total).toBe(2);
    expect(desk.tiles.link?.source?.name).toBe('script');
    const held = second.core.projection;
    second.core.handle({ kind: 'hub', hub: { url: hub.url, token: SUPERVISOR.token } });
    await desk.until(({ tiles, state }) => state === 'live' && tiles.table?.total === 3);
    // Nothing was replaced.
    expect(second.core.projection).toBe(held);
    await atHead(desk, () => hub);
    expectSame(second, hub.hub);
  });

  it('catches up by a snapshot when it is far behind', async () => {
    const source = new ScriptedSource();
    const pump = { ...PUMP_LIMITS, windowBytes: 1024 * 1024, mostBehindRecords: 200, mostMissedBytes: 5_000, snapshotPartBytes: 2_000 };
    const hub = await runHubOn(freshDirectory(), source, { serverLimits: { session: { ...SESSION_LIMITS, pump } } });
    const cable = await Cable.lay(() => hub.port);
    const stream = runStream();
    const desk = new TestPage(stream.core, 'desk', { wants: DESK });
    await stream.core.start({ url: cable.url, token: SUPERVISOR.token }, cacheFile());
    await desk.until(({ tiles, state }) => state === 'live' && tiles.table?.total === 2);
    const held = stream.core.projection;
    cable.cut = true;
    cable.reset();
    await desk.until(({ state }) => state === 'stale');
    for (let key = 3; key < 400; key += 1) source.add(...openCase(key));
    await new Promise<void>((resolve) => {
      const stop = hub.hub.onCommitted(() => {
        if (hub.hub.head < 800) return;
        stop();
        resolve();
      });
    });
    cable.cut = false;
    await desk.until(({ tiles, state }) => state === 'live' && tiles.table?.total === 399);
    await atHead(desk, () => hub);
    expectSame(stream, hub.hub);
    expect(stream.core.projection).not.toBe(held);
    expect(desk.misfits).toBe(0);
  });

  it('catches up by what has changed when that is shorter, and goes on from there', async () => {
    const source = new ScriptedSource();
    const pump = { ...PUMP_LIMITS, mostMissedBytes: 5_000, snapshotPartBytes: 2_000 };
    const hub = await runHubOn(freshDirectory(), source, { serverLimits: { session: { ...SESSION_LIMITS, pump } } });
    const cable = await Cable.lay(() => hub.port);
    const stream = runStream();
    const desk = new TestPage(stream.core, 'desk', { wants: DESK });
    await stream.core.start({ url: cable.url, token: SUPERVISOR.token }, cacheFile());
    await desk.until(({ tiles, state }) => state === 'live' && tiles.table?.total === 2);
    cable.cut = true;
    cable.reset();
    await desk.until(({ state }) => state === 'stale');
    source.add(
      ...openCase(3),
      ...Array.from({ length: 2_000 }, (_, i) => ({ kind: 'case.urged', case: 1, reason: `${i} ${'x'.repeat(100)}` }) as const),
    );
    await new Promise<void>((resolve) => {
      const stop = hub.hub.onCommitted(() => {
        if (hub.hub.head < 2_011) return;
        stop();
        resolve();
      });
    });
    cable.cut = false;
    await desk.until(({ tiles, state }) => state === 'live' && tiles.table?.total === 3);
    await atHead(desk, () => hub);
    expectSame(stream, hub.hub);
    source.add(...openCase(4));
    await desk.until(({ tiles }) => tiles.table?.total === 4);
    expectSame(stream, hub.hub);
    // Nothing was thrown away: what was held has been changed.
    expect(stream.core.connection.counts).toMatchObject({ discards: 0, gaps: 0 });
    expect(stream.core.connection.generation).toBe(1);
    expect(desk.misfits).toBe(0);
  });

  it('sends a command again with its key when the answer was lost, and it changes nothing twice', async () => {
    const hub = await runHubOn(freshDirectory(), new ScriptedSource());
    const cable = await Cable.lay(() => hub.port);
    const stream = runStream();
    const desk = new TestPage(stream.core, 'desk', { wants: DESK });
    await stream.core.start({ url: cable.url, token: SUPERVISOR.token }, cacheFile());
    await desk.until(({ tiles }) => tiles.selected?.case === 1);
    const head = hub.hub.head;
    cable.swallows = true;
    const committed = new Promise<void>((resolve) => {
      hub.hub.onCommitted(resolve);
    });
    const outcome = desk.command(ulid(), { kind: 'urge-case', case: 1, reason: 'rain comes in' }, [{ case: 1, version: 2 }]);
    await committed;
    cable.reset();
    cable.swallows = false;
    expect(await outcome).toMatchObject({ ok: true, seq: head + 1, versions: [{ case: 1, version: 3 }] });
    await atHead(desk, () => hub);
    expect(recordsOfHub(hub.hub).filter(({ event }) => event.kind === 'case.urged')).toHaveLength(1);
    expectSame(stream, hub.hub);
  });

  it('answers a command of a log that was replaced instead of sending it to another case', async () => {
    const hubs = [await runHubOn(freshDirectory(), new ScriptedSource())];
    const cable = await Cable.lay(() => hubs.at(-1)!.port);
    const stream = runStream();
    const desk = new TestPage(stream.core, 'desk', { wants: DESK });
    await stream.core.start({ url: cable.url, token: SUPERVISOR.token }, cacheFile());
    await desk.until(({ tiles }) => tiles.selected?.case === 1);
    cable.cut = true;
    cable.reset();
    await desk.until(({ state }) => state === 'stale');
    const outcome = desk.command(ulid(), { kind: 'urge-case', case: 1, reason: 'rain' }, []);
    hubs.push(await runHubOn(freshDirectory(), new ScriptedSource()));
    cable.cut = false;
    expect(await outcome).toMatchObject({ ok: false, problem: { type: 'unavailable' } });
    await atHead(desk, () => hubs.at(-1)!);
    expect(recordsOfHub(hubs.at(-1)!.hub).some(({ event }) => event.kind === 'case.urged')).toBe(false);
  });

  it('says what a hub says that does not know its token', async () => {
    const hub = await runHubOn(freshDirectory(), new ScriptedSource());
    const stream = runStream();
    const wall = new TestPage(stream.core, 'wall');
    await stream.core.start({ url: hub.url, token: 'a-token-that-nobody-has-given' }, cacheFile());
    await wall.until(({ state }) => state === 'refused');
    expect(wall.tiles.link?.connection).toMatchObject({ problem: { type: 'unauthorized', status: 401 } });
    expect(JSON.stringify(stream.logLines)).not.toContain('a-token-that-nobody');
    stream.core.handle({ kind: 'hub', hub: { url: hub.url, token: WALL.token } });
    await wall.until(({ state }) => state === 'live');
    expect(wall.tiles.link).toMatchObject({ role: 'wall', actor: WALL.actor });
  });

  it.each([1, 2, 3, 4])('holds the log of the hub after cuts, kills and restarts of both (seed %i)', async (seed) => {
    const random = seeded(seed);
    const directory = freshDirectory();
    const file = cacheFile();
    let made = 2;
    let source = new ScriptedSource();
    let hub = await runHubOn(directory, source, { hubLimits: { snapshotEvery: 100 } });
    const cable = await Cable.lay(() => hub.port);
    let stream = runStream({ cacheEveryMs: 50 });
    let desk = new TestPage(stream.core, 'desk', { wants: DESK });
    await stream.core.start({ url: cable.url, token: SUPERVISOR.token }, file);
    const later = [];
    for (let round = 0; round < 8; round += 1) {
      const grown = Array.from({ length: 20 + Math.floor(random() * 200) }, () => openCase(++made)).flat();
      later.push(...grown);
      source.add(...grown);
      const chance = random();
      if (chance < 0.35) cable.reset();
      else if (chance < 0.65) {
        await hub.close();
        // The script of a new source begins at its first later event.
        source = new ScriptedSource();
        source.add(...later);
        hub = await runHubOn(directory, source, { hubLimits: { snapshotEvery: 100 } });
      } else {
        if (chance < 0.8) await stream.core.stop();
        stream = runStream({ cacheEveryMs: 50 });
        desk = new TestPage(stream.core, 'desk', { wants: DESK });
        await stream.core.start({ url: cable.url, token: SUPERVISOR.token }, file);
      }
      if (random() < 0.5) await desk.until(({ frame }) => (frame?.seq ?? 0) > 5 + random() * made);
    }
    await desk.until(({ tiles, state }) => state === 'live' && tiles.census?.open === made);
    await atHead(desk, () => hub);
    expectSame(stream, hub.hub);
    expect([desk.misfits, desk.uncredited]).toEqual([0, 0]);
  });
});
