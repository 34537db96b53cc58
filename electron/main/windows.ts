import { BrowserWindow, type NativeImage, screen, type WebContents } from 'electron';
import { join } from 'node:path';
import type { Surface } from '../../shared/contract/frames';
import type { Pulse, Theme } from '../../shared/contract/bridge';
import type { WallPage } from '../../shared/contract/wall-pages';
import { holdDisplaysAwake } from './awake';
import { LiveWindow, type ShownPage } from './live-window';
import type { Logger } from './log';
import { pageUrl, surfaceOf } from './origin';
import { PageWindow } from './page-window';
import { fillDisplay } from './screens/fill-display';
import { guardKioskPage, guardKioskWindow, type KioskRules } from './screens/kiosk-window';

/**
 * Pages live in one of these, fresh walls in the other one than those that they replace: walls share a process, and pages of another partition begin one of their own. Nothing of them is
 * written to disk.
 */
export const PARTITIONS = ['pages', 'fresh-pages'] as const;
const GROUND: Readonly<Record<Theme, string>> = { night: '#0b0f14', day: '#eef1f4' };
const SIZES: Readonly<Record<Surface, { width: number; height: number }>> = {
  wall: { width: 1920, height: 1080 },
  desk: { width: 1600, height: 1000 },
  briefing: { width: 1920, height: 1080 },
};

export interface WindowsOutside {
  readonly theme: () => Theme;
  /** What stands for the page of this address while it is dead; null: there is nothing. `size` in pixels of the window, `scale` pixels of the screen for each. */
  readonly still: (address: string, size: { readonly width: number; readonly height: number }, scale: number) => NativeImage | null;
}

/** Opens windows and keeps their pages alive. */
export class Windows {
  readonly #log: Logger;
  readonly #outside: WindowsOutside;
  readonly #open = new Set<LiveWindow>();
  #kioskRules: KioskRules | null = null;
  /** Of PARTITIONS, where walls are made now. */
  #generation = 0;
  #swapping = false;

  constructor(outside: WindowsOutside, log: Logger) {
    this.#outside = outside;
    this.#log = log;
  }

  open(surface: 'wall' | 'desk'): LiveWindow {
    const place = this.#place(surface);
    return this.#make({ surface, address: pageUrl(surface, undefined, place), place, fills: false });
  }

  /** A wall's page on a display of its own: no frame, no border. `shown`: at once, or when there is something to show. */
  openWall(page: WallPage, bounds: Electron.Rectangle, shown: 'at once' | 'with its picture'): LiveWindow {
    const place = { ...bounds, frame: false, hasShadow: false, enableLargerThanScreen: true, show: shown === 'at once' };
    return this.#make({ surface: 'wall', address: pageUrl('wall', page, bounds), place, fills: true });
  }

  /** Walls that are opened from now on, each on its display, are guarded by these rules. */
  guardWalls(rules: KioskRules): void {
    this.#kioskRules = rules;
  }

  pulse(contents: WebContents, pulse: Pulse): void {
    this.of(contents.id)?.pulse(contents, pulse);
  }

