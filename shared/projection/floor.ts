import { callEventAllowed } from '../domain/calls';
import type { CallEvent, CallHistoryEvent, SeatEvent } from '../domain/events';
import { SEAT_STEPS, seatEventAllowed } from '../domain/seats';
import type { CallKey } from '../domain/keys';
import type { DurationMs, Instant } from '../time/instant';
import { CallTable } from './call-table';
import type { CityClock } from './city-clock';
import { BadSnapshot } from './errors';
import { ABANDONED, ABANDONED_WITHIN, ANSWERED, ANSWERED_WITHIN, FLOOR_COLUMNS, OFFERED } from './floor-columns';
import { TALK_MS, TALKS, WAIT_MS, WRAP_UP_MS, WRAP_UPS } from './floor-columns';
import { isInstant, isKey, SMALL_KEY_LIMIT } from './key-limits';
import { SeatBoard } from './seat-board';
import { SeatPlans } from './seat-plans';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { stepOf, StepSeries } from './step-series';

/**
 * Calls and seats as events tell them. A call belongs to the step and the day in which it was offered, whenever it is answered, abandoned or wrapped up:
 * so the shares of a step, a window or a day always speak of the same calls. The figures are in `FloorFigures`.
 */
export class Floor {
  readonly calls = new CallTable();
  readonly series = new StepSeries(FLOOR_COLUMNS);
  readonly plans = new SeatPlans();
  readonly seats: SeatBoard;
  /** When the first call was offered; null: the source has never brought one. */
  callsSince: Instant | null = null;
  /** One more than the highest key that was used. */
  nextCall: CallKey = 1;

  constructor(
    readonly clock: CityClock,
    private readonly answerThresholdMs: DurationMs,
  ) {
    this.seats = new SeatBoard(clock, this.series);
  }

  /** null: a legal next step of this call or seat. */
  objection(event: CallEvent | CallHistoryEvent | SeatEvent): string | null {
    if (event.kind === 'seats.planned') return this.plans.objection(event);
    if (event.kind === 'calls.carried-over') return null;
    if (!isKey('call' in event ? event.call : event.seat)) return 'its key is none';
    const seat = 'seat' in event ? event.seat : 0;
    if (seat > SMALL_KEY_LIMIT || !Number.isInteger(seat)) return `key ${seat} is not in 1…${SMALL_KEY_LIMIT}`;
    const seatState = this.seats.stateOf(seat);
    if (event.kind === 'seat.changed') return seatEventAllowed(seatState, event) ? null : `seat ${seat} is ${seatState}`;
    const call = this.calls.fields(event.call);
    if (callEventAllowed(call, seatState, event)) return null;
    return `call ${event.call} is ${call?.state ?? 'not known'}, seat ${seat} is ${seatState}`;
  }

  /** `event` must have raised no objection and the clock must not be behind `at`. */
  apply(event: CallEvent | CallHistoryEvent | SeatEvent, at: Instant): void {
    const { calls, seats } = this;
    switch (event.kind) {
      case 'calls.carried-over':
        return;
      case 'seat.changed':
        seats.change(event.seat, event.state, at);
        return;
      case 'seats.planned':
        this.plans.apply(event);
        return;
      case 'call.offered':
        calls.offer(event.call, at);
        this.nextCall = Math.max(this.nextCall, event.call + 1);
        if (this.callsSince === null || at < this.callsSince) this.callsSince = at;
        this.count(at, OFFERED, 1);
        return;
      case 'call.answered': {
        const slot = calls.slotOf(event.call);
        const offeredAt = calls.offeredAt[slot]!;
        const waitMs = Math.max(0, at - offeredAt);
        calls.answer(slot, event.seat, offeredAt + waitMs);
        seats.change(event.seat, SEAT_STEPS[event.kind].to, at);
        this.count(offeredAt, ANSWERED, 1);
        this.count(offeredAt, WAIT_MS, waitMs);
        if (waitMs <= this.answerThresholdMs) this.count(offeredAt, ANSWERED_WITHIN, 1);
        return;
      }
      case 'call.abandoned': {
        const slot = calls.slotOf(event.call);
        const offeredAt = calls.offeredAt[slot]!;
        calls.dequeue(slot);
        calls.release(slot);
        this.count(offeredAt, ABANDONED, 1);
        if (at - offeredAt <= this.answerThresholdMs) this.count(offeredAt, ABANDONED_WITHIN, 1);
        return;
      }
      case 'call.ended': {
        const slot = calls.slotOf(event.call);
        const talkMs = Math.max(0, at - calls.answeredAt[slot]!);
        calls.hangUp(slot, calls.answeredAt[slot]! + talkMs);
        seats.change(event.seat, SEAT_STEPS[event.kind].to, at);
        this.count(calls.offeredAt[slot]!, TALKS, 1);
        this.count(calls.offeredAt[slot]!, TALK_MS, talkMs);
        return;
      }
      case 'call.wrapped-up': {
        const slot = calls.slotOf(event.call);
        const wrapUpMs = Math.max(0, at - calls.endedAt[slot]!);
        seats.change(event.seat, SEAT_STEPS[event.kind].to, at);
        this.count(calls.offeredAt[slot]!, WRAP_UPS, 1);
        this.count(calls.offeredAt[slot]!, WRAP_UP_MS, wrapUpMs);
        calls.release(slot);
        return;
      }
      default:
        event satisfies never;
    }
  }

  /** Opens the steps and adds the seat time up to the clock's now. */
  settle(): void {
    this.series.open(stepOf(this.clock.now));
    this.seats.integrate();
  }

  canonical(): unknown {
    this.settle();
    return {
      callsSince: this.callsSince,
      nextCall: this.nextCall,
      calls: this.calls.rows(),
      seats: this.seats.canonical(),
      plans: this.plans.canonical(),
      series: this.series.rows(),
    };
  }

  write(writer: SnapshotWriter): void {
    this.settle();
    writer.number(this.callsSince ?? Number.NaN);
    writer.number(this.nextCall);
    this.calls.write(writer);
    this.series.write(writer);
    this.seats.write(writer);
    this.plans.write(writer);
  }

  read(reader: SnapshotReader): void {
    const since = reader.number();
    if (!Number.isNaN(since) && !isInstant(since)) throw new BadSnapshot('the first call was offered at no moment');
    this.callsSince = Number.isNaN(since) ? null : since;
    this.nextCall = reader.integer();
    this.calls.read(reader);
    this.series.read(reader);
    this.seats.read(reader);
    this.plans.read(reader);
  }

  private count(offeredAt: Instant, column: number, amount: number): void {
    this.series.open(stepOf(this.clock.now));
    this.series.add(stepOf(offeredAt), column, amount);
  }
}
