import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { type HubToPairing, type Paired, PAIRING_NAMESPACE, type PairingCode, type PairingToHub } from '../../shared/contract/pairing';
import type { ScreenOutcome } from '../../shared/contract/screens';
import { WIRE_VERSION } from '../../shared/contract/wire';
import { PAIRING_LIMITS } from '../../electron/hub/screens/pairings';
import { freshDirectory } from './directories';
import { HubClient, refusalOf } from './hub-client';
import { MANAGER, runHub, SECOND, SUPERVISOR, WALL } from './running-hub';

const walls = new Set<UnpairedWall>();
afterEach(() => {
  for (const wall of walls) wall.close();
  walls.clear();
});

/** A wall that nobody knows: shows codes, keeps its credential, and may refuse to say so. */
class UnpairedWall {
  readonly socket: Socket<HubToPairing, PairingToHub>;
  readonly codes: PairingCode[] = [];
  paired: Paired | null = null;
  answers = true;
  #waiting: (() => void)[] = [];

  constructor(url: string, name = 'hall') {
    const auth = { wire: WIRE_VERSION, client: 'test', name };
    this.socket = io(`${url}${PAIRING_NAMESPACE}`, { transports: ['websocket'], reconnection: false, forceNew: true, auth });
    this.socket.on('code', (code) => {
      this.codes.push(code);
      this.#heard();
    });
    this.socket.on('paired', (paired, kept) => {
      this.paired = paired;
      if (this.answers) kept();
      this.#heard();
    });
    walls.add(this);
  }

  async code(nth = 1): Promise<string> {
    while (this.codes.length < nth) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.codes[nth - 1]!.code;
  }

  close(): void {
    this.socket.disconnect();
  }

  #heard(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
}

function pair(desk: HubClient, code: string, name: string | null = null): Promise<ScreenOutcome> {
  return desk.socket.emitWithAck('pair', { code, name });
}

async function deskOf(url: string, token = SUPERVISOR.token): Promise<HubClient> {
  const desk = new HubClient(url, token);
  await desk.until(() => desk.welcome !== null);
  return desk;
}

/** Another code than all of these. */
function wrong(...codes: string[]): string {
  return ['000000', '111111', '222222', '333333'].find((candidate) => !codes.includes(candidate))!;
}

