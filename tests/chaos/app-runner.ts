import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { CensusTile } from '../../shared/contract/census-tile';
import type { ToWindow } from '../../shared/contract/frames';
import { launchApp, type RunningApp } from '../app/running-app';
import type { FaultProxy } from './fault-proxy';
import type { OwnFault } from './faults';
import type { ChaosTarget } from './lane';
import { NO_FIGURES, NoteWriter } from './notes';
import { hashText, sorted } from './record-hash';

const SURFACES = [
  { surface: 'wall', link: 'connection' },
  { surface: 'desk', link: 'desk-connection' },
] as const;
type Surface = (typeof SURFACES)[number]['surface'];

/** How often pages are asked what they have shown since. */
const LOOK_MS = 300;
/** A page that hangs or is being replaced does not answer. */
const ANSWER_MS = 4_000;

/** What one page has been sent since it was asked last, and what it says of its link. `fresh`: this port was not there before. */
interface Seen {
  readonly state: string;
  readonly frames: readonly { readonly seq: number; readonly fresh: boolean; readonly census: CensusTile | null }[];
}

declare global {
  interface Window {
    chaosFrames?: { seq: number; fresh: boolean; census: CensusTile | null }[];
  }
}

/**
 * The real app behind a network of its own: its stream as a utility process, its wall and its desk as real pages. What its pages are sent is noted as for any
 * window; what its stream folds is not seen from outside, but its digest is compared with the hub's every few seconds.
 */
export class AppRunner implements ChaosTarget {
  readonly name = 'the app';
  readonly proxy: FaultProxy;
  kills = { page: 0, stream: 0 };
  /** KiB, of all its processes together. */
  peakMemory = 0;
  readonly #running: RunningApp;
  readonly #shown = new Map<Surface, { state: string; seq: number }>();
  readonly #following: Promise<unknown>;
  #ended = false;

  static async open(wishes: {
    proxy: FaultProxy;
    token: string;
    directory: string;
    notesOf: (surface: Surface) => string;
  }): Promise<AppRunner> {
    const tokenFile = join(wishes.directory, 'tokens');
    writeFileSync(tokenFile, `${wishes.token}\n`, { mode: 0o600 });
    const running = await launchApp({ hub: { url: wishes.proxy.url, tokenFile }, dataDirectory: join(wishes.directory, 'app') });
    return new AppRunner(running, wishes.proxy, wishes.notesOf);
  }

