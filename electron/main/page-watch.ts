import type { BrowserWindow } from 'electron';
import type { Pulse } from '../../shared/contract/bridge';
import type { Logger } from './log';

/** A page whose pulse is older than this hangs. Chromium's own `unresponsive` stays silent while nobody touches the window. */
const HANG_LIMIT_MS = 6_000;
/** A page may take this long to load before its first pulse. */
const LOAD_LIMIT_MS = 20_000;
/** Pulses in a row with a lost WebGL context, or without a new animation frame while visible, before the page is given up. */
const BAD_PULSES = 10;

/** Watches one page and says, once, when it is dead, hung, frozen or without its graphics. */
export class PageWatch {
  readonly #window: BrowserWindow;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  readonly #lost: (hangs: boolean) => void;
  #deadline = performance.now() + LOAD_LIMIT_MS;
  #last: Pulse | null = null;
  #bad = 0;
  #over = false;

  /** `lost`: whether the page's process is there still and does nothing. */
  constructor(window: BrowserWindow, lost: (hangs: boolean) => void, log: Logger) {
    this.#window = window;
    this.#lost = lost;
    this.#log = log;
    window.webContents.on('render-process-gone', (_event, details) => {
      this.#giveUp({ reason: details.reason, code: details.exitCode }, 'page process ended', false);
    });
    this.#timer = setInterval(() => {
      if (performance.now() > this.#deadline) this.#giveUp({ limitMs: HANG_LIMIT_MS }, 'page gives no sign of life', true);
    }, 1_000);
  }

  /** true: it has given signs of life. */
  get healthy(): boolean {
    return this.#last !== null;
  }

  /** true: it has given one lately. */
  get alive(): boolean {
    return this.healthy && performance.now() <= this.#deadline;
  }

  pulse(pulse: Pulse): void {
    const visible = !this.#window.isDestroyed() && this.#window.isVisible() && !this.#window.isMinimized();
    const frozen = visible && this.#last !== null && pulse.frames === this.#last.frames;
    this.#bad = frozen || pulse.webgl === false ? this.#bad + 1 : 0;
    this.#last = pulse;
    this.#deadline = performance.now() + HANG_LIMIT_MS;
    if (this.#bad >= BAD_PULSES) this.#giveUp({ frozen, webgl: pulse.webgl }, 'page runs but does not paint', false);
  }

  dispose(): void {
    this.#over = true;
    clearInterval(this.#timer);
  }

  #giveUp(details: object, what: string, hangs: boolean): void {
    if (this.#over) return;
    this.dispose();
    this.#log.error(details, `${what}; a fresh page takes its place`);
    this.#lost(hangs);
  }
}
