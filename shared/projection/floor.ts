import { CALL_STATES } from '../domain/calls';
import { CALL_ABANDONED, CALL_ANSWERED, CALL_ENDED, CALL_OFFERED, CALL_WRAPPED_UP, SEAT_CHANGED } from '../domain/event-codes';
import type { CallHistoryEvent, SeatEvent } from '../domain/events';
import type { CallKey, CaseKey, QueueKey, SeatKey } from '../domain/keys';
import { NONE } from '../domain/keys';
import type { RecordColumns } from '../domain/record-columns';
import { SEAT_STATES } from '../domain/terms';
import type { DurationMs, Instant } from '../time/instant';
import { CallHistory } from './call-history';
import { CallRing } from './call-ring';
import { readRing, ringRows, writeRing } from './call-ring-snapshot';
import { CallSeries } from './call-series';
import { CallTable } from './call-table';
import type { Catalogue } from './catalogue';
import type { CityClock } from './city-clock';
import { BadSnapshot } from './errors';
import { ABANDON_WAIT_MS, ABANDONED, ABANDONED_IN_TIME, ANSWERED, ANSWERED_IN_TIME, OFFERED } from './floor-columns';
import { SEAT_COLUMNS, TALK_MS, TALKS, WAIT_MS, WRAP_UP_MS, WRAP_UPS } from './floor-columns';
import { callFollows, SEAT_AFTER, seatFollows } from './floor-rules';
import { isInstant, SMALL_KEY_LIMIT } from './key-limits';
import { SeatBoard } from './seat-board';
import { SeatPlans } from './seat-plans';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import type { Staffing } from './staffing';
import { stepOf, StepSeries } from './step-series';

type SeatPlanEvent = Extract<SeatEvent, { kind: 'seats.planned' }>;

/** What the floor looks at and does not own. */
export interface FloorSurroundings {
  readonly clock: CityClock;
  readonly catalogue: Catalogue;
  readonly staffing: Staffing;
}

/**
 * Calls and seats as events tell them. A call belongs to the step and the day in which it was offered, whenever it is answered, abandoned or wrapped up:
 * so the shares of a step, a window or a day always speak of the same calls. In time is what the threshold of the call's own queue says; how abandons
 * count is no matter of the fold. The figures are in `floor-figures`, `queue-figures` and `staffing-figures`.
 */
export class Floor {
  readonly clock: CityClock;
  readonly catalogue: Catalogue;
  readonly staffing: Staffing;
  readonly calls = new CallTable();
  readonly ring: CallRing;
  readonly history: CallHistory;
  /** Calls by step and queue, and seat time by step. */
  readonly offers = new CallSeries();
  readonly seatTime = new StepSeries(SEAT_COLUMNS);
  readonly plans = new SeatPlans();
  readonly seats: SeatBoard;
  /** When the first call was offered; null: the source has never brought one. */
  callsSince: Instant | null = null;
  /** One more than the highest key that was used. */
  nextCall: CallKey = 1;

  /** `answerThresholdMs`: for calls that come without a queue. */
  constructor(
    { clock, catalogue, staffing }: FloorSurroundings,
    private readonly answerThresholdMs: DurationMs,
    callsKept: number,
  ) {
    this.clock = clock;
    this.catalogue = catalogue;
    this.staffing = staffing;
    this.ring = new CallRing(callsKept);
    this.history = new CallHistory(clock);
    this.seats = new SeatBoard(clock, this.seatTime);
  }

  /** Calls answered after at most this long are in time. */
  thresholdOf(queue: QueueKey): DurationMs {
    return queue === NONE ? this.answerThresholdMs : this.catalogue.queues[queue]!.thresholdMs;
  }

  /** When the log first told of a call or a seat; null: never. */
  get since(): Instant | null {
    const { callsSince, seats } = this;
    return callsSince === null || seats.since === null ? (callsSince ?? seats.since) : Math.min(callsSince, seats.since);
  }

  /** Seats planned for a moment, the decisions that hold then included, within 0 … `installed`; null: no plan covers it. */
  plannedAt(moment: Instant, installed: number): number | null {
    const planned = this.plans.at(moment);
    return planned === null ? null : Math.min(installed, Math.max(0, planned + this.staffing.seatsAt(moment)));
  }

