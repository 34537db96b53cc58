import type { CallKey, QueueKey, SeatKey } from '../domain/keys';
import type { Instant } from '../time/instant';
import { BadSnapshot } from './errors';
import { isInstant, isKey, isSmallKey, QUEUE_LIMIT } from './key-limits';
import { KeyIndex } from './key-index';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { grownF64, grownI32, grownU16, grownU32, grownU8 } from '../domain/typed-growth';

/** 1 + the index into CALL_STATES. */
const OFFERED = 1;
const ANSWERED = 2;
const ENDED = 3;
const NIL = -1;
/** Numbers of a call in a snapshot. */
const ROW = 8;

/**
 * Calls between offer and the end of their wrap-up, and for every queue those that wait: a linked list in the order of the moments they were offered, so
 * that an answer or an abandon takes a call out at once wherever it stands.
 */
export class CallTable {
  keys = new Uint32Array(64);
  state = new Uint8Array(64);
  seat = new Uint16Array(64);
  queue = new Uint8Array(64);
  /** Where the call stands in the ring of the latest calls. */
  place = new Uint32Array(64);
  offeredAt = new Float64Array(64);
  /** When it was answered, and when the talk ended; 0 before. */
  answeredAt = new Float64Array(64);
  endedAt = new Float64Array(64);
  waiting = 0;

  private next = new Int32Array(64);
  private previous = new Int32Array(64);
  private index = new KeyIndex(64);
  /** By queue. */
  private readonly first = new Int32Array(QUEUE_LIMIT + 1).fill(NIL);
  private readonly last = new Int32Array(QUEUE_LIMIT + 1).fill(NIL);
  private readonly waitingBy = new Uint32Array(QUEUE_LIMIT + 1);
  private free = NIL;
  private end = 0;

  get size(): number {
    return this.index.size;
  }

  /** −1: no such call is known. */
  slotOf(call: CallKey): number {
    return call === 0 ? NIL : this.index.find(call, this.keys);
  }

  /** Calls that wait in one queue. */
  waitingIn(queue: QueueKey): number {
    return this.waitingBy[queue]!;
  }

  /** When the call of a queue (null: of all) that waits longest was offered; null: nobody waits. */
  oldestOfferedAt(queue: QueueKey | null): Instant | null {
    if (queue !== null) return this.first[queue] === NIL ? null : this.offeredAt[this.first[queue]!]!;
    let oldest = Number.POSITIVE_INFINITY;
    for (const slot of this.first) if (slot !== NIL) oldest = Math.min(oldest, this.offeredAt[slot]!);
    return oldest === Number.POSITIVE_INFINITY ? null : oldest;
  }

  /** Calls of a queue that wait and were offered in fromAt ≤ t < toAt. */
  waitingOffered(queue: QueueKey, fromAt: Instant, toAt: Instant): number {
    let calls = 0;
    for (let slot = this.first[queue]!; slot !== NIL && this.offeredAt[slot]! < toAt; slot = this.next[slot]!) {
      if (this.offeredAt[slot]! >= fromAt) calls += 1;
    }
    return calls;
  }

  /** `queue`: NONE or a checked key; `place`: where the call stands in the ring. */
  offer(call: CallKey, queue: QueueKey, place: number, at: Instant): void {
    const slot = this.take(call);
    this.state[slot] = OFFERED;
    this.queue[slot] = queue;
    this.place[slot] = place;
    this.offeredAt[slot] = at;
    this.answeredAt[slot] = 0;
    this.endedAt[slot] = 0;
    this.seat[slot] = 0;
    this.waiting += 1;
    this.waitingBy[queue]! += 1;
    // Records come in the order of their moments but for stragglers, so this walk is almost always empty.
    let before = this.last[queue]!;
    while (before !== NIL && this.offeredAt[before]! > at) before = this.previous[before]!;
    const after = before === NIL ? this.first[queue]! : this.next[before]!;
    this.previous[slot] = before;
    this.next[slot] = after;
    if (before === NIL) this.first[queue] = slot;
    else this.next[before] = slot;
    if (after === NIL) this.last[queue] = slot;
    else this.previous[after] = slot;
  }

