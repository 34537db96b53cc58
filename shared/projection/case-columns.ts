import type { CaseFields } from '../domain/case-fields';
import { blankCase } from '../domain/case-fields';
import type { CallKey, CaseKey } from '../domain/keys';
import { CALLBACKS, CASE_STATUSES, CHANNELS, CONTACTS, GRADES } from '../domain/terms';
import type { Instant } from '../time/instant';
import { KeyIndex } from './key-index';
import { REFERENCE_BYTES, ReferenceColumn } from './reference-column';
import { CALLBACK_CODE, CHANNEL_CODE, CONTACT_CODE, ENDED, GRADE_CODE, NO_DEADLINE, STATUS_CODE } from './term-codes';
import { grownF64, grownI32, grownU16, grownU32, grownU8 } from '../domain/typed-growth';

/**
 * What the steps of a case change and no table filters by lies together, 32 bytes a case, so that an event meets it on one cache line. Entries per slot in the
 * three views of it.
 */
export const WORDS = 8;
export const HALVES = 16;
export const OCTETS = 32;

/** Entries of `words`. The low 32 bits of a moment lie in words[k], its high 16 in halves[HIGH + k]. */
export const VERSION = 0;
export const CHANGED = 1;
export const RESOLVED = 2;
export const DISPATCHED = 3;
/** Entries of `halves`. */
const HIGH = 7;
export const FIRST_UNIT = 11;
export const URGES = 12;
/** When it changed last, as the change log counts. */
export const STAMP = 13;
/** Entries of `octets`. */
export const RETURNS = 28;
export const REOPENINGS = 29;
/** contact + 2 · callback. */
export const FLAGS = 30;

/** Of a degree in `places`. */
export const PLACE_SCALE = 1e7;
/** In `places`, for both. */
export const NO_PLACE = -0x8000_0000;
const U16_MAX = 0xffff;
const U8_MAX = 0xff;
const HIGH_UNIT = 2 ** 32;
/** What to multiply by instead of dividing: exactly the same, and sooner. */
const HIGHS = 1 / HIGH_UNIT;
/**
 * From here on the columns get room for four times as many: copying them holds up everything that waits, so it must be rare. What lies beyond the last case is room in the
 * address space; the system gives no memory for pages that nobody has written to.
 */
const LARGE = 262_144;
/** Slots between the ends of two columns of a large table. */
const STAGGER = 65_536;
/** Of a slot in all columns but the references. */
const SLOT_BYTES = 76;
/** Columns that grow at once count as one. */
const GROWING = 11;

/** Slots that a table of so many cases has room for. */
export function roomFor(cases: number): number {
  return Math.max(64, cases < LARGE ? Math.ceil(cases * 1.25) : cases * 4);
}

/** What the steps of a case change but counters, of many cases in rows; moments are instants that columns hold, or 0. */
export interface StepRows {
  readonly version: Uint32Array;
  /** As `octets` hold it under FLAGS. */
  readonly flags: Uint32Array;
  /** The low 16 bits count. */
  readonly firstUnit: Uint32Array;
  readonly changed: Float64Array;
  readonly resolved: Float64Array;
  readonly dispatched: Float64Array;
}

/** Room for so many rows. */
export function stepRows(rows: number): StepRows {
  const words = () => new Uint32Array(rows);
  const moments = () => new Float64Array(rows);
  return { version: words(), flags: words(), firstUnit: words(), changed: moments(), resolved: moments(), dispatched: moments() };
}

