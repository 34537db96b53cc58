import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach } from 'vitest';
import { StreamCore } from '../../electron/stream/core';
import type { StreamOptions } from '../../electron/stream/stream-options';
import type { WindowPort } from '../../electron/stream/window-port';
import type { ExpectedVersion, Frame, FromWindow, Surface, Tiles, ToWindow, Wants } from '../../shared/contract/frames';
import type { Command } from '../../shared/domain/commands';
import type { StreamReport } from '../../shared/contract/process';

const running = new Set<StreamCore>();
const ports = new Set<MessagePort>();

afterEach(async () => {
  for (const core of running) await core.stop();
  running.clear();
  for (const port of ports) port.close();
  ports.clear();
});

export interface RunningStream {
  readonly core: StreamCore;
  readonly reports: StreamReport[];
  readonly logLines: string[];
}

/** A stream as the app runs it, in this process; stopped after the test. */
export function runStream(options: Partial<StreamOptions> = {}): RunningStream {
  const reports: StreamReport[] = [];
  const logLines: string[] = [];
  const line = (level: string) => (facts: object, text: string) => {
    logLines.push(`${level} ${text} ${JSON.stringify(facts)}`);
  };
  const core = new StreamCore({
    client: 'test',
    log: { info: line('info'), warn: line('warn'), error: line('error') },
    report: (report) => reports.push(report),
    ...options,
  });
  running.add(core);
  return { core, reports, logLines };
}

function windowPort(port: MessagePort): WindowPort {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', listener),
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  };
}

const WALL: Wants = {
  tiles: ['city', 'catalogue', 'floor', 'floorDay', 'heat', 'deadlines', 'due', 'tasks', 'emergency', 'timeline', 'census'],
  table: null,
  selected: null,
};

/** A page at the other end of a real port. It refuses frames that do not fit, and counts frames that came without a credit. */
export class TestPage {
  readonly tiles: Partial<Tiles> = {};
  readonly frames: Frame[] = [];
  frame: Frame | null = null;
  misfits = 0;
  uncredited = 0;
  /** false: it has stalled and gives no credit back. */
  paints = true;
  readonly #port: MessagePort;
  readonly #watchers = new Set<() => void>();
  /** What was said of screens. */
  readonly screens: Extract<ToWindow, { kind: 'screens' | 'screen-picture' | 'screen-outcome' }>[] = [];
  readonly #outcomes: Extract<ToWindow, { kind: 'outcome' }>[] = [];
  readonly #histories: Extract<ToWindow, { kind: 'history' }>[] = [];
  #unpainted = 0;

  constructor(stream: StreamCore, surface: Surface, options: { window?: number; mayCommand?: boolean; wants?: Wants } = {}) {
    const { port1, port2 } = new MessageChannel();
    ports.add(port2);
    this.#port = port2;
    port2.on('message', (message: ToWindow) => this.#received(message));
    stream.attach(options.window ?? 1, surface, options.mayCommand ?? surface === 'desk', windowPort(port1));
    this.say({ kind: 'hello', surface, wants: options.wants ?? WALL });
  }

  say(message: FromWindow): void {
    this.#port.postMessage(message);
  }

  /** What no page of ours would say. */
  babble(message: unknown): void {
    this.#port.postMessage(message);
  }

  paint(): void {
    this.paints = true;
    if (this.#unpainted === 0) return;
    const number = this.#unpainted;
    this.#unpainted = 0;
    this.say({ kind: 'credit', number });
  }

  close(): void {
    this.#port.close();
  }

  /** Resolves as soon as `holds` does; looked at after every message. */
  async until(holds: (page: TestPage) => boolean): Promise<this> {
    if (holds(this)) return this;
    await new Promise<void>((resolve) => {
      const watch = (): void => {
        if (!holds(this)) return;
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
    });
    return this;
  }

  get state(): string {
    return this.tiles.link?.connection.state ?? 'nothing';
  }

  /** Sends a command and resolves with its outcome. */
  async command(
    key: string,
    command: Command,
    expected: readonly ExpectedVersion[] = [],
  ): Promise<Extract<ToWindow, { kind: 'outcome' }>['outcome']> {
    const before = this.#outcomes.length;
    this.say({ kind: 'command', key, expected, command });
    const mine = (): Extract<ToWindow, { kind: 'outcome' }> | undefined =>
      this.#outcomes.slice(before).find((outcome) => outcome.key === key);
    await this.until(() => mine() !== undefined);
    return mine()!.outcome;
  }

  async history(id: number, key: number): Promise<Extract<ToWindow, { kind: 'history' }>> {
    this.say({ kind: 'history', id, case: key });
    const mine = (): Extract<ToWindow, { kind: 'history' }> | undefined => this.#histories.find((answer) => answer.id === id);
    await this.until(() => mine() !== undefined);
    return mine()!;
  }

  #received(message: ToWindow): void {
    if (message.kind === 'outcome') this.#outcomes.push(message);
    else if (message.kind === 'history') this.#histories.push(message);
    else if (message.kind === 'frame') this.#show(message.frame);
    else this.screens.push(message);
    for (const watch of this.#watchers) watch();
  }

  #show(frame: Frame): void {
    if (this.#unpainted !== 0) this.uncredited += 1;
    const fits = frame.base === null || (this.frame !== null && frame.number === this.frame.number + 1 && frame.base === this.frame.seq);
    if (!fits) {
      this.misfits += 1;
      this.say({ kind: 'refresh' });
    } else {
      this.frame = frame;
      this.frames.push(frame);
      Object.assign(this.tiles, frame.tiles);
    }
    this.#unpainted = frame.number;
    if (this.paints) this.paint();
  }
}