  /** Takes a waiting call out of its queue; it stays known. */
  dequeue(slot: number): void {
    const queue = this.queue[slot]!;
    const before = this.previous[slot]!;
    const after = this.next[slot]!;
    if (before === NIL) this.first[queue] = after;
    else this.next[before] = after;
    if (after === NIL) this.last[queue] = before;
    else this.previous[after] = before;
    this.waiting -= 1;
    this.waitingBy[queue]! -= 1;
  }

  /** A waiting call is taken by a seat. */
  answer(slot: number, seat: SeatKey, at: Instant): void {
    this.dequeue(slot);
    this.state[slot] = ANSWERED;
    this.seat[slot] = seat;
    this.answeredAt[slot] = at;
  }

  /** The talk is over. */
  hangUp(slot: number, at: Instant): void {
    this.state[slot] = ENDED;
    this.endedAt[slot] = at;
  }

  /** Forgets a call that is not in the queue. */
  release(slot: number): void {
    this.index.remove(this.keys[slot]!, this.keys);
    this.keys[slot] = 0;
    this.next[slot] = this.free;
    this.free = slot;
  }

  /** Key, state, seat, queue, place, and when it was offered, answered and ended: waiting calls first, by queue and in its order, then the rest by key. */
  rows(): number[][] {
    const waiting: number[] = [];
    for (const first of this.first) for (let slot = first; slot !== NIL; slot = this.next[slot]!) waiting.push(slot);
    const rest: number[] = [];
    for (let slot = 0; slot < this.end; slot += 1) if (this.keys[slot] !== 0 && this.state[slot] !== OFFERED) rest.push(slot);
    rest.sort((a, b) => this.keys[a]! - this.keys[b]!);
    return [...waiting, ...rest].map((slot) =>
      [this.keys, this.state, this.seat, this.queue, this.place, this.offeredAt, this.answeredAt, this.endedAt].map(
        (column) => column[slot]!,
      ),
    );
  }

  write(writer: SnapshotWriter): void {
    writer.f64s(Float64Array.from(this.rows().flat()));
  }

  /** Into an empty table. `knows`: whether a queue is there. */
  read(reader: SnapshotReader, knows: (queue: QueueKey) => boolean): void {
    const values = reader.f64s();
    if (values.length % ROW !== 0) throw new BadSnapshot('a call is not whole');
    for (let at = 0; at < values.length; at += ROW) {
      const [call = 0, state = 0, seat = 0, queue = 0, place = 0, offeredAt = 0, answeredAt = 0, endedAt = 0] = values.subarray(
        at,
        at + ROW,
      );
      const sound =
        isKey(call) && this.slotOf(call) < 0 && (state === OFFERED || (isSmallKey(seat) && (state === ANSWERED || state === ENDED)));
      const known = (queue === 0 || knows(queue)) && Number.isInteger(place) && place >= 0 && place <= 0xffff_ffff;
      if (!sound || !known || ![offeredAt, answeredAt, endedAt].every(isInstant)) throw new BadSnapshot('a call makes no sense');
      this.offer(call, queue, place, offeredAt);
      if (state === OFFERED) continue;
      const slot = this.slotOf(call);
      this.answer(slot, seat, answeredAt);
      if (state === ENDED) this.hangUp(slot, endedAt);
    }
  }

  private take(call: CallKey): number {
    let slot = this.free;
    if (slot !== NIL) {
      this.free = this.next[slot]!;
    } else {
      if (this.end === this.keys.length) this.grow();
      slot = this.end;
      this.end += 1;
    }
    this.keys[slot] = call;
    this.index.insert(slot, this.keys);
    return slot;
  }

  private grow(): void {
    const room = Math.ceil(this.keys.length * 1.5);
    this.keys = grownU32(this.keys, room);
    this.state = grownU8(this.state, room);
    this.seat = grownU16(this.seat, room);
    this.queue = grownU8(this.queue, room);
    this.place = grownU32(this.place, room);
    this.offeredAt = grownF64(this.offeredAt, room);
    this.answeredAt = grownF64(this.answeredAt, room);
    this.endedAt = grownF64(this.endedAt, room);
    this.next = grownI32(this.next, room);
    this.previous = grownI32(this.previous, room);
  }
}
