import type { Seq } from '../../shared/domain/keys';
import type { Detail } from '../../shared/projection/nameless';
import type { Projection } from '../../shared/projection/projection';
import type { Clocks } from './clocks';
import { deflatedSmall, deflatedWhereWorth } from './deflated';

const ROUGH_CASE_BYTES = 20;
/** Packed changes that are kept for others who missed the same. */
const MOST_CHANGES = 8;

export interface PackedSnapshot {
  /** null: the whole state; else what has changed since the state at this seq. */
  readonly since: Seq | null;
  readonly seq: Seq;
  /** Raw deflate over `Projection.encode()` or `.encodeChanges(since)`. */
  readonly bytes: Uint8Array;
}

/** Packs the state now and compresses it in the thread pool. */
export async function packSnapshot(projection: Projection, detail: Detail = 'cases'): Promise<PackedSnapshot> {
  const seq = projection.seq;
  return { since: null, seq, bytes: await deflatedWhereWorth(projection.encode(detail)) };
}

/** The same of what has changed since; null when that cannot be told any more. */
export async function packChanges(projection: Projection, since: Seq, detail: Detail = 'cases'): Promise<PackedSnapshot | null> {
  const seq = projection.seq;
  const packed = projection.encodeChanges(since, detail);
  return packed === null ? null : { since, seq, bytes: await deflatedSmall(packed) };
}

interface Packing {
  /** null: it is under way. */
  doneAt: number | null;
  readonly seq: Seq;
  readonly snapshot: Promise<PackedSnapshot>;
}

/** One snapshot for all who ask within a few seconds: a hundred clients that come back together cost one, and one at a time is told what it missed. */
export class SnapshotCache {
  readonly #state: () => Projection;
  readonly #clocks: Clocks;
  readonly #keepMs: number;
  readonly #detail: Detail;
  #current: Packing | null = null;
  /** Of the last snapshot. */
  #bytes: number | null = null;
  #changes: { doneAt: number | null; readonly since: Seq; readonly packed: Promise<PackedSnapshot | null> }[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  /** `detail`: what those who ask may be told of cases. */
  constructor(state: () => Projection, clocks: Clocks, keepMs: number, detail: Detail = 'cases') {
    this.#state = state;
    this.#clocks = clocks;
    this.#keepMs = keepMs;
    this.#detail = detail;
  }

  /** The snapshot that is being packed, or one at `atLeast` or later that was done at most `keepMs` ago. */
  get(atLeast: Seq): Promise<PackedSnapshot> {
    const held = this.#current;
    if (held !== null && (held.doneAt === null || (held.seq >= atLeast && this.#isFresh(held)))) return held.snapshot;
    const projection = this.#state();
    const made: Packing = { doneAt: null, seq: projection.seq, snapshot: packSnapshot(projection, this.#detail) };
    this.#current = made;
    void this.#follow(made);
    return made.snapshot;
  }

  /** About how long the next snapshot will be. */
  get expectedBytes(): number {
    return this.#bytes ?? this.#state().census.open * ROUGH_CASE_BYTES;
  }

  /** What has changed since, being packed or done at most `keepMs` ago; null when that cannot be told any more. */
  changes(since: Seq): Promise<PackedSnapshot | null> {
    this.#changes = this.#changes.filter((each) => this.#isFresh(each)).slice(-MOST_CHANGES);
    const held = this.#changes.find((each) => each.since === since);
    if (held !== undefined) return held.packed;
    const packed = this.#turn.then(() => packChanges(this.#state(), since, this.#detail));
    const made = { doneAt: null as number | null, since, packed };
    this.#turn = packed
      .catch(() => {})
      .finally(() => {
        made.doneAt = this.#clocks.monotonicMs();
      });
    this.#changes.push(made);
    return packed;
  }

  async #follow(made: Packing): Promise<void> {
    try {
      this.#bytes = (await made.snapshot).bytes.byteLength;
      made.doneAt = this.#clocks.monotonicMs();
    } catch {
      // Who asked is told; the next one asks anew.
      if (this.#current === made) this.#current = null;
    }
  }

  /** A busy machine packs for longer than people wait before they ask again: what is under way is for them too, or every question would begin it anew. */
  #isFresh({ doneAt }: { readonly doneAt: number | null }): boolean {
    return doneAt === null || this.#clocks.monotonicMs() - doneAt <= this.#keepMs;
  }
}
