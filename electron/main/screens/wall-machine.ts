import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { WebContents } from 'electron';
import type { Pairing, WallScreen } from '../../../shared/contract/bridge';
import type { HubAddress } from '../../../shared/contract/process';
import { CredentialFile } from '../pairing/credential-file';
import { WallPairing } from '../pairing/wall-pairing';
import type { Logger } from '../log';
import type { StreamTold, Supervisor } from '../supervisor';
import type { Windows } from '../windows';
import { WallActs } from './wall-acts';
import { WallOrders } from './wall-orders';
import { WallPresence } from './wall-presence';
import type { PlacedScreen, WallScreens } from './wall-screens';

const MACHINE_DIGITS = 16;
const NAME_LENGTH = 60;

/** A wall beside a desk: a window like others. */
const AMONG_OTHERS: PlacedScreen = {
  name: null,
  place: null,
  geometry: null,
  rotation: null,
  alone: false,
  number: null,
  technician: null,
};

export interface MachineOutside {
  readonly windows: Windows;
  /** null: no wall has a display of its own. */
  readonly screens: () => WallScreens | null;
  readonly supervisor: () => Pick<Supervisor, 'forgetHub' | 'setHub' | 'tell'>;
  /** Everything that is kept of the hub's city on this machine, but the credential. Throws when the disk will not. */
  readonly forgetCity: () => void;
}

/** The walls of this machine for those who are elsewhere: how they are, what a desk asks of them, and by what credential they are let in. */
export class WallMachine {
  readonly #outside: MachineOutside;
  readonly #orders: WallOrders;
  readonly #presence: WallPresence;
  readonly #acts: WallActs;
  readonly #pairing: WallPairing | null;
  readonly #name: string;
  readonly #hubUrl: string | null;
  readonly #log: Logger;

  /** `pairedHub`: the address of the hub that these walls are paired with by a code; null: they have a token, or the hub is embedded. */
  constructor(userData: string, pairedHub: string | null, outside: MachineOutside, log: Logger) {
    this.#outside = outside;
    this.#log = log;
    this.#hubUrl = pairedHub;
    this.#name = hostname().slice(0, NAME_LENGTH) || 'wall';
    this.#orders = new WallOrders((contentsId) => this.#tellOne(contentsId));
    this.#presence = new WallPresence(
      {
        machine: createHash('sha256').update(`${hostname()} ${userData}`).digest('hex').slice(0, MACHINE_DIGITS),
        walls: () => outside.windows.walls,
        screens: outside.screens,
        tell: (presence) => outside.supervisor().tell({ kind: 'presence', presence }),
        show: (picture) => outside.supervisor().tell({ kind: 'picture', picture }),
      },
      log,
    );
    this.#acts = new WallActs((name) => this.#presence.find(name), this.#orders, outside.windows, log);
    this.#pairing =
      pairedHub === null ? null : this.#pairingWith(pairedHub, new CredentialFile(join(userData, 'hub-credential.json'), pairedHub, log));
  }

  /** The paired hub with the credential that is kept; null: there is none yet. */
  begin(): HubAddress | null {
    return this.#pairing?.begin() ?? null;
  }

  /** What the page of this window must know. */
  screenOf(contentsId: number): WallScreen {
    return this.#orders.screen(contentsId, this.#outside.screens()?.screenOf(contentsId) ?? AMONG_OTHERS);
  }

  /** Its place is another one, or is described anew. */
  tell(contents: WebContents, placed: PlacedScreen): void {
    contents.send('screen', this.#orders.screen(contents.id, placed));
  }

  /** The stream is there (again). */
  streamReady(): void {
    if (this.#pairing?.waits === true) this.#ask();
  }

  told(report: StreamTold): void {
    switch (report.kind) {
      case 'refused':
        this.#pairing?.refused(report.problem);
        return;
      case 'pairing':
        this.#pairing?.told(report.pairing);
        return;
      case 'paired':
        this.#pairing?.paired(report.token);
        return;
      case 'act':
        void this.#acts
          .carryOut(report.asked)
          .then((outcome) => this.#outside.supervisor().tell({ kind: 'acted', number: report.number, outcome }));
        return;
      case 'watched':
        this.#presence.watched = report.watched;
        return;
    }
  }

  stop(): void {
    this.#presence.stop();
  }

  #pairingWith(hub: string, credential: CredentialFile): WallPairing {
    return new WallPairing(
      {
        credential,
        hub,
        name: this.#name,
        connect: (address) => {
          this.#outside.supervisor().tell({ kind: 'kept' });
          this.#outside.supervisor().setHub(address);
        },
        forget: () => this.#forget(),
        show: (pairing) => this.#show(pairing),
        wallMs: () => Date.now(),
      },
      this.#log,
    );
  }

  #ask(): void {
    if (this.#hubUrl !== null) this.#outside.supervisor().tell({ kind: 'pair', url: this.#hubUrl, name: this.#name });
  }

  /** Pages last: they ask for what is kept, and hold in memory what they have shown. */
  #forget(): void {
    this.#outside.supervisor().forgetHub(() => {
      try {
        this.#outside.forgetCity();
      } catch (error) {
        this.#log.error({ why: String(error) }, 'what is kept of the city could not be removed from this machine');
      }
    });
    for (const { contents } of this.#outside.windows.walls) this.#outside.windows.reload(contents.id);
  }

  #show(pairing: Pairing | null): void {
    this.#orders.pairing = pairing;
    for (const { contents } of this.#outside.windows.walls) this.#tellOne(contents.id);
  }

  #tellOne(contentsId: number): void {
    const contents = this.#outside.windows.walls.find((wall) => wall.contents.id === contentsId)?.contents;
    if (contents === undefined) {
      this.#orders.forget(contentsId);
      return;
    }
    contents.send('screen', this.screenOf(contentsId));
  }
}
