import type { z } from 'zod';
import type { Problem } from '../../../shared/contract/problem';
import {
  actSchema,
  consoleSchema,
  pairSchema,
  pictureSchema,
  presenceSchema,
  revokeSchema,
  type ScreenAct,
  type ScreenOutcome,
  screenOutcomeSchema,
  type Screens,
} from '../../../shared/contract/screens';
import type { Clocks } from '../clocks';
import type { Logger } from '../logger';
import { forbidden, malformed, noAnswer, notFound, overloaded, unavailable } from '../problems';
import { PERMISSIONS } from '../socket/permissions';
import { RateLimit } from '../socket/rate-limit';
import type { HubSocket } from '../socket/session';
import type { PairingDoor } from './pairing-door';
import { ScreenBoard } from './screen-board';
import type { BoardLimits } from './screen-board';
import type { WallCredentials } from './wall-credentials';

/** Beyond these a client is not heard. */
const REPORTS_PER_SECOND = 2;
const PICTURES_PER_SECOND = 4;
const REQUESTS_PER_SECOND = 20;
const BURST = 20;
/** A wall that has not said by then what became of a command is taken to have given no answer. */
const ACT_MS: Readonly<Record<ScreenAct['kind'], number>> = { 'show-page': 8_000, identify: 4_000, reload: 20_000 };

interface Console {
  open: boolean;
  /** It reports walls, and was told last whether somebody watches; null: it reports none. */
  watched: boolean | null;
  /** It is told as soon as its network takes more. */
  due: boolean;
  /** The versions of the pictures that it has. */
  readonly pictures: Map<string, number>;
}

export interface ScreensDoorOptions {
  readonly head: () => number;
  readonly credentials: WallCredentials;
  readonly pairing: PairingDoor;
  readonly limits: BoardLimits;
  readonly clocks: Clocks;
  readonly logger: Logger;
}

/** The part of every client's socket that is about walls as machines: what is reported of them, who may see it, and what is asked of them. */
export class ScreensDoor {
  readonly #options: ScreensDoorOptions;
  readonly #board: ScreenBoard<HubSocket>;
  readonly #sockets = new Map<HubSocket, Console>();

  constructor(options: ScreensDoorOptions) {
    this.#options = options;
    this.#board = new ScreenBoard(options.clocks, options.limits);
  }