/**
 * All cases that are held (open, or ended in the running city day) as a structure of arrays: 76 bytes a case, 5–11 for the index and 6 for most references.
 *
 * A case keeps its slot while it is held. Public columns are read-only for everybody but the projection's parts, are indexed by slot (slots below
 * `end` whose key is not 0 are in use), and are replaced when the table grows: take them anew after every event. Codes are indexes into
 * the lists of `domain/terms`. Instants are exact; places are kept to 1e-7 degree (1 cm); urges stop at 65,535, returns and reopenings at 255.
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
  /** One more than the highest slot that was ever used. */
  end = 0;

  /** Three views of one buffer, for the projection's parts alone. */
  words: Uint32Array;
  halves: Uint16Array;
  octets: Uint8Array;
  /** Longitude and latitude of each slot in 1e-7 degree. */
  places: Int32Array;
  calls: Uint32Array;
  readonly references: ReferenceColumn;
  private index: KeyIndex;
  /** The first free slot; the words of a free slot's version chain to the next one, as slot + 1. */
  private free = -1;
  /** Slots below this are in every column. */
  private capacity: number;
  private readonly rooms: number[];

  /** `expected`: so many cases find their places in the index before it grows. */
  constructor(room = 64, expected = room) {
    this.capacity = room;
    this.rooms = Array.from({ length: GROWING }, () => room);
    this.index = new KeyIndex(expected);
    this.references = new ReferenceColumn(room);
    // One buffer for all: each that is asked for makes the collector come sooner. The widest come first, so that all lie where their numbers may.
    const buffer = new ArrayBuffer(room * SLOT_BYTES);
    let end = 0;
    const next = (bytes: number) => {
      const start = end;
      end += bytes * room;
      return start;
    };
    this.receivedAt = new Float64Array(buffer, next(8), room);
    this.dueAt = new Float64Array(buffer, next(8), room);
    const steps = next(OCTETS);
    this.words = new Uint32Array(buffer, steps, room * WORDS);
    this.halves = new Uint16Array(buffer, steps, room * HALVES);
    this.octets = new Uint8Array(buffer, steps, room * OCTETS);
    this.places = new Int32Array(buffer, next(8), room * 2);
    this.keys = new Uint32Array(buffer, next(4), room);
    this.calls = new Uint32Array(buffer, next(4), room);
    this.category = new Uint16Array(buffer, next(2), room);
    this.district = new Uint16Array(buffer, next(2), room);
    this.township = new Uint16Array(buffer, next(2), room);
    this.unit = new Uint16Array(buffer, next(2), room);
    this.status = new Uint8Array(buffer, next(1), room);
    this.grade = new Uint8Array(buffer, next(1), room);
    this.channel = new Uint8Array(buffer, next(1), room);
    this.deadline = new Uint8Array(buffer, next(1), room);
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

  /** Where the cases of `wanted[from]` … probably are, −1: nowhere, into `slots` from 0 on: their slots at most, and to be checked. */
  guess(wanted: Uint32Array, from: number, count: number, slots: Int32Array): void {
    this.index.guess(wanted, from, count, slots);
    const { keys } = this;
    for (let i = 0; i < count; i += 1) {
      const slot = slots[i]!;
      if (slot >= 0 && keys[slot] !== wanted[from + i]) slots[i] = this.slotOf(wanted[from + i]!);
    }
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
    return this.calls[slot]!;
  }

  /** Index into CONTACTS. */
  contact(slot: number): number {
    return this.octets[slot * OCTETS + FLAGS]! & 1;
  }

  /** Index into CALLBACKS. */
  callback(slot: number): number {
    return this.octets[slot * OCTETS + FLAGS]! >> 1;
  }

  setCallback(slot: number, callback: number): void {
    const at = slot * OCTETS + FLAGS;
    this.octets[at] = (this.octets[at]! & 1) + 2 * callback;
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

  /** Degrees; what is not on the earth, as NaN, means no place. */
  setPlace(slot: number, longitude: number, latitude: number): void {
    const placed = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
    this.places[slot * 2] = placed ? Math.round(longitude * PLACE_SCALE) : NO_PLACE;
    this.places[slot * 2 + 1] = placed ? Math.round(latitude * PLACE_SCALE) : NO_PLACE;
  }

  /** An end is the last change. 0: it has not ended. */
  endedAt(slot: number): Instant {
    return ENDED[this.status[slot]!] === 1 ? this.moment(slot, CHANGED) : 0;
  }

  urges(slot: number): number {
    return this.halves[slot * HALVES + URGES]!;
  }

  firstUnit(slot: number): number {
    return this.halves[slot * HALVES + FIRST_UNIT]!;
  }

  setFirstUnit(slot: number, unit: number): void {
    this.halves[slot * HALVES + FIRST_UNIT] = unit;
  }

  /** `which`: CHANGED, RESOLVED or DISPATCHED. */
  moment(slot: number, which: number): Instant {
    return this.halves[slot * HALVES + HIGH + which]! * HIGH_UNIT + this.words[slot * WORDS + which]!;
  }

  setMoment(slot: number, which: number, at: Instant): void {
    this.words[slot * WORDS + which] = at >>> 0;
    this.halves[slot * HALVES + HIGH + which] = at * HIGHS;
  }

  /** One more of `which`: URGES. */
  countHalf(slot: number, which: number): void {
    const at = slot * HALVES + which;
    if (this.halves[at]! < U16_MAX) this.halves[at]! += 1;
  }

  /** One more of `which`: RETURNS or REOPENINGS. */
  countByte(slot: number, which: number): void {
    const at = slot * OCTETS + which;
    if (this.octets[at]! < U8_MAX) this.octets[at]! += 1;
  }

  /** Fills `into` with everything that is known of the case in `slot`. */
  load(slot: number, into: CaseFields): void {
    into.key = this.keys[slot]!;
    into.version = this.version(slot);
    into.status = CASE_STATUSES[this.status[slot]!]!;
    into.contact = CONTACTS[this.contact(slot)]!;
    into.callback = CALLBACKS[this.callback(slot)]!;
    into.channel = CHANNELS[this.channel[slot]!]!;
    into.category = this.category[slot]!;
    into.district = this.district[slot]!;
    into.township = this.township[slot]!;
    into.longitude = this.longitude(slot);
    into.latitude = this.latitude(slot);
    into.call = this.call(slot);
    into.unit = this.unit[slot]!;
    into.firstUnit = this.firstUnit(slot);
    into.grade = GRADES[this.grade[slot]!]!;
    into.receivedAt = this.receivedAt[slot]!;
    into.dispatchedAt = this.moment(slot, DISPATCHED);
    into.dueAt = this.dueAt[slot]!;
    into.changedAt = this.moment(slot, CHANGED);
    into.resolvedAt = this.moment(slot, RESOLVED);
    into.endedAt = this.endedAt(slot);
    into.urges = this.urges(slot);
    into.returns = this.octets[slot * OCTETS + RETURNS]!;
    into.reopenings = this.octets[slot * OCTETS + REOPENINGS]!;
  }

  /** The way back of `load` but for the key, which stays, and the end, which follows from status and last change. */
  store(slot: number, fields: CaseFields): void {
    this.setVersion(slot, fields.version);
    this.status[slot] = STATUS_CODE[fields.status];
    this.channel[slot] = CHANNEL_CODE[fields.channel];
    this.category[slot] = fields.category;
    this.district[slot] = fields.district;
    this.township[slot] = fields.township;
    this.setPlace(slot, fields.longitude, fields.latitude);
    this.calls[slot] = fields.call;
    this.unit[slot] = fields.unit;
    this.setFirstUnit(slot, fields.firstUnit);
    this.grade[slot] = GRADE_CODE[fields.grade];
    this.receivedAt[slot] = fields.receivedAt;
    this.setMoment(slot, DISPATCHED, fields.dispatchedAt);
    this.dueAt[slot] = fields.dueAt;
    this.setMoment(slot, CHANGED, fields.changedAt);
    this.setMoment(slot, RESOLVED, fields.resolvedAt);
    this.halves[slot * HALVES + URGES] = Math.min(fields.urges, U16_MAX);
    this.octets[slot * OCTETS + RETURNS] = Math.min(fields.returns, U8_MAX);
    this.octets[slot * OCTETS + REOPENINGS] = Math.min(fields.reopenings, U8_MAX);
    this.octets[slot * OCTETS + FLAGS] = CONTACT_CODE[fields.contact] + 2 * CALLBACK_CODE[fields.callback];
  }

  /** Takes in a case that is not held yet and returns its slot; `deadline` is the wheel's to set. */
  add(fields: CaseFields, reference: string): number {
    const slot = this.take(fields.key);
    this.references.set(slot, reference);
    this.store(slot, fields);
    return slot;
  }

  /** A slot for a case that is not held yet: no deadline, steps all 0, the rest still to be filled in. */
  take(key: CaseKey): number {
    let slot = this.free;
    if (slot >= 0) {
      this.free = this.words[slot * WORDS + VERSION]! - 1;
    } else {
      if (this.end === this.capacity) this.grow();
      slot = this.end;
      this.end += 1;
    }
    this.keys[slot] = key;
    this.index.insert(slot, this.keys);
    this.deadline[slot] = NO_DEADLINE;
    // A call of `fill` costs more than eight stores.
    for (let at = slot * WORDS; at < (slot + 1) * WORDS; at += 1) this.words[at] = 0;
    return slot;
  }

  /** Lets a case go; its slot will be used again. It must not hang in the wheel any more. */
  remove(slot: number): void {
    this.index.remove(this.keys[slot]!, this.keys);
    this.references.clear(slot);
    this.keys[slot] = 0;
    // For walks over the columns that only look at the open ones.
    this.status[slot] = STATUS_CODE.closed;
    this.deadline[slot] = NO_DEADLINE;
    this.words[slot * WORDS + VERSION] = this.free + 1;
    this.free = slot;
  }

  /** Makes everything but key, reference and deadline state of `slot` what it is in a row of other columns. */
  copyRow(from: CaseColumns, row: number, slot: number): void {
    this.status[slot] = from.status[row]!;
    this.grade[slot] = from.grade[row]!;
    this.channel[slot] = from.channel[row]!;
    this.category[slot] = from.category[row]!;
    this.district[slot] = from.district[row]!;
    this.township[slot] = from.township[row]!;
    this.unit[slot] = from.unit[row]!;
    this.receivedAt[slot] = from.receivedAt[row]!;
    this.dueAt[slot] = from.dueAt[row]!;
    this.calls[slot] = from.calls[row]!;
    for (let k = 0; k < WORDS; k += 1) this.words[slot * WORDS + k] = from.words[row * WORDS + k]!;
    for (let k = 0; k < 2; k += 1) this.places[slot * 2 + k] = from.places[row * 2 + k]!;
  }

  /** Fills in what steps change in slots `from` … `to` − 1: row 0 … of `steps`. In one pass, for the entries of a case share a cache line. */
  putSteps({ version, flags, firstUnit, changed, resolved, dispatched }: StepRows, from: number, to: number): void {
    const { words, halves, octets } = this;
    for (let slot = from; slot < to; slot += 1) {
      const row = slot - from;
      words[slot * WORDS + VERSION] = version[row]!;
      words[slot * WORDS + CHANGED] = changed[row]!;
      words[slot * WORDS + RESOLVED] = resolved[row]!;
      words[slot * WORDS + DISPATCHED] = dispatched[row]!;
      halves[slot * HALVES + HIGH + CHANGED] = changed[row]! * HIGHS;
      halves[slot * HALVES + HIGH + RESOLVED] = resolved[row]! * HIGHS;
      halves[slot * HALVES + HIGH + DISPATCHED] = dispatched[row]! * HIGHS;
      halves[slot * HALVES + FIRST_UNIT] = firstUnit[row]!;
      octets[slot * OCTETS + FLAGS] = flags[row]!;
    }
  }

  /** For the snapshot: the slots `from` = `end` … `to` − 1, for which there is room, have been filled in with cases that are not held yet. */
  adopt(from: number, to: number): void {
    this.index.insertAll(from, to, this.keys);
    this.end = to;
  }

  /** Bytes of columns, index and references: of a large table without the spare room, which takes no memory. */
  bytes(): number {
    const slots = this.end < LARGE ? this.keys.length : this.end;
    return slots * (SLOT_BYTES + REFERENCE_BYTES) + this.references.textBytes + this.index.bytes;
  }

  /** Replaces the columns that are full. In a large table they fill up one after the other, so that no event waits for all of them to be copied. */
  private grow(): void {
    const { rooms, end } = this;
    const together = end >= LARGE && rooms.every((room) => room === end);
    for (let column = 0; column < rooms.length; column += 1) {
      if (rooms[column] !== end) continue;
      const wanted = roomFor(end) + (together ? column * STAGGER : 0);
      rooms[column] = Math.ceil(wanted / 64) * 64;
      this.growColumn(column, rooms[column]!);
    }
    this.capacity = Math.min(...rooms);
  }

  private growColumn(column: number, room: number): void {
    switch (column) {
      case 0:
        this.keys = grownU32(this.keys, room);
        return;
      case 1:
        this.status = grownU8(this.status, room);
        this.grade = grownU8(this.grade, room);
        return;
      case 2:
        this.channel = grownU8(this.channel, room);
        this.deadline = grownU8(this.deadline, room);
        return;
      case 3:
        this.category = grownU16(this.category, room);
        this.district = grownU16(this.district, room);
        return;
      case 4:
        this.township = grownU16(this.township, room);
        this.unit = grownU16(this.unit, room);
        return;
      case 5:
        this.receivedAt = grownF64(this.receivedAt, room);
        return;
      case 6:
        this.dueAt = grownF64(this.dueAt, room);
        return;
      case 7:
        this.words = grownU32(this.words, room * WORDS);
        this.halves = new Uint16Array(this.words.buffer);
        this.octets = new Uint8Array(this.words.buffer);
        return;
      case 8:
        this.places = grownI32(this.places, room * 2);
        return;
      case 9:
        this.calls = grownU32(this.calls, room);
        return;
      default:
        this.references.grow(room);
    }
  }
}