describe('pairing a wall', () => {
  it('gives it a credential with the role of a wall, of which the hub keeps a hash in a file for its owner alone', async () => {
    const wallsFile = join(freshDirectory(), 'walls.json');
    const { url, logLines } = await runHub({ wallsFile });
    const wall = new UnpairedWall(url, 'North hall');
    const desk = await deskOf(url);
    expect(await pair(desk, await wall.code())).toEqual({ ok: true });
    const { token, name } = wall.paired!;
    expect(name).toBe('North hall');
    expect(Buffer.from(token, 'base64url').byteLength).toBe(32);
    const client = await new HubClient(url, token).follow();
    expect(client.welcome).toMatchObject({ role: 'wall', actor: 'wall:North hall' });
    expect(await client.socket.emitWithAck('pair', { code: '123456', name: null })).toMatchObject({
      ok: false,
      problem: { type: 'forbidden' },
    });

    const kept = readFileSync(wallsFile, 'utf8');
    expect(kept).toContain('North hall');
    expect(kept).not.toContain(token);
    expect(statSync(wallsFile).mode & 0o777).toBe(0o600);
    expect(logLines.lines.join('\n')).toContain('"audit":"pair","by":"supervisor:first"');
    expect(logLines.lines.join('\n')).not.toContain(token);
  });

  it('outlives the hub', async () => {
    const wallsFile = join(freshDirectory(), 'walls.json');
    const first = await runHub({ wallsFile });
    const wall = new UnpairedWall(first.url);
    await pair(await deskOf(first.url), await wall.code(), 'Stairs');
    await first.close();
    const second = await runHub({ wallsFile });
    const client = await new HubClient(second.url, wall.paired!.token).follow();
    expect(client.welcome?.actor).toBe('wall:Stairs');
  });

  it('is for supervisors and those above them', async () => {
    const { url } = await runHub();
    const wall = new UnpairedWall(url);
    const code = await wall.code();
    for (const { token } of [MANAGER, WALL]) {
      expect(await pair(await deskOf(url, token), code)).toMatchObject({ ok: false, problem: { type: 'forbidden' } });
    }
    expect(wall.paired).toBeNull();
  });

  it('is possible once with a code, and not with one that has run out', async () => {
    const { url } = await runHub({ serverLimits: { pairing: { ...PAIRING_LIMITS, codeMs: 150 } } });
    const wall = new UnpairedWall(url);
    const desk = await deskOf(url);
    const first = await wall.code(1);
    const second = await wall.code(2);
    expect(second).not.toBe(first);
    expect(await pair(desk, first)).toMatchObject({ ok: false, problem: { type: 'wrong-code' } });
    expect(wall.paired).toBeNull();
    const last = wall.codes.at(-1)!.code;
    const outcomes = await Promise.all([pair(desk, last), pair(desk, last)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('cannot be guessed: after five wrong codes that person waits, with the right one too, and others do not', async () => {
    const { url, logLines } = await runHub();
    const wall = new UnpairedWall(url);
    const code = await wall.code();
    const desk = await deskOf(url);
    for (let left = 4; left > 0; left -= 1) {
      expect(await pair(desk, wrong(code))).toMatchObject({ ok: false, problem: { type: 'wrong-code', params: { left: String(left) } } });
    }
    expect(await pair(desk, wrong(code))).toMatchObject({ ok: false, problem: { type: 'locked', params: { seconds: '60' } } });
    expect(await pair(desk, code)).toMatchObject({ ok: false, problem: { type: 'locked' } });
    // Another socket of the same person is the same person.
    expect(await pair(await deskOf(url), code)).toMatchObject({ ok: false, problem: { type: 'locked' } });
    expect(wall.paired).toBeNull();
    expect(logLines.lines.filter((line) => line.includes('"audit":"pair"'))).toHaveLength(7);
    expect(await pair(await deskOf(url, SECOND.token), code)).toEqual({ ok: true });
  });

  it('stops looking at codes when too many were wrong in a minute, whoever entered them', async () => {
    const { url } = await runHub({ serverLimits: { pairing: { ...PAIRING_LIMITS, wrongPerMinute: 3 } } });
    const wall = new UnpairedWall(url);
    const code = await wall.code();
    const [first, second] = [await deskOf(url), await deskOf(url, SECOND.token)];
    for (const desk of [first, second, first]) expect(await pair(desk, wrong(code))).toMatchObject({ problem: { type: 'wrong-code' } });
    expect(await pair(second, code)).toMatchObject({ ok: false, problem: { type: 'locked' } });
  });

  it('lets a bounded number of walls wait, and forgets one that goes', async () => {
    const { url } = await runHub({ serverLimits: { pairing: { ...PAIRING_LIMITS, mostWaiting: 2 } } });
    const [first, second] = [new UnpairedWall(url), new UnpairedWall(url)];
    await Promise.all([first.code(), second.code()]);
    const third = new UnpairedWall(url);
    await new Promise<void>((resolve) => third.socket.once('connect_error', () => resolve()));
    const code = await first.code();
    first.close();
    const fourth = () => {
      const wall = new UnpairedWall(url);
      return new Promise<boolean>((resolve) => {
        wall.socket.once('connect_error', () => resolve(false));
        wall.socket.once('connect', () => resolve(true));
      });
    };
    await expect.poll(fourth).toBe(true);
    expect(await pair(await deskOf(url), code)).toMatchObject({ ok: false, problem: { type: 'wrong-code' } });
  });

  it('gives no credential to a wall that does not take it', { timeout: 15_000 }, async () => {
    const { url } = await runHub();
    const wall = new UnpairedWall(url);
    wall.answers = false;
    expect(await pair(await deskOf(url), await wall.code())).toMatchObject({ ok: false, problem: { type: 'unavailable' } });
    expect(await refusalOf(new HubClient(url, wall.paired!.token))).toMatchObject({ type: 'revoked' });
  });

  it('lets go of a wall that says anything', async () => {
    const { url } = await runHub();
    const wall = new UnpairedWall(url);
    await wall.code();
    const closed = new Promise<void>((resolve) => wall.socket.once('disconnect', () => resolve()));
    (wall.socket as unknown as { emit(name: string): void }).emit('join');
    await closed;
  });
});

describe('a wall that is revoked', () => {
  it('has its sockets closed before the desk is answered, and is refused from then on, by a hub that was started again too', async () => {
    const wallsFile = join(freshDirectory(), 'walls.json');
    const running = await runHub({ wallsFile });
    const { url } = running;
    const wall = new UnpairedWall(url);
    const desk = await deskOf(url);
    await pair(desk, await wall.code());
    const { token } = wall.paired!;
    const sockets = [await new HubClient(url, token).follow(), await new HubClient(url, token).follow()];
    const other = await new HubClient(url, WALL.token).follow();
    const [kept] = JSON.parse(readFileSync(wallsFile, 'utf8')).walls as { id: string }[];
    const closed: string[] = [];
    for (const { socket } of sockets) socket.once('disconnect', () => closed.push('closed'));
    const allClosed = Promise.all(sockets.map(({ socket }) => new Promise<void>((resolve) => socket.once('disconnect', () => resolve()))));
    expect(await desk.socket.emitWithAck('revoke', { wall: kept!.id })).toEqual({ ok: true });
    await allClosed;
    expect(other.socket.connected).toBe(true);
    expect(await refusalOf(new HubClient(url, token))).toMatchObject({ type: 'revoked', status: 401 });
    expect(await desk.socket.emitWithAck('revoke', { wall: kept!.id })).toMatchObject({ ok: false, problem: { type: 'not-found' } });
    expect(running.logLines.lines.join('\n')).toContain('"audit":"revoke","by":"supervisor:first"');
    await running.close();
    const again = await runHub({ wallsFile });
    expect(await refusalOf(new HubClient(again.url, token))).toMatchObject({ type: 'revoked' });
  });
});
