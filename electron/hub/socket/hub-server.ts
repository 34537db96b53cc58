import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Server } from 'socket.io';
import { PAIRING_NAMESPACE } from '../../../shared/contract/pairing';
import type { Problem } from '../../../shared/contract/problem';
import { handshakeSchema, WIRE_VERSION } from '../../../shared/contract/wire';
import type { HubToStream, StreamToHub } from '../../../shared/contract/wire';
import { HeatGrid } from '../../../shared/projection/heat-grid';
import type { DurationMs } from '../../../shared/time/instant';
import type { Clocks } from '../clocks';
import type { ServedHub } from '../hub';
import { StorageError } from '../log/storage-error';
import type { Logger } from '../logger';
import { NamelessChunks } from '../nameless-chunk';
import { overloaded, revoked, unauthorized, wireMismatch } from '../problems';
import { settingsOf } from '../recover';
import { PairingDoor, type PairingSpace } from '../screens/pairing-door';
import { PAIRING_LIMITS, type PairingLimits } from '../screens/pairings';
import { BOARD_LIMITS, type BoardLimits } from '../screens/screen-board';
import { ScreensDoor } from '../screens/screens-door';
import { WallCredentials } from '../screens/wall-credentials';
import { PUMP_LIMITS } from './pump';
import { Session, SESSION_LIMITS } from './session';
import type { HubSocket, SessionLimits, SocketData } from './session';
import { Tokens } from './tokens';
import type { Grant } from './tokens';

export interface ServerLimits {
  readonly session: SessionLimits;
  readonly mostSockets: number;
  /** The biggest message that a client may send. */
  readonly mostMessageBytes: number;
  /** Clients are sent what was committed at once, but not more often than this: what comes meanwhile travels together. */
  readonly batchMs: number;
  readonly heartbeatMs: number;
  /** So often a past that moves goes on. */
  readonly playMs: number;
  /** Every so many heartbeats carry a digest. */
  readonly digestEvery: number;
  readonly pairing: PairingLimits;
  readonly board: BoardLimits;
}

export const SERVER_LIMITS: ServerLimits = {
  session: { ...SESSION_LIMITS, pump: PUMP_LIMITS },
  mostSockets: 200,
  mostMessageBytes: 256 * 1024,
  batchMs: 15,
  heartbeatMs: 1_000,
  playMs: 250,
  digestEvery: 10,
  pairing: PAIRING_LIMITS,
  board: BOARD_LIMITS,
};

export interface ServerOptions {
  readonly hub: ServedHub;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly grants: readonly Grant[];
  /** Where the paired walls are kept; absent: they hold as long as this process lives. */
  readonly wallsFile?: string;
  readonly clocks: Clocks;
  readonly logger: Logger;
  readonly limits?: ServerLimits;
}

/** So often it is looked whether clients have taken all there is. */
const DRAIN_LOOK_MS = 5;

type HubIo = Server<StreamToHub, HubToStream, Record<string, never>, SocketData>;

/** The hub's only door: socket.io over websocket, for programs that show a token; never for a web page. */
export class HubServer {
  readonly url: string;
  readonly #io: HubIo;
  readonly #sessions = new Set<Session>();
  readonly #hub: ServedHub;
  readonly #clocks: Clocks;
  readonly #limits: ServerLimits;
  /** For all clients that read aggregates alone. */
  readonly #nameless: NamelessChunks;
  readonly #credentials: WallCredentials;
  readonly #screens: ScreensDoor;
  readonly #stopListening: () => void;
  readonly #heart: NodeJS.Timeout;
  readonly #player: NodeJS.Timeout;
  #pushTimer: NodeJS.Timeout | null = null;
  #pushedAt = Number.NEGATIVE_INFINITY;
  #beats = 0;

