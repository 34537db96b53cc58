import type { RecordColumns } from '../domain/record-columns';
import { CASE_CARRIED_OVER } from '../domain/event-codes';
import { CASE_STATUSES } from '../domain/terms';
import type { CaseColumns } from './case-columns';
import { CHANGED, DISPATCHED, FLAGS, OCTETS, RESOLVED } from './case-columns';
import { isColumnInstant, isInstant, SMALL_KEY_LIMIT } from './key-limits';
import { CARRIED_STATUS } from './step-rules';
import { CONTACT_CODE, GRADE_CODE, STATUS_CODE } from './term-codes';

/** Why the columns cannot hold the case that `row` introduces; null: they can. */
export function introductionObjection({ side, introductions }: RecordColumns, row: number): string | null {
  const i = side[row]!;
  const category = introductions.category[i]!;
  const district = introductions.district[i]!;
  const township = introductions.township[i]!;
  if (category <= SMALL_KEY_LIMIT && district <= SMALL_KEY_LIMIT && township <= SMALL_KEY_LIMIT) return null;
  return `category ${category}, district ${district} or township ${township} is above ${SMALL_KEY_LIMIT}`;
}

/** The same for what only a case that is carried over brings. */
export function carriedOverObjection({ other, code, carried }: RecordColumns, row: number): string | null {
  if (CARRIED_STATUS[code[row]!] !== 1) return `a case that is ${CASE_STATUSES[code[row]!]} is not carried over`;
  const c = other[row]!;
  if (carried.unit[c]! > SMALL_KEY_LIMIT) return `unit ${carried.unit[c]} is above ${SMALL_KEY_LIMIT}`;
  const sound = isInstant(carried.receivedAt[c]!) && isColumnInstant(carried.dispatchedAt[c]!) && isInstant(carried.dueAt[c]!);
  return sound ? null : 'a moment is none';
}

/** Takes in the case that `row` introduces, which must have raised no objection; its slot. The deadline wheel is not told. */
export function introduce(cases: CaseColumns, columns: RecordColumns, row: number): number {
  const { side, text, texts, introductions: table } = columns;
  const i = side[row]!;
  const at = columns.at[row]!;
  const slot = cases.take(columns.key[row]!);
  cases.channel[slot] = table.channel[i]!;
  cases.category[slot] = table.category[i]!;
  cases.district[slot] = table.district[i]!;
  cases.township[slot] = table.township[i]!;
  cases.setPlace(slot, table.longitude[i]!, table.latitude[i]!);
  cases.references.setBytes(slot, texts.bytes, texts.offsets[text[row]!]!, texts.offsets[text[row]! + 1]!);
  cases.setVersion(slot, 1);
  cases.setMoment(slot, CHANGED, at);
  if (columns.kind[row] === CASE_CARRIED_OVER) carryOver(cases, slot, columns, row);
  else receive(cases, slot, columns, row);
  return slot;
}

function receive(cases: CaseColumns, slot: number, columns: RecordColumns, row: number): void {
  cases.status[slot] = STATUS_CODE.received;
  cases.grade[slot] = GRADE_CODE['7d'];
  cases.unit[slot] = 0;
  cases.dueAt[slot] = 0;
  cases.receivedAt[slot] = columns.at[row]!;
  cases.calls[slot] = columns.other[row]!;
  cases.octets[slot * OCTETS + FLAGS] = columns.code[row]!;
}

function carryOver(cases: CaseColumns, slot: number, { at, other, code, carried }: RecordColumns, row: number): void {
  const c = other[row]!;
  cases.status[slot] = code[row]!;
  cases.grade[slot] = carried.grade[c]!;
  cases.unit[slot] = carried.unit[c]!;
  cases.setFirstUnit(slot, carried.unit[c]!);
  cases.dueAt[slot] = carried.dueAt[c]!;
  cases.receivedAt[slot] = carried.receivedAt[c]!;
  cases.setMoment(slot, DISPATCHED, carried.dispatchedAt[c]!);
  cases.calls[slot] = 0;
  cases.octets[slot * OCTETS + FLAGS] = CONTACT_CODE.appeal;
  // When it was resolved is not carried over; the log knows it as resolved from here on.
  if (code[row] === STATUS_CODE.resolved) cases.setMoment(slot, RESOLVED, at[row]!);
}
