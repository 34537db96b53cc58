import { callbackAnswerCode } from './callback-code';
import { EVENT_CODE } from './event-codes';
import type { CaseEvent, DomainEvent, LogRecord } from './events';
import type { Actor, Seq } from './keys';
import type { CarriedRows, Introductions, RecordColumns, Texts } from './record-columns';
import { CASE_STATUSES, CHANNELS, CONTACTS, GRADES, SEAT_STATES } from './terms';
import { grownF64, grownU16, grownU32, grownU8 } from './typed-growth';
import { utf8Length, writeUtf8 } from './utf8';

type Introduction = Extract<CaseEvent, { kind: 'case.received' | 'case.carried-over' }>;

/** Puts records into columns one by one. Columns are replaced when they grow: take them anew after every `add`. */
export class RecordBuilder implements RecordColumns {
  length = 0;
  from: Seq = 1;
  actors: Actor[] = [];
  kind = new Uint8Array(0);
  by = new Uint16Array(0);
  at = new Float64Array(0);
  key = new Uint32Array(0);
  other = new Uint32Array(0);
  code = new Uint8Array(0);
  side = new Uint32Array(0);
  text = new Uint32Array(0);
  readonly introductions: { -readonly [Column in keyof Introductions]: Introductions[Column] };
  readonly carried: { -readonly [Column in keyof CarriedRows]: CarriedRows[Column] };
  dueAt = new Float64Array(0);
  dueFrom = new Uint32Array(0);
  readonly texts: { -readonly [Column in keyof Texts]: Texts[Column] };
  general: DomainEvent[] = [];
  /** Rows in use. */
  introduced = 0;
  carriedOver = 0;
  due = 0;
  textCount = 0;
  private readonly actorCodes = new Map<Actor, number>();

  constructor(room = 16) {
    this.introductions = {
      channel: new Uint8Array(0),
      category: new Uint32Array(0),
      district: new Uint32Array(0),
      township: new Uint32Array(0),
      longitude: new Float64Array(0),
      latitude: new Float64Array(0),
    };
    this.carried = {
      unit: new Uint32Array(0),
      grade: new Uint8Array(0),
      receivedAt: new Float64Array(0),
      dispatchedAt: new Float64Array(0),
      dueAt: new Float64Array(0),
    };
    this.texts = { offsets: new Uint32Array(1), bytes: new Uint8Array(0) };
    this.growRecords(room);
  }

  /** Forgets all records and keeps the room. `from`: the seq of the next one. */
  clear(from: Seq): void {
    this.from = from;
    this.length = 0;
    this.introduced = 0;
    this.carriedOver = 0;
    this.due = 0;
    this.textCount = 0;
    this.actors = [];
    this.actorCodes.clear();
    this.general = [];
  }

  /** Throws a RangeError unless its seq is the next one, or when 65,536 other actors are here already. */
  add({ seq, at, by, event }: LogRecord): void {
    if (this.length === 0) this.from = seq;
    else if (seq !== this.from + this.length) throw new RangeError(`record ${seq} cannot follow ${this.from + this.length - 1}`);
    const actor = this.actorCode(by);
    const row = this.length;
    if (row === this.kind.length) this.growRecords(row * 2);
    this.length += 1;
    this.kind[row] = EVENT_CODE[event.kind];
    this.by[row] = actor;
    this.at[row] = at;
    this.addEvent(row, event);
  }

  private actorCode(by: Actor): number {
    const known = this.actorCodes.get(by);
    if (known !== undefined) return known;
    if (this.actors.length === 0x1_0000) throw new RangeError('more than 65,536 actors in one batch');
    this.actorCodes.set(by, this.actors.length);
    return this.actors.push(by) - 1;
  }

