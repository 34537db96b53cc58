import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { Surface } from '../../shared/contract/frames';
import type { ToStream } from '../../shared/contract/process';
import { surfaceOf } from './origin';

/** Whoever can hand a message with ports to the stream; null while the stream is down. */
export type StreamDoor = () => { post(message: ToStream, ports: MessagePortMain[]): void } | null;

/**
 * Gives pages their ports to the stream. A port carries no sender, so possession is authority: it is made only for a page whose origin was
 * checked, tied to the nonce of that page's own request, and checked again in the moment it is handed over.
 */
export class Broker {
  readonly #streamOf: (contents: WebContents) => ReturnType<StreamDoor>;
  /** The newest request of each page that came while the stream was down. */
  readonly #waiting = new Map<number, { contents: WebContents; surface: Surface; nonce: string }>();

  /** @param streamOf the stream whose picture a page shows */
  constructor(streamOf: (contents: WebContents) => ReturnType<StreamDoor>) {
    this.#streamOf = streamOf;
  }

  request(contents: WebContents, surface: Surface, nonce: string): void {
    const stream = this.#streamOf(contents);
    if (stream === null) {
      this.#waiting.set(contents.id, { contents, surface, nonce });
      contents.once('destroyed', () => this.#waiting.delete(contents.id));
      return;
    }
    if (contents.isDestroyed() || surfaceOf(contents.getURL()) !== surface) return;
    const { port1, port2 } = new MessageChannelMain();
    stream.post({ kind: 'attach', window: contents.id, surface, mayCommand: surface === 'desk' }, [port1]);
    contents.postMessage('port', nonce, [port2]);
  }

  /** A stream is up: pages that waited get their ports. */
  streamReady(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { contents, surface, nonce } of waiting) {
      if (!contents.isDestroyed()) this.request(contents, surface, nonce);
    }
  }
}
