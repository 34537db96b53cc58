import type { WebContents } from 'electron';
import type { Pulse } from '../../shared/contract/bridge';
import type { RestartReason } from '../../shared/contract/screens';
import { SILENCE_MS } from '../../shared/contract/silence';
import type { Logger } from './log';

/** A page whose pulse is older than this hangs. Chromium's own `unresponsive` stays silent while nobody touches the window. */
const HANG_LIMIT_MS = 6_000;
/** A page may take this long to load before its first pulse. */
const LOAD_LIMIT_MS = 20_000;
/** Pulses in a row with a lost WebGL context, or without a new animation frame while visible, before the page is given up. */
const BAD_PULSES = 10;
const LOOK_EVERY_MS = 500;
/** Frames are counted over at least this. */
const LEAST_BETWEEN_MS = 500;

/** A sign of life: when it came, on main's monotonic clock. */
export interface SeenPulse {
  readonly pulse: Pulse;
  readonly at: number;
  readonly framesPerSecond: number | null;
}

export interface PageWatchOutside {
  /** Whether the page's window is to be seen. */
  readonly visible: () => boolean;
  /** Nothing was heard of the page for so long that its picture is old; `false`: it has given a sign of life again. */
  readonly late: (late: boolean) => void;
  /** Once, when the page is given up, and what was the matter. `hung`: its process is there still and does nothing. */
  readonly lost: (reason: RestartReason) => void;
}

/** Watches one page and says when it is late, and, once, when it is dead, hung, frozen or without its graphics. */
export class PageWatch {
  readonly #outside: PageWatchOutside;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  #deadline = performance.now() + LOAD_LIMIT_MS;
  #last: SeenPulse | null = null;
  /** Told of the next pulse. */
  #listeners: ((pulse: Pulse) => void)[] = [];
  #late = false;
  #bad = 0;
  #over = false;

  constructor(contents: WebContents, outside: PageWatchOutside, log: Logger) {
    this.#outside = outside;
    this.#log = log;
    contents.on('render-process-gone', (_event, details) => {
      this.#giveUp({ reason: details.reason, code: details.exitCode }, 'page process ended', 'crashed');
    });
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** true: it has given signs of life. */
  get healthy(): boolean {
    return this.#last !== null;
  }

  /** true: it has given one lately. */
  get alive(): boolean {
    return this.healthy && performance.now() <= this.#deadline;
  }

  /** The last sign of life, and how many frames a second lay between it and the one before. */
  get last(): SeenPulse | null {
    return this.#last;
  }

  /** The page is loaded anew: it has as long as at first. */
  reloads(): void {
    this.#last = null;
    this.#bad = 0;
    this.#deadline = performance.now() + LOAD_LIMIT_MS;
  }

  /** Resolves when a pulse says so; false: not within `limitMs`. */
  untilPulse(says: (pulse: Pulse) => boolean, limitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const listener = (pulse: Pulse): void => {
        if (says(pulse)) end(true);
      };
      const end = (said: boolean): void => {
        clearTimeout(late);
        this.#listeners = this.#listeners.filter((each) => each !== listener);
        resolve(said);
      };
      const late = setTimeout(() => end(false), limitMs);
      this.#listeners = [...this.#listeners, listener];
    });
  }

  pulse(pulse: Pulse): void {
    const now = performance.now();
    const frozen = this.#outside.visible() && this.#last !== null && pulse.frames === this.#last.pulse.frames;
    this.#bad = frozen || pulse.webgl === false ? this.#bad + 1 : 0;
    this.#last = { pulse, at: now, framesPerSecond: framesPerSecond(this.#last, pulse, now) };
    this.#deadline = now + HANG_LIMIT_MS;
    if (this.#late) this.#tellLate(false);
    for (const listener of this.#listeners) listener(pulse);
    if (this.#bad >= BAD_PULSES) this.#giveUp({ frozen, webgl: pulse.webgl }, 'page runs but does not paint', 'frozen');
  }

  dispose(): void {
    this.#over = true;
    clearInterval(this.#timer);
  }

  #look(): void {
    const left = this.#deadline - performance.now();
    if (left < 0) this.#giveUp({ limitMs: HANG_LIMIT_MS }, 'page gives no sign of life', 'hung');
    else if (this.healthy && !this.#late && left < HANG_LIMIT_MS - SILENCE_MS) this.#tellLate(true);
  }

  #tellLate(late: boolean): void {
    this.#late = late;
    this.#outside.late(late);
  }

  #giveUp(details: object, what: string, reason: RestartReason): void {
    if (this.#over) return;
    this.dispose();
    this.#log.error(details, `${what}; a fresh page takes its place`);
    this.#outside.lost(reason);
  }
}

/** null: nothing to compare with; pulses that come at once tell nothing. */
function framesPerSecond(before: SeenPulse | null, pulse: Pulse, now: number): number | null {
  if (before === null || pulse.frames < before.pulse.frames) return null;
  const passedMs = now - before.at;
  return passedMs < LEAST_BETWEEN_MS ? before.framesPerSecond : ((pulse.frames - before.pulse.frames) / passedMs) * 1_000;
}
