import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { CommandOutcome } from '../../shared/contract/frames';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultProxy } from './fault-proxy';
import type { HubFault, OwnFault } from './faults';
import type { ChaosTarget } from './lane';
import type { FromChaosHub, FromChaosStream, Held, StreamCounts, ToChaosHub, ToChaosStream } from './process-words';

const living = new Set<ChildProcess>();
// A process that stands still does not hear that it is alone.
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** One process of a run, that may be killed and comes again with what it had on disk. */
abstract class Runner<In, Out> {
  readonly troubles: string[] = [];
  kills = 0;
  #child: ChildProcess | null = null;
  readonly #script: string;
  readonly #args: readonly string[];
  readonly #env: Readonly<Record<string, string>>;

  protected constructor(script: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    this.#script = script;
    this.#args = args;
    this.#env = env;
  }

  protected spawn(): void {
    const child = fork(this.#script, [...this.#args], { serialization: 'advanced', execArgv: [], env: { ...process.env, ...this.#env } });
    this.#child = child;
    living.add(child);
    child.once('exit', () => living.delete(child));
    child.on('message', (message) => {
      if (this.#child === child) this.heard(message as Out);
    });
    child.once('exit', (code, signal) => {
      // Whoever means to end it forgets it before.
      if (this.#child === child) this.troubles.push(`a process ended by itself with ${signal ?? code}`);
    });
  }

  protected say(message: In): void {
    if (this.#child?.connected === true) this.#child.send(message as object, () => {});
  }

  protected abstract heard(message: Out): void;

  /** kill -9, and resolves when it is gone. */
  protected async killNow(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  async endInOrder(stop: In): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const exited = once(child, 'exit');
    this.say(stop);
    this.#child = null;
    await exited;
  }

  /** The process stands still: nothing is closed, nobody is told. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }
}

export class HubRunner extends Runner<ToChaosHub, FromChaosHub> {
  /** Where it listens now; null: nowhere. */
  port: number | null = null;
  state: Extract<FromChaosHub, { kind: 'state' }> | null = null;
  peakMemory = 0;
  #allowed = 0;
  #busy: Promise<void> = Promise.resolve();
  #ready: (() => void) | null = null;

  constructor(script: string, wishes: { directory: string; tape: string; events: number; token: string }) {
    super(script, [wishes.directory, wishes.tape, String(wishes.events)], { CHAOS_TOKEN: wishes.token });
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    await new Promise<void>((ready) => {
      this.#ready = ready;
      this.spawn();
    });
    this.allow(this.#allowed);
  }

  /** One thing happens to it at a time. Resolves when it is over. */
  async suffer(fault: HubFault): Promise<void> {
    const mine = this.#afterAll(fault);
    this.#busy = mine;
    await mine;
  }

  async #afterAll(fault: HubFault): Promise<void> {
    await this.#busy;
    switch (fault.kind) {
      case 'kill-hub':
        await this.kill();
        await this.start();
        return;
      case 'stop-hub':
        this.freeze();
        await sleep(fault.forMs);
        this.thaw();
        return;
      case 'hub-clock':
        this.say({ kind: 'clock', offsetMs: fault.offsetMs });
        return;
    }
  }

  allow(events: number): void {
    this.#allowed = events;
    this.say({ kind: 'allow', events });
  }

  async kill(): Promise<void> {
    this.kills += 1;
    this.port = null;
    await this.killNow();
  }

  protected heard(message: FromChaosHub): void {
    if (message.kind === 'trouble') {
      this.troubles.push(message.text);
    } else if (message.kind === 'ready') {
      this.port = Number(new URL(message.url).port);
      this.#ready?.();
    } else {
      this.state = message;
      this.peakMemory = Math.max(this.peakMemory, message.peakMemory);
    }
  }
}

export class StreamRunner extends Runner<ToChaosStream, FromChaosStream> implements ChaosTarget {
  readonly name: string;
  readonly proxy: FaultProxy;
  connection = 'not started';
  seq = 0;
  peakMemory = 0;
  readonly #token: string;
  readonly #answered: (key: string, outcome: CommandOutcome) => void;
  readonly #watchers = new Set<() => void>();
  /** Of processes that were killed. */
  #earlier: readonly StreamCounts[] = [];
  #counts: StreamCounts | null = null;
  #held: ((held: Held) => void) | null = null;

  constructor(
    script: string,
    wishes: {
      name: string;
      notes: string;
      cache: string;
      token: string;
      proxy: FaultProxy;
      answered: (key: string, outcome: CommandOutcome) => void;
    },
  ) {
    super(script, [wishes.notes, wishes.cache], {});
    this.name = wishes.name;
    this.proxy = wishes.proxy;
    this.#token = wishes.token;
    this.#answered = wishes.answered;
  }

  start(): void {
    this.spawn();
    this.say({ kind: 'start', hub: { url: this.proxy.url, token: this.#token } });
  }

  async kill(): Promise<void> {
    this.kills += 1;
    await this.killNow();
    if (this.#counts !== null) this.#earlier = [...this.#earlier, this.#counts];
    [this.#counts, this.connection, this.seq] = [null, 'killed', 0];
  }

  command(message: Extract<ToChaosStream, { kind: 'command' }>): void {
    this.say(message);
  }

  async suffer(fault: OwnFault): Promise<void> {
    switch (fault.kind) {
      case 'kill-stream':
        await this.kill();
        this.start();
        return;
      case 'stop-stream':
        this.freeze();
        await sleep(fault.forMs);
        this.thaw();
        return;
      case 'stall-page':
        this.say({ kind: 'stall', stalled: true });
        await sleep(fault.forMs);
        this.say({ kind: 'stall', stalled: false });
        return;
      case 'replace-page':
        this.say({ kind: 'replace-page' });
        return;
      case 'stream-clock':
        this.say({ kind: 'clock', offsetMs: fault.offsetMs });
        return;
      case 'kill-page':
        throw new Error('its page has no process of its own');
    }
  }

  /** Resolves when it is live and has folded everything up to `seq`; false: not in time. */
  async liveAt(seq: number, withinMs: number): Promise<boolean> {
    const isSo = () => this.connection === 'live' && this.seq >= seq;
    if (isSo()) return true;
    let timer: NodeJS.Timeout | undefined;
    const came = await new Promise<boolean>((resolve) => {
      const watch = () => {
        if (!isSo()) return;
        this.#watchers.delete(watch);
        resolve(true);
      };
      this.#watchers.add(watch);
      timer = setTimeout(() => {
        this.#watchers.delete(watch);
        resolve(false);
      }, withinMs);
    });
    clearTimeout(timer);
    return came;
  }

  ask(): Promise<Held> {
    return new Promise((resolve) => {
      this.#held = resolve;
      this.say({ kind: 'ask' });
    });
  }

  count(name: keyof StreamCounts): number {
    return [...this.#earlier, ...(this.#counts === null ? [] : [this.#counts])].reduce((sum, counts) => sum + counts[name], 0);
  }

  protected heard(message: FromChaosStream): void {
    switch (message.kind) {
      case 'trouble':
        this.troubles.push(message.text);
        break;
      case 'outcome':
        this.#answered(message.key, message.outcome);
        break;
      case 'held':
        this.#held?.(message);
        break;
      case 'state':
        this.connection = message.connection;
        this.seq = message.seq;
        this.#counts = message.counts;
        this.peakMemory = Math.max(this.peakMemory, message.peakMemory);
        for (const watch of this.#watchers) watch();
        break;
    }
  }
}
