import { describe, expect, it } from 'vitest';
import { BOARD_LIMITS } from '../../electron/hub/screens/screen-board';
import {
  type MachineAct,
  MOST_PICTURE_BYTES,
  type Presence,
  screenPictureSchema,
  type ScreenPicture,
  type Screens,
  screensSchema,
} from '../../shared/contract/screens';
import { HubClient } from './hub-client';
import { MANAGER, runHub, SECOND, SUPERVISOR, WALL } from './running-hub';

const MACHINE = '0123456789abcdef';

function presence(...screens: (Partial<Presence['screens'][number]> & { readonly screen: string })[]): Presence {
  const usual = {
    place: 'ground floor',
    display: 'edid:X',
    widthPx: 1920,
    heightPx: 1080,
    page: 'overview' as const,
    seq: 9,
    live: true,
    ageMs: 300,
    framesPerSecond: 59.9,
    memoryBytes: 2e8,
    uptimeMs: 60_000,
    restart: null,
  };
  return { machine: MACHINE, app: '0.1.0', screens: screens.map((screen) => ({ ...usual, ...screen })) };
}

/** A client that keeps what it hears of screens. */
class ScreensClient extends HubClient {
  screens: Screens | null = null;
  heard = 0;
  readonly pictures: ScreenPicture[] = [];
  readonly acts: MachineAct[] = [];
  watched: boolean | null = null;

  static async at(url: string, token: string): Promise<ScreensClient> {
    const client = new ScreensClient(url, token);
    client.socket.on('screens', (screens) => {
      client.screens = screensSchema.parse(screens);
      client.heard += 1;
    });
    client.socket.on('picture', (picture) => client.pictures.push(screenPictureSchema.parse(picture)));
    client.socket.on('watched', ({ watched }) => {
      client.watched = watched;
    });
    await client.until(() => client.welcome !== null);
    return client;
  }

  console(open: boolean): this {
    this.socket.emit('console', { open });
    return this;
  }

  act(id: string, act: MachineAct['act']) {
    return this.socket.emitWithAck('screen-act', { id, act });
  }
}

async function room() {
  const running = await runHub({ serverLimits: { heartbeatMs: 30 } });
  const wall = await ScreensClient.at(running.url, WALL.token);
  const desk = (await ScreensClient.at(running.url, SUPERVISOR.token)).console(true);
  wall.socket.emit('presence', presence({ screen: 'hall' }, { screen: 'door', page: 'map' }));
  await expect.poll(() => desk.screens?.screens.length).toBe(2);
  return { ...running, wall, desk };
}

