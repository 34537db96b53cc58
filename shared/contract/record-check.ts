import { CALLBACK_ANSWER_CODES } from '../domain/callback-code';
import {
  CALL_ABANDONED,
  CALL_OFFERED,
  CASE_CALLED_BACK,
  CASE_CANCELLED,
  CASE_CARRIED_OVER,
  CASE_DISPATCHED,
  CASE_MERGED,
  CASE_REASSIGNED,
  CASE_RECEIVED,
  CASE_REOPENED,
  CASE_RETURNED,
  CASE_URGED,
  CASE_CODES,
  EVENT_CODE,
  EVENT_KINDS,
  GENERAL_CODES,
  SEAT_CHANGED,
} from '../domain/event-codes';
import type { RecordColumns } from '../domain/record-columns';
import { REASON_LIMIT, REFERENCE_LIMIT } from '../domain/refusals';
import { CASE_STATUSES, CHANNELS, CONTACTS, GRADES, SEAT_STATES } from '../domain/terms';
import { readUtf8 } from '../domain/utf8';

/** Rows that the side tables hold. */
export interface SideRows {
  readonly introductions: number;
  readonly carried: number;
  readonly dues: number;
  readonly texts: number;
}

const LATEST = 8_640_000_000_000_000;
const TALKING = SEAT_STATES.indexOf('talking');
const WRAP_UP = SEAT_STATES.indexOf('wrap-up');

/**
 * Checks columns that another machine has sent against what `recordSchema` says of the same records, and fills `side` and `text`: the rows of the side
 * tables are used once each, in the order of the records. Returns what is wrong, in English, without content; null: nothing.
 */
export function checkRows(columns: RecordColumns, tables: SideRows): string | null {
  const { length, from, kind, by, at, actors } = columns;
  if (!(Number.isSafeInteger(from) && from >= 1 && Number.isSafeInteger(from + length))) return 'a seq is none';
  const why = checkTables(columns, tables);
  if (why !== null) return why;
  const next = { introduction: 0, carried: 0, due: 0, text: 0, general: 0 };
  for (let row = 0; row < length; row += 1) {
    if (by[row]! >= actors.length) return `record ${row} has no actor`;
    if (!isInstant(at[row]!)) return `record ${row} has no moment`;
    const code = kind[row]!;
    const sound = code < CASE_CODES ? checkCase(columns, row, code, next) : checkOther(columns, row, code, next);
    if (!sound) return `${EVENT_KINDS[code] ?? 'nothing known'} at ${row}`;
  }
  const used =
    next.introduction === tables.introductions &&
    next.carried === tables.carried &&
    next.due === tables.dues &&
    next.text === tables.texts &&
    next.general === columns.general.length;
  return used ? null : 'a table holds more than its records';
}

type Next = { introduction: number; carried: number; due: number; text: number; general: number };

function checkCase(columns: RecordColumns, row: number, kind: number, next: Next): boolean {
  const { key, other, code, side } = columns;
  if (key[row] === 0) return false;
  switch (kind) {
    case CASE_RECEIVED:
      side[row] = next.introduction++;
      return code[row]! < CONTACTS.length && checkText(columns, row, next, 1, REFERENCE_LIMIT);
    case CASE_CARRIED_OVER:
      side[row] = next.introduction++;
      if (other[row] !== next.carried++) return false;
      return code[row]! < CASE_STATUSES.length && checkText(columns, row, next, 1, REFERENCE_LIMIT);
    case CASE_DISPATCHED:
      side[row] = next.due++;
      return code[row]! < GRADES.length;
    case CASE_REASSIGNED:
    case CASE_REOPENED:
      side[row] = next.due++;
      return checkText(columns, row, next, 0, REASON_LIMIT);
    case CASE_RETURNED:
    case CASE_URGED:
    case CASE_CANCELLED:
      return checkText(columns, row, next, 0, REASON_LIMIT);
    case CASE_CALLED_BACK:
      return code[row]! < CALLBACK_ANSWER_CODES;
    case CASE_MERGED:
      return other[row] !== 0;
    default:
      return true;
  }
}

function checkOther(columns: RecordColumns, row: number, kind: number, next: Next): boolean {
  if (kind >= GENERAL_CODES) {
    const event = columns.general[next.general];
    columns.side[row] = next.general++;
    return event !== undefined && EVENT_CODE[event.kind] === kind;
  }
  if (columns.key[row] === 0) return false;
  if (kind === SEAT_CHANGED) {
    const state = columns.code[row]!;
    return state < SEAT_STATES.length && state !== TALKING && state !== WRAP_UP;
  }
  return kind === CALL_OFFERED || kind === CALL_ABANDONED || columns.other[row] !== 0;
}

/** Gives the record the next text, if that has from `least` to `most` characters. */
function checkText({ text, texts }: RecordColumns, row: number, next: Next, least: number, most: number): boolean {
  const t = next.text;
  // Undefined past the last one: no text is there.
  const start = texts.offsets[t]!;
  const end = texts.offsets[t + 1]!;
  text[row] = t;
  next.text += 1;
  const length = end - start;
  if (!(length >= least)) return false;
  // A character is at most three bytes for each of its UTF-16 units.
  return length <= most || (length <= 3 * most && readUtf8(texts.bytes, start, end).length <= most);
}

function checkTables({ introductions, carried, dueAt, texts }: RecordColumns, { texts: count }: SideRows): string | null {
  const { channel, longitude, latitude } = introductions;
  for (let i = 0; i < channel.length; i += 1) {
    if (channel[i]! >= CHANNELS.length) return 'a channel is none';
    const placed = Math.abs(longitude[i]!) <= 180 && Math.abs(latitude[i]!) <= 90;
    if (!placed && !(Number.isNaN(longitude[i]) && Number.isNaN(latitude[i]))) return 'a place is not on the earth';
  }
  for (let i = 0; i < carried.grade.length; i += 1) if (carried.grade[i]! >= GRADES.length) return 'a grade is none';
  for (const moments of [carried.receivedAt, carried.dispatchedAt, carried.dueAt, dueAt]) {
    for (let i = 0; i < moments.length; i += 1) if (!isInstant(moments[i]!)) return 'a moment is none';
  }
  if (texts.offsets[0] !== 0 || texts.offsets[count] !== texts.bytes.length) return 'the texts do not fill their bytes';
  for (let t = 0; t < count; t += 1) if (texts.offsets[t]! > texts.offsets[t + 1]!) return 'a text ends before it begins';
  return null;
}

function isInstant(at: number): boolean {
  return at >= 0 && at <= LATEST && Math.floor(at) === at;
}
