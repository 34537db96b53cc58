import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { openPacedHub } from './paced-hub';
import type { PacedHub, Stamps } from './paced-hub';

/** What the hub's process says when it listens. */
export type Ready = Pick<PacedHub, 'url' | 'pace' | 'kinds'>;

const ROLE = 'hub';
const [, script = '', role, logDirectory = '', speed] = process.argv;

/** Whether this process was started to be the hub of a benchmark. */
export function isHubProcess(): boolean {
  return role === ROLE;
}

/** Opens the hub, tells its stamps when asked, and ends when told. */
export async function beHubProcess(): Promise<void> {
  const token = process.env['BENCH_TOKEN'] ?? '';
  const hub = await openPacedHub({ logDirectory, resourcesDirectory: 'resources', token, speed: Number(speed) });
  process.on('message', (ask) => {
    if (ask === 'stamps') process.send?.(hub.stamps());
    else void hub.close().then(() => process.exit(0));
  });
  const { url, pace, kinds } = hub;
  process.send?.({ url, pace, kinds } satisfies Ready);
}

/** A paced hub in a process of its own: the benchmark's own script, started once more. */
export class HubProcess {
  readonly ready: Promise<Ready>;
  readonly token = randomUUID() + randomUUID();
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #ending: number | NodeJS.Signals | null = null;

  constructor(directory: string, citySpeed: number) {
    this.#child = fork(script, [ROLE, directory, String(citySpeed)], {
      // Keeps arrays of numbers what they are.
      serialization: 'advanced',
      env: { ...process.env, BENCH_TOKEN: this.token },
    });
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        this.#ending = signal ?? code;
        resolve();
      });
    });
    this.ready = this.#next() as Promise<Ready>;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Rejects when the hub has ended. */
  async stamps(): Promise<Stamps> {
    if (!this.#child.connected) throw new Error(`the hub has ended by itself with ${this.#ending}`);
    this.#child.send('stamps');
    return (await this.#next()) as Stamps;
  }

  async close(): Promise<void> {
    if (this.#child.connected) this.#child.send('close');
    await this.#exited;
  }

  /** What the child says next. Rejects when it ends instead. */
  #next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null, signal: NodeJS.Signals | null) =>
        reject(new Error(`the hub ended by itself with ${signal ?? code}`));
      this.#child.once('exit', ended);
      this.#child.once('message', (message) => {
        this.#child.off('exit', ended);
        resolve(message);
      });
    });
  }
}
