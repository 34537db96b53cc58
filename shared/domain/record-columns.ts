import { callbackAnswers } from './callback-code';
import {
  CALL_ABANDONED,
  CALL_ANSWERED,
  CALL_ENDED,
  CALL_OFFERED,
  CALL_WRAPPED_UP,
  CASE_ACCEPTED,
  CASE_CALLED_BACK,
  CASE_CANCELLED,
  CASE_CARRIED_OVER,
  CASE_CLOSED,
  CASE_DISPATCHED,
  CASE_ENQUIRY_ANSWERED,
  CASE_MERGED,
  CASE_REASSIGNED,
  CASE_RECEIVED,
  CASE_REOPENED,
  CASE_RESOLVED,
  CASE_RETURNED,
  CASE_STARTED,
  CASE_URGED,
  SEAT_CHANGED,
} from './event-codes';
import type { DomainEvent, LogRecord, SeatEvent } from './events';
import type { Actor, Place, Seq } from './keys';
import { CASE_STATUSES, CHANNELS, CONTACTS, GRADES, SEAT_STATES } from './terms';
import { readUtf8 } from './utf8';

/**
 * Consecutive log records as a structure of arrays: what packed batches hold and folds read without making an object of any. Row i is the record with
 * seq `from` + i. What only some kinds have lies in side tables; `side` says which row of its kind's table is the record's.
 *
 *   kind                                key    other        code            side                    text
 *   case.received                       case   call         contact         introductions           reference
 *   case.carried-over                   case   carried row  status          introductions           reference
 *   case.dispatched                     case   unit         grade           dues
 *   case.reassigned                     case   to           -               dues (with `dueFrom`)   reason
 *   case.reopened                       case   -            -               dues                    reason
 *   case.returned, .urged, .cancelled   case   -            -               -                       reason
 *   case.called-back                    case   -            callback code
 *   case.merged                         case   into
 *   other case kinds                    case
 *   call.offered                        call   queue
 *   call.answered, .ended, .wrapped-up  call   seat
 *   call.abandoned                      call
 *   seat.changed                        seat   -            seat state
 *   all other kinds                     -      -            -               general
 *
 * Codes are indexes into the lists of `terms`. Columns may be longer than what is in use.
 */
export interface RecordColumns {
  readonly length: number;
  readonly from: Seq;
  readonly actors: readonly Actor[];
  /** Index into EVENT_KINDS. */
  readonly kind: Uint8Array;
  /** Index into `actors`. */
  readonly by: Uint16Array;
  readonly at: Float64Array;
  readonly key: Uint32Array;
  readonly other: Uint32Array;
  readonly code: Uint8Array;
  readonly side: Uint32Array;
  /** Row of `texts` for kinds that have one. */
  readonly text: Uint32Array;
  readonly introductions: Introductions;
  readonly carried: CarriedRows;
  readonly dueAt: Float64Array;
  /** The unit that had the case, for reassignments. */
  readonly dueFrom: Uint32Array;
  readonly texts: Texts;
  readonly general: readonly DomainEvent[];
}

export interface Introductions {
  readonly channel: Uint8Array;
  readonly category: Uint32Array;
  readonly district: Uint32Array;
  readonly township: Uint32Array;
  /** Degrees; both NaN for a case without a place. */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
}

export interface CarriedRows {
  readonly unit: Uint32Array;
  readonly grade: Uint8Array;
  readonly receivedAt: Float64Array;
  readonly dispatchedAt: Float64Array;
  readonly dueAt: Float64Array;
}

