import { connect, createServer, type Server, type Socket } from 'node:net';

export type Direction = 'up' | 'down';

/** What the network does to everything that passes, until it is mended. Bytes are late or never come; they are never others. */
export type Weather =
  | { readonly kind: 'clear' }
  /** Connections are taken and stay open; nothing passes either way, and nobody is told. */
  | { readonly kind: 'black-hole' }
  /** The same in one direction: `up` is stream → hub. */
  | { readonly kind: 'half-open'; readonly silent: Direction }
  /** Towards the stream. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** Every piece comes in two, with a pause in the middle: a frame of the websocket is cut where it happens to be. */
  | { readonly kind: 'torn'; readonly pauseMs: number }
  /** Whoever connects is reset at once. */
  | { readonly kind: 'refusing' };

/** Bytes that wait in one direction of one connection before its sender is held up, as by a full window of TCP. */
const MOST_WAITING = 64 * 1024;
const SLICE_MS = 20;

/** One network between a stream and the hub, where a run can do what networks do. */
export class FaultProxy {
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  #weather: Weather = { kind: 'clear' };
  #port = 0;
  opened = 0;

  /** @param hubPort where the hub listens now; null: nowhere */
  static async open(hubPort: () => number | null): Promise<FaultProxy> {
    const proxy = new FaultProxy(hubPort);
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    const address = proxy.#server.address();
    proxy.#port = typeof address === 'object' && address !== null ? address.port : 0;
    return proxy;
  }

  private constructor(hubPort: () => number | null) {
    this.#server = createServer((near) => {
      this.opened += 1;
      const port = hubPort();
      if (this.#weather.kind === 'refusing' || port === null) {
        near.on('error', () => {});
        resetNow(near);
        return;
      }
      const line = new Line(near, connect(port, '127.0.0.1'), this.#weather, () => this.#lines.delete(line));
      this.#lines.add(line);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get weather(): Weather {
    return this.#weather;
  }

  /** What was held back comes late when the weather clears, as far as anybody still listens. */
  set weather(weather: Weather) {
    this.#weather = weather;
    for (const line of this.#lines) line.weather = weather;
  }

  /** Resets every connection (RST, not FIN). */
  reset(): void {
    for (const line of this.#lines) line.reset();
  }

  /** Lets `bytes` more pass down every connection and resets it there: in the middle of whatever is under way. */
  cutAfter(bytes: number): void {
    for (const line of this.#lines) line.cutAfter(bytes);
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}

/** One connection: two pipes and their ends. */
class Line {
  readonly #ends: readonly [Socket, Socket];
  readonly #pipes: readonly [Pipe, Pipe];

  constructor(near: Socket, far: Socket, weather: Weather, ended: () => void) {
    this.#ends = [near, far];
    this.#pipes = [new Pipe('up', near, far, weather), new Pipe('down', far, near, weather)];
    for (const end of this.#ends) {
      end.setNoDelay(true);
      end.on('error', () => {});
      end.on('close', () => {
        ended();
        near.destroy();
        far.destroy();
        for (const pipe of this.#pipes) pipe.end();
      });
    }
  }

  set weather(weather: Weather) {
    for (const pipe of this.#pipes) pipe.turn(weather);
  }

  reset(): void {
    for (const end of this.#ends) resetNow(end);
  }

  cutAfter(bytes: number): void {
    this.#pipes[1].cutAfter(bytes, () => this.reset());
  }
}

/** One direction of one connection: a queue of bytes that the weather empties. */
class Pipe {
  readonly #direction: Direction;
  readonly #from: Socket;
  readonly #to: Socket;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #weather: Weather;
  #timer: NodeJS.Timeout | null = null;
  #isCut = false;
  #cut: { left: number; readonly done: () => void } | null = null;

  constructor(direction: Direction, from: Socket, to: Socket, weather: Weather) {
    this.#direction = direction;
    this.#from = from;
    this.#to = to;
    this.#weather = weather;
    from.on('data', (bytes) => {
      this.#waiting.push(bytes);
      this.#waitingBytes += bytes.length;
      if (this.#waitingBytes > MOST_WAITING) from.pause();
      this.#pass();
    });
    to.on('drain', () => this.#pass());
  }

  turn(weather: Weather): void {
    this.#weather = weather;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#pass();
  }

  cutAfter(bytes: number, done: () => void): void {
    this.#cut = { left: bytes, done };
    this.#pass();
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #pass(): void {
    while (!this.#isCut && this.#timer === null && this.#waiting.length > 0 && !this.#to.destroyed && !this.#to.writableNeedDrain) {
      const weather = this.#weather;
      if (weather.kind === 'black-hole' || (weather.kind === 'half-open' && weather.silent === this.#direction)) return;
      if (weather.kind === 'slow' && this.#direction === 'down') {
        this.#send(Math.max(1, Math.floor((weather.bytesPerSecond * SLICE_MS) / 1_000)));
        this.#wait(SLICE_MS);
      } else if (weather.kind === 'torn') {
        this.#send(Math.ceil((this.#waiting[0]?.length ?? 0) / 2));
        this.#wait(weather.pauseMs);
      } else {
        this.#send(Number.POSITIVE_INFINITY);
      }
    }
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#pass();
    }, ms);
  }

  /** At most `most` bytes of the first piece that waits. */
  #send(most: number): void {
    const first = this.#waiting.shift();
    if (first === undefined) return;
    const cut = this.#cut;
    const length = Math.min(first.length, most, cut?.left ?? Number.POSITIVE_INFINITY);
    if (length < first.length) this.#waiting.unshift(first.subarray(length));
    this.#to.write(first.subarray(0, length));
    this.#waitingBytes -= length;
    if (this.#waitingBytes <= MOST_WAITING) this.#from.resume();
    if (cut === null) return;
    cut.left -= length;
    if (cut.left > 0) return;
    this.#isCut = true;
    // Not before the bytes above have left.
    this.#to.write('', () => cut.done());
  }
}

/** RST and nothing before it. `resetAndDestroy` says FIN first, which a program may take for an orderly end; it is this flag that makes the difference. */
function resetNow(socket: Socket): void {
  Reflect.set(socket, 'resetAndClosing', true);
  socket.destroy();
}
