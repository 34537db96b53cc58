import type { Frame, TileName, Tiles } from '../../shared/contract/frames';
import type { DurationMs, Instant } from '../../shared/time/instant';
import { kept } from './kept';

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

/** What a tile was true at last. */
export interface AsOfMoment {
  readonly seq: number;
  /** The city's time of the last frame that did not lag behind for it. */
  readonly cityNow: Instant;
}

type Listener = () => void;

/** What draws reads of a board. */
export type BoardView = Pick<Board, 'moment' | 'tile' | 'asOf' | 'subscribe'>;

/**
 * The last picture that the stream sent to this page. Tiles keep their identity until they change, and so do their parts, so that a part of the page that shows one
 * of them is drawn again only for that.
 */
export class Board {
  readonly #tiles: { [N in TileName]?: Tiles[N] } = {};
  readonly #asOf = new Map<TileName, AsOfMoment>();
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

  /** The oldest moment that one of these tiles is true at; null before the first frame. Without names: that of the frame. */
  asOf(names: readonly TileName[] = []): AsOfMoment | null {
    let oldest: AsOfMoment | null = this.#moment;
    for (const name of names) {
      const at = this.#asOf.get(name);
      if (at !== undefined && oldest !== null && at.seq <= oldest.seq) oldest = at;
    }
    return oldest;
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
    for (const name of changed) this.#put(name, frame.tiles[name]);
    this.#date(frame);
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

  /** These tiles do not come any more: asked for again, they are not there until they have come. Nobody is told. */
  forget(names: readonly TileName[]): void {
    for (const name of names) {
      delete this.#tiles[name];
      this.#asOf.delete(name);
    }
  }

  #put<N extends TileName>(name: N, tile: Tiles[N] | undefined): void {
    if (tile !== undefined) this.#tiles[name] = kept(this.#tiles[name], tile);
  }

  #date({ seq, cityNow, lagging = {} }: Frame): void {
    for (const name of Object.keys(this.#tiles) as TileName[]) {
      const behind = lagging[name];
      if (behind === undefined) this.#asOf.set(name, { seq, cityNow });
      else if (this.#asOf.get(name)?.seq !== behind)
        this.#asOf.set(name, { seq: behind, cityNow: this.#asOf.get(name)?.cityNow ?? cityNow });
    }
  }

  #tell(name: TileName | 'moment'): void {
    for (const listener of this.#listeners.get(name) ?? []) listener();
  }
}
