import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Seq } from '../../shared/domain/keys';
import type { Projection } from '../../shared/projection/projection';
import type { Clocks } from './clocks';

const compress = promisify(brotliCompress);
/** Best gain per millisecond on packed columns. */
const QUALITY = 4;

export interface PackedSnapshot {
  readonly seq: Seq;
  /** brotli over `Projection.encode()`. */
  readonly bytes: Uint8Array;
}

/** Packs the state now and compresses it in the thread pool. */
export async function packSnapshot(projection: Projection): Promise<PackedSnapshot> {
  const seq = projection.seq;
  const packed = projection.encode();
  const bytes = await compress(packed, {
    params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: packed.byteLength },
  });
  return { seq, bytes };
}

/** One snapshot for all who ask within a few seconds: a hundred clients that come back together cost one. */
export class SnapshotCache {
  readonly #state: () => Projection;
  readonly #clocks: Clocks;
  readonly #keepMs: number;
  #current: { readonly madeAt: number; readonly seq: Seq; readonly snapshot: Promise<PackedSnapshot> } | null = null;

  constructor(state: () => Projection, clocks: Clocks, keepMs: number) {
    this.#state = state;
    this.#clocks = clocks;
    this.#keepMs = keepMs;
  }

  /** A snapshot at `atLeast` or later that is at most `keepMs` old. */
  get(atLeast: Seq): Promise<PackedSnapshot> {
    const now = this.#clocks.monotonicMs();
    const held = this.#current;
    if (held !== null && held.seq >= atLeast && now - held.madeAt <= this.#keepMs) return held.snapshot;
    const projection = this.#state();
    const made = { madeAt: now, seq: projection.seq, snapshot: packSnapshot(projection) };
    this.#current = made;
    made.snapshot.catch(() => {
      if (this.#current === made) this.#current = null;
    });
    return made.snapshot;
  }
}