  /** Listens to a client's socket, as long as it lasts. A wall that was revoked while it was coming is let go. */
  attach(socket: HubSocket): void {
    const { identity, wall, past } = socket.data;
    const { clocks, credentials } = this.#options;
    if (wall !== null && !credentials.isValid(wall)) {
      socket.disconnect(true);
      return;
    }
    const console: Console = { open: false, watched: null, due: false, pictures: new Map() };
    this.#sockets.set(socket, console);
    const reports = new RateLimit(REPORTS_PER_SECOND, BURST, clocks);
    const pictures = new RateLimit(PICTURES_PER_SECOND, BURST, clocks);
    const requests = new RateLimit(REQUESTS_PER_SECOND, 2 * BURST, clocks);
    const reporter = { machine: socket, actor: identity.actor, wall };
    const heard = <Shape extends z.ZodType>(schema: Shape, limit: RateLimit, does: (message: z.infer<Shape>) => void) => {
      return (message: unknown): void => {
        const parsed = schema.safeParse(message);
        if (!parsed.success) this.#close(socket, 'a malformed report');
        else if (past === null && limit.take()) does(parsed.data);
      };
    };
    const asked = <Shape extends z.ZodType>(schema: Shape, does: (message: z.infer<Shape>) => Promise<ScreenOutcome>) => {
      return (message: unknown, answer: unknown): void => {
        if (typeof answer !== 'function') return this.#close(socket, 'a request without a way to answer it');
        const refuse = (problem: Problem) => answer({ ok: false, problem } satisfies ScreenOutcome);
        if (!PERMISSIONS[identity.role].screens) return refuse(forbidden(`The role ${identity.role} may not lead walls.`));
        if (!requests.take()) return refuse(overloaded('Too much was asked of walls in a short time.', 429));
        const parsed = schema.safeParse(message);
        if (!parsed.success) return refuse(malformed('the request'));
        void does(parsed.data).then((outcome) => answer(outcome));
      };
    };
    socket.on(
      'presence',
      heard(presenceSchema, reports, (presence) => {
        this.#board.report(reporter, presence);
        console.watched ??= false;
        this.#tellWatched();
      }),
    );
    socket.on(
      'screen-picture',
      heard(pictureSchema, pictures, (picture) => this.#board.picture(reporter, picture)),
    );
    socket.on(
      'console',
      heard(consoleSchema, requests, ({ open }) => {
        console.open = open && PERMISSIONS[identity.role].screens;
        console.pictures.clear();
        this.#tell(socket, console);
        this.#tellWatched();
      }),
    );
    socket.on(
      'screen-act',
      asked(actSchema, ({ id, act }) => this.#act(identity.actor, id, act)),
    );
    socket.on(
      'pair',
      asked(pairSchema, async ({ code, name }) => this.#told(await this.#options.pairing.pair(identity.actor, code, name))),
    );
    socket.on(
      'revoke',
      asked(revokeSchema, async ({ wall: id }) => this.#told(this.#revoke(identity.actor, id))),
    );
    socket.on('disconnect', () => {
      this.#sockets.delete(socket);
      this.#board.left(socket);
      this.#tellWatched();
    });
  }

  /** Brings every open console up to date. */
  beat(): void {
    for (const [socket, console] of this.#sockets) this.#tell(socket, console);
  }

  /** Pictures cost walls their time: they are made while somebody looks. */
  #tellWatched(): void {
    const watched = [...this.#sockets.values()].some(({ open }) => open);
    for (const [socket, console] of this.#sockets) {
      if (console.watched === null || console.watched === watched) continue;
      console.watched = watched;
      socket.emit('watched', { watched });
    }
  }

  #told(outcome: ScreenOutcome): ScreenOutcome {
    this.beat();
    return outcome;
  }

  #tell(socket: HubSocket, console: Console): void {
    if (!console.open) return;
    const { transport } = socket.conn;
    // One that cannot take more now is told the state of the moment when it can.
    if (!transport.writable) {
      if (!console.due) transport.once('ready', () => this.#tellDue(socket, console));
      console.due = true;
      return;
    }
    socket.emit('screens', this.#state());
    for (const picture of this.#board.picturesBeside(console.pictures)) {
      console.pictures.set(picture.id, picture.picture);
      socket.emit('picture', picture);
    }
  }

  #tellDue(socket: HubSocket, console: Console): void {
    console.due = false;
    if (this.#sockets.has(socket)) this.#tell(socket, console);
  }

  #state(): Screens {
    const { credentials, pairing, head } = this.#options;
    const connected = new Set([...this.#sockets.keys()].map(({ data }) => data.wall));
    return {
      head: head(),
      screens: this.#board.list(),
      walls: credentials.walls.map(({ id, name, pairedAt, pairedBy, revoked }) => ({
        id,
        name,
        pairedAt,
        pairedBy,
        connected: connected.has(id),
        revoked,
      })),
      waiting: pairing.waiting,
    };
  }

  async #act(by: string, id: string, act: ScreenAct): Promise<ScreenOutcome> {
    const found = this.#board.find(id);
    const outcome = found === null ? gone() : found === 'absent' ? absent() : await this.#sent(found.through, { ...found, act });
    const { logger } = this.#options;
    const result = outcome.ok ? 'done' : outcome.problem.type;
    logger.info({ audit: act.kind, by, screen: id, ...(act.kind === 'show-page' ? { page: act.page } : {}), result }, 'a wall was asked');
    return outcome;
  }

  async #sent(
    through: HubSocket,
    { machine, screen, number, act }: { machine: string; screen: string; number: number; act: ScreenAct },
  ): Promise<ScreenOutcome> {
    // The number that everybody sees in the console, whoever asks.
    const asked = act.kind === 'identify' ? { ...act, number } : act;
    try {
      const answer: unknown = await through.timeout(ACT_MS[act.kind]).emitWithAck('act', { machine, screen, act: asked });
      return (
        screenOutcomeSchema.safeParse(answer).data ?? { ok: false, problem: unavailable('The wall gave an answer that makes no sense.') }
      );
    } catch {
      return { ok: false, problem: noAnswer() };
    }
  }

  #revoke(by: string, id: string): ScreenOutcome {
    const { credentials, logger } = this.#options;
    let kept = true;
    try {
      if (!credentials.revoke(id, by)) return gone();
    } catch (error) {
      kept = false;
      logger.error({ audit: 'revoke', by, wall: id, why: String(error) }, 'a revocation cannot be kept: it holds until this hub ends');
    }
    this.#board.forgetWall(id);
    let closed = 0;
    for (const socket of this.#sockets.keys()) {
      if (socket.data.wall !== id) continue;
      socket.disconnect(true);
      closed += 1;
    }
    logger.info({ audit: 'revoke', by, wall: id, closed }, 'a wall was revoked');
    return kept
      ? { ok: true }
      : { ok: false, problem: unavailable('The wall is shut out, but only until the hub ends: its disk will not write.') };
  }

  #close(socket: HubSocket, why: string): void {
    this.#options.logger.warn({ socket: socket.id, why }, 'a client is closed');
    socket.disconnect(true);
  }
}

function gone(): ScreenOutcome {
  return { ok: false, problem: notFound('There is no such screen or wall any more.') };
}

function absent(): ScreenOutcome {
  return { ok: false, problem: unavailable('The screen is not connected now.') };
}
