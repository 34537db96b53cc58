import type { CallKey, CaseKey, QueueKey, SeatKey } from '../domain/keys';
import type { DurationMs, Instant } from '../time/instant';
import { grownF64, grownU16, grownU32, grownU8 } from '../domain/typed-growth';

/** Indexes into CALL_OUTCOMES, as the outcome column holds them. */
export const WAITING = 0;
export const TALKING = 1;
export const WRAPPING_UP = 2;
export const DONE = 3;
export const GAVE_UP = 4;

const BLOCKS_LIMIT = 512;
/** A case that comes after its call was forgotten is looked for among so many of the latest calls: nearly an hour of a megacity. */
const LOOK_BACK = 4_096;

/**
 * The latest calls one by one, in the order of the log, at most `capacity` of them: when it is full, each new block drops the oldest block. Columns are
 * indexed by place; a place is reused only after its call was dropped.
 *
 * Moments are almost in order, but for stragglers. Every block (`capacity` / 512 calls) knows its earliest and latest offer, so that a span of time is
 * found by 512 comparisons and a look at the blocks that touch it, whatever the order was.
 */
export class CallRing {
  keys = new Uint32Array(0);
  queue = new Uint8Array(0);
  /** Index into CALL_OUTCOMES. */
  outcome = new Uint8Array(0);
  /** 0: not answered. */
  seat = new Uint16Array(0);
  /** The first case that came of the call; 0: none so far. */
  cases = new Uint32Array(0);
  offeredAt = new Float64Array(0);
  /** 0 until it is known: wait when answered or abandoned, talk when ended, wrap-up when done. */
  waitMs = new Float64Array(0);
  talkMs = new Float64Array(0);
  wrapUpMs = new Float64Array(0);
  /** What `stamp` was when the call changed last. */
  stamps = new Uint32Array(0);
  /** Goes up with the log; the projection sets it. */
  stamp = 0;
  /** Calls that were ever offered. */
  offered = 0;
  /** The latest offer that has been dropped; −1: none has. */
  droppedTo: Instant = -1;

  private readonly earliest: Float64Array;
  private readonly latest: Float64Array;
  private readonly blocks: number;
  private readonly blockSize: number;
  private readonly blockShift: number;

  /** `capacity`: a power of two from 8 on. */
  constructor(readonly capacity: number) {
    this.blocks = Math.min(BLOCKS_LIMIT, capacity / 4);
    this.blockSize = capacity / this.blocks;
    this.blockShift = Math.log2(this.blockSize);
    this.earliest = new Float64Array(this.blocks).fill(Number.POSITIVE_INFINITY);
    this.latest = new Float64Array(this.blocks).fill(-1);
  }

  /** How many of the calls ever offered have been dropped. */
  get dropped(): number {
    const inLastBlock = this.offered === 0 ? 0 : ((this.offered - 1) % this.blockSize) + 1;
    return Math.max(0, this.offered - inLastBlock - (this.blocks - 1) * this.blockSize);
  }

  /** Every call offered from here on is known. */
  get knownSince(): Instant {
    return this.droppedTo + 1;
  }

  /** Place of the n-th call ever offered (from 0), which must not have been dropped. */
  placeOf(nth: number): number {
    return nth & (this.capacity - 1);
  }

  /** A call was offered; its place. */
  offer(call: CallKey, queue: QueueKey, at: Instant): number {
    const place = this.placeOf(this.offered);
    const block = place >>> this.blockShift;
    if (place >= this.keys.length) this.grow(place);
    if (place % this.blockSize === 0) this.drop(block);
    this.offered += 1;
    this.keys[place] = call;
    this.stamps[place] = this.stamp;
    this.queue[place] = queue;
    this.outcome[place] = WAITING;
    this.seat[place] = 0;
    this.cases[place] = 0;
    this.offeredAt[place] = at;
    this.waitMs[place] = 0;
    this.talkMs[place] = 0;
    this.wrapUpMs[place] = 0;
    this.span(block, at);
    return place;
  }

  /** In the four steps below a call that has been dropped from its place meanwhile is passed over. */
  answer(place: number, call: CallKey, seat: SeatKey, waitMs: DurationMs): void {
    if (this.keys[place] !== call) return;
    this.outcome[place] = TALKING;
    this.stamps[place] = this.stamp;
    this.seat[place] = seat;
    this.waitMs[place] = waitMs;
  }

  abandon(place: number, call: CallKey, waitMs: DurationMs): void {
    if (this.keys[place] !== call) return;
    this.outcome[place] = GAVE_UP;
    this.stamps[place] = this.stamp;
    this.waitMs[place] = waitMs;
  }

