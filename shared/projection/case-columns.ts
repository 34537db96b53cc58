import type { CaseFields } from '../domain/case-fields';
import { blankCase } from '../domain/case-fields';
import type { CallKey, CaseKey } from '../domain/keys';
import { CALLBACKS, CASE_STATUSES, CHANNELS, CONTACTS, GRADES } from '../domain/terms';
import type { Channel } from '../domain/terms';
import type { Instant } from '../time/instant';
import { KeyIndex } from './key-index';
import { ReferenceColumn } from './reference-column';
import { CALLBACK_CODE, CHANNEL_CODE, CONTACT_CODE, GRADE_CODE, NO_DEADLINE, STATUS_CODE } from './term-codes';
import { grownF64, grownI32, grownU16, grownU32, grownU8 } from '../domain/typed-growth';

/** Entries per slot in the grouped columns: what events change together lies on one cache line, what tables filter by has a column of its own. */
export const WORDS = 6;
export const HALVES = 8;
const VERSION = 0;
const CALL = 1;
/** Moments of `moment`. */
export const DISPATCHED = 2;
export const CHANGED = 3;
export const RESOLVED = 4;
export const ENDED_AT = 5;
/** Small numbers of `half`. */
export const FIRST_UNIT = 0;
export const URGES = 1;
export const RETURNS = 2;
export const REOPENINGS = 3;
/** halves[slot · 8 + 2 + k] holds the milliseconds of the moment whose seconds are words[slot · 6 + k]. */
const MILLIS = 2;

const PLACE_SCALE = 1e7;
const NO_PLACE = -0x8000_0000;
const U16_MAX = 0xffff;

/**
 * All cases that are held (open, or ended in the running city day) as a structure of arrays: 89 bytes a case and 4–11 for the index.
 *
 * A case keeps its slot while it is held. Public columns are read-only for everybody but the projection's parts, are indexed by slot (slots below
 * `end` whose key is not 0 are in use), and are replaced when the table grows: take them anew after every event. Codes are indexes into
 * the lists of `domain/terms`. Instants are exact; places are kept to 1e-7 degree (1 cm); the three small counters stop at 65,535.
 */
export class CaseColumns {
  keys: Uint32Array;
  status: Uint8Array;
  grade: Uint8Array;
  channel: Uint8Array;
  /** Index into DEADLINE_STATES as of the last `Projection.advanceTo` (or read of `deadlines`). Kept by the deadline wheel. */
  deadline: Uint8Array;
  category: Uint16Array;
  district: Uint16Array;
  township: Uint16Array;
  unit: Uint16Array;
  receivedAt: Float64Array;
  dueAt: Float64Array;
  /** Links of the deadline wheel; `next` also chains the free slots. For the wheel alone. */
  next: Int32Array;
  previous: Int32Array;
  /** One more than the highest slot that was ever used. */
  end = 0;

  /** Grouped columns, for this class and the snapshot alone. contact + 2 · callback. */
  flags: Uint8Array;
  words: Uint32Array;
  halves: Uint16Array;
  /** Longitude and latitude of each slot in 1e-7 degree. */
  places: Int32Array;
  readonly references = new ReferenceColumn();
  private index: KeyIndex;
  private free = -1;
  private capacity: number;

  constructor(room = 64) {
    this.capacity = room;
    this.index = new KeyIndex(room);
    this.keys = new Uint32Array(room);
    this.status = new Uint8Array(room);
    this.grade = new Uint8Array(room);
    this.channel = new Uint8Array(room);
    this.deadline = new Uint8Array(room);
    this.category = new Uint16Array(room);
    this.district = new Uint16Array(room);
    this.township = new Uint16Array(room);
    this.unit = new Uint16Array(room);
    this.receivedAt = new Float64Array(room);
    this.dueAt = new Float64Array(room);
    this.next = new Int32Array(room);
    this.previous = new Int32Array(room);
    this.flags = new Uint8Array(room);
    this.words = new Uint32Array(room * WORDS);
    this.halves = new Uint16Array(room * HALVES);
    this.places = new Int32Array(room * 2);
  }

  /** Cases held. */
  get size(): number {
    return this.index.size;
  }