  private constructor(running: RunningApp, proxy: FaultProxy, notesOf: (surface: Surface) => string) {
    this.#running = running;
    this.proxy = proxy;
    this.#following = Promise.all([
      ...SURFACES.map(({ surface, link }) => this.#follow(surface, link, new NoteWriter(notesOf(surface)))),
      this.#weigh(),
    ]);
  }

  async suffer(fault: OwnFault): Promise<void> {
    switch (fault.kind) {
      case 'kill-stream':
        process.kill(await this.#streamPid(), 'SIGKILL');
        this.kills.stream += 1;
        return;
      case 'stop-stream': {
        const pid = await this.#streamPid();
        process.kill(pid, 'SIGSTOP');
        await sleep(fault.forMs);
        process.kill(pid, 'SIGCONT');
        return;
      }
      case 'stall-page':
        await within((await this.#running.page('wall')).evaluate(hang, fault.forMs));
        return;
      case 'kill-page': {
        const pid = await this.#pagePid(fault.surface);
        if (pid === 0) return;
        process.kill(pid, 'SIGKILL');
        this.kills.page += 1;
        return;
      }
      default:
        throw new Error(`${fault.kind} cannot befall the app`);
    }
  }

  async liveAt(seq: number, withinMs: number): Promise<boolean> {
    // What pages said before counts for nothing.
    this.#shown.clear();
    const until = performance.now() + withinMs;
    while (performance.now() < until) {
      const shown = SURFACES.map(({ surface }) => this.#shown.get(surface));
      if (shown.every((page) => page?.state === 'live' && page.seq >= seq)) return true;
      await sleep(LOOK_MS / 3);
    }
    return false;
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#following;
    await this.#running.close();
  }

  async #streamPid(): Promise<number> {
    for (;;) {
      const { stream } = await this.#running.pids();
      if (stream !== undefined) return stream;
      await sleep(50);
    }
  }

  #pagePid(surface: Surface): Promise<number> {
    return this.#running.app.evaluate(
      ({ webContents }, prefix) =>
        webContents
          .getAllWebContents()
          .find((contents) => contents.getURL().startsWith(prefix))
          ?.getOSProcessId() ?? 0,
      `app://${surface}/`,
    );
  }

  /** Looks at one surface again and again, whichever page it is that shows it. */
  async #follow(surface: Surface, link: string, notes: NoteWriter): Promise<void> {
    let known: Page | null = null;
    let seq = 0;
    while (!this.#ended) {
      try {
        const page = this.#running.app.windows().find((each) => each.url().startsWith(`app://${surface}/`));
        if (page !== undefined) {
          if (page !== known) await within(page.evaluate(listen));
          known = page;
          const seen = await within(page.evaluate(look, link));
          for (const frame of seen.frames) {
            if (frame.fresh) notes.add({ kind: 'page' });
            notes.add({ kind: 'frame', seq: frame.seq, figures: frame.census === null ? NO_FIGURES : hashText(sorted(frame.census)) });
            seq = frame.seq;
          }
          this.#shown.set(surface, { state: seen.state, seq });
        }
      } catch {
        // Expected: the page is gone, or hangs. The next look finds it or another one.
        this.#shown.delete(surface);
      }
      await sleep(LOOK_MS);
    }
    notes.flush();
  }

  async #weigh(): Promise<void> {
    while (!this.#ended) {
      const sizes = await this.#running.app.evaluate(({ app }) => app.getAppMetrics().map(({ memory }) => memory.workingSetSize));
      this.peakMemory = Math.max(
        this.peakMemory,
        sizes.reduce((sum, size) => sum + size, 0),
      );
      await sleep(2_000);
    }
  }
}

async function within<T>(work: Promise<T>): Promise<T> {
  const late = sleep(ANSWER_MS).then(() => {
    throw new Error('no answer in time');
  });
  return Promise.race([work, late]);
}

/** Runs in the page. */
function hang(forMs: number): void {
  const until = performance.now() + forMs;
  while (performance.now() < until);
}

/** Runs in the page, so it may use nothing from outside of itself: catches each port when the page gives a credit back, and keeps what is sent over it. */
function listen(): void {
  if (window.chaosFrames !== undefined) return;
  const frames: NonNullable<Window['chaosFrames']> = [];
  window.chaosFrames = frames;
  const ports = new WeakSet<MessagePort>();
  // oxlint-disable-next-line typescript/unbound-method -- it is only ever called with its port
  const post = MessagePort.prototype.postMessage;
  const follow = (port: MessagePort) => {
    ports.add(port);
    let fresh = true;
    let census: CensusTile | null = null;
    port.addEventListener('message', (event: MessageEvent<ToWindow>) => {
      if (event.data.kind !== 'frame') return;
      const { base, seq, tiles, lagging } = event.data.frame;
      if (base === null) census = null;
      census = tiles.census ?? census;
      frames.push({ seq, fresh, census: lagging?.census === undefined ? census : null });
      fresh = false;
    });
  };
  MessagePort.prototype.postMessage = function caught(
    this: MessagePort,
    message: unknown,
    options?: StructuredSerializeOptions | Transferable[],
  ) {
    if (typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'credit' && !ports.has(this)) follow(this);
    post.call(this, message, options as StructuredSerializeOptions);
  };
}

/** Runs in the page. */
function look(link: string): Seen {
  const state = document.querySelector<HTMLElement>(`[data-testid="${link}"]`)?.dataset['state'] ?? 'nothing';
  return { state, frames: window.chaosFrames?.splice(0) ?? [] };
}
