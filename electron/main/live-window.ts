import type { BaseWindow, NativeImage, WebContents } from 'electron';
import type { Pulse } from '../../shared/contract/bridge';
import type { RestartReason } from '../../shared/contract/screens';
import type { DurationMs } from '../../shared/time/instant';
import type { Logger } from './log';
import type { PageWindow } from './page-window';
import { PageWatch } from './page-watch';

/** A page that dies again and again is brought back less and less often, down to this. */
const SLOWEST_REVIVAL_MS: DurationMs = 5_000;
const FIRST_REVIVAL_MS: DurationMs = 50;
/** Panels draw one after the other, within three tenths of a second of the first live picture. */
const SETTLE_MS: DurationMs = 350;
/** In the place of a page that lives, one may take its time: charts are there too, which come after the first picture. */
const CALM_SETTLE_MS: DurationMs = 3_000;
/** A page that gives signs of life and is not live by then has more to say than an old picture has. */
const STILL_PATIENCE_MS: DurationMs = 6_000;
/** A page that is to replace one that lives is given up when it is not live by then. */
const SWAP_PATIENCE_MS: DurationMs = 30_000;

export interface LiveWindowOutside {
  readonly address: string;
  readonly preferences: () => Electron.WebPreferences;
  /** A page of this window was made, and is about to be loaded. */
  readonly made: (contents: WebContents) => void;
  /** Whether other windows' pages of the same process are alive: then it is the page alone that is late. */
  readonly othersLive: (pid: number) => boolean;
  /** What stands for a page that is dead, or late; null: there is nothing. */
  readonly still: () => NativeImage | null;
}

/** The page that a window shows, and how it is: times are on main's monotonic clock. */
export interface ShownPage {
  readonly window: BaseWindow;
  readonly contents: WebContents;
  readonly watch: PageWatch;
  readonly loadedAt: number;
  /** Why it was begun anew last; null: it was not. */
  readonly restart: { readonly at: number; readonly reason: RestartReason } | null;
}

/** A page on its way into the place of another one. */
interface Successor {
  readonly contents: WebContents;
  readonly settleMs: DurationMs;
  /** Ends the waiting: `true`: the page is shown now. */
  readonly done: (shown: boolean) => void;
  readonly patience: NodeJS.Timeout;
  comes: boolean;
}

/**
 * One window whose page always lives. A page that died gets a fresh one in its place, not a reload: after a renderer crash Electron 33 keeps the dead page's frame object, and neither replies
 * nor ports reach the new page through it. Until the fresh one is live, the window shows a still picture that says what it is.
 */
export class LiveWindow {
  readonly page: PageWindow;
  readonly #outside: LiveWindowOutside;
  readonly #log: Logger;
  readonly #watches = new Map<number, PageWatch>();
  #loadedAt = performance.now();
  #restart: ShownPage['restart'] = null;
  #revivalMs = FIRST_REVIVAL_MS;
  #successor: Successor | null = null;

