import type { BrowserWindow } from 'electron';
import type { Pulse } from '../../shared/contract/bridge';
import type { Logger } from './log';

/** A page whose pulse is older than this hangs. Chromium's own `unresponsive` stays silent while nobody touches the window. */
const HANG_LIMIT_MS = 6_000;
/** A page may take this long to load before its first pulse. */
const LOAD_LIMIT_MS = 20_000;
/** Pulses in a row with a lost WebGL context, or without a new animation frame while visible, before the page is loaded anew. */
const BAD_PULSES = 10;
const FASTEST_RELOAD_MS = 100;
const SLOWEST_RELOAD_MS = 5_000;

/** Watches one page: dead, hung, frozen or without its graphics, it is loaded again. */
export class PageWatch {
  readonly #window: BrowserWindow;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  #deadline = performance.now() + LOAD_LIMIT_MS;
  #last: Pulse | null = null;
  #bad = 0;
  #reloadMs = FASTEST_RELOAD_MS;
  #reloading = false;

  constructor(window: BrowserWindow, log: Logger) {
    this.#window = window;
    this.#log = log;
    window.webContents.on('render-process-gone', (_event, details) => {
      log.error({ reason: details.reason, code: details.exitCode }, 'page process ended; the page is loaded again');
      this.#reload();
    });
    window.webContents.on('did-finish-load', () => {
      this.#reloading = false;
    });
    this.#timer = setInterval(() => this.#check(), 1_000);
  }

  /** The last pulse; null before the first. */
  get last(): Pulse | null {
    return this.#last;
  }

  pulse(pulse: Pulse): void {
    const visible = !this.#window.isDestroyed() && this.#window.isVisible() && !this.#window.isMinimized();
    const frozen = visible && this.#last !== null && pulse.frames === this.#last.frames;
    this.#bad = frozen || pulse.webgl === false ? this.#bad + 1 : 0;
    this.#last = pulse;
    this.#deadline = performance.now() + HANG_LIMIT_MS;
    this.#reloadMs = FASTEST_RELOAD_MS;
    if (this.#bad >= BAD_PULSES) {
      this.#log.error({ frozen, webgl: pulse.webgl }, 'page runs but does not paint; it is loaded again');
      this.#reload();
    }
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #check(): void {
    if (this.#window.isDestroyed() || this.#reloading || performance.now() < this.#deadline) return;
    this.#log.error({ limitMs: HANG_LIMIT_MS }, 'page gives no sign of life; it is ended and loaded again');
    this.#window.webContents.forcefullyCrashRenderer();
    this.#reload();
  }

  #reload(): void {
    if (this.#reloading) return;
    this.#reloading = true;
    this.#bad = 0;
    this.#last = null;
    this.#deadline = performance.now() + LOAD_LIMIT_MS;
    setTimeout(() => {
      if (this.#window.isDestroyed()) return;
      this.#reloading = false;
      this.#window.webContents.reload();
    }, this.#reloadMs);
    this.#reloadMs = Math.min(this.#reloadMs * 2, SLOWEST_RELOAD_MS);
  }
}
