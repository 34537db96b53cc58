import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { StreamCore } from '../../electron/stream/core';
import type { CommandOutcome, Frame, FromWindow, Tiles, ToWindow, Wants } from '../../shared/contract/frames';
import { EVERY_ROW } from '../doubles/every-row';
import { NO_FIGURES, type NoteWriter } from './notes';
import { hashText, sorted } from './record-hash';

const WANTS: Wants = {
  tiles: ['census', 'deadlines', 'emergency', 'tasks'],
  table: { ...EVERY_ROW, limit: 20 },
  selected: null,
};

/** A desk's page at the other end of a real port, which notes every frame that it shows and may be stalled. */
export class ChaosPage {
  /** Frames that did not follow what the page showed, and frames that came without a credit. */
  misfits = 0;
  uncredited = 0;
  readonly #port: MessagePort;
  readonly #notes: NoteWriter;
  readonly #answered: (key: string, outcome: CommandOutcome) => void;
  readonly #tiles: Partial<Tiles> = {};
  #frame: Frame | null = null;
  #unpainted = 0;
  #stalled = false;

  constructor(stream: StreamCore, notes: NoteWriter, answered: (key: string, outcome: CommandOutcome) => void) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port2;
    this.#notes = notes;
    this.#answered = answered;
    notes.add({ kind: 'page' });
    port2.on('message', (message: ToWindow) => this.#received(message));
    stream.attach(1, 'desk', true, {
      postMessage: (message) => port1.postMessage(message),
      onMessage: (listener) => port1.on('message', listener),
      onClose: (listener) => port1.on('close', listener),
      close: () => port1.close(),
    });
    this.say({ kind: 'hello', surface: 'desk', wants: WANTS });
  }

  say(message: FromWindow): void {
    this.#port.postMessage(message);
  }

  /** true: it gives no credit back, like a page that hangs. */
  stall(stalled: boolean): void {
    this.#stalled = stalled;
    if (!stalled) this.#paint();
  }

  close(): void {
    this.#port.close();
  }

  #received(message: ToWindow): void {
    if (message.kind === 'outcome') this.#answered(message.key, message.outcome);
    else if (message.kind === 'frame') this.#show(message.frame);
  }

  #show(frame: Frame): void {
    if (this.#unpainted !== 0) this.uncredited += 1;
    const shown = this.#frame;
    const fits = frame.base === null || (shown !== null && frame.number === shown.number + 1 && frame.base === shown.seq);
    if (fits) {
      this.#frame = frame;
      Object.assign(this.#tiles, frame.tiles);
      const { census } = this.#tiles;
      const isOfFrame = census !== undefined && frame.lagging?.census === undefined;
      this.#notes.add({ kind: 'frame', seq: frame.seq, figures: isOfFrame ? hashText(sorted(census)) : NO_FIGURES });
    } else {
      this.misfits += 1;
      this.say({ kind: 'refresh' });
    }
    this.#unpainted = frame.number;
    if (!this.#stalled) this.#paint();
  }

  #paint(): void {
    if (this.#unpainted === 0) return;
    const number = this.#unpainted;
    this.#unpainted = 0;
    this.say({ kind: 'credit', number });
  }
}
