import { app, screen } from 'electron';
import type { Picture, Presence, ScreenReport } from '../../../shared/contract/screens';
import { MOST_SCREENS } from '../../../shared/contract/screens';
import type { Logger } from '../log';
import type { ShownPage } from '../live-window';
import { smallPicture } from './small-picture';
import type { WallScreens } from './wall-screens';

const EVERY_MS = 3_000;
/** Taking a picture takes processor time from the wall, so it is done seldom, one at a time, and only while somebody looks. */
const PICTURE_EVERY_MS = 10_000;
const NAME_LENGTH = 60;
const PLACE_LENGTH = 100;
const DISPLAY_LENGTH = 120;

export interface PresenceOutside {
  /** Sixteen hex digits: this installation, after every start. */
  readonly machine: string;
  readonly walls: () => readonly ShownPage[];
  /** null: walls are windows beside a desk. */
  readonly screens: () => WallScreens | null;
  readonly tell: (presence: Presence) => void;
  readonly show: (picture: Picture) => void;
}

/** Tells the hub, through the stream, how this machine's walls are; and what they look like while somebody looks. */
export class WallPresence {
  readonly #outside: PresenceOutside;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  /** When a wall's picture was taken last, by contents, and of which page. */
  readonly #taken = new Map<number, { readonly at: number; readonly page: string | null }>();
  #watched = false;
  #taking = false;
  #reported = 0;

  constructor(outside: PresenceOutside, log: Logger) {
    this.#outside = outside;
    this.#log = log;
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
  }

  /** Somebody has a console open, or nobody has. */
  set watched(watched: boolean) {
    this.#watched = watched;
    if (watched) void this.#takePictures();
  }

  /** The window of one of this machine's walls, by its name; null: there is none. */
  find(name: string): ShownPage | null {
    return this.#named().find((each) => each.name === name)?.wall ?? null;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const named = this.#named();
    const here = new Set(named.map(({ wall }) => wall.contents.id));
    for (const id of this.#taken.keys()) if (!here.has(id)) this.#taken.delete(id);
    // A machine without walls says nothing, but that its last one has gone.
    if (named.length === 0 && this.#reported === 0) return;
    this.#reported = named.length;
    this.#outside.tell({
      machine: this.#outside.machine,
      app: app.getVersion(),
      screens: named.map(({ name, wall }) => this.#reportOf(name, wall)),
    });
    if (this.#watched) void this.#takePictures();
  }

  #named(): readonly { readonly name: string; readonly wall: ShownPage }[] {
    const screens = this.#outside.screens();
    return this.#outside
      .walls()
      .slice(0, MOST_SCREENS)
      .map((wall, index) => ({
        name: (screens?.nameOf(wall.contents.id) ?? `wall ${index + 1}`).slice(0, NAME_LENGTH),
        wall,
      }));
  }

  #reportOf(name: string, { window, contents, watch, loadedAt, restart }: ShownPage): ScreenReport {
    const now = performance.now();
    const placed = this.#outside.screens()?.screenOf(contents.id) ?? null;
    const display = screen.getDisplayMatching(window.getBounds());
    const { last } = watch;
    const memory = app.getAppMetrics().find(({ pid }) => pid === contents.getOSProcessId())?.memory;
    const [widthPx = 0, heightPx = 0] = window.getContentSize().map((dips) => Math.round(dips * display.scaleFactor));
    const known = this.#outside
      .screens()
      ?.shown()
      .find((shown) => shown.contents === contents.id);
    return {
      screen: name,
      place: placed?.place?.slice(0, PLACE_LENGTH) ?? null,
      display: (known?.display ?? display.label).slice(0, DISPLAY_LENGTH),
      widthPx,
      heightPx,
      page: last?.pulse.page ?? null,
      seq: last?.pulse.seq ?? 0,
      live: last?.pulse.live ?? false,
      ageMs: last === null || last.pulse.ageMs === null ? null : last.pulse.ageMs + now - last.at,
      framesPerSecond: last?.framesPerSecond ?? null,
      memoryBytes: memory === undefined ? null : memory.workingSetSize * 1024,
      uptimeMs: now - loadedAt,
      restart: restart === null ? null : { agoMs: now - restart.at, reason: restart.reason },
    };
  }

  /** Of every wall whose last one is old, or of another page. Never rejects. */
  async #takePictures(): Promise<void> {
    if (this.#taking) return;
    this.#taking = true;
    try {
      for (const { name, wall } of this.#named()) {
        const { id } = wall.contents;
        const page = wall.watch.last?.pulse.page ?? null;
        const before = this.#taken.get(id);
        if (before !== undefined && before.page === page && performance.now() - before.at < PICTURE_EVERY_MS) continue;
        if (!this.#watched || wall.watch.last === null) continue;
        this.#taken.set(id, { at: performance.now(), page });
        const jpeg = smallPicture(await wall.contents.capturePage());
        if (jpeg !== null) this.#outside.show({ machine: this.#outside.machine, screen: name, jpeg });
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'a wall could not be pictured for the console');
    } finally {
      this.#taking = false;
    }
  }
}
