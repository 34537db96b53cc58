import type { Frame, TileName, Tiles } from '../../shared/contract/frames';
import type { DurationMs, Instant } from '../../shared/time/instant';

/** The moment that every tile on the board is true at. */
export interface Moment {
  readonly number: number;
  readonly seq: number;
  readonly cityNow: Instant;
  readonly speed: number;
  readonly heardAgeMs: DurationMs;
  /** Tiles that are older than `seq`, and the seq that they are true at. */
  readonly lagging: NonNullable<Frame['lagging']>;
  /** On the page's monotonic clock, when the frame came. */
  readonly receivedAt: number;
}

type Listener = () => void;

/**
 * The last picture that the stream sent to this page. Tiles keep their identity until they change, so that a part of the page that shows one
 * tile is drawn again only for that tile.
 */
export class Board {
  readonly #tiles: { [N in TileName]?: Tiles[N] } = {};
  readonly #listeners = new Map<TileName | 'moment', Set<Listener>>();
  readonly #now: () => number;
  #moment: Moment | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  get moment(): Moment | null {
    return this.#moment;
  }

  tile<N extends TileName>(name: N): Tiles[N] | undefined {
    return this.#tiles[name];
  }

  /** false: the frame does not fit on what is shown; the caller asks for a snapshot. */
  apply(frame: Frame): boolean {
    if (frame.base !== null && (this.#moment === null || frame.number !== this.#moment.number + 1 || frame.base !== this.#moment.seq)) {
      return false;
    }
    this.#moment = {
      number: frame.number,
      seq: frame.seq,
      cityNow: frame.cityNow,
      speed: frame.speed,
      heardAgeMs: frame.heardAgeMs,
      lagging: frame.lagging ?? {},
      receivedAt: this.#now(),
    };
    const changed = Object.keys(frame.tiles) as TileName[];
    Object.assign(this.#tiles, frame.tiles);
    for (const name of changed) this.#tell(name);
    this.#tell('moment');
    return true;
  }

  subscribe(name: TileName | 'moment', listener: Listener): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  #tell(name: TileName | 'moment'): void {
    for (const listener of this.#listeners.get(name) ?? []) listener();
  }
}