describe('the console', () => {
  it('is told of every wall that reports, with numbers of their own, and of their ends', async () => {
    const { wall, desk, hub } = await room();
    expect(desk.screens?.head).toBe(hub.head);
    expect(desk.screens?.screens).toMatchObject([
      { screen: 'hall', number: 1, actor: WALL.actor, state: 'live', page: 'overview', wall: null, app: '0.1.0', picture: 0 },
      { screen: 'door', number: 2, page: 'map' },
    ]);
    wall.socket.emit('presence', presence({ screen: 'door', page: 'tasks' }));
    await expect
      .poll(() => desk.screens?.screens.map(({ screen, number, page }) => [screen, number, page]))
      .toEqual([['door', 2, 'tasks']]);
    wall.close();
    await expect.poll(() => desk.screens?.screens[0]?.state).toBe('absent');
  });

  it('is for supervisors and those above them, and silent when it is closed', async () => {
    const { url, wall, desk } = await room();
    const others = await Promise.all([MANAGER.token, WALL.token].map((token) => ScreensClient.at(url, token)));
    for (const other of others) other.console(true);
    desk.console(false);
    await expect.poll(() => wall.watched).toBe(false);
    const { heard } = desk;
    const beats = desk.heartbeats.length;
    await desk.until(() => desk.heartbeats.length > beats + 3);
    expect(desk.heard).toBe(heard);
    for (const other of others) {
      expect(other.heard).toBe(0);
      expect(await other.act('anything', { kind: 'reload' })).toMatchObject({ ok: false, problem: { type: 'forbidden' } });
    }
  });

  it('is sent each picture once, and walls know whether anybody looks', async () => {
    const { url, wall, desk } = await room();
    await expect.poll(() => wall.watched).toBe(true);
    const jpeg = new Uint8Array(MOST_PICTURE_BYTES).fill(7);
    wall.socket.emit('screen-picture', { machine: MACHINE, screen: 'hall', jpeg });
    await expect.poll(() => desk.pictures.length).toBe(1);
    const beats = desk.heartbeats.length;
    await desk.until(() => desk.heartbeats.length > beats + 3);
    expect(desk.pictures).toHaveLength(1);
    expect(desk.pictures[0]).toMatchObject({ id: desk.screens?.screens[0]?.id });
    expect(Buffer.from(desk.pictures[0]!.jpeg).equals(jpeg)).toBe(true);
    const second = (await ScreensClient.at(url, SECOND.token)).console(true);
    await expect.poll(() => second.pictures.length).toBe(1);
  });

  it('lets go of a machine that sends too large a picture, or a report that makes no sense', async () => {
    const { url } = await room();
    for (const [name, message] of [
      ['screen-picture', { machine: MACHINE, screen: 'hall', jpeg: new Uint8Array(MOST_PICTURE_BYTES + 1) }],
      ['presence', { ...presence({ screen: 'hall' }), machine: '../../etc' }],
      ['presence', presence(...Array.from({ length: 17 }, (_, index) => ({ screen: `s${index}` })))],
    ] as const) {
      const wall = await ScreensClient.at(url, WALL.token);
      const closed = new Promise<void>((resolve) => wall.socket.once('disconnect', () => resolve()));
      wall.socket.emit(name as 'presence', message as Presence);
      await closed;
    }
  });

  it('knows a bounded number of screens: who comes takes the place of who has been away for longest', async () => {
    const { url } = await runHub({ serverLimits: { heartbeatMs: 30, board: { ...BOARD_LIMITS, mostScreens: 3 } } });
    const desk = (await ScreensClient.at(url, SUPERVISOR.token)).console(true);
    const [first, second] = [await ScreensClient.at(url, WALL.token), await ScreensClient.at(url, WALL.token)];
    const names = () => desk.screens?.screens.map(({ screen }) => screen);
    first.socket.emit('presence', presence({ screen: 'a' }, { screen: 'b' }));
    await expect.poll(names).toEqual(['a', 'b']);
    second.socket.emit('presence', { ...presence({ screen: 'c' }, { screen: 'd' }), machine: 'f'.repeat(16) });
    await expect.poll(names).toEqual(['a', 'b', 'c']);
    first.close();
    await expect.poll(() => desk.screens?.screens.filter(({ state }) => state === 'absent').length).toBe(2);
    second.socket.emit('presence', { ...presence({ screen: 'c' }, { screen: 'd' }), machine: 'f'.repeat(16) });
    await expect.poll(names).toEqual(['d', 'b', 'c']);
  });
});

describe('what a desk asks of a wall', () => {
  it('reaches that machine alone, with the number that the console shows, and its answer is the outcome', async () => {
    const { url, wall, desk, logLines } = await room();
    const other = await ScreensClient.at(url, WALL.token);
    for (const client of [wall, other]) {
      client.socket.on('act', (asked, answer) => {
        client.acts.push(asked);
        answer({ ok: true });
      });
    }
    const [hall, door] = desk.screens!.screens;
    expect(await desk.act(hall!.id, { kind: 'show-page', page: 'emergency' })).toEqual({ ok: true });
    expect(await desk.act(door!.id, { kind: 'identify', number: 77 })).toEqual({ ok: true });
    expect(wall.acts).toEqual([
      { machine: MACHINE, screen: 'hall', act: { kind: 'show-page', page: 'emergency' } },
      { machine: MACHINE, screen: 'door', act: { kind: 'identify', number: 2 } },
    ]);
    expect(other.acts).toEqual([]);
    const audited = logLines.lines.find((line) => line.includes('"audit"'));
    expect(audited).toContain('"audit":"show-page","by":"supervisor:first"');
    expect(audited).toContain('"page":"emergency","result":"done"');
  });

  it('is told truthfully when it failed, when nobody answered, and when nobody is there', { timeout: 15_000 }, async () => {
    const { wall, desk, logLines } = await room();
    const [hall] = desk.screens!.screens;
    const problem = { type: 'unavailable' as const, title: 'no', status: 409, detail: 'no' };
    wall.socket.once('act', (_asked, answer) => answer({ ok: false, problem }));
    expect(await desk.act(hall!.id, { kind: 'reload' })).toEqual({ ok: false, problem });
    expect(await desk.act(hall!.id, { kind: 'identify', number: 1 })).toMatchObject({ ok: false, problem: { type: 'no-answer' } });
    wall.close();
    await expect.poll(() => desk.screens?.screens[0]?.state).toBe('absent');
    expect(await desk.act(hall!.id, { kind: 'reload' })).toMatchObject({ ok: false, problem: { type: 'unavailable' } });
    expect(await desk.act('nobody', { kind: 'reload' })).toMatchObject({ ok: false, problem: { type: 'not-found' } });
    expect(logLines.lines.filter((line) => line.includes('"result":"no-answer"'))).toHaveLength(1);
  });
});
