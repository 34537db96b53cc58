import type { TileName, Tiles } from '../../shared/contract/frames';
import type { AsOfMoment, BoardView, Moment } from './board';

type Listener = () => void;

/** What a page read when it was last shown. */
interface Held {
  readonly moment: Moment | null;
  readonly tiles: ReadonlyMap<TileName, unknown>;
  readonly asOf: ReadonlyMap<TileName, AsOfMoment>;
}

/**
 * The board as one page of several sees it: while the page is not shown everything stands still, so that nothing of it is drawn; shown again, all its listeners hear that
 * they have missed something.
 */
export class HeldBoard implements BoardView {
  readonly #board: BoardView;
  readonly #listeners = new Set<Listener>();
  #held: Held | null = null;

  constructor(board: BoardView) {
    this.#board = board;
  }

  get moment(): Moment | null {
    return this.#held === null ? this.#board.moment : this.#held.moment;
  }

  tile<N extends TileName>(name: N): Tiles[N] | undefined {
    return this.#held === null ? this.#board.tile(name) : (this.#held.tiles.get(name) as Tiles[N] | undefined);
  }

  asOf(names: readonly TileName[] = []): AsOfMoment | null {
    if (this.#held === null) return this.#board.asOf(names);
    const { moment, asOf } = this.#held;
    return names.reduce<AsOfMoment | null>((oldest, name) => {
      const at = asOf.get(name);
      return at !== undefined && oldest !== null && at.seq <= oldest.seq ? at : oldest;
    }, moment);
  }

  subscribe(name: TileName | 'moment', listener: Listener): () => void {
    const heard = () => {
      if (this.#held === null) listener();
    };
    // One of its own for each subscription, whoever listens to several tiles.
    const missed = () => listener();
    this.#listeners.add(missed);
    const unsubscribe = this.#board.subscribe(name, heard);
    return () => {
      this.#listeners.delete(missed);
      unsubscribe();
    };
  }

  /** Stands still with these tiles as they are now. Held already: nothing happens. */
  hold(names: readonly TileName[]): void {
    if (this.#held !== null) return;
    const tiles = new Map<TileName, unknown>();
    const asOf = new Map<TileName, AsOfMoment>();
    for (const name of names) {
      const at = this.#board.asOf([name]);
      tiles.set(name, this.#board.tile(name));
      if (at !== null) asOf.set(name, at);
    }
    this.#held = { moment: this.#board.moment, tiles, asOf };
  }

  /** Moves on with the board. */
  release(): void {
    if (this.#held === null) return;
    this.#held = null;
    for (const listener of this.#listeners) listener();
  }
}
