import type { CaseFields } from '../domain/case-fields';
import { blankCase } from '../domain/case-fields';
import type { CaseKey } from '../domain/keys';
import { CALLBACKS, CASE_STATUSES, CHANNELS, CONTACTS, GRADES } from '../domain/terms';
import { KeyIndex } from './key-index';
import { ReferenceColumn } from './reference-column';
import { CALLBACK_CODE, CHANNEL_CODE, CONTACT_CODE, GRADE_CODE, STATUS_CODE } from './term-codes';
import { grownF64, grownI32, grownU16, grownU32, grownU8 } from './typed-growth';

/** Entries per slot in the grouped columns: what events change together lies on one cache line, what tables filter by has a column of its own. */
export const WORDS = 6;
export const HALVES = 8;
const VERSION = 0;
const CALL = 1;
const DISPATCHED = 2;
const CHANGED = 3;
const RESOLVED = 4;
const ENDED_AT = 5;
const FIRST_UNIT = 0;
const URGES = 1;
const RETURNS = 2;
const REOPENINGS = 3;
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

  endedAt(slot: number): number {
    return this.moment(slot, ENDED_AT);
  }

  urges(slot: number): number {
    return this.halves[slot * HALVES + URGES]!;
  }

  /** Fills `into` with everything that is known of the case in `slot`. */
  load(slot: number, into: CaseFields): void {
    this.loadMoving(slot, into);
    into.channel = CHANNELS[this.channel[slot]!]!;
    into.category = this.category[slot]!;
    into.district = this.district[slot]!;
    into.township = this.township[slot]!;
    const longitude = this.places[slot * 2]!;
    into.longitude = longitude === NO_PLACE ? Number.NaN : longitude / PLACE_SCALE;
    into.latitude = longitude === NO_PLACE ? Number.NaN : this.places[slot * 2 + 1]! / PLACE_SCALE;
    into.call = this.words[slot * WORDS + CALL]!;
    into.receivedAt = this.receivedAt[slot]!;
  }

  /**
   * Fills in only what events after the first change or are judged by; channel, category, district, township, place, call and receivedAt of `into`
   * stay whatever they were. For the fold, which thereby touches half the memory.
   */
  loadMoving(slot: number, into: CaseFields): void {
    const { halves, words } = this;
    const word = slot * WORDS;
    const half = slot * HALVES;
    const flags = this.flags[slot]!;
    into.key = this.keys[slot]!;
    into.version = words[word + VERSION]!;
    into.status = CASE_STATUSES[this.status[slot]!]!;
    into.contact = CONTACTS[flags & 1]!;
    into.callback = CALLBACKS[flags >> 1]!;
    into.unit = this.unit[slot]!;
    into.firstUnit = halves[half + FIRST_UNIT]!;
    into.grade = GRADES[this.grade[slot]!]!;
    into.dispatchedAt = words[word + DISPATCHED]! * 1000 + halves[half + MILLIS + DISPATCHED]!;
    into.dueAt = this.dueAt[slot]!;
    into.changedAt = words[word + CHANGED]! * 1000 + halves[half + MILLIS + CHANGED]!;
    into.resolvedAt = words[word + RESOLVED]! * 1000 + halves[half + MILLIS + RESOLVED]!;
    into.endedAt = words[word + ENDED_AT]! * 1000 + halves[half + MILLIS + ENDED_AT]!;
    into.urges = halves[half + URGES]!;
    into.returns = halves[half + RETURNS]!;
    into.reopenings = halves[half + REOPENINGS]!;
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
    this.status[slot] = STATUS_CODE[fields.status];
    this.grade[slot] = GRADE_CODE[fields.grade];
    this.flags[slot] = CONTACT_CODE[fields.contact] + 2 * CALLBACK_CODE[fields.callback];
    this.channel[slot] = CHANNEL_CODE[fields.channel];
    this.category[slot] = fields.category;
    this.district[slot] = fields.district;
    this.township[slot] = fields.township;
    const placed = Math.abs(fields.longitude) <= 180 && Math.abs(fields.latitude) <= 90;
    this.places[slot * 2] = placed ? Math.round(fields.longitude * PLACE_SCALE) : NO_PLACE;
    this.places[slot * 2 + 1] = placed ? Math.round(fields.latitude * PLACE_SCALE) : NO_PLACE;
    this.words[slot * WORDS + CALL] = fields.call;
    this.receivedAt[slot] = fields.receivedAt;
    this.deadline[slot] = 0;
    this.storeMoving(slot, fields);
    return slot;
  }

  /** Writes back what `loadMoving` loads; key and contact never change. */
  storeMoving(slot: number, fields: CaseFields): void {
    const half = slot * HALVES;
    const word = slot * WORDS;
    const { halves, words } = this;
    words[word + VERSION] = fields.version;
    // Looking a code up by a string costs more than seeing that the string is the one that the column says already.
    if (fields.status !== CASE_STATUSES[this.status[slot]!]) this.status[slot] = STATUS_CODE[fields.status];
    if (fields.grade !== GRADES[this.grade[slot]!]) this.grade[slot] = GRADE_CODE[fields.grade];
    const flags = this.flags[slot]!;
    if (fields.callback !== CALLBACKS[flags >> 1]) this.flags[slot] = (flags & 1) + 2 * CALLBACK_CODE[fields.callback];
    this.unit[slot] = fields.unit;
    this.dueAt[slot] = fields.dueAt;
    halves[half + FIRST_UNIT] = fields.firstUnit;
    halves[half + URGES] = Math.min(fields.urges, U16_MAX);
    halves[half + RETURNS] = Math.min(fields.returns, U16_MAX);
    halves[half + REOPENINGS] = Math.min(fields.reopenings, U16_MAX);
    this.setMoment(slot, DISPATCHED, fields.dispatchedAt);
    this.setMoment(slot, CHANGED, fields.changedAt);
    this.setMoment(slot, RESOLVED, fields.resolvedAt);
    this.setMoment(slot, ENDED_AT, fields.endedAt);
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
      const key = this.keys[slot]!;
      if (key === 0 || this.index.find(key, this.keys) >= 0) return false;
      this.index.insert(slot, this.keys);
    }
    return true;
  }

  /** Bytes of columns and index; references apart. */
  bytes(): number {
    const columns = this.capacity * (4 + 4 + 1 + 8 + 16 + 8 + WORDS * 4 + HALVES * 2 + 8);
    return columns + this.index.bytes;
  }

  private moment(slot: number, which: number): number {
    return this.words[slot * WORDS + which]! * 1000 + this.halves[slot * HALVES + MILLIS + which]!;
  }

  private setMoment(slot: number, which: number, at: number): void {
    const seconds = Math.floor(at / 1000);
    this.words[slot * WORDS + which] = seconds;
    this.halves[slot * HALVES + MILLIS + which] = at - seconds * 1000;
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
