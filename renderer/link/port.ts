import type { FromWindow, Surface, ToWindow, Wants } from '../../shared/contract/frames';
import type { Bridge } from '../../shared/contract/bridge';

/** What the link needs of the world; tests hand in their own. */
export interface PortOutside {
  readonly bridge: Pick<Bridge, 'requestPort'>;
  readonly window: Pick<Window, 'addEventListener' | 'setInterval'>;
  readonly now: () => number;
  /** Calls back when what the page has changed until now is painted and it may be changed again. */
  readonly afterPaint: (then: () => void) => void;
  readonly nonce: () => string;
}

export interface PortListener {
  /** Resolves nothing: the credit is given back after the paint that follows. */
  message(message: ToWindow): void;
  /** A new port is there: everything that was asked over the old one must be asked again. */
  opened(): void;
}

/** A port that has been silent for this long is asked for anew: the stream speaks at least every second. */
const SILENCE_LIMIT_MS = 4_000;

/**
 * The page's only door out: one port to the stream, opened again whenever it closes or falls silent. Frames are credited after they have
 * been painted, so a page that cannot keep up is sent less, not more.
 */
export class StreamPort {
  readonly #surface: Surface;
  readonly #outside: PortOutside;
  readonly #listener: PortListener;
  #wants: Wants;
  #port: MessagePort | null = null;
  #nonce = '';
  #heardAt: number;

  constructor(surface: Surface, wants: Wants, outside: PortOutside, listener: PortListener) {
    this.#surface = surface;
    this.#wants = wants;
    this.#outside = outside;
    this.#listener = listener;
    this.#heardAt = outside.now();
    outside.window.addEventListener('message', (event) => this.#received(event));
    outside.window.setInterval(() => this.#watch(), 1_000);
    this.#request();
  }

  /** false: no port is open now, the message was not sent. */
  send(message: FromWindow): boolean {
    if (this.#port === null) return false;
    this.#port.postMessage(message);
    return true;
  }

  want(wants: Wants): void {
    this.#wants = wants;
    this.send({ kind: 'want', wants });
  }

  #request(): void {
    this.#heardAt = this.#outside.now();
    this.#nonce = this.#outside.nonce();
    this.#outside.bridge.requestPort(this.#nonce);
  }

  #watch(): void {
    if (this.#outside.now() - this.#heardAt > SILENCE_LIMIT_MS) {
      this.#drop();
      this.#request();
    }
  }

  #drop(): void {
    this.#port?.close();
    this.#port = null;
  }

  #received(event: MessageEvent): void {
    const data: unknown = event.data;
    if (typeof data !== 'object' || data === null || !('hotlineWallPort' in data) || data.hotlineWallPort !== this.#nonce) return;
    const port = event.ports[0];
    if (port === undefined) return;
    this.#drop();
    this.#port = port;
    port.addEventListener('message', (message: MessageEvent<ToWindow>) => {
      if (this.#port !== port) return;
      this.#heardAt = this.#outside.now();
      this.#listener.message(message.data);
      if (message.data.kind === 'frame') this.#creditAfterPaint(port, message.data.frame.number);
    });
    port.addEventListener('close', () => {
      if (this.#port !== port) return;
      this.#port = null;
      this.#request();
    });
    port.start();
    this.#listener.opened();
    this.send({ kind: 'hello', surface: this.#surface, wants: this.#wants });
  }

  #creditAfterPaint(port: MessagePort, number: number): void {
    this.#outside.afterPaint(() => {
      if (this.#port === port) port.postMessage({ kind: 'credit', number } satisfies FromWindow);
    });
  }
}
