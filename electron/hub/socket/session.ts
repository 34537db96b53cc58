import type { Socket } from 'socket.io';
import type { z } from 'zod';
import { packRecords } from '../../../shared/contract/pack';
import type { Problem } from '../../../shared/contract/problem';
import { commandSchema, historySchema, joinSchema, tookSchema } from '../../../shared/contract/wire';
import { pastSchema } from '../../../shared/contract/past';
import type { Heartbeat, HubToStream, StreamToHub } from '../../../shared/contract/wire';
import type { Past } from '../../../shared/contract/past';
import { aggregatesOf } from '../aggregate-source';
import type { Clocks } from '../clocks';
import type { ServedHub } from '../hub';
import { StorageError } from '../log/storage-error';
import type { Logger } from '../logger';
import type { NamelessChunks } from '../nameless-chunk';
import type { PastView } from '../past-view';
import { forbidden, malformed, overloaded, storageProblem, unavailable } from '../problems';
import { SCREEN_MESSAGES } from '../screens/screen-messages';
import { PERMISSIONS } from './permissions';
import { Pump } from './pump';
import type { PumpLimits } from './pump';
import { RateLimit } from './rate-limit';
import type { Identity } from './tokens';

/** What a socket of ours carries beside its messages. */
export interface SocketData {
  identity: Identity;
  client: string;
  /** The paired wall that it is; null: it has shown a token of its own. */
  wall: string | null;
  /** null: it follows the present. */
  past: Past | null;
}

export type HubSocket = Socket<StreamToHub, HubToStream, Record<string, never>, SocketData>;

export interface SessionLimits {
  readonly pump: PumpLimits;
  readonly commandsPerSecond: number;
  readonly commandBurst: number;
  readonly historiesPerSecond: number;
  readonly joinsPerSecond: number;
  readonly seeksPerSecond: number;
  readonly messagesPerSecond: number;
  /** Answers with histories that wait for the network. */
  readonly mostUnsentHistoryBytes: number;
}

export const SESSION_LIMITS: Omit<SessionLimits, 'pump'> = {
  commandsPerSecond: 20,
  commandBurst: 100,
  historiesPerSecond: 10,
  joinsPerSecond: 2,
  seeksPerSecond: 5,
  messagesPerSecond: 2_000,
  mostUnsentHistoryBytes: 1024 * 1024,
};

const MESSAGES: ReadonlySet<string> = new Set<keyof StreamToHub>(['join', 'took', 'seek', 'command', 'history', ...SCREEN_MESSAGES]);

/** One client: checks what it says, answers, and pumps the log to it. Messages are data from outside: none of them may throw. */
export class Session {
  readonly pump: Pump;
  /** Where it is in the past; null: it follows the present. */
  readonly past: PastView | null;
  readonly #socket: HubSocket;
  readonly #hub: ServedHub;
  readonly #logger: Logger;
  readonly #limits: SessionLimits;
  readonly #clocks: Clocks;
  readonly #commands: RateLimit;
  readonly #histories: RateLimit;
  #unsentHistoryBytes = 0;
  /** A heartbeat found the socket busy: the next one goes as soon as it is not. */
  #heartbeatDue: (() => Heartbeat) | null = null;

