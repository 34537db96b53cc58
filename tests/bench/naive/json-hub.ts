import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { LogRecord } from '../../../shared/domain/events';
import { SteadyCity } from './steady-city';

/** The word that makes a benchmark's own script this hub. */
const ROLE = 'json-hub';
const SEED = 20_240_701;
const START_AT = Date.UTC(2024, 6, 1, 2);
const TICK_MS = 15;
const [, script = '', role, options = ''] = process.argv;

interface JsonHubOptions {
  readonly open: number;
  readonly rate: number;
  /** Events one by one, or those of a tick together. */
  readonly batched: boolean;
}

export function isJsonHub(): boolean {
  return role === ROLE;
}

/** A hub as one writes it first: socket.io with JSON objects. It sends all open cases to who comes, and `rate` events a second from `begin` on. */
export async function beJsonHub(): Promise<void> {
  const { open, rate, batched } = JSON.parse(options) as JsonHubOptions;
  const city = new SteadyCity(open, SEED, { startAt: START_AT, stepMs: 1_000 / rate });
  const opening: LogRecord[] = [];
  for (let left = open; left > 0; left -= 10_000) opening.push(...city.opening(Math.min(left, 10_000)));
  const http = createServer();
  const io = new Server(http, { cors: { origin: '*' }, maxHttpBufferSize: 1e9, transports: ['websocket'] });
  io.on('connection', (socket) => socket.emit('cases', opening));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    if (message === 'close') process.exit(0);
    const startedAt = performance.timeOrigin + performance.now();
    let sent = 0;
    setInterval(() => {
      const due = Math.floor(((performance.timeOrigin + performance.now() - startedAt) * rate) / 1_000);
      if (due === sent) return;
      const records = city.next(due - sent);
      sent = due;
      if (batched) io.emit('events', records);
      else for (const record of records) io.emit('event', record);
    }, TICK_MS);
    process.send?.({ startedAt });
  });
  process.send?.(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
}

/** Such a hub in a process of its own. */
export class JsonHub {
  readonly url: Promise<string>;
  readonly #child: ChildProcess;

  constructor(wanted: JsonHubOptions) {
    this.#child = fork(script, [ROLE, JSON.stringify(wanted)], { execArgv: ['--max-old-space-size=6000'] });
    this.url = this.#next() as Promise<string>;
  }

  /** Events begin now: number n after the open cases falls due at startedAt + n / rate. */
  async begin(): Promise<{ readonly startedAt: number }> {
    this.#child.send('begin');
    return (await this.#next()) as { startedAt: number };
  }

  close(): void {
    this.#child.kill();
  }

  #next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`the hub of objects ended with ${code}`));
      this.#child.once('exit', ended);
      this.#child.once('message', (message) => {
        this.#child.off('exit', ended);
        resolve(message);
      });
    });
  }
}