  has(key: CaseKey): boolean {
    return this.slotOf(key) >= 0;
  }

  /** −1: no such case is held. */
  slotOf(key: CaseKey): number {
    return key === 0 ? -1 : this.index.find(key, this.keys);
  }

  /** A fresh record of the case, null if it is not held. */
  read(key: CaseKey): CaseFields | null {
    const slot = this.slotOf(key);
    if (slot < 0) return null;
    const fields = blankCase();
    this.load(slot, fields);
    return fields;
  }

  reference(slot: number): string {
    return this.references.get(slot);
  }

  version(slot: number): number {
    return this.words[slot * WORDS + VERSION]!;
  }

  setVersion(slot: number, version: number): void {
    this.words[slot * WORDS + VERSION] = version;
  }

  call(slot: number): CallKey {
    return this.words[slot * WORDS + CALL]!;
  }

  channelOf(slot: number): Channel {
    return CHANNELS[this.channel[slot]!]!;
  }

  /** Degrees; NaN for a case without a place. */
  longitude(slot: number): number {
    const longitude = this.places[slot * 2]!;
    return longitude === NO_PLACE ? Number.NaN : longitude / PLACE_SCALE;
  }

  latitude(slot: number): number {
    const latitude = this.places[slot * 2 + 1]!;
    return latitude === NO_PLACE ? Number.NaN : latitude / PLACE_SCALE;
  }

  endedAt(slot: number): Instant {
    return this.moment(slot, ENDED_AT);
  }

  urges(slot: number): number {
    return this.half(slot, URGES);
  }

  /** `which`: DISPATCHED, CHANGED, RESOLVED or ENDED_AT. */
  moment(slot: number, which: number): Instant {
    return this.words[slot * WORDS + which]! * 1000 + this.halves[slot * HALVES + MILLIS + which]!;
  }

  setMoment(slot: number, which: number, at: Instant): void {
    const seconds = Math.floor(at / 1000);
    this.words[slot * WORDS + which] = seconds;
    this.halves[slot * HALVES + MILLIS + which] = at - seconds * 1000;
  }

  /** `which`: FIRST_UNIT, URGES, RETURNS or REOPENINGS. */
  half(slot: number, which: number): number {
    return this.halves[slot * HALVES + which]!;
  }

  /** Stops at 65,535. */
  setHalf(slot: number, which: number, value: number): void {
    this.halves[slot * HALVES + which] = Math.min(value, U16_MAX);
  }

  /** Fills `into` with everything that is known of the case in `slot`. */
  load(slot: number, into: CaseFields): void {
    const flags = this.flags[slot]!;
    into.key = this.keys[slot]!;
    into.version = this.version(slot);
    into.status = CASE_STATUSES[this.status[slot]!]!;
    into.contact = CONTACTS[flags & 1]!;
    into.callback = CALLBACKS[flags >> 1]!;
    into.channel = this.channelOf(slot);
    into.category = this.category[slot]!;
    into.district = this.district[slot]!;
    into.township = this.township[slot]!;
    into.longitude = this.longitude(slot);
    into.latitude = this.latitude(slot);
    into.call = this.call(slot);
    into.unit = this.unit[slot]!;
    into.firstUnit = this.half(slot, FIRST_UNIT);
    into.grade = GRADES[this.grade[slot]!]!;
    into.receivedAt = this.receivedAt[slot]!;
    into.dispatchedAt = this.moment(slot, DISPATCHED);
    into.dueAt = this.dueAt[slot]!;
    into.changedAt = this.moment(slot, CHANGED);
    into.resolvedAt = this.moment(slot, RESOLVED);
    into.endedAt = this.moment(slot, ENDED_AT);
    into.urges = this.half(slot, URGES);
    into.returns = this.half(slot, RETURNS);
    into.reopenings = this.half(slot, REOPENINGS);
  }