  /** Why what comes beside calls and seats is not allowed; null: it is. */
  planObjection(event: CallHistoryEvent | SeatPlanEvent): string | null {
    return event.kind === 'seats.planned' ? this.plans.objection(event) : this.history.objection(event);
  }

  /** `event` must have raised no objection. */
  plan(event: CallHistoryEvent | SeatPlanEvent): void {
    if (event.kind === 'seats.planned') this.plans.apply(event);
    else this.history.carryOver(event);
  }

  /** Why the call or seat event in `row` is not a legal next step; null: it is. */
  objection(columns: RecordColumns, row: number): string | null {
    const kind = columns.kind[row]!;
    const key = columns.key[row]!;
    const seat = seatOf(columns, row);
    if (seat > SMALL_KEY_LIMIT) return `key ${seat} is not in 1…${SMALL_KEY_LIMIT}`;
    const seatState = this.seats.codeOf(seat);
    if (kind === SEAT_CHANGED) return seatFollows(seatState, columns.code[row]!) ? null : `seat ${seat} is ${SEAT_STATES[seatState]}`;
    const queue = kind === CALL_OFFERED ? columns.other[row]! : NONE;
    if (queue !== NONE && !this.catalogue.hasQueue(queue)) return `queue ${queue} has not been introduced`;
    const slot = this.calls.slotOf(key);
    const state = slot < 0 ? 0 : this.calls.state[slot]!;
    const own = slot >= 0 && this.calls.seat[slot] === seat ? 1 : 0;
    if (callFollows(kind, state, seatState, own)) return null;
    return `call ${key} is ${CALL_STATES[state - 1] ?? 'not known'}, seat ${seat} is ${SEAT_STATES[seatState]}`;
  }

  /** The event in `row` must have raised no objection and the clock must not be behind its moment. */
  apply(columns: RecordColumns, row: number): void {
    const { calls } = this;
    const at = columns.at[row]!;
    const key = columns.key[row]!;
    switch (columns.kind[row]!) {
      case SEAT_CHANGED:
        this.seats.change(key, columns.code[row]!, at);
        return;
      case CALL_OFFERED:
        this.offer(key, columns.other[row]!, at);
        return;
      case CALL_ANSWERED:
        this.answer(calls.slotOf(key), columns.other[row]!, at);
        return;
      case CALL_ABANDONED:
        this.abandon(calls.slotOf(key), at);
        return;
      case CALL_ENDED:
        this.hangUp(calls.slotOf(key), columns.other[row]!, at);
        return;
      default:
        this.wrapUp(calls.slotOf(key), columns.other[row]!, at);
    }
  }

  /** A case came of a call. Nothing happens when the call is not known, or was forgotten long ago. */
  linkCase(call: CallKey, key: CaseKey): void {
    const slot = this.calls.slotOf(call);
    if (slot >= 0) this.ring.link(this.calls.place[slot]!, call, key);
    else this.ring.linkLate(call, key);
  }

  /** Opens the steps and adds the seat time up to the clock's now. */
  settle(): void {
    const step = stepOf(this.clock.now);
    this.offers.open(step);
    this.seatTime.open(step);
    this.seats.integrate();
  }

  canonical(): unknown {
    this.settle();
    return {
      callsSince: this.callsSince,
      nextCall: this.nextCall,
      calls: this.calls.rows(),
      ring: { offered: this.ring.offered, droppedTo: this.ring.droppedTo, rows: ringRows(this.ring) },
      history: this.history.canonical(),
      seats: this.seats.canonical(),
      plans: this.plans.canonical(),
      offers: this.offers.canonical(),
      seatTime: this.seatTime.rows(),
    };
  }

  /** `stampedSince`: calls that are kept and have an earlier stamp are left out. */
  write(writer: SnapshotWriter, stampedSince = 0): void {
    this.settle();
    writer.number(this.callsSince ?? Number.NaN);
    writer.number(this.nextCall);
    this.calls.write(writer);
    writeRing(this.ring, writer, stampedSince);
    this.history.write(writer);
    this.offers.write(writer);
    this.seatTime.write(writer);
    this.seats.write(writer);
    this.plans.write(writer);
  }

