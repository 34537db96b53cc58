import type { BaseWindow, WebContents } from 'electron';
import type { TechnicianAct, WallScreen } from '../../../shared/contract/bridge';
import { pagesOf, type WallRotation } from '../../../shared/contract/rotation';
import { FIRST_WALL_PAGE, pageNameOf, type WallPage } from '../../../shared/contract/wall-pages';
import type { Logger } from '../log';
import type { LiveWindow } from '../live-window';
import type { PresentDisplay } from './identity';
import { place, type Placement, type WantedScreen } from './placement';
import type { Screen } from './screens-file';

/** A screen that wants a display, and the pages that it shows. */
export interface WallWish extends WantedScreen {
  readonly rotation: WallRotation;
}

export interface WallScreensOutside {
  /** The displays that walls may use now. */
  readonly displays: () => readonly PresentDisplay[];
  readonly open: (page: WallPage, bounds: PresentDisplay['bounds'], shown: 'at once' | 'with its picture') => LiveWindow;
  /** Fills exactly this part of the desktop. */
  readonly fill: (window: BaseWindow, bounds: PresentDisplay['bounds']) => void;
  /** Tells a page that its display is another one. */
  readonly tell: (contents: WebContents, screen: PlacedScreen) => void;
}

/** What follows from where a wall hangs, without what a desk or a hub has to say. */
export type PlacedScreen = Omit<WallScreen, 'led' | 'pairing'>;

export interface ShownWall {
  readonly screen: string;
  /** The first of its pages. */
  readonly page: WallPage;
  /** Identity of the display. */
  readonly display: string;
  readonly bounds: PresentDisplay['bounds'];
  /** Of the page that is shown; null: it has died, and a fresh one is on its way. */
  readonly contents: number | null;
}

/** What is known of displays: sizes, distances, names. */
export type DescribedDisplay = Pick<Screen, 'display' | 'name' | 'place' | 'heightMm' | 'viewingDistanceMm'>;

/** How far people stand from a screen of which only the size is known, in millimetres. */
const USUAL_DISTANCE_MM = 5_000;

/** How long every wall shows its number. */
const IDENTIFY_MS = 10_000;

/**
 * Keeps the right page on the right display. A window that stays is not touched, one that moves keeps its page and its picture, and one that has to go
 * closes only when its successor stands.
 */
export class WallScreens {
  readonly #wishes: readonly WallWish[];
  readonly #described: readonly DescribedDisplay[];
  readonly #outside: WallScreensOutside;
  readonly #log: Logger;
  readonly #windows = new Map<string, LiveWindow>();
  #kiosk: boolean;
  /** The screen with the technician's bar. */
  #technicianAt: string | null = null;
  #identifying: NodeJS.Timeout | null = null;
  #placement: Placement = new Map();
  #displays: readonly PresentDisplay[] = [];
  #begun = false;

  constructor(
    wishes: readonly WallWish[],
    described: readonly DescribedDisplay[],
    kiosk: boolean,
    outside: WallScreensOutside,
    log: Logger,
  ) {
    this.#wishes = wishes;
    this.#kiosk = kiosk;
    this.#described = described;
    this.#outside = outside;
    this.#log = log;
  }

  /** Puts everything in its place. Without any display nothing is touched: the windows wait where they are. */
  arrange(): void {
    const displays = this.#outside.displays();
    if (displays.length === 0) return;
    this.#displays = displays;
    // A person closed this window: it stays closed until the app is started again.
    const wishes = this.#wishes.filter(({ name }) => this.#windows.get(name)?.page.window.isDestroyed() !== true);
    const next = place(wishes, displays, this.#placement);
    const before = this.#placement;
    this.#placement = next;
    for (const wish of wishes) this.#put(wish, next.get(wish.name), before.get(wish.name));
    for (const { name } of wishes) if (!next.has(name)) this.#close(name);
    this.#begun = true;
  }

  #put({ name, rotation }: WallWish, identity: string | undefined, before: string | undefined): void {
    const display = this.#displays.find((candidate) => candidate.identity === identity);
    if (display === undefined) return;
    const { bounds } = display;
    const live = this.#windows.get(name);
    const page = firstPage(rotation);
    if (identity !== before) this.#log.info({ screen: name, page, display: identity, bounds }, 'screen placed');
    if (live === undefined) {
      this.#windows.set(name, this.#outside.open(page, bounds, this.#begun ? 'with its picture' : 'at once'));
      return;
    }
    const { window } = live.page;
    const now = window.getBounds();
    const same = now.x === bounds.x && now.y === bounds.y && now.width === bounds.width && now.height === bounds.height;
    if (!same) this.#outside.fill(window, bounds);
    if (!same || identity !== before) this.#tell(name, live);
  }

