import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaultProxy } from './fault-proxy';

const SAID = Buffer.from(Array.from({ length: 40_000 }, (_, index) => index % 251));

let server: Server;
let proxy: FaultProxy;
let heardByServer: Buffer[];
let atServer: Socket[];

beforeEach(async () => {
  [heardByServer, atServer] = [[], []];
  server = createServer((socket) => {
    atServer.push(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes) => heardByServer.push(bytes));
    socket.write(SAID);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  proxy = await FaultProxy.open(() => (server.address() as AddressInfo).port);
});

afterEach(async () => {
  await proxy.close();
  for (const socket of atServer) socket.destroy();
  server.close();
});

/** A client of the proxy: what it has heard, and how it ended. */
function client() {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  const heard: Buffer[] = [];
  socket.on('data', (bytes) => heard.push(bytes));
  const ended = new Promise<string>((resolve) => {
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    socket.once('end', () => resolve('FIN'));
  });
  return { socket, ended, bytes: () => Buffer.concat(heard) };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

describe('a network with faults', () => {
  it.each([{ kind: 'clear' }, { kind: 'torn', pauseMs: 2 }, { kind: 'slow', bytesPerSecond: 400_000 }] as const)(
    'brings every byte, in order, when it is $kind',
    async (weather) => {
      proxy.weather = weather;
      const { socket, bytes } = client();
      socket.write('up');
      await until(() => bytes().length >= SAID.length);
      expect(bytes().equals(SAID)).toBe(true);
      await until(() => Buffer.concat(heardByServer).toString() === 'up');
    },
  );

  it('is a black hole: the connection stands, nothing comes, nothing goes, and what was held back comes late', async () => {
    proxy.weather = { kind: 'black-hole' };
    const { socket, bytes } = client();
    await once(socket, 'connect');
    socket.write('up');
    await sleep(150);
    expect([bytes().length, heardByServer.length, socket.destroyed]).toEqual([0, 0, false]);
    proxy.weather = { kind: 'clear' };
    await until(() => bytes().equals(SAID) && heardByServer.length > 0);
  });

  it('is half-open: one direction is silent and the other is not', async () => {
    proxy.weather = { kind: 'half-open', silent: 'down' };
    const first = client();
    first.socket.write('up');
    await until(() => heardByServer.length > 0);
    expect(first.bytes().length).toBe(0);
    first.socket.destroy();
    heardByServer = [];
    proxy.weather = { kind: 'half-open', silent: 'up' };
    const second = client();
    second.socket.write('up');
    await until(() => second.bytes().equals(SAID));
    expect(heardByServer.length).toBe(0);
  });

  it('resets both ends, and whoever comes while it refuses', async () => {
    const first = client();
    await until(() => atServer.length === 1 && first.bytes().length > 0);
    const serverEnd = new Promise<string>((resolve) => {
      atServer[0]!.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    });
    proxy.reset();
    expect([await first.ended, await serverEnd]).toEqual(['ECONNRESET', 'ECONNRESET']);
    proxy.weather = { kind: 'refusing' };
    expect(await client().ended).toBe('ECONNRESET');
    expect(atServer).toHaveLength(1);
  });

  it('cuts after so many bytes, in the middle of whatever is under way', async () => {
    proxy.weather = { kind: 'black-hole' };
    const { socket, ended, bytes } = client();
    await once(socket, 'connect');
    await until(() => atServer.length === 1);
    proxy.cutAfter(12_345);
    proxy.weather = { kind: 'clear' };
    await ended;
    expect(bytes().length).toBeLessThanOrEqual(12_345);
    expect(bytes().equals(SAID.subarray(0, bytes().length))).toBe(true);
  });
});