  /** The catalogue must have been read before, and the ring must hold the calls that were left out. */
  read(reader: SnapshotReader): void {
    const since = reader.number();
    if (!Number.isNaN(since) && !isInstant(since)) throw new BadSnapshot('the first call was offered at no moment');
    this.callsSince = Number.isNaN(since) ? null : since;
    this.nextCall = reader.integer();
    const knows = (queue: QueueKey) => this.catalogue.hasQueue(queue);
    this.calls.read(reader, knows);
    readRing(this.ring, reader, knows);
    this.history.read(reader);
    this.offers.read(reader, knows);
    this.seatTime.read(reader);
    this.seats.read(reader);
    this.plans.read(reader);
  }

  private offer(call: CallKey, queue: QueueKey, at: Instant): void {
    this.calls.offer(call, queue, this.ring.offer(call, queue, at), at);
    this.history.count(at);
    this.nextCall = Math.max(this.nextCall, call + 1);
    if (this.callsSince === null || at < this.callsSince) this.callsSince = at;
    this.count(queue, at, OFFERED, 1);
  }

  private answer(slot: number, seat: SeatKey, at: Instant): void {
    const { calls } = this;
    const queue = calls.queue[slot]!;
    const offeredAt = calls.offeredAt[slot]!;
    const waitMs = Math.max(0, at - offeredAt);
    calls.answer(slot, seat, offeredAt + waitMs);
    this.ring.answer(calls.place[slot]!, calls.keys[slot]!, seat, waitMs);
    this.seats.change(seat, SEAT_AFTER[CALL_ANSWERED]!, at);
    this.count(queue, offeredAt, ANSWERED, 1);
    this.count(queue, offeredAt, WAIT_MS, waitMs);
    if (waitMs <= this.thresholdOf(queue)) this.count(queue, offeredAt, ANSWERED_IN_TIME, 1);
  }

  private abandon(slot: number, at: Instant): void {
    const { calls } = this;
    const queue = calls.queue[slot]!;
    const offeredAt = calls.offeredAt[slot]!;
    const waitMs = Math.max(0, at - offeredAt);
    calls.dequeue(slot);
    this.ring.abandon(calls.place[slot]!, calls.keys[slot]!, waitMs);
    calls.release(slot);
    this.count(queue, offeredAt, ABANDONED, 1);
    this.count(queue, offeredAt, ABANDON_WAIT_MS, waitMs);
    if (waitMs <= this.thresholdOf(queue)) this.count(queue, offeredAt, ABANDONED_IN_TIME, 1);
  }

  private hangUp(slot: number, seat: SeatKey, at: Instant): void {
    const { calls } = this;
    const queue = calls.queue[slot]!;
    const talkMs = Math.max(0, at - calls.answeredAt[slot]!);
    calls.hangUp(slot, calls.answeredAt[slot]! + talkMs);
    this.ring.hangUp(calls.place[slot]!, calls.keys[slot]!, talkMs);
    this.seats.change(seat, SEAT_AFTER[CALL_ENDED]!, at);
    this.count(queue, calls.offeredAt[slot]!, TALKS, 1);
    this.count(queue, calls.offeredAt[slot]!, TALK_MS, talkMs);
  }

  private wrapUp(slot: number, seat: SeatKey, at: Instant): void {
    const { calls } = this;
    const queue = calls.queue[slot]!;
    const wrapUpMs = Math.max(0, at - calls.endedAt[slot]!);
    this.ring.wrapUp(calls.place[slot]!, calls.keys[slot]!, wrapUpMs);
    this.seats.change(seat, SEAT_AFTER[CALL_WRAPPED_UP]!, at);
    this.count(queue, calls.offeredAt[slot]!, WRAP_UPS, 1);
    this.count(queue, calls.offeredAt[slot]!, WRAP_UP_MS, wrapUpMs);
    calls.release(slot);
  }

  private count(queue: QueueKey, offeredAt: Instant, column: number, amount: number): void {
    this.offers.open(stepOf(this.clock.now));
    this.offers.add(queue, stepOf(offeredAt), column, amount);
  }
}

/** The seat that the event in `row` names; NONE: it names none. */
function seatOf({ kind, key, other }: RecordColumns, row: number): SeatKey {
  if (kind[row] === SEAT_CHANGED) return key[row]!;
  return kind[row] === CALL_OFFERED || kind[row] === CALL_ABANDONED ? NONE : other[row]!;
}
