import { BrowserWindow, screen } from 'electron';
import { join } from 'node:path';
import type { Surface } from '../../shared/contract/frames';
import type { Theme } from '../../shared/contract/bridge';
import type { RestartReason } from '../../shared/contract/screens';
import type { WallPage } from '../../shared/contract/wall-pages';
import { holdDisplaysAwake } from './awake';
import type { Logger } from './log';
import { pageUrl } from './origin';
import { PageWatch } from './page-watch';
import { fillDisplay } from './screens/fill-display';
import { guardKiosk, type KioskRules } from './screens/kiosk-window';

/** Every page lives here; nothing of it is written to disk. */
export const PARTITION = 'pages';
const GROUND: Readonly<Record<Theme, string>> = { night: '#0b0f14', day: '#eef1f4' };
const SIZES: Readonly<Record<Surface, { width: number; height: number }>> = {
  wall: { width: 1920, height: 1080 },
  desk: { width: 1600, height: 1000 },
  briefing: { width: 1920, height: 1080 },
};

/** A window that outlives its pages. */
export interface LiveWindow {
  /** The window that shows it now: another one after its page died. */
  readonly current: BrowserWindow;
}

/** A page of a wall that is open, as a machine: times are on main's monotonic clock. */
export interface WallWindow {
  readonly window: BrowserWindow;
  readonly watch: PageWatch;
  readonly loadedAt: number;
  /** Why it was begun anew last; null: it was not. */
  readonly restart: { readonly at: number; readonly reason: RestartReason } | null;
}

/** A page that dies again and again is brought back less and less often, down to this. */
const SLOWEST_REVIVAL_MS = 5_000;
const FIRST_REVIVAL_MS = 50;

/**
 * Opens windows and keeps their pages alive. A page that died gets a fresh window in the same place, not a reload: after a renderer crash Electron 33
 * keeps the dead page's frame object, and neither replies nor ports reach the new page through it.
 */
export class Windows {
  readonly #log: Logger;
  readonly #pages = new Map<number, OpenPage>();
  readonly #theme: () => Theme;
  #kioskRules: KioskRules | null = null;

  constructor(theme: () => Theme, log: Logger) {
    this.#theme = theme;
    this.#log = log;
  }

  open(surface: 'wall' | 'desk'): LiveWindow {
    const place = this.#place(surface);
    return this.#open({ surface, address: pageUrl(surface, undefined, place), place, fills: false }, FIRST_REVIVAL_MS);
  }

  /** A wall's page on a display of its own: no frame, no border. `shown`: at once, or from its first picture on. */
  openWall(page: WallPage, bounds: Electron.Rectangle, shown: 'at once' | 'with its picture'): LiveWindow {
    const place = { ...bounds, frame: false, hasShadow: false, enableLargerThanScreen: true, show: shown === 'at once' };
    return this.#open({ surface: 'wall', address: pageUrl('wall', page, bounds), place, fills: true }, FIRST_REVIVAL_MS);
  }

  /** Walls that are opened from now on, each on its display, are guarded by these rules. */
  guardWalls(rules: KioskRules): void {
    this.#kioskRules = rules;
  }

  #open(opening: Opening, revivalMs: number, live: { current?: BrowserWindow } = {}, restart: WallWindow['restart'] = null): LiveWindow {
    const { surface, address, place, fills } = opening;
    const window = new BrowserWindow({
      ...place,
      backgroundColor: GROUND[this.#theme()],
      autoHideMenuBar: true,
      webPreferences: this.#preferences({ backgroundThrottling: false }),
    });
    live.current = window;
    if (fills && this.#kioskRules !== null) guardKiosk(window, this.#kioskRules);
    window.once('ready-to-show', () => {
      if (place.show === false) window.showInactive();
      // Earlier X11 would not hear of it: only a mapped window can be a full screen.
      if (fills) fillDisplay(window, window.getBounds());
    });
    const { id } = window.webContents;
    const watch = new PageWatch(
      window,
      (hangs, reason) => {
        const next = watch.healthy ? FIRST_REVIVAL_MS : Math.min(revivalMs * 2, SLOWEST_REVIVAL_MS);
        const revive = () => {
          if (window.isDestroyed()) return;
          // The new window first: an app without windows would end.
          const bounds = window.getBounds();
          const same = { ...place, ...bounds, show: true, useContentSize: false, fullscreen: !fills && window.isFullScreen() };
          this.#open({ ...opening, place: same }, next, live, { at: performance.now(), reason });
          window.destroy();
        };
        if (!hangs || this.#othersLive(window)) {
          setTimeout(revive, revivalMs);
          return;
        }
        // Pages of one kind share a process: in one that hangs, or is just ending, no fresh page would load.
        window.webContents.once('render-process-gone', () => setTimeout(revive, revivalMs));
        window.webContents.forcefullyCrashRenderer();
      },
      this.#log,
    );
    this.#pages.set(id, { surface, window, watch, address, loadedAt: performance.now(), restart });
    const release = surface === 'wall' ? holdDisplaysAwake() : null;
    window.once('closed', () => {
      release?.();
      watch.dispose();
      this.#pages.delete(id);
    });
    void this.#load(window, address);
    return {
      get current() {
        return live.current ?? window;
      },
    };
  }

  /** Loads a wall's page anew, in its window. */
  reload(contentsId: number): void {
    const page = this.#pages.get(contentsId);
    if (page === undefined || page.window.isDestroyed()) return;
    const now = performance.now();
    this.#pages.set(contentsId, { ...page, loadedAt: now, restart: { at: now, reason: 'asked' } });
    page.watch.reloads();
    page.window.webContents.reload();
  }

  /** The walls that are open, the one that was opened first at the head. */
  get walls(): readonly WallWindow[] {
    return [...this.#pages.values()].filter(({ surface, window }) => surface === 'wall' && !window.isDestroyed());
  }

  /** Whether other pages of the window's process are alive: then it is the page alone that is late. */
  #othersLive(window: BrowserWindow): boolean {
    const pid = window.webContents.getOSProcessId();
    return BrowserWindow.getAllWindows().some(
      (other) => other !== window && other.webContents.getOSProcessId() === pid && this.watch(other.webContents.id)?.alive === true,
    );
  }

  /** A page that is drawn without a screen, for exports. */
  openHidden(surface: 'briefing'): BrowserWindow {
    const window = new BrowserWindow({
      ...SIZES[surface],
      show: false,
      backgroundColor: GROUND[this.#theme()],
      webPreferences: this.#preferences({ offscreen: true, backgroundThrottling: false }),
    });
    void this.#load(window, pageUrl(surface));
    return window;
  }

  watch(contentsId: number): PageWatch | undefined {
    return this.#pages.get(contentsId)?.watch;
  }

  /** Of the pages that are open, of those for exports none. */
  get addresses(): readonly string[] {
    return [...this.#pages.values()].map(({ address }) => address);
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
      partition: PARTITION,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      ...extra,
    };
  }

  /** A desk and a wall on one machine: the wall on the largest display that no desk is on; sizes never exceed the display. */
  #place(surface: 'wall' | 'desk'): Electron.BrowserWindowConstructorOptions {
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

interface OpenPage extends WallWindow {
  readonly surface: 'wall' | 'desk';
  readonly address: string;
}

/** What is opened, and opened again when its page died. */
interface Opening {
  readonly surface: 'wall' | 'desk';
  readonly address: string;
  readonly place: Electron.BrowserWindowConstructorOptions;
  /** Has the whole display, to the last pixel. */
  readonly fills: boolean;
}

function area(display: Electron.Display): number {
  return display.size.width * display.size.height;
}
