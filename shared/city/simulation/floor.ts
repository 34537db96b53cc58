import type { CallEvent, SeatEvent } from '../../domain/events';
import type { CallKey, QueueKey, SeatKey } from '../../domain/keys';
import type { SeatState } from '../../domain/terms';
import { SECOND_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import type { Agenda } from './agenda';
import { DRAW, exponentialMs, hash, logNormalMs, uniform } from './chance';
import type { Load } from './load';
import type { CityModel } from './model';
import { RANK } from './rank';
import { SeatSet } from './seat-set';
import type { Shifts } from './shifts';
import type { StaffingInForce } from './staffing-in-force';
import { WaitingLine } from './waiting-line';

/** A call that is not over, as a projection knows it. Instants are 0 where the moment has not come. */
export interface RunningCall {
  readonly call: CallKey;
  readonly queue: QueueKey;
  readonly offeredAt: Instant;
  readonly answeredAt: Instant;
  readonly endedAt: Instant;
  readonly seat: SeatKey;
}

const SHORTEST_TALK_MS = 8 * SECOND_MS;

/**
 * The floor: queues, first come first served, and the seats, each of which answers some of them; a seat takes the call that has waited longest of those that
 * it may. When a call's patience, talk and wrap-up end follows from its key; where a seat should be follows from the shifts. So the state below, which
 * a projection also holds, is all there is to know. No step looks at more than a few seats and calls, however many there are.
 */
export class Floor {
  /** By queue key; entry 0 is not used. */
  private readonly lines: readonly WaitingLine[];
  private readonly idle: readonly SeatSet[];
  private readonly calls = new Map<CallKey, RunningCall>();
  private readonly states: SeatState[];
  /** By seat key: the planned step that stands. */
  private readonly due: Float64Array;
  private waiting = 0;

  constructor(
    private readonly model: CityModel,
    private readonly load: Load,
    private readonly shifts: Shifts,
    private readonly staffing: StaffingInForce,
    private readonly agenda: Agenda,
    private readonly emit: (at: Instant, event: CallEvent | SeatEvent) => Instant,
  ) {
    const { seats } = shifts;
    const waits = (call: CallKey): boolean => this.calls.get(call)?.answeredAt === 0;
    this.states = Array.from({ length: seats + 1 }, () => 'off');
    this.due = new Float64Array(seats + 1);
    this.lines = Array.from({ length: model.queues.count + 1 }, () => new WaitingLine(waits));
    this.idle = Array.from({ length: model.queues.count + 1 }, () => new SeatSet(seats));
  }

  /** Takes over a floor as it is at `at`. `caseMade`: calls whose case is in the log already. */
  restore(at: Instant, calls: readonly RunningCall[], seats: readonly SeatState[], caseMade: ReadonlySet<CallKey>): void {
    for (const call of calls) {
      this.calls.set(call.call, call);
      if (call.answeredAt === 0) this.planAbandon(call);
      else if (call.endedAt === 0) this.planEnd(call);
      else this.planWrapUp(call, !caseMade.has(call.call));
    }
    // Those of the same moment are in the order of the log already, and stay in it.
    const waiting = calls.filter((call) => call.answeredAt === 0).toSorted((a, b) => a.offeredAt - b.offeredAt);
    for (const { call, queue, offeredAt } of waiting) this.wait(call, queue, offeredAt);
    for (let seat = 1; seat <= this.shifts.seats; seat += 1) {
      this.states[seat] = seats[seat] ?? 'off';
      if (this.states[seat] === 'idle') this.free(seat);
      this.planSeat(seat, at);
    }
  }

  offer(at: Instant, call: CallKey, queue: QueueKey): void {
    const offeredAt = this.emit(at, { kind: 'call.offered', call, queue });
    const offered: RunningCall = { call, queue, offeredAt, answeredAt: 0, endedAt: 0, seat: 0 };
    this.calls.set(call, offered);
    this.wait(call, queue, offeredAt);
    if (this.idle[queue]!.size === 0) this.planAbandon(offered);
  }

  /** When the caller gave up; null: the call is not waiting any more. */
  abandon(at: Instant, call: CallKey): Instant | null {
    if (this.calls.get(call)?.answeredAt !== 0) return null;
    const abandonedAt = this.emit(at, { kind: 'call.abandoned', call });
    this.calls.delete(call);
    this.waiting -= 1;
    return abandonedAt;
  }

  /** Ends the talk. */
  end(at: Instant, call: CallKey): void {
    const talking = this.calls.get(call);
    if (talking === undefined || talking.answeredAt === 0 || talking.endedAt !== 0) return;
    const endedAt = this.emit(at, { kind: 'call.ended', call, seat: talking.seat });
    const ended = { ...talking, endedAt };
    this.calls.set(call, ended);
    this.states[talking.seat] = 'wrap-up';
    this.planWrapUp(ended, true);
  }

  running(call: CallKey): RunningCall | null {
    return this.calls.get(call) ?? null;
  }

  wrapUp(at: Instant, call: CallKey): void {
    const ended = this.calls.get(call);
    if (ended === undefined || ended.endedAt === 0) return;
    this.emit(at, { kind: 'call.wrapped-up', call, seat: ended.seat });
    this.calls.delete(call);
    this.states[ended.seat] = 'idle';
    this.free(ended.seat);
    this.moveSeat(at, ended.seat);
  }

  /** The seat's time to come or go has come, unless it is planned otherwise meanwhile. */
  seatDue(at: Instant, seat: SeatKey): void {
    if (this.due[seat] !== at) return;
    this.moveSeat(at, seat);
    this.planSeat(seat, this.shifts.nextChange(seat, at));
  }

  /** What is planned for the seats has changed. */
  planSeats(at: Instant): void {
    for (let seat = 1; seat <= this.shifts.seats; seat += 1) {
      const next = this.shifts.nextChange(seat, at);
      if (next < this.due[seat]!) this.planSeat(seat, next);
    }
  }

  /** Gives waiting calls to idle seats that may take them, the longest wait first. To be called after every step. */
  answerWaiting(at: Instant): void {
    while (this.waiting > 0) {
      const call = this.nextCall();
      if (call === 0) return;
      const offered = this.calls.get(call)!;
      const seat = this.idle[offered.queue]!.from(1 + (hash(this.model.seed, DRAW.seatChoice, call, 0) % this.shifts.seats));
      const answeredAt = this.emit(at, { kind: 'call.answered', call, seat });
      this.waiting -= 1;
      this.busy(seat);
      this.states[seat] = 'talking';
      const answered = { ...offered, answeredAt, seat };
      this.calls.set(call, answered);
      this.planEnd(answered);
    }
  }

  /** Of the calls that an idle seat could take, the one that waits longest; 0: there is none. */
  private nextCall(): CallKey {
    let next = 0;
    let since = Number.POSITIVE_INFINITY;
    for (let queue = 1; queue < this.lines.length; queue += 1) {
      if (this.idle[queue]!.size === 0) continue;
      const call = this.lines[queue]!.head();
      if (call === 0 || this.lines[queue]!.headSince() >= since) continue;
      next = call;
      since = this.lines[queue]!.headSince();
    }
    return next;
  }

  private wait(call: CallKey, queue: QueueKey, offeredAt: Instant): void {
    this.lines[queue]!.add(call, offeredAt);
    this.waiting += 1;
  }

  private free(seat: SeatKey): void {
    for (let queue = 1; queue < this.idle.length; queue += 1) if (this.model.queues.answers(seat, queue)) this.idle[queue]!.add(seat);
  }

  private busy(seat: SeatKey): void {
    for (let queue = 1; queue < this.idle.length; queue += 1) if (this.model.queues.answers(seat, queue)) this.idle[queue]!.remove(seat);
  }

  private moveSeat(at: Instant, seat: SeatKey): void {
    const state = this.states[seat]!;
    if (state === 'talking' || state === 'wrap-up') return;
    const wish = this.shifts.wish(seat, at);
    // Nobody signs in to pause.
    if (wish === state || (state === 'off' && wish === 'break')) return;
    this.emit(at, { kind: 'seat.changed', seat, state: wish });
    this.states[seat] = wish;
    if (state === 'idle') this.busy(seat);
    if (wish === 'idle') this.free(seat);
  }

  private planSeat(seat: SeatKey, at: Instant): void {
    this.due[seat] = at;
    this.agenda.plan(at, RANK.seat, seat, 0);
  }

  private draw(call: CallKey, n: number): number {
    return uniform(this.model.seed, DRAW.call, call, n);
  }

  /** Factor on talk or wrap-up that begins at `at`: what the day is like, and what was decided. */
  private handling(at: Instant): number {
    const { startAt, scenario } = this.load.day(at);
    return scenario.handling(at - startAt) * this.staffing.handling(at);
  }

  private planAbandon({ call, queue, offeredAt }: RunningCall): void {
    const patienceMs = exponentialMs(this.draw(call, 0), this.model.queues.byKey[queue]!.patienceMs);
    this.agenda.plan(offeredAt + patienceMs, RANK.abandon, call, 0);
  }

  private planEnd({ call, queue, answeredAt }: RunningCall): void {
    const talkMs = logNormalMs(this.draw(call, 1), this.model.queues.byKey[queue]!.talk) * this.handling(answeredAt);
    this.agenda.plan(answeredAt + Math.max(SHORTEST_TALK_MS, Math.round(talkMs)), RANK.end, call, 0);
  }

  /** The seat writes the case during the wrap-up. */
  private planWrapUp({ call, queue, endedAt }: RunningCall, withCase: boolean): void {
    const usualMs = logNormalMs(this.draw(call, 2), this.model.queues.byKey[queue]!.wrapUp) * this.handling(endedAt);
    const wrapUpMs = Math.max(SECOND_MS, Math.round(usualMs));
    if (withCase) this.agenda.plan(endedAt + Math.round(wrapUpMs * (0.2 + 0.6 * this.draw(call, 3))), RANK.callCase, call, 0);
    this.agenda.plan(endedAt + wrapUpMs, RANK.wrapUp, call, 0);
  }
}
