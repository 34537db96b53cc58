import type { Actor } from '../../../shared/domain/keys';
import type { Picture, Presence, ScreenPicture, ScreenReport, Screens } from '../../../shared/contract/screens';
import type { Clocks } from '../clocks';

export interface BoardLimits {
  /** Screens that are remembered. Each has one small picture at most, so this bounds their bytes too. */
  readonly mostScreens: number;
  /** A report that is older is stale. */
  readonly staleMs: number;
  /** One that is still older is of a screen that is absent. */
  readonly absentMs: number;
  /** After this it is forgotten. */
  readonly forgetMs: number;
}

export const BOARD_LIMITS: BoardLimits = { mostScreens: 128, staleMs: 8_000, absentMs: 30_000, forgetMs: 30 * 60_000 };

/** Whose stream reports. `Machine` is what commands are sent through. */
export interface Reporter<Machine> {
  readonly machine: Machine;
  readonly actor: Actor;
  /** The paired wall that it is; null: it shows a token. */
  readonly wall: string | null;
}

interface Seen<Machine> {
  readonly id: string;
  readonly number: number;
  readonly actor: Actor;
  readonly wall: string | null;
  machineId: string;
  app: string;
  report: ScreenReport;
  heardAt: number;
  /** null: its machine is not connected. */
  through: Machine | null;
  picture: { readonly version: number; readonly jpeg: Uint8Array } | null;
}

/** Where a command for a screen goes. */
export interface Through<Machine> {
  readonly through: Machine;
  readonly machine: string;
  readonly screen: string;
  readonly number: number;
}

/** The latest that is known of every wall in the building: bounded in count and bytes, held in memory only. A screen is known by who reports it: nobody can speak for another's. */
export class ScreenBoard<Machine> {
  readonly #clocks: Clocks;
  readonly #limits: BoardLimits;
  readonly #seen = new Map<string, Seen<Machine>>();
  #pictures = 0;

  constructor(clocks: Clocks, limits: BoardLimits = BOARD_LIMITS) {
    this.#clocks = clocks;
    this.#limits = limits;
  }

  /** All screens of a machine; those that it had and has no more are forgotten. */
  report({ machine, actor, wall }: Reporter<Machine>, presence: Presence): void {
    const now = this.#clocks.monotonicMs();
    const reported = new Set<string>();
    for (const report of presence.screens) {
      const id = idOf(actor, wall, presence.machine, report.screen);
      reported.add(id);
      const known = this.#seen.get(id);
      if (known !== undefined) {
        Object.assign(known, { app: presence.app, report, heardAt: now, through: machine });
        continue;
      }
      if (!this.#makeRoom(now)) continue;
      this.#seen.set(id, {
        id,
        number: this.#freeNumber(),
        actor,
        wall,
        machineId: presence.machine,
        app: presence.app,
        report,
        heardAt: now,
        through: machine,
        picture: null,
      });
    }
    for (const [id, { through, machineId }] of this.#seen) {
      if (through === machine && machineId === presence.machine && !reported.has(id)) this.#seen.delete(id);
    }
  }

  /** Of a screen that was reported before; of others nothing is kept. */
  picture({ actor, wall }: Reporter<Machine>, { machine, screen, jpeg }: Picture): void {
    const seen = this.#seen.get(idOf(actor, wall, machine, screen));
    if (seen === undefined) return;
    this.#pictures += 1;
    // A copy: what came may be a view on a larger message.
    seen.picture = { version: this.#pictures, jpeg: Uint8Array.from(jpeg) };
  }

  /** Its socket has ended. */
  left(machine: Machine): void {
    for (const seen of this.#seen.values()) if (seen.through === machine) seen.through = null;
  }

  /** Nothing of a revoked wall stays. */
  forgetWall(wall: string): void {
    for (const [id, seen] of this.#seen) if (seen.wall === wall) this.#seen.delete(id);
  }

  list(): Screens['screens'] {
    const now = this.#clocks.monotonicMs();
    this.#forgetOld(now);
    return [...this.#seen.values()]
      .toSorted((a, b) => a.number - b.number)
      .map(({ id, number, actor, wall, app, report, heardAt, through, picture }) => {
        const heardAgoMs = now - heardAt;
        const { staleMs, absentMs } = this.#limits;
        const state = through === null || heardAgoMs > absentMs ? 'absent' : heardAgoMs > staleMs ? 'stale' : 'live';
        return { ...report, id, number, actor, wall, app, state, heardAgoMs, picture: picture?.version ?? 0 };
      });
  }

  /** Pictures other than those that are known by their version. */
  picturesBeside(known: ReadonlyMap<string, number>): ScreenPicture[] {
    return [...this.#seen.values()].flatMap(({ id, picture }) =>
      picture === null || known.get(id) === picture.version ? [] : [{ id, picture: picture.version, jpeg: picture.jpeg }],
    );
  }

  /** 'absent': known, and not connected now. null: there is no such screen. */
  find(id: string): Through<Machine> | 'absent' | null {
    const seen = this.#seen.get(id);
    if (seen === undefined) return null;
    const { through, machineId, number, report } = seen;
    return through === null ? 'absent' : { through, machine: machineId, screen: report.screen, number };
  }

  /** Who comes gets the place of who has been away for longest; false: everybody is there. */
  #makeRoom(now: number): boolean {
    this.#forgetOld(now);
    if (this.#seen.size < this.#limits.mostScreens) return true;
    const away = [...this.#seen.values()].filter(({ through }) => through === null).toSorted((a, b) => a.heardAt - b.heardAt)[0];
    return away !== undefined && this.#seen.delete(away.id);
  }

  #forgetOld(now: number): void {
    for (const [id, { heardAt }] of this.#seen) if (now - heardAt > this.#limits.forgetMs) this.#seen.delete(id);
  }

  #freeNumber(): number {
    const taken = new Set([...this.#seen.values()].map(({ number }) => number));
    let number = 1;
    while (taken.has(number)) number += 1;
    return number;
  }
}

function idOf(actor: Actor, wall: string | null, machine: string, screen: string): string {
  return `${wall ?? actor}/${machine}/${screen}`;
}
