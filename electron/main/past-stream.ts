import type { MessagePortMain, WebContents } from 'electron';
import type { HubAddress, StreamReport, ToStream } from '../../shared/contract/process';
import type { Past } from '../../shared/contract/past';
import type { StreamDoor } from './broker';
import { Child } from './child';
import type { Logger } from './log';

/** Nobody looks back any more: its memory is given back after this. */
const IDLE_MS = 60_000;
const STOP_PATIENCE_MS = 2_000;

export interface PastStreamOptions {
  readonly path: string;
  /** Where the hub is now; null: not known yet. */
  readonly hub: () => HubAddress | null;
  /** The stream of the present. */
  readonly present: StreamDoor;
  /** It takes ports. */
  readonly ready: () => void;
}

/**
 * Windows that look back: one more stream, in a process of its own so that nothing of the past holds up the present, for all of this machine that do. They look at the
 * same moment. A window that is replaced shows the present again.
 */
export class PastStream {
  readonly #options: PastStreamOptions;
  readonly #log: Logger;
  readonly #windows = new Set<number>();
  #child: Child<ToStream, StreamReport> | null = null;
  #up = false;
  #at: Past = { at: 0, speed: 0 };
  #idle: NodeJS.Timeout | null = null;

  constructor(options: PastStreamOptions, log: Logger) {
    this.#options = options;
    this.#log = log;
  }

  /** Whether the window with these contents looks back. */
  has(contentsId: number): boolean {
    return this.#windows.has(contentsId);
  }

  /** Hands a message with ports to the stream; null while it is down. */
  door(): { post(message: ToStream, ports: MessagePortMain[]): void } | null {
    const child = this.#child;
    return child === null || !this.#up ? null : { post: (message, ports) => child.post(message, ports) };
  }

  /** Shows the window that moment. Its page finds its port closed and asks for another one. */
  show(contents: WebContents, past: Past): void {
    this.#at = past;
    this.#stayAwake();
    if (this.#child === null) this.#start();
    else if (this.#up) this.#child.post({ kind: 'seek', past });
    if (!this.join(contents)) return;
    this.#options.present()?.post({ kind: 'detach', window: contents.id }, []);
  }

  /** This window looks where the others look. Returns whether that is new. */
  join(contents: WebContents): boolean {
    const { id } = contents;
    if (this.#windows.has(id)) return false;
    this.#windows.add(id);
    contents.once('destroyed', () => this.#left(id));
    return true;
  }

  /** Shows the window the present again. */
  leave(contents: WebContents): void {
    if (!this.#windows.has(contents.id)) return;
    this.door()?.post({ kind: 'detach', window: contents.id }, []);
    this.#left(contents.id);
  }

  /** Nothing of the past is shown or held any more. */
  async forget(): Promise<void> {
    this.#windows.clear();
    await this.stop();
  }

  /** The hub has (another) address. */
  hubKnown(hub: HubAddress): void {
    if (this.#up) this.#child?.post({ kind: 'hub', hub });
  }

  pid(): number | undefined {
    return this.#child?.pid;
  }

  async stop(): Promise<void> {
    this.#stayAwake();
    const child = this.#child;
    this.#child = null;
    this.#up = false;
    await child?.stop(STOP_PATIENCE_MS);
  }

  #left(id: number): void {
    if (!this.#windows.delete(id) || this.#windows.size > 0) return;
    this.#stayAwake();
    this.#idle = setTimeout(() => void this.stop(), IDLE_MS);
  }

  #stayAwake(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
  }

  #start(): void {
    const child = new Child<ToStream, StreamReport>(
      {
        name: 'stream of the past',
        path: this.#options.path,
        environment: process.env,
        started: (started) =>
          started.post({ kind: 'start', hub: this.#options.hub(), cacheFile: null, windows: 0, pictured: false, past: this.#at }),
        report: (report) => {
          if (report.kind !== 'ready' || this.#child !== child) return;
          this.#up = true;
          // The playhead may have been moved, and the hub may have moved, while it was starting.
          child.post({ kind: 'seek', past: this.#at });
          const hub = this.#options.hub();
          if (hub !== null) child.post({ kind: 'hub', hub });
          this.#options.ready();
        },
        ended: () => {
          if (this.#child === child) this.#up = false;
        },
      },
      this.#log,
    );
    this.#child = child;
    child.start();
  }
}