  #close(name: string): void {
    const live = this.#windows.get(name);
    if (live === undefined) return;
    this.#windows.delete(name);
    this.#log.info({ screen: name }, 'screen closed: there is no display for it');
    live.page.window.destroy();
  }

  /** What the page of this window must know of its display; null: it is none of these walls. */
  screenOf(contentsId: number): PlacedScreen | null {
    const name = this.nameOf(contentsId);
    return name === null ? null : this.#screen(name);
  }

  /** Which of these walls the window with these contents is; null: none. */
  nameOf(contentsId: number): string | null {
    return [...this.#windows].find(([, { page }]) => page.has(contentsId))?.[0] ?? null;
  }

  #screen(wall: string): PlacedScreen | null {
    for (const [index, { name, rotation }] of this.#wishes.entries()) {
      if (name !== wall) continue;
      const display = this.#displays.find((candidate) => candidate.identity === this.#placement.get(name));
      if (display === undefined) return null;
      const { identity, label, pixels } = display;
      const page = pagesOf(rotation).map(pageNameOf).join(', ');
      const facts = { display: identity, label, widthPx: pixels.width, heightPx: pixels.height, page, kiosk: this.#kiosk };
      return {
        ...this.#describe(display),
        rotation,
        alone: true,
        number: this.#identifying === null ? null : index + 1,
        technician: this.#technicianAt === name ? facts : null,
      };
    }
    return null;
  }

  get kiosk(): boolean {
    return this.#kiosk;
  }

  /** Shows the technician's bar on this wall, and on no other. */
  callTechnician(contentsId: number): void {
    this.#technicianAt = this.nameOf(contentsId);
    this.#log.info('technician at the wall');
    this.#tellAll();
  }

  act(act: TechnicianAct): void {
    if (act === 'identify') {
      if (this.#identifying !== null) clearTimeout(this.#identifying);
      this.#identifying = setTimeout(() => {
        this.#identifying = null;
        this.#tellAll();
      }, IDENTIFY_MS);
    }
    if (act === 'leave-kiosk') {
      this.#kiosk = false;
      for (const { page } of this.#windows.values()) if (!page.window.isDestroyed()) page.window.setAlwaysOnTop(false);
    }
    if (act === 'close') this.#technicianAt = null;
    this.#log.info({ act }, 'technician');
    this.#tellAll();
  }

  #tellAll(): void {
    for (const [name, live] of this.#windows) this.#tell(name, live);
  }

  /** Tells the page what it must know of its display now. */
  #tell(name: string, { page }: LiveWindow): void {
    const screen = page.window.isDestroyed() ? null : this.#screen(name);
    if (screen === null) return;
    for (const contents of page.all) if (!contents.isDestroyed()) this.#outside.tell(contents, screen);
  }

  /** Which page fills which display, and where its window really is; for tests. */
  shown(): readonly ShownWall[] {
    return this.#wishes.flatMap(({ name, rotation }) => {
      const display = this.#placement.get(name);
      const page = this.#windows.get(name)?.page;
      if (display === undefined || page === undefined || page.window.isDestroyed()) return [];
      return [{ screen: name, page: firstPage(rotation), display, bounds: page.window.getBounds(), contents: page.contents?.id ?? null }];
    });
  }

  #describe(display: PresentDisplay): Pick<PlacedScreen, 'name' | 'place' | 'geometry'> {
    const described = this.#described.find((each) => display.names.includes(each.display));
    const heightMm = described?.heightMm ?? display.sizeMm?.height ?? null;
    const distanceMm = described?.viewingDistanceMm ?? USUAL_DISTANCE_MM;
    return {
      name: described?.name ?? null,
      place: described === undefined || described.place === '' ? null : described.place,
      geometry: heightMm === null ? null : { heightMm, distanceMm },
    };
  }
}

function firstPage(rotation: WallRotation): WallPage {
  return pagesOf(rotation)[0] ?? FIRST_WALL_PAGE;
}
