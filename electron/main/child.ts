import { type MessagePortMain, utilityProcess, type UtilityProcess } from 'electron';
import type { ToHub, ToStream } from '../../shared/contract/process';
import type { Logger } from './log';

/** How a child's life ended. */
export type Ending = { readonly kind: 'asked' } | { readonly kind: 'exited'; readonly code: number };

export interface ChildOptions<Told, Report> {
  readonly name: string;
  /** The built file to run. */
  readonly path: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly started: (child: Child<Told, Report>) => void;
  readonly report: (report: Report, child: Child<Told, Report>) => void;
  readonly ended: (ending: Ending) => void;
}

/** Restarts follow each other faster than people can read only so often; then they slow down to this. */
const SLOWEST_RESTART_MS = 5_000;
const FIRST_RESTART_MS = 50;
/** A child that lived this long is healthy again: its next restart is quick. */
const HEALTHY_MS = 30_000;

/**
 * One utility process that is always there: when it ends without being asked to, it is started again. `Told` is what main says to it, `Report` what
 * it says to main; every child understands `stop`.
 */
export class Child<Told, Report> {
  readonly #options: ChildOptions<Told, Report>;
  readonly #log: Logger;
  #process: UtilityProcess | null = null;
  #stopping = false;
  /** It is being ended to begin anew; called in between. */
  #renewing: (() => void) | null = null;
  #restartMs = FIRST_RESTART_MS;
  #startedAt = 0;

  constructor(options: ChildOptions<Told, Report>, log: Logger) {
    this.#options = options;
    this.#log = log;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  start(): void {
    const { name, path, environment } = this.#options;
    this.#startedAt = performance.now();
    const child = utilityProcess.fork(path, [], { serviceName: `Hotline Wall ${name}`, env: environment, stdio: 'inherit' });
    this.#process = child;
    child.on('message', (report: Report) => this.#options.report(report, this));
    child.once('spawn', () => this.#options.started(this));
    child.once('exit', (code) => this.#exited(child, code));
  }

  post(message: Told, ports: MessagePortMain[] = []): void {
    this.#process?.postMessage(message, ports);
  }

  /** Ends it at once, without a chance to keep anything, calls `between`, and starts it again. */
  renew(between: () => void): void {
    const pid = this.#process?.pid;
    if (pid === undefined) {
      between();
      return;
    }
    this.#renewing = between;
    process.kill(pid, 'SIGKILL');
  }

  /** Asks it to end; resolves when it has, at the latest after `patienceMs`. */
  stop(patienceMs: number): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (child === null) return Promise.resolve();
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        this.#log.warn({ child: this.#options.name }, 'child did not end when asked and was killed');
        child.kill();
        resolve();
      }, patienceMs);
      child.once('exit', () => {
        clearTimeout(late);
        resolve();
      });
      child.postMessage({ kind: 'stop' } satisfies ToHub & ToStream);
    });
  }

  #exited(child: UtilityProcess, code: number): void {
    if (this.#process === child) this.#process = null;
    if (this.#stopping) {
      this.#options.ended({ kind: 'asked' });
      return;
    }
    const between = this.#renewing;
    if (between !== null) {
      this.#renewing = null;
      this.#log.info({ child: this.#options.name }, 'child begins anew');
      this.#options.ended({ kind: 'exited', code });
      between();
      this.start();
      return;
    }
    if (performance.now() - this.#startedAt > HEALTHY_MS) this.#restartMs = FIRST_RESTART_MS;
    this.#log.error({ child: this.#options.name, code, restartInMs: this.#restartMs }, 'child ended by itself and is started again');
    this.#options.ended({ kind: 'exited', code });
    setTimeout(() => {
      if (!this.#stopping) this.start();
    }, this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, SLOWEST_RESTART_MS);
  }
}
