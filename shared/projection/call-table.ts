import { CALL_STATES } from '../domain/calls';
import type { CallFields } from '../domain/calls';
import type { CallKey, SeatKey } from '../domain/keys';
import type { Instant } from '../time/instant';
import { BadSnapshot } from './errors';
import { isInstant, isKey, isSmallKey } from './key-limits';
import { KeyIndex } from './key-index';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { grownF64, grownI32, grownU16, grownU32, grownU8 } from './typed-growth';

/** 1 + the index into CALL_STATES. */
const OFFERED = 1;
const ANSWERED = 2;
const ENDED = 3;
const NIL = -1;

/**
 * Calls between offer and the end of their wrap-up, and the queue of those that wait: a linked list in the order of the moments they were offered, so
 * that an answer or an abandon takes a call out at once wherever it stands.
 */
export class CallTable {
  keys = new Uint32Array(64);
  state = new Uint8Array(64);
  seat = new Uint16Array(64);
  offeredAt = new Float64Array(64);
  /** When it was answered, and when the talk ended; 0 before. */
  answeredAt = new Float64Array(64);
  endedAt = new Float64Array(64);
  waiting = 0;

  private readonly scratch: { -readonly [Field in keyof CallFields]: CallFields[Field] } = { state: 'offered', seat: 0 };
  private next = new Int32Array(64);
  private previous = new Int32Array(64);
  private index = new KeyIndex(64);
  private first = NIL;
  private last = NIL;
  private free = NIL;
  private end = 0;

  get size(): number {
    return this.index.size;
  }

  /** −1: no such call is known. */
  slotOf(call: CallKey): number {
    return call === 0 ? NIL : this.index.find(call, this.keys);
  }

  /** What the domain judges a call by, valid until the next read; null: no such call is under way. */
  fields(call: CallKey): CallFields | null {
    const slot = this.slotOf(call);
    if (slot < 0) return null;
    this.scratch.state = CALL_STATES[this.state[slot]! - 1]!;
    this.scratch.seat = this.seat[slot]!;
    return this.scratch;
  }

  /** When the call that waits longest was offered; null: nobody waits. */
  oldestOfferedAt(): Instant | null {
    return this.first === NIL ? null : this.offeredAt[this.first]!;
  }

  offer(call: CallKey, at: Instant): void {
    const slot = this.take(call);
    this.state[slot] = OFFERED;
    this.offeredAt[slot] = at;
    this.answeredAt[slot] = 0;
    this.endedAt[slot] = 0;
    this.seat[slot] = 0;
    this.waiting += 1;
    // Records come in the order of their moments but for stragglers, so this walk is almost always empty.
    let before = this.last;
    while (before !== NIL && this.offeredAt[before]! > at) before = this.previous[before]!;
    const after = before === NIL ? this.first : this.next[before]!;
    this.previous[slot] = before;
    this.next[slot] = after;
    if (before === NIL) this.first = slot;
    else this.next[before] = slot;
    if (after === NIL) this.last = slot;
    else this.previous[after] = slot;
  }

  /** Takes a waiting call out of the queue; it stays known. */
  dequeue(slot: number): void {
    const before = this.previous[slot]!;
    const after = this.next[slot]!;
    if (before === NIL) this.first = after;
    else this.next[before] = after;
    if (after === NIL) this.last = before;
    else this.previous[after] = before;
    this.waiting -= 1;
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

  /** [key, state, seat, offeredAt, answeredAt, endedAt], waiting calls first in the order of the queue, then by key. */
  rows(): number[][] {
    const queue: number[] = [];
    for (let slot = this.first; slot !== NIL; slot = this.next[slot]!) queue.push(slot);
    const rest: number[] = [];
    for (let slot = 0; slot < this.end; slot += 1) if (this.keys[slot] !== 0 && this.state[slot] !== OFFERED) rest.push(slot);
    rest.sort((a, b) => this.keys[a]! - this.keys[b]!);
    return [...queue, ...rest].map((slot) =>
      [this.keys, this.state, this.seat, this.offeredAt, this.answeredAt, this.endedAt].map((column) => column[slot]!),
    );
  }

  write(writer: SnapshotWriter): void {
    writer.f64s(Float64Array.from(this.rows().flat()));
  }

  /** Into an empty table. */
  read(reader: SnapshotReader): void {
    const values = reader.f64s();
    if (values.length % 6 !== 0) throw new BadSnapshot('a call is not whole');
    for (let at = 0; at < values.length; at += 6) {
      const call = values[at]!;
      const state = values[at + 1]!;
      const seat = values[at + 2]!;
      const moments = values.subarray(at + 3, at + 6);
      const sound =
        isKey(call) && this.slotOf(call) < 0 && (state === OFFERED || (isSmallKey(seat) && (state === ANSWERED || state === ENDED)));
      if (!sound || !moments.every(isInstant)) throw new BadSnapshot('a call makes no sense');
      this.offer(call, moments[0]!);
      if (state === OFFERED) continue;
      const slot = this.slotOf(call);
      this.answer(slot, seat, moments[1]!);
      if (state === ENDED) this.hangUp(slot, moments[2]!);
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
    this.offeredAt = grownF64(this.offeredAt, room);
    this.answeredAt = grownF64(this.answeredAt, room);
    this.endedAt = grownF64(this.endedAt, room);
    this.next = grownI32(this.next, room);
    this.previous = grownI32(this.previous, room);
  }
}
