import type { Seq } from '../../shared/domain/keys';
import type { DurationMs } from '../../shared/time/instant';

/** What an answer is read from: one moment of one projection. */
export interface Moment {
  /** Differs for different projections, moments and seqs: equal means that nothing can have changed. */
  readonly moment: string;
  readonly seq: Seq;
}

interface Kept<Query, Tile> {
  readonly query: Query;
  readonly moment: string;
  readonly seq: Seq;
  readonly madeAt: number;
  readonly tile: Tile;
}

/** One window's standing question: an answer to the same question is made anew at most every `everyMs`, one to another question at once. */
export class PacedAnswer<Query, Tile> {
  readonly #everyMs: DurationMs;
  readonly #sameQuery: (a: Query, b: Query) => boolean;
  readonly #sameTile: (a: Tile, b: Tile) => boolean;
  #kept: Kept<Query, Tile> | null = null;

  constructor(everyMs: DurationMs, sameQuery: (a: Query, b: Query) => boolean, sameTile: (a: Tile, b: Tile) => boolean) {
    this.#everyMs = everyMs;
    this.#sameQuery = sameQuery;
    this.#sameTile = sameTile;
  }

  /** The answer to `query`, and the seq that it is true at. The tile keeps its identity while its content does. */
  answer(query: Query, at: Moment, nowMs: number, make: () => Tile): { readonly tile: Tile; readonly seq: Seq } {
    const before = this.#kept;
    const asked = before !== null && this.#sameQuery(before.query, query);
    const waits = asked && nowMs - before.madeAt < this.#everyMs;
    if (before !== null && asked && (waits || before.moment === at.moment)) {
      return { tile: before.tile, seq: before.moment === at.moment ? at.seq : before.seq };
    }
    const made = make();
    const tile = before !== null && asked && this.#sameTile(before.tile, made) ? before.tile : made;
    this.#kept = { query, moment: at.moment, seq: at.seq, madeAt: nowMs, tile };
    return { tile, seq: at.seq };
  }

  /** The moment that the answer is true at. Later moments of the same seq count: deadlines pass and waits grow without any event. */
  get moment(): string | null {
    return this.#kept?.moment ?? null;
  }

  /** When an answer that waits is made anew. */
  get dueAt(): number {
    return (this.#kept?.madeAt ?? 0) + this.#everyMs;
  }

  /** Nobody looks any more. */
  forget(): void {
    this.#kept = null;
  }
}
