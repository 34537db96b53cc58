import type { Layout, Layouts, LayoutsSaved } from './layouts';
import type { Past } from './past';
import type { WallRotation } from './rotation';
import type { WallPage } from './wall-pages';

/** The only door between a page and main: named calls through the preload. Cases never pass here; they come over the port. */

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const THEMES = ['night', 'day'] as const;
export type Theme = (typeof THEMES)[number];

export interface Settings {
  readonly locale: Locale;
  readonly theme: Theme;
  /** Geometry that the wall's type scale follows. */
  readonly wall: { readonly heightMm: number; readonly distanceMm: number };
}

/** What a wall's page must know of the display that it fills. */
export interface WallScreen {
  /** What people call this screen; null: it has no name. */
  readonly name: string | null;
  /** Where it hangs; null: nobody said. */
  readonly place: string | null;
  /** The display's height and the distance that it is read from; null: as the settings say. */
  readonly geometry: Settings['wall'] | null;
  /** The pages that take turns on it, and what brings one forward; null: it shows the page of its address. */
  readonly rotation: WallRotation | null;
  /** true: it has a display for itself, so it hides the pointer and moves its picture against burn-in. false: a window among others. */
  readonly alone: boolean;
  /** Shown large while screens are being identified; null: not now. */
  readonly number: number | null;
  /** What the technician's bar tells; null: nobody has asked for it. */
  readonly technician: TechnicianFacts | null;
  /** A desk leads it to this page; null: it goes its own way. */
  readonly led: Led | null;
  /** It has no hub's credential and waits to be paired; null: it has, or needs none. */
  readonly pairing: Pairing | null;
}

/** A desk's order to show a page. */
export interface Led {
  readonly page: WallPage;
  /** From now on. */
  readonly forMs: number;
  /** Grows with every order. */
  readonly order: number;
}

/** What a wall that nobody knows yet shows in place of the city. */
export interface Pairing {
  /** The hub's address, without anything secret. */
  readonly hub: string;
  /** What it would be called. */
  readonly name: string;
  /** asking: the hub has not answered yet, or cannot be reached. failed: its credential cannot be kept on this machine. */
  readonly state: 'asking' | 'code' | 'busy' | 'version' | 'failed';
  /** Six digits, while the state is `code`. */
  readonly code: string | null;
  /** When it runs out, by this machine's clock; ms since 1970. */
  readonly until: number | null;
  /** It was paired, and was shut out. */
  readonly revoked: boolean;
}

/** What a technician in front of a screen needs to know of it. */
export interface TechnicianFacts {
  /** Identity of the display, as screens.json calls it. */
  readonly display: string;
  readonly label: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** The names of its pages. */
  readonly page: string;
  /** Whether a passer-by can leave these walls. */
  readonly kiosk: boolean;
}

export const TECHNICIAN_ACTS = ['identify', 'leave-kiosk', 'close'] as const;
export type TechnicianAct = (typeof TECHNICIAN_ACTS)[number];

/** Sent every second by every page, when it has painted its first live picture, and by a wall when its last run's picture is on the screen: proof that pixels move. */
export interface Pulse {
  /** The seq of the last frame that was painted. */
  readonly seq: number;
  /** Animation frames since the page was loaded. */
  readonly frames: number;
  /** false: a WebGL context was lost and is not back; null: the page has none. */
  readonly webgl: boolean | null;
  /** What it shows is now. */
  readonly live: boolean;
  /** Of a wall: the page of it that is on the screen; null: none yet. */
  readonly page: WallPage | null;
  /** How long ago the hub was heard whose city it shows; null: it shows none. */
  readonly ageMs: number | null;
}

/** The colour's red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Words for a wall's still picture, drawn by its page while it lives: one line for each minute that the picture may be old, the last one for all that are older. */
export interface StandByWords {
  /** Pixels of the screen. */
  readonly width: number;
  readonly lineHeight: number;
  readonly lines: number;
  /** `lines` times `lineHeight` rows of `width` pixels: how much ink each has, 0 to 255. */
  readonly mask: Uint8Array;
  readonly ground: Rgb;
  /** What the words stand on. */
  readonly band: Rgb;
  readonly ink: Rgb;
}

export interface ExportedBriefing {
  readonly seq: number;
  readonly pdf: string;
  readonly png: string;
}

export type ExportResult =
  | { readonly ok: true; readonly briefing: ExportedBriefing }
  | { readonly ok: false; readonly problem: 'cancelled' | 'not-live' | 'disk' | 'failed'; readonly detail: string };

/** `window.hotlineWall` in every page. */
export interface Bridge {
  /** Asks main for a port to the stream; it arrives as a `message` event {hotlineWallPort: nonce} with one MessagePort. */
  requestPort(nonce: string): void;
  pulse(pulse: Pulse): void;
  settings(): Promise<Settings>;
  changeSettings(change: Partial<Settings>): Promise<Settings>;
  /** Returns a function that ends the subscription. */
  onSettings(listener: (settings: Settings) => void): () => void;
  /** Wall only: the display that this page fills. */
  screen(): Promise<WallScreen>;
  /** Wall only: the page moved to another display, or the display is described anew. Returns a function that ends the subscription. */
  onScreen(listener: (screen: WallScreen) => void): () => void;
  /** Wall only: the words for its still picture. */
  standBy(words: StandByWords): void;
  /** Wall only: a button of the technician's bar. */
  technician(act: TechnicianAct): void;
  /** The operator's own pages. */
  layouts(): Promise<Layouts>;
  /** They were saved anew. Returns a function that ends the subscription. */
  onLayouts(listener: (layouts: Layouts) => void): () => void;
  /** Desk only: keeps these in place of all, if they are still what they were at `revision`. */
  saveLayouts(revision: number, layouts: readonly Layout[]): Promise<LayoutsSaved>;
  /** Desk only: makes a briefing (PDF and PNG) of the present moment; a folder is asked for unless one is configured. */
  exportBriefing(): Promise<ExportResult>;
  /** Briefing only: the page is drawn, complete and of one seq. */
  briefingReady(seq: number): void;
  /** Desk only. */
  openWall(): void;
  /** Desk and wall: shows this window the city as it was, or another moment of that. */
  showPast(past: Past): void;
  /** Shows the present again. */
  leavePast(): void;
}