  constructor(page: PageWindow, outside: LiveWindowOutside, log: Logger) {
    this.page = page;
    this.#outside = outside;
    this.#log = log;
    page.window.once('closed', () => {
      for (const watch of this.#watches.values()) watch.dispose();
      this.#endWaiting(false);
    });
    this.#add();
    page.bringIn();
  }

  get address(): string {
    return this.#outside.address;
  }

  /** Whether a page of this window, in that process, has lately given a sign of life. */
  livesIn(pid: number): boolean {
    const { contents } = this.page;
    return contents !== null && contents.getOSProcessId() === pid && this.#watches.get(contents.id)?.alive === true;
  }

  /** null: it has died, and a fresh one is on its way. */
  get shown(): ShownPage | null {
    const { contents, window } = this.page;
    const watch = contents === null ? undefined : this.#watches.get(contents.id);
    if (contents === null || watch === undefined || window.isDestroyed()) return null;
    return { window, contents, watch, loadedAt: this.#loadedAt, restart: this.#restart };
  }

  /** Loads the page that is shown anew. */
  reload(): void {
    const { shown } = this;
    if (shown === null) return;
    this.#begun('asked');
    shown.watch.reloads();
    shown.contents.reload();
  }

  pulse(contents: WebContents, pulse: Pulse): void {
    this.#watches.get(contents.id)?.pulse(pulse);
    const waits = this.#successor;
    if (waits?.contents !== contents || waits.comes || !pulse.live || pulse.seq < this.#shownSeq()) return;
    waits.comes = true;
    setTimeout(() => this.#bringIn(waits), waits.settleMs);
  }

  /** Shows a fresh page in the place of the one that is shown, when it is live and shows no less. Resolves with whether it does: a window without a page that lives is helped otherwise. */
  swap(): Promise<boolean> {
    const { contents } = this.page;
    if (this.page.window.isDestroyed() || this.#successor !== null || contents === null || this.page.covered) return Promise.resolve(false);
    return new Promise((done) => {
      const patience = setTimeout(() => {
        this.page.dropAside();
        this.#endWaiting(false);
      }, SWAP_PATIENCE_MS);
      this.#successor = { contents: this.#add(), settleMs: CALM_SETTLE_MS, done, patience, comes: false };
    });
  }

  #add(): WebContents {
    const contents = this.page.addAside(this.#outside.preferences());
    const watch = new PageWatch(
      contents,
      {
        visible: () => !this.page.window.isDestroyed() && this.page.window.isVisible() && !this.page.window.isMinimized(),
        late: (late) => this.#late(contents, late),
        lost: (reason) => this.#lost(contents, reason),
      },
      this.#log,
    );
    this.#watches.set(contents.id, watch);
    contents.once('destroyed', () => {
      watch.dispose();
      this.#watches.delete(contents.id);
    });
    this.#outside.made(contents);
    void this.#load(contents);
    return contents;
  }

  async #load(contents: WebContents): Promise<void> {
    try {
      await contents.loadURL(this.address);
    } catch (error) {
      if (!contents.isDestroyed()) this.#log.error({ address: this.address, err: error }, 'page could not be loaded');
    }
  }

  /** What a page showed that is silent may be old: it looks live until it is marked. */
  #late(contents: WebContents, late: boolean): void {
    if (contents !== this.page.contents) return;
    if (late) this.#cover();
    else this.page.uncover();
  }

  #cover(): void {
    const still = this.page.covered ? null : this.#outside.still();
    if (still !== null) this.page.cover(still);
  }

  #lost(contents: WebContents, reason: RestartReason): void {
    if (this.page.window.isDestroyed()) return;
    const healthy = this.#watches.get(contents.id)?.healthy === true;
    this.#revivalMs = healthy ? FIRST_REVIVAL_MS : Math.min(this.#revivalMs * 2, SLOWEST_REVIVAL_MS);
    const isShown = contents === this.page.contents;
    if (isShown) {
      this.#begun(reason);
      this.#cover();
    }
    const next = () => {
      if (this.page.window.isDestroyed()) return;
      if (isShown) this.page.dropShown();
      else {
        this.page.dropAside();
        this.#endWaiting(false);
      }
      // The page that lives stays; what is on its way already will do.
      if (this.page.contents === null && this.#successor === null) setTimeout(() => this.#revive(), this.#revivalMs);
    };
    if (reason !== 'hung' || this.#outside.othersLive(contents.getOSProcessId())) {
      next();
      return;
    }
    // Pages of one kind share a process: in one that hangs, or is just ending, no fresh page would load.
    contents.once('render-process-gone', next);
    contents.forcefullyCrashRenderer();
  }

  #revive(): void {
    if (this.page.window.isDestroyed() || this.page.contents !== null || this.#successor !== null) return;
    const contents = this.#add();
    if (!this.page.covered) {
      this.page.bringIn();
      return;
    }
    const successor: Successor = {
      contents,
      settleMs: SETTLE_MS,
      done: () => {},
      comes: false,
      patience: setTimeout(() => this.#bringIn(successor), STILL_PATIENCE_MS),
    };
    this.#successor = successor;
  }

  #bringIn(waits: Successor): void {
    if (this.#successor !== waits || this.page.window.isDestroyed()) return;
    if (this.page.contents !== null) this.#begun('asked');
    this.page.bringIn();
    this.#endWaiting(true);
  }

  #begun(reason: RestartReason): void {
    this.#loadedAt = performance.now();
    this.#restart = { at: this.#loadedAt, reason };
  }

  #endWaiting(shown: boolean): void {
    const waits = this.#successor;
    this.#successor = null;
    if (waits === null) return;
    clearTimeout(waits.patience);
    waits.done(shown);
  }

  #shownSeq(): number {
    return this.shown?.watch.last?.pulse.seq ?? 0;
  }
}