/** UTF-8; text t is bytes offsets[t] … offsets[t + 1]. */
export interface Texts {
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

/** The record in `row` as an object of its own. */
export function recordAt(columns: RecordColumns, row: number): LogRecord {
  return {
    seq: columns.from + row,
    at: columns.at[row]!,
    by: columns.actors[columns.by[row]!]!,
    event: eventAt(columns, row),
  };
}

/** All of them. */
export function recordsOf(columns: RecordColumns): LogRecord[] {
  return Array.from({ length: columns.length }, (_, row) => recordAt(columns, row));
}

function eventAt(columns: RecordColumns, row: number): DomainEvent {
  const kind = columns.kind[row]!;
  const key = columns.key[row]!;
  const other = columns.other[row]!;
  const code = columns.code[row]!;
  switch (kind) {
    case CASE_RECEIVED:
      return {
        kind: 'case.received',
        case: key,
        reference: textAt(columns, row),
        contact: CONTACTS[code]!,
        ...introductionAt(columns, row),
        call: other,
      };
    case CASE_CARRIED_OVER:
      return {
        kind: 'case.carried-over',
        case: key,
        reference: textAt(columns, row),
        ...introductionAt(columns, row),
        status: CASE_STATUSES[code]!,
        unit: columns.carried.unit[other]!,
        grade: GRADES[columns.carried.grade[other]!]!,
        receivedAt: columns.carried.receivedAt[other]!,
        dispatchedAt: columns.carried.dispatchedAt[other]!,
        dueAt: columns.carried.dueAt[other]!,
      };
    case CASE_DISPATCHED:
      return { kind: 'case.dispatched', case: key, unit: other, grade: GRADES[code]!, dueAt: columns.dueAt[columns.side[row]!]! };
    case CASE_REASSIGNED: {
      const due = columns.side[row]!;
      const [from, dueAt] = [columns.dueFrom[due]!, columns.dueAt[due]!];
      return { kind: 'case.reassigned', case: key, from, to: other, dueAt, reason: textAt(columns, row) };
    }
    case CASE_REOPENED:
      return { kind: 'case.reopened', case: key, dueAt: columns.dueAt[columns.side[row]!]!, reason: textAt(columns, row) };
    case CASE_RETURNED:
      return { kind: 'case.returned', case: key, reason: textAt(columns, row) };
    case CASE_URGED:
      return { kind: 'case.urged', case: key, reason: textAt(columns, row) };
    case CASE_CANCELLED:
      return { kind: 'case.cancelled', case: key, reason: textAt(columns, row) };
    case CASE_CALLED_BACK:
      return { kind: 'case.called-back', case: key, ...callbackAnswers(code) };
    case CASE_MERGED:
      return { kind: 'case.merged', case: key, into: other };
    case CASE_ENQUIRY_ANSWERED:
      return { kind: 'case.enquiry-answered', case: key };
    case CASE_ACCEPTED:
      return { kind: 'case.accepted', case: key };
    case CASE_STARTED:
      return { kind: 'case.started', case: key };
    case CASE_RESOLVED:
      return { kind: 'case.resolved', case: key };
    case CASE_CLOSED:
      return { kind: 'case.closed', case: key };
    case CALL_OFFERED:
      return { kind: 'call.offered', call: key, queue: other };
    case CALL_ANSWERED:
      return { kind: 'call.answered', call: key, seat: other };
    case CALL_ABANDONED:
      return { kind: 'call.abandoned', call: key };
    case CALL_ENDED:
      return { kind: 'call.ended', call: key, seat: other };
    case CALL_WRAPPED_UP:
      return { kind: 'call.wrapped-up', call: key, seat: other };
    case SEAT_CHANGED:
      return { kind: 'seat.changed', seat: key, state: SEAT_STATES[code] as Extract<SeatEvent, { kind: 'seat.changed' }>['state'] };
    default:
      return columns.general[columns.side[row]!]!;
  }
}

/** The text of `row`, whose kind must have one. */
export function textAt({ text, texts: { offsets, bytes } }: RecordColumns, row: number): string {
  const t = text[row]!;
  return readUtf8(bytes, offsets[t]!, offsets[t + 1]!);
}

function introductionAt({ side, introductions: table }: RecordColumns, row: number) {
  const i = side[row]!;
  const longitude = table.longitude[i]!;
  const place: Place | null = Number.isNaN(longitude) ? null : { longitude, latitude: table.latitude[i]! };
  return {
    channel: CHANNELS[table.channel[i]!]!,
    category: table.category[i]!,
    district: table.district[i]!,
    township: table.township[i]!,
    place,
  };
}