  /** The way back of `load`; the key stays. */
  store(slot: number, fields: CaseFields): void {
    this.setVersion(slot, fields.version);
    this.status[slot] = STATUS_CODE[fields.status];
    this.flags[slot] = CONTACT_CODE[fields.contact] + 2 * CALLBACK_CODE[fields.callback];
    this.channel[slot] = CHANNEL_CODE[fields.channel];
    this.category[slot] = fields.category;
    this.district[slot] = fields.district;
    this.township[slot] = fields.township;
    const placed = Math.abs(fields.longitude) <= 180 && Math.abs(fields.latitude) <= 90;
    this.places[slot * 2] = placed ? Math.round(fields.longitude * PLACE_SCALE) : NO_PLACE;
    this.places[slot * 2 + 1] = placed ? Math.round(fields.latitude * PLACE_SCALE) : NO_PLACE;
    this.words[slot * WORDS + CALL] = fields.call;
    this.unit[slot] = fields.unit;
    this.setHalf(slot, FIRST_UNIT, fields.firstUnit);
    this.grade[slot] = GRADE_CODE[fields.grade];
    this.receivedAt[slot] = fields.receivedAt;
    this.setMoment(slot, DISPATCHED, fields.dispatchedAt);
    this.dueAt[slot] = fields.dueAt;
    this.setMoment(slot, CHANGED, fields.changedAt);
    this.setMoment(slot, RESOLVED, fields.resolvedAt);
    this.setMoment(slot, ENDED_AT, fields.endedAt);
    this.setHalf(slot, URGES, fields.urges);
    this.setHalf(slot, RETURNS, fields.returns);
    this.setHalf(slot, REOPENINGS, fields.reopenings);
  }

  /** Takes in a case that is not held yet and returns its slot; `deadline` and links are the wheel's to set. */
  add(fields: CaseFields, reference: string): number {
    let slot = this.free;
    if (slot >= 0) {
      this.free = this.next[slot]!;
    } else {
      if (this.end === this.capacity) this.grow();
      slot = this.end;
      this.end += 1;
    }
    this.keys[slot] = fields.key;
    this.index.insert(slot, this.keys);
    this.references.set(slot, reference);
    this.deadline[slot] = NO_DEADLINE;
    this.store(slot, fields);
    return slot;
  }

  /** Lets a case go; its slot will be used again. It must not hang in the wheel any more. */
  remove(slot: number): void {
    this.index.remove(this.keys[slot]!, this.keys);
    this.references.clear(slot);
    this.keys[slot] = 0;
    this.next[slot] = this.free;
    this.free = slot;
  }

  /** For the snapshot: slots 0 … rows−1 have been filled in; finds them from here on. false: a key is 0 or there twice. */
  adopt(rows: number): boolean {
    this.end = rows;
    this.index = new KeyIndex(rows);
    for (let slot = 0; slot < rows; slot += 1) {
      if (this.keys[slot] === 0 || !this.index.insertNew(slot, this.keys)) return false;
    }
    return true;
  }

  /** Bytes of columns and index; references apart. */
  bytes(): number {
    const columns = this.capacity * (4 + 4 + 1 + 8 + 16 + 8 + WORDS * 4 + HALVES * 2 + 8);
    return columns + this.index.bytes;
  }

  /** Half as much again while small, a fifth when large: slack of a million cases is memory, copying is not the bottleneck. */
  private grow(): void {
    const room = Math.ceil((this.capacity * (this.capacity < 65_536 ? 1.5 : 1.2)) / 64) * 64;
    this.capacity = room;
    this.keys = grownU32(this.keys, room);
    this.status = grownU8(this.status, room);
    this.grade = grownU8(this.grade, room);
    this.channel = grownU8(this.channel, room);
    this.deadline = grownU8(this.deadline, room);
    this.category = grownU16(this.category, room);
    this.district = grownU16(this.district, room);
    this.township = grownU16(this.township, room);
    this.unit = grownU16(this.unit, room);
    this.receivedAt = grownF64(this.receivedAt, room);
    this.dueAt = grownF64(this.dueAt, room);
    this.next = grownI32(this.next, room);
    this.previous = grownI32(this.previous, room);
    this.flags = grownU8(this.flags, room);
    this.words = grownU32(this.words, room * WORDS);
    this.halves = grownU16(this.halves, room * HALVES);
    this.places = grownI32(this.places, room * 2);
  }
}