  hangUp(place: number, call: CallKey, talkMs: DurationMs): void {
    if (this.keys[place] !== call) return;
    this.outcome[place] = WRAPPING_UP;
    this.stamps[place] = this.stamp;
    this.talkMs[place] = talkMs;
  }

  wrapUp(place: number, call: CallKey, wrapUpMs: DurationMs): void {
    if (this.keys[place] !== call) return;
    this.outcome[place] = DONE;
    this.stamps[place] = this.stamp;
    this.wrapUpMs[place] = wrapUpMs;
  }

  /** A case came of a call at a place; the first one is kept. */
  link(place: number, call: CallKey, key: CaseKey): void {
    if (this.keys[place] !== call || this.cases[place] !== 0) return;
    this.cases[place] = key;
    this.stamps[place] = this.stamp;
  }

  /** The same for a call that is over: it is looked for among the latest 4,096 and left alone if it is not there. */
  linkLate(call: CallKey, key: CaseKey): void {
    const first = Math.max(this.dropped, this.offered - LOOK_BACK);
    for (let nth = this.offered - 1; nth >= first; nth -= 1) {
      const place = this.placeOf(nth);
      if (this.keys[place] !== call) continue;
      this.link(place, call, key);
      return;
    }
  }

  /** Calls `visit` with the place of every known call offered in fromAt ≤ t < toAt, the latest in the log first. */
  forEachIn(fromAt: Instant, toAt: Instant, visit: (place: number) => void): void {
    const { dropped, blockSize, earliest, latest } = this;
    // The last block may not be full; all others are.
    let start = Math.floor((this.offered - 1) / blockSize) * blockSize;
    let block = this.placeOf(start) >>> this.blockShift;
    for (let end = this.offered; end > dropped;) {
      if (earliest[block]! < toAt && latest[block]! >= fromAt) {
        for (let nth = end - 1; nth >= start; nth -= 1) {
          const place = this.placeOf(nth);
          const at = this.offeredAt[place]!;
          if (at >= fromAt && at < toAt) visit(place);
        }
      }
      end = start;
      start -= blockSize;
      block = (block - 1) & (this.blocks - 1);
    }
  }

  /** Takes over a copy of everything from a ring of the same capacity. */
  adopt(other: CallRing): void {
    this.offered = other.offered;
    this.droppedTo = other.droppedTo;
    if (other.keys.length > 0) this.grow(other.keys.length - 1);
    this.keys.set(other.keys);
    this.queue.set(other.queue);
    this.outcome.set(other.outcome);
    this.seat.set(other.seat);
    this.cases.set(other.cases);
    this.offeredAt.set(other.offeredAt);
    this.waitMs.set(other.waitMs);
    this.talkMs.set(other.talkMs);
    this.wrapUpMs.set(other.wrapUpMs);
    this.respan();
  }

  /** Finds the spans of the blocks again, after the columns were filled from outside, and forgets what lies behind the last call. */
  respan(): void {
    for (let nth = this.offered; nth % this.blockSize !== 0; nth += 1) this.keys[this.placeOf(nth)] = 0;
    this.earliest.fill(Number.POSITIVE_INFINITY);
    this.latest.fill(-1);
    for (let nth = this.dropped; nth < this.offered; nth += 1) {
      const place = this.placeOf(nth);
      this.span(place >>> this.blockShift, this.offeredAt[place]!);
    }
  }

  /** Makes room for `place`. */
  grow(place: number): void {
    const room = Math.min(this.capacity, Math.max(place + 1, 512, this.keys.length * 2));
    this.keys = grownU32(this.keys, room);
    this.stamps = grownU32(this.stamps, room);
    this.queue = grownU8(this.queue, room);
    this.outcome = grownU8(this.outcome, room);
    this.seat = grownU16(this.seat, room);
    this.cases = grownU32(this.cases, room);
    this.offeredAt = grownF64(this.offeredAt, room);
    this.waitMs = grownF64(this.waitMs, room);
    this.talkMs = grownF64(this.talkMs, room);
    this.wrapUpMs = grownF64(this.wrapUpMs, room);
  }

  private drop(block: number): void {
    if (this.latest[block]! > this.droppedTo) this.droppedTo = this.latest[block]!;
    this.earliest[block] = Number.POSITIVE_INFINITY;
    this.latest[block] = -1;
    // A step of a call that has been dropped must not find its old place.
    this.keys.fill(0, block * this.blockSize, (block + 1) * this.blockSize);
  }

  private span(block: number, at: Instant): void {
    if (at < this.earliest[block]!) this.earliest[block] = at;
    if (at > this.latest[block]!) this.latest[block] = at;
  }
}
