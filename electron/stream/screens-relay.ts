import type { ToWindow } from '../../shared/contract/frames';
import type { Problem } from '../../shared/contract/problem';
import type { StreamReport, ToStream } from '../../shared/contract/process';
import type { Presence, ScreenOutcome, ScreenPicture, ScreenRequest, Screens } from '../../shared/contract/screens';
import type { HubLink, ScreensListener } from './hub-link';
import { PairingLink } from './pairing-link';
import type { StreamLog } from './stream-log';

/** The hub itself waits for a wall, so it is waited for a little longer. */
const ANSWER_MS = 25_000;
/** Requests that one machine may have under way. */
const MOST_REQUESTS = 64;
const MOST_ACTS = 64;
/** A machine that was told to do something and never says what came of it has not done it. */
const ACTED_MS = 30_000;

const UNAVAILABLE: Problem = {
  type: 'unavailable',
  title: 'The hub is not connected',
  status: 503,
  detail: 'Nothing was sent.',
};
const NO_ANSWER: Problem = {
  type: 'no-answer',
  title: 'No answer',
  status: 504,
  detail: 'It was sent and nothing was heard of it. Whether it was done is not known.',
};
const TOO_MUCH: Problem = { type: 'overloaded', title: 'Too much at once', status: 503, detail: 'Nothing was sent.' };

/** What main says of its walls, and of the hub that is to let them in. */
type FromMain = Extract<ToStream, { kind: 'pair' | 'kept' | 'presence' | 'picture' | 'acted' }>;

export interface RelayOutside {
  /** Names this program to the hub. */
  readonly client: string;
  readonly log: StreamLog;
  readonly link: () => Pick<HubLink, 'connected' | 'console' | 'picture' | 'presence' | 'screenRequest'>;
  readonly report: (report: StreamReport) => void;
  /** Tells every window whose console is open. */
  readonly tellConsoles: (message: ToWindow) => void;
}

/** Carries what is about walls as machines, between the hub, main, and desks that have their console open. It keeps nothing but the last presence. */
export class ScreensRelay {
  readonly #outside: RelayOutside;
  readonly #acts = new Map<number, { readonly answer: (outcome: ScreenOutcome) => void; readonly late: NodeJS.Timeout }>();
  #nextAct = 1;
  #requests = 0;
  #open = false;
  #presence: Presence | null = null;
  /** While this machine's walls wait to be let in. */
  #pairing: PairingLink | null = null;
  /** What consoles were told last, for one that is opened beside another. */
  #screens: Screens | null = null;
  readonly #pictures = new Map<string, ScreenPicture>();

  constructor(outside: RelayOutside) {
    this.#outside = outside;
  }

  /** What the hub says. */
  readonly heard: ScreensListener = {
    screens: (screens) => {
      this.#screens = screens;
      const known = new Set(screens.screens.map(({ id }) => id));
      for (const id of this.#pictures.keys()) if (!known.has(id)) this.#pictures.delete(id);
      this.#outside.tellConsoles({ kind: 'screens', screens });
    },
    picture: (picture) => {
      this.#pictures.set(picture.id, picture);
      this.#outside.tellConsoles({ kind: 'screen-picture', picture });
    },
    watched: ({ watched }) => this.#outside.report({ kind: 'watched', watched }),
    act: (asked, answer) => {
      if (this.#acts.size >= MOST_ACTS) {
        answer({ ok: false, problem: TOO_MUCH });
        return;
      }
      const number = this.#nextAct;
      this.#nextAct += 1;
      const late = setTimeout(() => this.#acted(number, { ok: false, problem: NO_ANSWER }), ACTED_MS);
      this.#acts.set(number, { answer, late });
      this.#outside.report({ kind: 'act', number, asked });
    },
  };

  /** The hub has said welcome: it is told everything again. */
  welcomed(): void {
    if (this.#presence !== null) this.#outside.link().presence(this.#presence);
    if (this.#open) this.#outside.link().console(true);
  }

  /** The hub is gone: what it said of screens is not known to be so any more. */
  lost(): void {
    this.#screens = null;
    this.#pictures.clear();
    if (this.#open) this.#outside.tellConsoles({ kind: 'screens', screens: null });
    this.#outside.report({ kind: 'watched', watched: false });
  }

  handle(message: FromMain): void {
    const { client, link, log, report } = this.#outside;
    switch (message.kind) {
      case 'pair':
        this.#pairing?.stop();
        this.#pairing = new PairingLink(client, message.name, message.url, report, log);
        break;
      case 'kept':
        this.#pairing?.kept();
        break;
      case 'presence':
        this.#presence = message.presence;
        link().presence(message.presence);
        break;
      case 'picture':
        link().picture(message.picture);
        break;
      case 'acted':
        this.#acted(message.number, message.outcome);
        break;
    }
  }

  /** There is a hub with a credential for it. */
  paired(): void {
    this.#pairing?.stop();
    this.#pairing = null;
  }

  #acted(number: number, outcome: ScreenOutcome): void {
    const act = this.#acts.get(number);
    if (act === undefined) return;
    this.#acts.delete(number);
    clearTimeout(act.late);
    act.answer(outcome);
  }

  /** Some desk's console is open, or none is. */
  consoles(open: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    this.#outside.link().console(open);
    if (open) return;
    this.#screens = null;
    this.#pictures.clear();
  }

  /** What a console that has just been opened is told before the hub speaks. */
  greet(post: (message: ToWindow) => void): void {
    if (!this.#outside.link().connected || this.#screens !== null) post({ kind: 'screens', screens: this.#screens });
    for (const picture of this.#pictures.values()) post({ kind: 'screen-picture', picture });
  }

  /** Never rejects. */
  async request(request: ScreenRequest): Promise<ScreenOutcome> {
    if (!this.#outside.link().connected) return { ok: false, problem: UNAVAILABLE };
    if (this.#requests >= MOST_REQUESTS) return { ok: false, problem: TOO_MUCH };
    this.#requests += 1;
    try {
      return await this.#outside.link().screenRequest(request, ANSWER_MS);
    } catch {
      // Expected: the connection was lost, or no answer came in time. The desk is told so.
      return { ok: false, problem: NO_ANSWER };
    } finally {
      this.#requests -= 1;
    }
  }

  stop(): void {
    this.#pairing?.stop();
    for (const { late } of this.#acts.values()) clearTimeout(late);
    this.#acts.clear();
  }
}
