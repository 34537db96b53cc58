import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCacheFile, writeCacheFile } from '../../electron/stream/cache-file';
import type { Wants } from '../../shared/contract/frames';
import type { City } from '../../shared/contract/city';
import { Projection } from '../../shared/projection/projection';
import { freshDirectory } from '../hub/directories';
import { recordsOfHub } from '../hub/records-of-hub';
import { SUPERVISOR } from '../hub/running-hub';
import { CATALOGUE, CITY, openCase, ScriptedSource } from '../hub/scripted-source';
import { settingsOf } from '../../electron/stream/city-settings';
import { type HubOnPort, runHubOn } from './hub-on-port';
import { type RunningStream, runStream, TestPage } from './running-stream';

const BUILD = 'one';
const WALL: Wants = { tiles: ['city', 'catalogue', 'floor', 'heat', 'deadlines', 'census', 'timeline'], table: null, selected: null };

/** A hub with cases, and a wall's stream that was live with it and has ended: the hub's directory, and the file of what the stream kept. */
async function lastRun(): Promise<{ readonly directory: string; readonly file: string }> {
  const [directory, file] = [freshDirectory(), join(freshDirectory(), 'picture')];
  const hub = await runHubOn(directory, new ScriptedSource());
  const { core } = runStream({ build: BUILD });
  const wall = new TestPage(core, 'wall', { wants: WALL });
  await core.start(addressOf(hub), file);
  await wall.until(({ state, frame }) => state === 'live' && frame?.seq === hub.hub.head);
  await core.stop();
  await hub.close();
  return { directory, file };
}

function addressOf({ url }: HubOnPort) {
  return { url, token: SUPERVISOR.token };
}

/** The next start of that stream with one wall, which shows a picture of itself already; its end is not waited for. */
function startWith(hub: HubOnPort, file: string): RunningStream & { readonly wall: TestPage } {
  const stream = runStream({ build: BUILD });
  const wall = new TestPage(stream.core, 'wall', { wants: WALL });
  void stream.core.start(addressOf(hub), file, 1, null, true);
  return { ...stream, wall };
}

/** What the stream holds is the log of the hub. */
function expectSame({ core }: RunningStream, { hub }: HubOnPort): void {
  const replay = new Projection(settingsOf(hub.city));
  for (const record of recordsOfHub(hub)) replay.apply(record);
  expect(core.projection?.digest()).toBe(replay.digest());
}

/** Frames that called themselves live. */
function liveFrames({ frames }: TestPage) {
  let state = '';
  return frames.filter(({ tiles }) => {
    state = tiles.link?.connection.state ?? state;
    return state === 'live';
  });
}

describe('a wall that shows a picture of itself, on a start', () => {
  it('is live with what was kept once the hub says that its log ends there; the picture is read then, says the same, and goes on', async () => {
    const { directory, file } = await lastRun();
    const source = new ScriptedSource();
    const hub = await runHubOn(directory, source);
    const stream = startWith(hub, file);
    const { wall, core } = stream;
    await wall.until(({ state }) => state === 'live');
    expect(core.projection).toBeNull();
    expect(wall.frame?.seq).toBe(hub.hub.head);
    const shown = { ...wall.tiles };
    source.add(...openCase(3));
    await wall.until(({ frame }) => frame?.seq === hub.hub.head && hub.hub.head === CATALOGUE.length + 6);
    for (const name of ['city', 'catalogue', 'floor'] as const) expect(wall.tiles[name], name).toEqual(shown[name]);
    expect([shown.census?.open, wall.tiles.census?.open]).toEqual([2, 3]);
    expectSame(stream, hub);
    expect([wall.misfits, wall.uncredited]).toEqual([0, 0]);
  });

  it('is not live before the records that it missed are in its picture', async () => {
    const { directory, file } = await lastRun();
    const source = new ScriptedSource();
    source.add(...openCase(3));
    const hub = await runHubOn(directory, source);
    while (hub.hub.head < CATALOGUE.length + 6) await new Promise((resolve) => setImmediate(resolve));
    const stream = startWith(hub, file);
    await stream.wall.until(({ state }) => state === 'live');
    expect(liveFrames(stream.wall).map(({ seq }) => seq)).toEqual([hub.hub.head]);
    expect(stream.wall.tiles.census?.open).toBe(3);
    expectSame(stream, hub);
  });

  it('is not live with what was kept of another moment than the picture', async () => {
    const { directory, file } = await lastRun();
    const reading = await readCacheFile(file);
    if (reading.kind !== 'found') throw new Error(reading.kind);
    const { about, body } = reading.found;
    await writeCacheFile(file, { about: { ...about, cityNow: about.cityNow + 1 }, body: [await body()] });
    const hub = await runHubOn(directory, new ScriptedSource());
    const stream = startWith(hub, file);
    let unread = false;
    await stream.wall.until(({ state }) => {
      if (state === 'live') unread ||= stream.core.projection === null;
      return state === 'live';
    });
    expect(unread).toBe(false);
    expectSame(stream, hub);
  });

  it('fetches the picture anew when the one that was kept turns out to be no good', async () => {
    const { directory, file } = await lastRun();
    const reading = await readCacheFile(file);
    if (reading.kind !== 'found') throw new Error(reading.kind);
    await writeCacheFile(file, { about: reading.found.about, body: [Buffer.from('not a projection, but well sealed')] });
    const source = new ScriptedSource();
    const hub = await runHubOn(directory, source);
    const stream = startWith(hub, file);
    await stream.wall.until(({ state }) => state === 'live' && stream.core.projection !== null);
    source.add(...openCase(3));
    await stream.wall.until(({ frame, state }) => state === 'live' && frame?.seq === CATALOGUE.length + 6);
    expectSame(stream, hub);
    expect(stream.wall.misfits).toBe(0);
  });

  it('fetches it anew when the hub has another log, or counts by other rules', async () => {
    const { directory, file } = await lastRun();
    const stricter: City = { ...CITY, serviceLevel: { ...CITY.serviceLevel, thresholdMs: 10_000 } };
    for (const [where, city] of [
      [freshDirectory(), CITY],
      [directory, stricter],
    ] as const) {
      const hub = await runHubOn(where, new ScriptedSource(undefined, city));
      const stream = startWith(hub, file);
      await stream.wall.until(
        ({ state, tiles }) => state === 'live' && stream.core.projection !== null && tiles.link?.epoch === hub.hub.epoch,
      );
      expect(stream.core.projection?.digest()).toBe(hub.hub.digest()?.value);
      await hub.close();
    }
  });

  it('leaves a desk without a city until there is the picture: it has no table', async () => {
    const { directory, file } = await lastRun();
    const hub = await runHubOn(directory, new ScriptedSource());
    const { wall, core } = startWith(hub, file);
    wall.paints = false;
    // It paints every frame but the live one, for which the stream waits.
    await wall.until(({ state }) => {
      if (state === 'live') return true;
      wall.paint();
      wall.paints = false;
      return false;
    });
    const desk = new TestPage(core, 'desk', { window: 2, wants: WALL });
    await desk.until(({ state }) => state === 'live');
    expect(core.projection).toBeNull();
    expect(Object.keys(desk.tiles)).toEqual(['link']);
    wall.paint();
    await desk.until(({ tiles }) => tiles.city !== undefined);
    expect(core.projection).not.toBeNull();
  });
});
