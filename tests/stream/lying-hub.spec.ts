import { createServer } from 'node:http';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { Server, type Socket } from 'socket.io';
import { ulid } from 'ulid';
import { afterEach, describe, expect, it } from 'vitest';
import { packBatch } from '../../shared/contract/record-batch';
import type { LogRecord } from '../../shared/domain/events';
import { seeded } from '../connection/model';
import { freshDirectory } from '../hub/directories';
import { CITY, RandomCity } from './random-city';
import { runStream, type RunningStream, TestPage } from './running-stream';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const WELCOME = {
  epoch: 'e1',
  head: 0,
  cityNow: 1_000,
  speed: 1,
  source: { kind: 'none', name: 'none', speed: 1 },
  city: CITY,
  role: 'supervisor',
  actor: 'supervisor:one',
  reach: { from: 0, to: 0 },
};

/** Something that speaks socket.io where a hub should be, and says whatever the test has it say when a stream joins. */
async function imposter(onJoin: (socket: Socket, asked: unknown) => void, welcome: unknown = WELCOME): Promise<string> {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'], maxHttpBufferSize: 1e8 });
  io.on('connection', (socket) => {
    socket.on('join', (asked: unknown) => onJoin(socket, asked));
    if (welcome !== null) socket.emit('welcome', welcome);
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => io.close());
  const address = http.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

async function follow(url: string): Promise<{ stream: RunningStream; desk: TestPage }> {
  const stream = runStream();
  const desk = new TestPage(stream.core, 'desk');
  await stream.core.start({ url, token: 'a-token' }, join(freshDirectory(), 'picture'));
  return { stream, desk };
}

function records(count: number): readonly LogRecord[] {
  return new RandomCity(seeded(1)).next(count);
}

function batch(of: readonly LogRecord[]): { epoch: string; from: number; to: number; bytes: Uint8Array } {
  return { epoch: 'e1', from: of[0]!.seq, to: of.at(-1)!.seq, bytes: packBatch(of) };
}

type Lie = readonly [what: string, tell: (socket: Socket) => void, welcome?: unknown];

const LIES: readonly Lie[] = [
  ['a welcome without a city', () => {}, { ...WELCOME, city: null }],
  ['a welcome that is a string', () => {}, 'welcome'],
  ['a batch that is no bytes', (socket) => socket.emit('batch', { epoch: 'e1', from: 1, to: 2, bytes: 'AAAA' })],
  ['a batch that is not packed', (socket) => socket.emit('batch', { epoch: 'e1', from: 1, to: 2, bytes: Buffer.from([0xc1, 1, 2]) })],
  ['a batch that ends before it begins', (socket) => socket.emit('batch', { epoch: 'e1', from: 5, to: 1, bytes: Buffer.alloc(1) })],
  ['a batch with fewer records than it says', (socket) => socket.emit('batch', { ...batch(records(3)), to: 9 })],
  [
    'a batch with a record of its own invention',
    (socket) =>
      socket.emit('batch', {
        epoch: 'e1',
        from: 1,
        to: 1,
        bytes: packBatch([{ seq: 1, at: 1, by: 'x', event: { kind: 'case.eaten' } } as never]),
      }),
  ],
  [
    'a batch of more bytes than any hub sends',
    (socket) => socket.emit('batch', { epoch: 'e1', from: 1, to: 1, bytes: Buffer.alloc(17 * 1024 * 1024) }),
  ],
  [
    'a part of a snapshot that does not exist',
    (socket) => socket.emit('snapshot', { epoch: 'e1', since: null, seq: 9, part: 3, parts: 2, bytes: Buffer.alloc(1) }),
  ],
  ['a heartbeat without a head', (socket) => socket.emit('heartbeat', { epoch: 'e1', cityNow: 1, serverNow: 1, speed: 1, digest: null })],
];

describe('a hub that lies', () => {
  it.each(LIES.map(([what, tell, welcome]) => ({ what, tell, welcome })))(
    'with $what is refused, said so, and crashes nothing',
    async ({ tell, welcome }) => {
      const url = await imposter(tell, welcome ?? WELCOME);
      const { stream, desk } = await follow(url);
      await desk.until(({ state }) => state === 'refused');
      expect(desk.tiles.link?.connection).toMatchObject({ problem: { type: 'invalid', status: 502 } });
      expect(JSON.stringify(stream.logLines)).not.toContain('a-token');
    },
  );

  it('with a snapshot that is no snapshot is asked again, ever less often', async () => {
    let joins = 0;
    const url = await imposter(
      (socket) => {
        joins += 1;
        socket.emit('snapshot', { epoch: 'e1', since: null, seq: 9, part: 0, parts: 1, bytes: deflateRawSync(Buffer.alloc(100)) });
      },
      { ...WELCOME, head: 9 },
    );
    const { stream, desk } = await follow(url);
    await desk.until(({ state }) => joins === 2 && state === 'offline');
    expect(stream.core.connection.spoiled).toBe(2);
    expect(stream.core.connection.retryAt).not.toBeNull();
  });

  it('with a record that the domain does not allow is not believed', async () => {
    const [first] = records(1);
    const illegal: LogRecord = { seq: 2, at: first!.at, by: 'x', event: { kind: 'case.closed', case: 77 } };
    const joins: unknown[] = [];
    const url = await imposter((socket, asked) => {
      joins.push(asked);
      socket.emit('batch', batch([first!, illegal]));
    });
    const { desk } = await follow(url);
    await desk.until(() => joins.length >= 2);
    expect(joins[1]).toEqual({ epoch: null, since: 0 });
    expect(desk.tiles.census?.open ?? 0).toBe(0);
  });

  it('with another digest is asked for everything anew, and then believed', async () => {
    const city = new RandomCity(seeded(2));
    const all = city.next(300);
    let joins = 0;
    const url = await imposter((socket) => {
      joins += 1;
      // The first time one record is another than in the log.
      const told =
        joins === 1 ? all.map((record) => (record.seq === 300 ? { ...record, event: { kind: 'log.redacted' } as const } : record)) : all;
      socket.emit('batch', batch(told));
      const value = joins === 1 ? 'not that digest' : city.projection.digest();
      const clock = { cityNow: city.projection.now, serverNow: 1, speed: 0 };
      socket.emit('heartbeat', { epoch: 'e1', head: 300, ...clock, digest: { seq: 300, value } });
    });
    const { stream, desk } = await follow(url);
    await desk.until(({ frame, state }) => joins === 2 && state === 'live' && frame?.seq === 300);
    expect(stream.core.connection.counts).toMatchObject({ digestMismatches: 1, discards: 1 });
    expect(stream.core.projection?.canonical()).toEqual(city.projection.canonical());
    expect(desk.misfits).toBe(0);
  });

  it('with an answer that is no outcome leaves the command unanswered, not wrongly answered', async () => {
    const url = await imposter((socket) => {
      socket.on('command', (_message: unknown, answer: (value: unknown) => void) => answer({ ok: 'yes' }));
      socket.emit('batch', batch(records(20)));
    });
    const { desk } = await follow(url);
    await desk.until(({ frame }) => (frame?.seq ?? 0) === 20);
    let answered = false;
    const watch = async (): Promise<void> => {
      await desk.command(ulid(), { kind: 'close-case', case: 1 });
      answered = true;
    };
    void watch();
    await desk.until(({ state }) => state === 'refused');
    expect(answered).toBe(false);
  });

  it('that is no http address at all is refused', async () => {
    const { desk } = await follow('file:///etc/passwd');
    await desk.until(({ state }) => state === 'refused');
  });

  it('with records faster than anybody folds starves no frame', async () => {
    const city = new RandomCity(seeded(3));
    const all = city.next(12_000);
    const url = await imposter((socket) => {
      for (let from = 0; from < all.length; from += 1_000) socket.emit('batch', batch(all.slice(from, from + 1_000)));
    });
    const stream = runStream({
      foldLimits: { turnRecords: 2_000, turnMs: 4, mostWaitingBytes: 1e9, mostProjectionBytes: 1e9 },
      frameLimits: { everyMs: 1, keepAliveMs: 1_000, tileEveryMs: {} },
    });
    const desk = new TestPage(stream.core, 'desk', { wants: { tiles: ['census'], table: null, selected: null } });
    await stream.core.start({ url, token: 'a-token' }, join(freshDirectory(), 'picture'));
    await desk.until(({ frame }) => frame?.seq === 12_000);
    // It was seen growing, not only when it was done.
    expect(new Set(desk.frames.map(({ seq }) => seq)).size).toBeGreaterThan(5);
    expect(desk.misfits).toBe(0);
    city.projection.advanceTo(stream.core.projection!.now);
    expect(stream.core.projection?.canonical()).toEqual(city.projection.canonical());
  });
});

describe('a page', () => {
  it('that stalls is sent nothing more, and the newest when it paints again', async () => {
    const all = records(60);
    let socketOf: Socket | null = null;
    const url = await imposter((socket) => {
      socketOf = socket;
      socket.emit('batch', batch(all.slice(0, 30)));
    });
    const { stream, desk } = await follow(url);
    await desk.until(({ frame }) => frame?.seq === 30);
    desk.paints = false;
    await desk.until(({ frames }) => frames.length > 0);
    const other = new TestPage(stream.core, 'wall', { window: 2 });
    for (let seq = 30; seq < 60; seq += 1) socketOf!.emit('batch', batch(all.slice(seq, seq + 1)));
    await other.until(({ frame }) => frame?.seq === 60);
    const before = desk.frames.length;
    desk.paint();
    await desk.until(({ frame }) => frame?.seq === 60);
    expect(desk.frames.length - before).toBeLessThanOrEqual(2);
    expect([desk.uncredited, desk.misfits]).toEqual([0, 0]);
  });

  it('that babbles is not listened to', async () => {
    const url = await imposter((socket) => socket.emit('batch', batch(records(10))));
    const { stream, desk } = await follow(url);
    await desk.until(({ frame }) => frame?.seq === 10);
    for (const babble of [
      null,
      1,
      'hello',
      {},
      { kind: 'credit' },
      { kind: 'want', wants: { tiles: ['passwords'], table: null, selected: null } },
    ])
      desk.babble(babble);
    desk.babble({
      kind: 'hello',
      surface: 'desk',
      wants: { tiles: Array.from({ length: 1_000 }, () => 'heat'), table: null, selected: null },
    });
    const frames = desk.frames.length;
    await desk.until(({ frames: now }) => now.length > frames);
    expect(desk.misfits).toBe(0);
    expect(stream.logLines.filter((line) => line.includes('does not know'))).toHaveLength(1);
  });

  it('that comes anew on another port is shown everything again, and the old port is closed', async () => {
    const url = await imposter((socket) => socket.emit('batch', batch(records(10))));
    const { stream, desk } = await follow(url);
    await desk.until(({ frame }) => frame?.seq === 10);
    const anew = new TestPage(stream.core, 'desk');
    await anew.until(({ frame }) => frame?.seq === 10);
    expect(anew.frames[0]?.base).toBeNull();
    const frames = desk.frames.length;
    await anew.until(({ frames: now }) => now.length > 2);
    expect(desk.frames.length).toBe(frames);
  });
});