  private addEvent(row: number, event: DomainEvent): void {
    switch (event.kind) {
      case 'case.received':
        this.set(row, event.case, event.call, CONTACTS.indexOf(event.contact));
        this.introduce(row, event);
        return;
      case 'case.carried-over':
        this.set(row, event.case, this.carry(event), CASE_STATUSES.indexOf(event.status));
        this.introduce(row, event);
        return;
      case 'case.dispatched':
        this.set(row, event.case, event.unit, GRADES.indexOf(event.grade));
        this.addDue(row, event.dueAt, 0);
        return;
      case 'case.reassigned':
        this.set(row, event.case, event.to, 0);
        this.addDue(row, event.dueAt, event.from);
        this.addText(row, event.reason);
        return;
      case 'case.reopened':
        this.set(row, event.case, 0, 0);
        this.addDue(row, event.dueAt, 0);
        this.addText(row, event.reason);
        return;
      case 'case.returned':
      case 'case.urged':
      case 'case.cancelled':
        this.set(row, event.case, 0, 0);
        this.addText(row, event.reason);
        return;
      case 'case.called-back':
        this.set(row, event.case, 0, callbackAnswerCode(event));
        return;
      case 'case.merged':
        this.set(row, event.case, event.into, 0);
        return;
      case 'case.enquiry-answered':
      case 'case.accepted':
      case 'case.started':
      case 'case.resolved':
      case 'case.closed':
        this.set(row, event.case, 0, 0);
        return;
      case 'call.offered':
        this.set(row, event.call, event.queue, 0);
        return;
      case 'call.answered':
      case 'call.ended':
      case 'call.wrapped-up':
        this.set(row, event.call, event.seat, 0);
        return;
      case 'call.abandoned':
        this.set(row, event.call, 0, 0);
        return;
      case 'seat.changed':
        this.set(row, event.seat, 0, SEAT_STATES.indexOf(event.state));
        return;
      default:
        this.set(row, 0, 0, 0);
        this.side[row] = this.general.push(event) - 1;
    }
  }

  private set(row: number, key: number, other: number, code: number): void {
    this.key[row] = key;
    this.other[row] = other;
    this.code[row] = code;
  }

  private introduce(row: number, { channel, category, district, township, place, reference }: Introduction): void {
    const table = this.introductions;
    const i = this.introduced;
    if (i === table.channel.length) growAll(table, 2 * i);
    this.introduced += 1;
    this.side[row] = i;
    table.channel[i] = CHANNELS.indexOf(channel);
    table.category[i] = category;
    table.district[i] = district;
    table.township[i] = township;
    table.longitude[i] = place?.longitude ?? Number.NaN;
    table.latitude[i] = place?.latitude ?? Number.NaN;
    this.addText(row, reference);
  }

  private carry({ unit, grade, receivedAt, dispatchedAt, dueAt }: Extract<CaseEvent, { kind: 'case.carried-over' }>): number {
    const table = this.carried;
    const i = this.carriedOver;
    if (i === table.unit.length) growAll(table, 2 * i);
    this.carriedOver += 1;
    table.unit[i] = unit;
    table.grade[i] = GRADES.indexOf(grade);
    table.receivedAt[i] = receivedAt;
    table.dispatchedAt[i] = dispatchedAt;
    table.dueAt[i] = dueAt;
    return i;
  }

  private addDue(row: number, dueAt: number, from: number): void {
    const i = this.due;
    if (i === this.dueAt.length) {
      this.dueAt = grownF64(this.dueAt, roomFor(2 * i));
      this.dueFrom = grownU32(this.dueFrom, roomFor(2 * i));
    }
    this.due += 1;
    this.side[row] = i;
    this.dueAt[i] = dueAt;
    this.dueFrom[i] = from;
  }

  private addText(row: number, text: string): void {
    const { texts } = this;
    const t = this.textCount;
    const from = texts.offsets[t]!;
    const length = utf8Length(text);
    if (t + 2 > texts.offsets.length) texts.offsets = grownU32(texts.offsets, roomFor(2 * t));
    if (from + length > texts.bytes.length) texts.bytes = grownU8(texts.bytes, Math.max(from + length, roomFor(2 * texts.bytes.length)));
    writeUtf8(text, texts.bytes, from);
    texts.offsets[t + 1] = from + length;
    this.textCount += 1;
    this.text[row] = t;
  }

  private growRecords(wanted: number): void {
    const room = roomFor(wanted);
    this.kind = grownU8(this.kind, room);
    this.by = grownU16(this.by, room);
    this.at = grownF64(this.at, room);
    this.key = grownU32(this.key, room);
    this.other = grownU32(this.other, room);
    this.code = grownU8(this.code, room);
    this.side = grownU32(this.side, room);
    this.text = grownU32(this.text, room);
  }
}

function roomFor(wanted: number): number {
  return Math.max(16, wanted);
}

function growAll(table: Record<string, Uint8Array | Uint32Array | Float64Array>, wanted: number): void {
  const room = roomFor(wanted);
  for (const [name, column] of Object.entries(table)) {
    table[name] =
      column instanceof Float64Array
        ? grownF64(column, room)
        : column instanceof Uint32Array
          ? grownU32(column, room)
          : grownU8(column, room);
  }
}
