import type { Namespace, Socket } from 'socket.io';
import { type HubToPairing, pairingHandshakeSchema, type PairingToHub } from '../../../shared/contract/pairing';
import type { Problem } from '../../../shared/contract/problem';
import type { ScreenOutcome } from '../../../shared/contract/screens';
import { WIRE_VERSION } from '../../../shared/contract/wire';
import type { Actor } from '../../../shared/domain/keys';
import type { Clocks } from '../clocks';
import type { Logger } from '../logger';
import { malformed, overloaded, pairingLocked, unavailable, wireMismatch, wrongCode } from '../problems';
import { Pairings, type PairingLimits } from './pairings';
import type { WallCredentials } from './wall-credentials';

type NoData = Record<string, never>;
export type PairingSpace = Namespace<PairingToHub, HubToPairing, NoData, NoData>;
type PairingSocket = Socket<PairingToHub, HubToPairing, NoData, NoData>;

/** A wall must say that it has kept its credential within this, or it has none. */
const KEPT_MS = 5_000;

/** The hub's second door, for walls that nobody knows yet. All that happens there is that a code is shown, and that a credential is handed out to the wall whose code a person has entered. */
export class PairingDoor {
  readonly #pairings: Pairings<PairingSocket>;
  readonly #credentials: WallCredentials;
  readonly #logger: Logger;

  constructor(space: PairingSpace, credentials: WallCredentials, limits: PairingLimits, clocks: Clocks, logger: Logger) {
    this.#pairings = new Pairings(clocks, limits);
    this.#credentials = credentials;
    this.#logger = logger;
    space.use((socket, next) => {
      const refuse = (problem: Problem) => next(Object.assign(new Error(problem.title), { data: problem }));
      const handshake = pairingHandshakeSchema.safeParse(socket.handshake.auth);
      if (!handshake.success) return refuse(malformed('the handshake'));
      if (handshake.data.wire !== WIRE_VERSION) return refuse(wireMismatch(handshake.data.wire, WIRE_VERSION));
      if (this.#pairings.size >= limits.mostWaiting) {
        logger.warn({ waiting: this.#pairings.size }, 'too many walls wait to be paired; one more was refused');
        return refuse(overloaded('Too many walls wait to be paired already.', 503));
      }
      next();
    });
    space.on('connection', (socket) => this.#came(socket));
  }

  /** Walls that show a code. */
  get waiting(): number {
    return this.#pairings.size;
  }

  /** A person has entered a code. Resolves once the wall has its credential, or with why not; then nobody has one. */
  async pair(by: Actor, code: string, name: string | null): Promise<ScreenOutcome> {
    const claim = this.#pairings.claim(by, code);
    const audit = { audit: 'pair', by };
    if (claim.kind === 'wrong') {
      this.#logger.warn({ ...audit, left: claim.left }, 'a code that no wall shows was entered');
      return { ok: false, problem: wrongCode(claim.left) };
    }
    if (claim.kind === 'locked') {
      this.#logger.warn({ ...audit, forMs: Math.ceil(claim.forMs) }, 'codes are not looked at for a while: too many were wrong');
      return { ok: false, problem: pairingLocked(claim.forMs) };
    }
    const socket = claim.wall;
    try {
      const made = this.#credentials.add(name ?? claim.name, by);
      if (made === null)
        return { ok: false, problem: overloaded('This hub knows as many walls as it can. Revoke those that are not used.', 503) };
      try {
        await socket.timeout(KEPT_MS).emitWithAck('paired', { token: made.token, name: made.name });
      } catch {
        this.#credentials.revoke(made.id, by);
        this.#logger.warn({ ...audit, wall: made.id, name: made.name }, 'a wall did not take its credential, which is void');
        return { ok: false, problem: unavailable('The wall did not answer. It has no credential; pair it again.') };
      }
      this.#logger.info({ ...audit, wall: made.id, name: made.name }, 'a wall was paired');
      return { ok: true };
    } catch (error) {
      this.#logger.error({ ...audit, why: String(error) }, 'a wall could not be paired: its credential cannot be kept');
      return { ok: false, problem: unavailable('The hub cannot keep the credential: its disk will not write. Nothing was changed.') };
    } finally {
      socket.disconnect(true);
    }
  }

  #came(socket: PairingSocket): void {
    const { name } = pairingHandshakeSchema.parse(socket.handshake.auth);
    let renewal: NodeJS.Timeout | null = null;
    // It has nothing to say.
    socket.use(() => socket.disconnect(true));
    const show = () => {
      const opened = this.#pairings.open(socket, name);
      if (opened === null) {
        socket.disconnect(true);
        return;
      }
      socket.emit('code', opened);
      renewal = setTimeout(show, opened.forMs);
    };
    socket.on('disconnect', () => {
      if (renewal !== null) clearTimeout(renewal);
      this.#pairings.close(socket);
    });
    this.#logger.info({ socket: socket.id, name, waiting: this.#pairings.size + 1 }, 'a wall asks to be paired');
    show();
  }
}
