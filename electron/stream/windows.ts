import type { CommandOutcome, Surface, ToWindow } from '../../shared/contract/frames';
import type { Problem } from '../../shared/contract/problem';
import { parseRecords } from '../../shared/contract/records';
import type { ScreenOutcome } from '../../shared/contract/screens';
import { commandSchema } from '../../shared/contract/wire';
import type { CaseKey } from '../../shared/domain/keys';
import type { DurationMs } from '../../shared/time/instant';
import { type FrameLimits, type Scene, WindowFrames } from './frames';
import type { HistoryAnswer } from './hub-link';
import type { Outbox } from './outbox';
import type { ScreensRelay } from './screens-relay';
import type { StreamLog } from './stream-log';
import { type CheckedFromWindow, checkedFromWindow } from './window-messages';
import type { WindowPort } from './window-port';

const HISTORY_ANSWER_MS = 5_000;
const MOST_HISTORIES = 16;
const MOST_WINDOWS = 64;

export interface WindowsOutside {
  readonly monotonicMs: () => number;
  readonly log: StreamLog;
  readonly limits: FrameLimits;
  readonly scene: () => Scene;
  /** Of the picture that windows see; null: they see none. */
  readonly epoch: () => string | null;
  readonly outbox: Outbox;
  readonly screens: Pick<ScreensRelay, 'consoles' | 'greet' | 'request'>;
  /** Rejects when the hub does not answer. */
  readonly history: (key: CaseKey, timeoutMs: number) => Promise<HistoryAnswer>;
}

interface Window {
  readonly port: WindowPort;
  /** Posts unless the window has gone meanwhile. */
  readonly post: (message: ToWindow) => void;
  readonly mayCommand: boolean;
  readonly frames: WindowFrames;
  histories: number;
  /** Its console of screens is open. */
  console: boolean;
  strange: number;
}

/** The windows that are attached: their messages in, frames and answers out. */
export class Windows {
  readonly #outside: WindowsOutside;
  readonly #windows = new Map<number, Window>();
  #timer: NodeJS.Timeout | null = null;
  #timerAt = Number.POSITIVE_INFINITY;
  /** Somebody waits for what they paint. */
  #waiting: { readonly isEnough: () => boolean; readonly enough: () => void } | null = null;

  constructor(outside: WindowsOutside) {
    this.#outside = outside;
  }

  /** A window that is attached already gets its new port in place of the old. */
  attach(id: number, surface: Surface, mayCommand: boolean, port: WindowPort): void {
    this.detach(id);
    if (this.#windows.size >= MOST_WINDOWS) {
      this.#outside.log.warn({ window: id }, 'too many windows are attached; this one is not');
      port.close();
      return;
    }
    const window: Window = {
      port,
      post: (message) => {
        if (this.#windows.get(id) === window) port.postMessage(message);
      },
      mayCommand,
      frames: new WindowFrames(surface, mayCommand, this.#outside.limits),
      histories: 0,
      console: false,
      strange: 0,
    };
    this.#windows.set(id, window);
    port.onClose(() => {
      if (this.#windows.get(id) !== window) return;
      this.#windows.delete(id);
      this.#lookAtConsoles();
    });
    port.onMessage((data) => {
      if (this.#windows.get(id) === window) this.#received(id, window, data);
    });
  }

  detach(id: number): void {
    const window = this.#windows.get(id);
    this.#windows.delete(id);
    window?.port.close();
    if (window?.console === true) this.#lookAtConsoles();
  }

  /** Tells all windows whose console is open. */
  tellConsoles(message: ToWindow): void {
    for (const { console, post } of this.#windows.values()) if (console) post(message);
  }

  #lookAtConsoles(): void {
    this.#outside.screens.consoles([...this.#windows.values()].some(({ console }) => console));
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#waiting?.enough();
    for (const id of this.#windows.keys()) this.detach(id);
  }

  /** Resolves when so many windows have painted something of a city, at the latest after `patienceMs`. One thing is waited for at a time. */
  painted(count: number, patienceMs: DurationMs): Promise<void> {
    return this.#until(() => [...this.#windows.values()].filter(({ frames }) => frames.painted).length >= count, patienceMs);
  }

  /** The same of a frame that said that it is live. */
  paintedLive(count: number, patienceMs: DurationMs): Promise<void> {
    return this.#until(() => [...this.#windows.values()].filter(({ frames }) => frames.paintedLive).length >= count, patienceMs);
  }

  async #until(isEnough: () => boolean, patienceMs: DurationMs): Promise<void> {
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, patienceMs);
      const enough = (): void => {
        clearTimeout(late);
        resolve();
      };
      this.#waiting = { isEnough, enough };
      this.#lookWhetherEnough();
    });
    this.#waiting = null;
  }

  #lookWhetherEnough(): void {
    if (this.#waiting?.isEnough() === true) this.#waiting.enough();
  }

  /** Sends every frame that is due now and plans the next look. Never called while the picture is changing. */
  pump(): void {
    if (this.#windows.size === 0) return;
    const now = this.#outside.monotonicMs();
    const scene = this.#outside.scene();
    let againAt = Number.POSITIVE_INFINITY;
    for (const { frames, post } of this.#windows.values()) {
      const turn = frames.turn(scene, now);
      if ('frame' in turn) post({ kind: 'frame', frame: turn.frame });
      else againAt = Math.min(againAt, turn.againAt);
    }
    this.#plan(againAt, now);
  }

  #plan(at: number, now: number): void {
    if (this.#timer !== null && this.#timerAt <= at && this.#timerAt > now) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#timerAt = at;
    if (!Number.isFinite(at)) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.pump();
      },
      Math.max(1, Math.ceil(at - now)),
    );
  }

