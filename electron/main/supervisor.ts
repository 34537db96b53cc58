import { randomBytes } from 'node:crypto';
import type { MessagePortMain } from 'electron';
import type { HubAddress, HubReport, HubStart, StreamReport, ToHub, ToStream } from '../../shared/contract/process';
import { Child } from './child';
import type { Logger } from './log';

/** Each child keeps its last picture on disk before it ends, which takes seconds on a busy machine; without it the next launch begins with nothing to show. */
const STOP_PATIENCE_MS = 10_000;

/** What the stream says beside how it lives. */
export type StreamTold = Exclude<StreamReport, { kind: 'ready' | 'status' }>;

export interface SupervisorOptions {
  readonly paths: { readonly hub: string; readonly stream: string };
  /** null: the hub runs embedded; `address` null: it is not known yet with what token. */
  readonly remoteHub: { readonly address: HubAddress | null } | null;
  readonly source: string;
  readonly logDirectory: string;
  readonly wallsFile: string;
  readonly cacheFile: string;
  readonly resourcesDirectory: string;
  /** How many windows are open, and whether all of them have something to show already. */
  readonly windows: () => { readonly windows: number; readonly pictured: boolean };
  /** The stream has (again) started and takes ports. */
  readonly streamReady: () => void;
  /** The hub has (another) address. */
  readonly hubKnown: (hub: HubAddress) => void;
  /** The stream says something that is not about its own life. */
  readonly told: (report: StreamTold) => void;
}

/** Keeps the hub (when embedded) and the stream alive and tells the stream where the hub is. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #log: Logger;
  /** Known to this launch alone, never written down. */
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #hub: Child<ToHub, HubReport> | null;
  readonly #stream: Child<ToStream, StreamReport>;
  #address: HubAddress | null;
  #port = 0;
  #streamUp = false;

  constructor(options: SupervisorOptions, log: Logger) {
    this.#options = options;
    this.#log = log;
    this.#address = options.remoteHub?.address ?? null;
    this.#hub = options.remoteHub === null ? this.#makeHub() : null;
    this.#stream = this.#makeStream();
  }

  /** The hub first: it takes the longer until it can be asked. */
  start(): void {
    this.#hub?.start();
    this.#stream.start();
  }

  /** Hands a message with ports to the stream; null while it is down. */
  stream(): { post(message: ToStream, ports: MessagePortMain[]): void } | null {
    return this.#streamUp ? { post: (message, ports) => this.#stream.post(message, ports) } : null;
  }

  /** Process ids for those who watch (tests, the technician's page). */
  pids(): { hub: number | undefined; stream: number | undefined } {
    return { hub: this.#hub?.pid, stream: this.#stream.pid };
  }

  /** Where the hub listens and the token for it: for tests of the running app. */
  get address(): HubAddress | null {
    return this.#address;
  }

  /** The hub on another machine can be connected with. */
  setHub(hub: HubAddress): void {
    this.#address = hub;
    this.tell({ kind: 'hub', hub });
    this.#options.hubKnown(hub);
  }

  /** The stream ends at once and begins anew without a hub; `between` is called while there is none. */
  forgetHub(between: () => void): void {
    this.#address = null;
    this.#streamUp = false;
    this.#stream.renew(between);
  }

  /** The hub first: what the stream then keeps is the very end of the log, with which the next launch is live at once. */
  async stop(): Promise<void> {
    await this.#hub?.stop(STOP_PATIENCE_MS);
    await this.#stream.stop(STOP_PATIENCE_MS);
  }

  #makeHub(): Child<ToHub, HubReport> {
    return new Child<ToHub, HubReport>(
      {
        name: 'hub',
        path: this.#options.paths.hub,
        environment: process.env,
        started: (child) => child.post(this.#hubStart()),
        report: (report) => this.#hubReported(report),
        ended: () => {},
      },
      this.#log,
    );
  }

  #hubStart(): HubStart {
    return {
      kind: 'start',
      host: '127.0.0.1',
      port: this.#port,
      logDirectory: this.#options.logDirectory,
      wallsFile: this.#options.wallsFile,
      tokens: [{ token: this.#secret, role: 'supervisor', actor: 'supervisor:local' }],
      source: this.#options.source,
      resourcesDirectory: this.#options.resourcesDirectory,
    };
  }

  #hubReported(report: HubReport): void {
    switch (report.kind) {
      case 'progress':
        this.tell({ kind: 'hub-progress', step: report.step, done: report.done, total: report.total });
        break;
      case 'ready':
        this.#log.info({ url: report.url, seq: report.seq }, 'hub is ready');
        this.#port = Number(new URL(report.url).port);
        this.#address = { url: report.url, token: this.#secret };
        this.tell({ kind: 'hub', hub: this.#address });
        this.#options.hubKnown(this.#address);
        break;
      case 'failed':
        this.#log.error({ problem: report.problem }, 'hub could not start');
        // The port may have been taken meanwhile; any other one will do.
        this.#port = 0;
        break;
    }
  }

  #makeStream(): Child<ToStream, StreamReport> {
    return new Child<ToStream, StreamReport>(
      {
        name: 'stream',
        path: this.#options.paths.stream,
        environment: process.env,
        started: (child) => {
          const { cacheFile, windows } = this.#options;
          child.post({ kind: 'start', hub: this.#address, cacheFile, ...windows(), past: null });
        },
        report: (report, child) => {
          if (report.kind === 'status') return;
          if (report.kind !== 'ready') {
            this.#options.told(report);
            return;
          }
          this.#streamUp = true;
          // The hub may have become ready while the stream was still starting.
          if (this.#address !== null) child.post({ kind: 'hub', hub: this.#address });
          this.#options.streamReady();
        },
        ended: () => {
          this.#streamUp = false;
        },
      },
      this.#log,
    );
  }

  /** Says it to the stream; nothing while that is down. */
  tell(message: ToStream): void {
    if (this.#streamUp) this.#stream.post(message);
  }
}
