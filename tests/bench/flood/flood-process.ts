import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { type FloodAddress, type FloodReport, openFloodHub } from './flood-hub';
import { type FloodOptions, makeFlood } from './make-flood';
import { PreparedFlood } from './prepared-flood';

/** Processes that a benchmark's own script becomes when it is started once more with one of these words. */
const MAKE = 'make-flood';
const SERVE = 'serve-flood';
const [, script = '', role, directory = '', options = ''] = process.argv;

/** Whether this process was started to make or to serve a flood; it then does, and the benchmark itself must not run. */
export function isFloodProcess(): boolean {
  return role === MAKE || role === SERVE;
}

export async function beFloodProcess(): Promise<void> {
  if (role === MAKE) {
    await makeFlood(directory, JSON.parse(options) as FloodOptions);
    process.exit(0);
  }
  const address = JSON.parse(options) as Omit<FloodAddress, 'token'>;
  const hub = await openFloodHub(new PreparedFlood(directory), { ...address, token: process.env['BENCH_TOKEN'] ?? '' });
  process.on('message', (ask) => {
    if (ask === 'begin') hub.begin();
    if (ask === 'begin' || ask === 'report') process.send?.(hub.report());
    else void hub.close().then(() => process.exit(0));
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(hub.url);
}

/** Makes a flood in a process of its own, whose memory goes with it. Rejects when that fails. */
export function prepareFlood(folder: string, wanted: FloodOptions): Promise<void> {
  const child = fork(script, [MAKE, folder, JSON.stringify(wanted)], { execArgv: ['--max-old-space-size=6000'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`making the flood ended with ${code}`))));
  });
}

/** A flood's hub in a process of its own. */
export class FloodProcess {
  readonly token: string;
  readonly url: Promise<string>;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;

  constructor(folder: string, { token = randomUUID() + randomUUID(), port = 0, epoch = 'flood' }: Partial<FloodAddress> = {}) {
    this.token = token;
    this.#child = fork(script, [SERVE, folder, JSON.stringify({ port, epoch })], { env: { ...process.env, BENCH_TOKEN: this.token } });
    this.#exited = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    this.url = this.#next() as Promise<string>;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The flood begins now. */
  async begin(): Promise<FloodReport> {
    this.#child.send('begin');
    return (await this.#next()) as FloodReport;
  }

  async report(): Promise<FloodReport> {
    this.#child.send('report');
    return (await this.#next()) as FloodReport;
  }

  async close(): Promise<void> {
    if (this.#child.connected) this.#child.send('close');
    await this.#exited;
  }

  /** What the child says next. Rejects when it ends instead. */
  #next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null, signal: NodeJS.Signals | null) =>
        reject(new Error(`the flood's hub ended by itself with ${signal ?? code}`));
      this.#child.once('exit', ended);
      this.#child.once('message', (message) => {
        this.#child.off('exit', ended);
        resolve(message);
      });
    });
  }
}