  /** Rejects when the port cannot be had. */
  static async listen(options: ServerOptions): Promise<HubServer> {
    const http = createServer((_request, response) => response.writeHead(404).end());
    const server = new HubServer(options, http);
    try {
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject);
        http.listen(options.port, options.host, () => {
          http.off('error', reject);
          resolve();
        });
      });
    } catch (error) {
      server.#stop();
      throw error;
    }
    http.on('error', (error) => options.logger.error({ why: String(error) }, 'the listening socket failed'));
    return server.#at(http);
  }

  private constructor(options: ServerOptions, http: HttpServer) {
    const { hub, clocks, logger, limits = SERVER_LIMITS } = options;
    this.#hub = hub;
    this.#clocks = clocks;
    this.#limits = limits;
    const { extent, heatCells } = settingsOf(hub.city);
    this.#nameless = new NamelessChunks(new HeatGrid(extent, heatCells));
    this.#credentials = new WallCredentials(options.wallsFile ?? null, clocks, logger);
    this.url = '';
    http.maxConnections = limits.mostSockets * 2;
    this.#io = new Server(http, {
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: limits.mostMessageBytes,
      connectTimeout: 5_000,
      pingInterval: 10_000,
      pingTimeout: 20_000,
      // Browsers always send an origin with a websocket, programs do not: no page on this machine may speak to the hub.
      allowRequest: (request, callback) => {
        if (request.headers.origin === undefined) return callback(null, true);
        logger.warn({ why: 'origin header' }, 'a connection was refused');
        callback('Web pages may not connect.', false);
      },
    });
    // Every namespace has messages of its own, which the types of a server do not know.
    const space = this.#io.of(PAIRING_NAMESPACE) as unknown as PairingSpace;
    const pairing = new PairingDoor(space, this.#credentials, limits.pairing, clocks, logger);
    this.#screens = new ScreensDoor({
      head: () => hub.head,
      credentials: this.#credentials,
      pairing,
      limits: limits.board,
      clocks,
      logger,
    });
    this.#authenticate(new Tokens(options.grants), logger);
    this.#io.on('connection', (socket) => {
      const session = this.#open(socket, logger);
      if (session === null) return;
      this.#sessions.add(session);
      socket.on('disconnect', () => this.#sessions.delete(session));
      const { role, actor } = socket.data.identity;
      logger.info({ socket: socket.id, role, actor, client: socket.data.client, sockets: this.#sessions.size }, 'a client has come');
      session.welcome();
      this.#screens.attach(socket);
    });
    this.#stopListening = hub.onCommitted(() => this.#pushSoon());
    this.#heart = setInterval(() => this.#beat(), limits.heartbeatMs);
    this.#player = setInterval(() => this.#play(), limits.playMs);
  }

  /** Resolves when every client that follows the present has taken all there is, or after `patienceMs`. */
  async drained(patienceMs: DurationMs): Promise<void> {
    const isDrained = () => [...this.#sessions].every(({ past, pump }) => past !== null || pump.hasAll);
    for (let waitedMs = 0; !isDrained() && waitedMs < patienceMs; waitedMs += DRAIN_LOOK_MS) await pause(DRAIN_LOOK_MS);
  }

  /** Says goodbye to every client and gives the port back. */
  async close(): Promise<void> {
    this.#stop();
    await this.#io.close();
  }

  #authenticate(tokens: Tokens, logger: Logger): void {
    this.#io.use((socket, next) => {
      const refuse = (problem: Problem) => {
        logger.warn({ socket: socket.id, why: problem.type }, 'a client was refused');
        next(Object.assign(new Error(problem.title), { data: problem }));
      };
      const handshake = handshakeSchema.safeParse(socket.handshake.auth);
      if (!handshake.success) return refuse(unauthorized());
      const { token, wire, client, past } = handshake.data;
      const paired = this.#credentials.identify(token);
      if (paired === 'revoked') return refuse(revoked());
      const identity = paired ?? tokens.identify(token);
      if (identity === null) return refuse(unauthorized());
      if (wire !== WIRE_VERSION) return refuse(wireMismatch(wire, WIRE_VERSION));
      if (this.#sessions.size >= this.#limits.mostSockets) {
        return refuse(overloaded(`This hub serves at most ${this.#limits.mostSockets} clients.`, 503));
      }
      socket.data.identity = { role: identity.role, actor: identity.actor };
      socket.data.wall = paired?.wall ?? null;
      socket.data.client = client;
      socket.data.past = past;
      next();
    });
  }

  /** null: the log cannot be read for it, and it is let go; it may come again. */
  #open(socket: HubSocket, logger: Logger): Session | null {
    try {
      return new Session(socket, this.#hub, this.#nameless, this.#limits.session, this.#clocks, logger);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      logger.error({ socket: socket.id, fault: error.fault, detail: error.message }, 'the past cannot be read for a client');
      socket.disconnect(true);
      return null;
    }
  }

  #pushSoon(): void {
    if (this.#pushTimer !== null) return;
    const waitMs = this.#pushedAt + this.#limits.batchMs - this.#clocks.monotonicMs();
    if (waitMs <= 0) this.#push();
    else this.#pushTimer = setTimeout(() => this.#push(), waitMs);
  }

  #push(): void {
    this.#pushTimer = null;
    this.#pushedAt = this.#clocks.monotonicMs();
    for (const session of this.#sessions) session.push();
  }

  #beat(): void {
    this.#beats += 1;
    const withDigest = this.#beats % this.#limits.digestEvery === 0;
    // The same for everybody who is at the head, so it is made once at most.
    const present = [...this.#sessions].filter(({ past }) => past === null);
    const digest = present.some(({ pump }) => pump.isAtHead && (withDigest || pump.needsDigest)) ? this.#hub.digest() : null;
    for (const session of this.#sessions) {
      session.push();
      session.heartbeat(() => {
        const { epoch, head, cityNow, speed } = session.moment;
        const isTold = digest !== null && session.past === null && session.pump.isAtHead && digest.seq === head;
        if (isTold) session.pump.digestTold();
        return { epoch, head, cityNow, serverNow: this.#clocks.wallMs(), speed, digest: isTold ? digest : null };
      });
    }
    this.#screens.beat();
  }

  /** What has come to light is told with its time: figures go on with it. */
  #play(): void {
    for (const session of this.#sessions) {
      if (session.past === null || session.past.speed === 0) continue;
      session.step();
      session.tellTime();
    }
  }

  #stop(): void {
    clearInterval(this.#heart);
    clearInterval(this.#player);
    if (this.#pushTimer !== null) clearTimeout(this.#pushTimer);
    this.#stopListening();
  }

  #at(http: HttpServer): this {
    const address = http.address();
    if (address === null || typeof address === 'string') throw new TypeError('a listening server has a port');
    const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    return Object.assign(this, { url: `http://${host}:${address.port}` });
  }
}