  /** The window with that page; undefined: it is none of them, but one for exports. */
  of(contentsId: number): LiveWindow | undefined {
    return [...this.#open].find(({ page }) => page.has(contentsId));
  }

  /** Loads a wall's page anew, in its window. */
  reload(contentsId: number): void {
    this.of(contentsId)?.reload();
  }

  /** The walls' pages that are shown, the one that was opened first at the head. */
  get walls(): readonly ShownPage[] {
    return [...this.#open].flatMap(({ address, shown }) => (surfaceOf(address) === 'wall' && shown !== null ? [shown] : []));
  }

  /** To the pages of all windows. */
  send(channel: string, ...told: readonly unknown[]): void {
    for (const { page } of this.#open) page.send(channel, ...told);
  }

  /**
   * Puts a fresh page, in a fresh process, in the place of every wall's page, one wall after the other and each when it is live: no picture is missing in between. Resolves with how many walls
   * have one. A wall whose fresh page does not come to life keeps its page. Does nothing while it is at it.
   */
  async swapWalls(why: string): Promise<number> {
    if (this.#swapping) return 0;
    this.#swapping = true;
    this.#generation += 1;
    const walls = [...this.#open].filter(({ address }) => surfaceOf(address) === 'wall');
    let swapped = 0;
    try {
      for (const wall of walls) if (await wall.swap()) swapped += 1;
    } finally {
      this.#swapping = false;
    }
    this.#log.info({ why, walls: walls.length, swapped }, 'fresh pages took the place of walls that live');
    return swapped;
  }

  #make({ surface, address, place, fills }: Opening): LiveWindow {
    const page = new PageWindow({ title: 'Hotline Wall', autoHideMenuBar: true, ...place }, GROUND[this.#outside.theme()]);
    const { window } = page;
    const rules = fills ? this.#kioskRules : null;
    if (rules !== null) guardKioskWindow(window, rules);
    const live: LiveWindow = new LiveWindow(
      page,
      {
        address,
        preferences: () => this.#preferences({ backgroundThrottling: false, partition: this.#partition(surface) }),
        made: (contents) => {
          if (rules !== null) guardKioskPage(contents, rules);
        },
        othersLive: (pid) => [...this.#open].some((other) => other.page !== page && other.livesIn(pid)),
        still: () => {
          const bounds = window.getContentBounds();
          return this.#outside.still(address, bounds, screen.getDisplayMatching(bounds).scaleFactor);
        },
      },
      this.#log,
    );
    this.#open.add(live);
    page.contents?.once('dom-ready', () => {
      if (window.isDestroyed()) return;
      if (place.show === false) window.showInactive();
      // Earlier X11 would not hear of it: only a mapped window can be a full screen.
      if (fills) fillDisplay(window, window.getBounds());
    });
    const release = surface === 'wall' ? holdDisplaysAwake() : null;
    window.once('closed', () => {
      release?.();
      this.#open.delete(live);
    });
    return live;
  }

  #partition(surface: Surface): (typeof PARTITIONS)[number] {
    return surface === 'wall' && this.#generation % PARTITIONS.length === 1 ? PARTITIONS[1] : PARTITIONS[0];
  }

  /** A page that is drawn without a screen, for exports. */
  openHidden(surface: 'briefing'): BrowserWindow {
    const window = new BrowserWindow({
      ...SIZES[surface],
      show: false,
      backgroundColor: GROUND[this.#outside.theme()],
      webPreferences: this.#preferences({ offscreen: true, backgroundThrottling: false, partition: PARTITIONS[0] }),
    });
    void this.#load(window, pageUrl(surface));
    return window;
  }

  /** Of the pages that are open, of those for exports none. */
  get addresses(): readonly string[] {
    return [...this.#open].map(({ address }) => address);
  }

  async #load(window: BrowserWindow, address: string): Promise<void> {
    try {
      await window.loadURL(address);
    } catch (error) {
      if (!window.isDestroyed()) this.#log.error({ address, err: error }, 'page could not be loaded');
    }
  }

  #preferences(extra: Electron.WebPreferences): Electron.WebPreferences {
    return {
      preload: join(import.meta.dirname, '../preload/preload.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      ...extra,
    };
  }

  /** A desk and a wall on one machine: the wall on the largest display that no desk is on; sizes never exceed the display. */
  #place(surface: 'wall' | 'desk'): Electron.BaseWindowConstructorOptions {
    const displays = screen.getAllDisplays();
    const primary = screen.getPrimaryDisplay();
    const others = displays.filter((display) => display.id !== primary.id).toSorted((a, b) => area(b) - area(a));
    const display = surface === 'wall' ? (others[0] ?? primary) : primary;
    const { x, y, width, height } = display.workArea;
    const size = SIZES[surface];
    if (surface === 'wall' && others.length > 0) return { x, y, width, height };
    // One display wide enough for both shows them side by side.
    if (surface === 'desk' && others.length === 0 && width >= SIZES.wall.width + size.width) {
      return { x: x + SIZES.wall.width, y, width: size.width, height: Math.min(size.height, height), useContentSize: true };
    }
    return { x, y, width: Math.min(size.width, width), height: Math.min(size.height, height), useContentSize: true };
  }
}

/** What is opened. */
interface Opening {
  readonly surface: 'wall' | 'desk';
  readonly address: string;
  readonly place: Electron.BaseWindowConstructorOptions;
  /** Has the whole display, to the last pixel. */
  readonly fills: boolean;
}

function area(display: Electron.Display): number {
  return display.size.width * display.size.height;
}