  #received(id: number, window: Window, data: unknown): void {
    const message = checkedFromWindow(data);
    if (message === null) {
      window.strange += 1;
      if (window.strange === 1) this.#outside.log.warn({ window: id }, 'a window sends what the contract does not know; it is ignored');
      return;
    }
    switch (message.kind) {
      case 'hello':
        window.frames.hello(message.wants);
        this.pump();
        break;
      case 'credit':
        window.frames.credit(message.number);
        this.#lookWhetherEnough();
        this.pump();
        break;
      case 'want':
        window.frames.want(message.wants);
        this.pump();
        break;
      case 'refresh':
        window.frames.refresh();
        this.pump();
        break;
      case 'command':
        this.#command(window, message);
        break;
      case 'history':
        void this.#history(window, message.id, message.case);
        break;
      case 'console':
        window.console = message.open && window.mayCommand;
        this.#lookAtConsoles();
        if (window.console) this.#outside.screens.greet(window.post);
        break;
      case 'screen-request':
        void this.#screenRequest(window, message);
        break;
    }
  }

  #command(window: Window, { key, expected, command }: Extract<CheckedFromWindow, { kind: 'command' }>): void {
    const reply = (outcome: CommandOutcome): void => window.post({ kind: 'outcome', key, outcome });
    if (!window.mayCommand) {
      reply({ ok: false, problem: FORBIDDEN });
      return;
    }
    const parsed = commandSchema.safeParse({ key, expected, command });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      reply({ ok: false, problem: { ...INVALID, params: { field: issue?.path.join('.') ?? '' } } });
      return;
    }
    const epoch = this.#outside.epoch();
    if (epoch === null) reply({ ok: false, problem: NO_PICTURE });
    else this.#outside.outbox.submit(parsed.data, epoch, reply);
  }

  async #screenRequest(window: Window, { id, request }: Extract<CheckedFromWindow, { kind: 'screen-request' }>): Promise<void> {
    const outcome: ScreenOutcome = window.mayCommand ? await this.#outside.screens.request(request) : { ok: false, problem: FORBIDDEN };
    window.post({ kind: 'screen-outcome', id, outcome });
  }

  async #history(window: Window, id: number, key: CaseKey): Promise<void> {
    const answer = (records: Extract<ToWindow, { kind: 'history' }>['records'], problem: Problem | null): void =>
      window.post({ kind: 'history', id, case: key, records, problem });
    if (!window.mayCommand) {
      answer([], FORBIDDEN);
      return;
    }
    if (window.histories >= MOST_HISTORIES) {
      answer([], TOO_MANY);
      return;
    }
    window.histories += 1;
    try {
      const found = await this.#outside.history(key, HISTORY_ANSWER_MS);
      if (!found.ok) {
        answer([], found.problem);
        return;
      }
      const parsed = parseRecords(found.bytes);
      if (parsed.ok) answer(parsed.records, null);
      else answer([], UNREADABLE);
    } catch {
      // Expected: no connection, or no answer in time. The window is told so.
      answer([], NO_ANSWER);
    } finally {
      window.histories -= 1;
    }
  }
}

const FORBIDDEN: Problem = {
  type: 'forbidden',
  title: 'This window may not do that',
  status: 403,
  detail: 'Commands and histories are for the desk. Nothing was changed.',
};
const INVALID: Problem = { type: 'invalid', title: 'The command is not well formed', status: 400, detail: 'Nothing was sent to the hub.' };
const NO_PICTURE: Problem = {
  type: 'unavailable',
  title: 'Nothing is known of the city yet',
  status: 503,
  detail: 'The hub has not been heard since the start. Nothing was sent; the command can be given again.',
};
const TOO_MANY: Problem = {
  type: 'overloaded',
  title: 'Too many questions are open',
  status: 503,
  detail: 'Ask again when one of them has been answered.',
};
const NO_ANSWER: Problem = {
  type: 'unavailable',
  title: 'The hub did not answer',
  status: 503,
  detail: 'The history can be asked for again.',
};
const UNREADABLE: Problem = {
  type: 'invalid',
  title: 'The hub sent a history that cannot be read',
  status: 502,
  detail: 'The history can be asked for again.',
};