  constructor(socket: HubSocket, hub: ServedHub, namelessChunks: NamelessChunks, limits: SessionLimits, clocks: Clocks, logger: Logger) {
    this.#socket = socket;
    this.#hub = hub;
    this.#logger = logger;
    this.#limits = limits;
    this.#clocks = clocks;
    this.#commands = new RateLimit(limits.commandsPerSecond, limits.commandBurst, clocks);
    this.#histories = new RateLimit(limits.historiesPerSecond, limits.historiesPerSecond * 5, clocks);
    this.past = socket.data.past === null ? null : hub.past(socket.data.past);
    const seeks = new RateLimit(limits.seeksPerSecond, limits.seeksPerSecond * 10, clocks);
    const joins = new RateLimit(limits.joinsPerSecond, limits.joinsPerSecond * 10, clocks);
    const messages = new RateLimit(limits.messagesPerSecond, limits.messagesPerSecond * 5, clocks);
    const { transport } = socket.conn;
    const source = this.past ?? hub;
    this.pump = new Pump(
      PERMISSIONS[socket.data.identity.role].detail === 'cases' ? source : aggregatesOf(source, namelessChunks),
      {
        get writable() {
          return transport.writable;
        },
        batch: (message) => socket.emit('batch', message),
        snapshot: (message) => socket.emit('snapshot', message),
        pumpAgain: () => this.push(),
      },
      limits.pump,
      logger,
    );
    // Listen before anything is sent. `transport` stays the same: websocket is the only one and nothing is upgraded.
    transport.on('ready', () => this.#ready());
    socket.use(([name], next) => {
      if (!messages.take()) this.#close('too many messages');
      else if (typeof name !== 'string' || !MESSAGES.has(name)) this.#close('unknown message');
      else next();
    });
    socket.on('join', (message) => {
      const join = this.#parse(joinSchema, message, 'join');
      if (join === null) return;
      if (!joins.take()) this.#close('too many joins');
      else this.#pumping(() => this.pump.join(join));
    });
    socket.on('took', (message) => {
      const took = this.#parse(tookSchema, message, 'took');
      if (took === null) return;
      this.#pumping(() => this.pump.took(took.seq));
      // Where it was put is reached: its clock need not wait for the next second.
      if (this.past !== null && took.seq === this.past.head) this.tellTime();
    });
    socket.on('seek', (message) => {
      const past = this.#parse(pastSchema, message, 'seek');
      if (past === null) return;
      if (this.past === null) this.#close('a seek of a client in the present');
      else if (seeks.take()) this.#seek(this.past, past);
      else this.#close('too many seeks');
    });
    socket.on('command', (message, answer) => this.#command(message, answer));
    socket.on('history', (message, answer) => this.#history(message, answer));
    socket.on('disconnect', (reason) => {
      this.pump.close();
      this.#logger.info({ socket: socket.id, reason }, 'a client has gone');
    });
  }

  /** Where its client is: in the present, or in a past of its own. */
  get moment(): Pick<ServedHub, 'cityNow' | 'epoch' | 'head' | 'speed'> {
    return this.past ?? this.#hub;
  }

  /** Says what the client is served, first of all and after every seek. */
  welcome(): void {
    const { source, city, reach } = this.#hub;
    const { epoch, head, cityNow, speed } = this.moment;
    const { role, actor } = this.#socket.data.identity;
    this.#socket.emit('welcome', { epoch, head, cityNow, speed, source, city, role, actor, reach });
  }

  /** A heartbeat without a digest. */
  tellTime(): void {
    this.heartbeat(() => {
      const { epoch, head, cityNow, speed } = this.moment;
      return { epoch, head, cityNow, serverNow: this.#clocks.wallMs(), speed, digest: null };
    });
  }

  /** Time passes in its past, if it has one that moves. */
  step(): void {
    const { past } = this;
    if (past === null || past.speed === 0) return;
    this.#pumping(() => {
      past.step();
      this.pump.pump();
    });
  }

  #seek(past: PastView, to: Past): void {
    this.#pumping(() => {
      past.seek(to);
      this.welcome();
      this.pump.pump();
    });
  }

  /** Sends what can be sent now. */
  push(): void {
    this.#pumping(() => this.pump.pump());
  }

  /** Sends a heartbeat, or as soon as the network takes more: it is made when it is sent, so that it is never old. */
  heartbeat(make: () => Heartbeat): void {
    if (this.#socket.conn.transport.writable) this.#socket.emit('heartbeat', make());
    else this.#heartbeatDue = make;
  }

  #ready(): void {
    this.#unsentHistoryBytes = 0;
    if (this.#heartbeatDue !== null && this.#socket.conn.transport.writable) {
      this.#socket.emit('heartbeat', this.#heartbeatDue());
      this.#heartbeatDue = null;
    }
    this.push();
  }

  /** The log may not be readable: the client keeps what it has and hears of it by the heartbeats that go on. */
  #pumping(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#logger.error({ socket: this.#socket.id, fault: error.fault, detail: error.message }, 'records cannot be read for a client');
    }
  }

  #command(message: unknown, answer: unknown): void {
    if (!isAnswer(answer)) return this.#close('a command without a way to answer it');
    const refuse = (problem: Problem) => answer({ ok: false, problem });
    const { identity } = this.#socket.data;
    if (this.past !== null) return refuse(forbidden('The past cannot be changed. Nothing was changed.'));
    if (!PERMISSIONS[identity.role].command) return refuse(forbidden(`The role ${identity.role} may not give commands.`));
    if (!this.#commands.take()) return refuse(overloaded('Too many commands in a short time. Nothing was changed by this one.', 429));
    const parsed = commandSchema.safeParse(message);
    if (!parsed.success) return refuse(malformed(whereIn(parsed.error)));
    void this.#hub.submit({ actor: identity.actor, message: parsed.data }).then(answer);
  }

  #history(message: unknown, answer: unknown): void {
    if (!isAnswer(answer)) return this.#close('a question without a way to answer it');
    const refuse = (problem: Problem) => answer({ ok: false, problem });
    const { identity } = this.#socket.data;
    if (!PERMISSIONS[identity.role].history) return refuse(forbidden(`The role ${identity.role} may not read histories.`));
    if (!this.#histories.take() || this.#unsentHistoryBytes > this.#limits.mostUnsentHistoryBytes) {
      return refuse(overloaded('Too many histories in a short time.', 429));
    }
    const parsed = historySchema.safeParse(message);
    if (!parsed.success) return refuse(malformed(whereIn(parsed.error)));
    try {
      const bytes = packRecords(this.#hub.history(parsed.data.case, this.moment.head));
      this.#unsentHistoryBytes += bytes.byteLength;
      answer({ ok: true, bytes });
    } catch (error) {
      if (error instanceof StorageError) return refuse(storageProblem(error));
      this.#logger.error({ socket: this.#socket.id, why: String(error) }, 'a history could not be read');
      refuse(unavailable('The history cannot be read now.'));
    }
  }

  #parse<Shape extends z.ZodType>(schema: Shape, message: unknown, name: string): z.infer<Shape> | null {
    const parsed = schema.safeParse(message);
    if (parsed.success) return parsed.data;
    this.#close(`malformed ${name}: ${whereIn(parsed.error)}`);
    return null;
  }

  #close(why: string): void {
    this.#logger.warn({ socket: this.#socket.id, why }, 'a client is closed');
    this.#socket.disconnect(true);
  }
}

function isAnswer(answer: unknown): answer is (value: unknown) => void {
  return typeof answer === 'function';
}

/** Where a message does not fit, without any of its content. */
function whereIn(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'no reason given' : `${issue.code} at ${issue.path.slice(0, 4).join('.') || 'the top'}`;
}
