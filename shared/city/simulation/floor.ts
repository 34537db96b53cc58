import type { CallEvent, SeatEvent } from '../../domain/events';
import type { CallKey, SeatKey } from '../../domain/keys';
import type { SeatState } from '../../domain/terms';
import { SECOND_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import type { Agenda } from './agenda';
import { DRAW, exponentialMs, hash, logNormalMs, uniform } from './chance';
import type { CityModel } from './model';
import { RANK } from './rank';
import type { Shifts } from './shifts';

/** A call that is not over, as a projection knows it. Instants are 0 where the moment has not come. */
export interface RunningCall {
  readonly call: CallKey;
  readonly offeredAt: Instant;
  readonly answeredAt: Instant;
  readonly endedAt: Instant;
  readonly seat: SeatKey;
}

const SHORTEST_TALK_MS = 8 * SECOND_MS;

/**
 * The floor: one queue, first come first served, and the seats. When a call's patience, talk and wrap-up end follows from its key; where a seat should
 * be follows from the shifts. So the state below, which a projection also holds, is all there is to know.
 */
export class Floor {
  /** Waiting calls, longest first. */
  private readonly queue = new Set<CallKey>();
  private readonly calls = new Map<CallKey, RunningCall>();
  private readonly states: SeatState[];
  private idle = 0;

  constructor(
    private readonly model: CityModel,
    private readonly shifts: Shifts,
    private readonly agenda: Agenda,
    private readonly emit: (at: Instant, event: CallEvent | SeatEvent) => Instant,
  ) {
    this.states = Array.from({ length: shifts.seats + 1 }, () => 'off');
  }

  /** Takes over a floor as it is at `at`. `caseMade`: calls whose case is in the log already. */
  restore(at: Instant, calls: readonly RunningCall[], seats: readonly SeatState[], caseMade: ReadonlySet<CallKey>): void {
    for (const call of calls) {
      this.calls.set(call.call, call);
      if (call.answeredAt === 0) this.planAbandon(call);
      else if (call.endedAt === 0) this.planEnd(call);
      else this.planWrapUp(call, !caseMade.has(call.call));
    }
    const waiting = calls.filter((call) => call.answeredAt === 0).toSorted((a, b) => a.offeredAt - b.offeredAt || a.call - b.call);
    for (const { call } of waiting) this.queue.add(call);
    for (let seat = 1; seat <= this.shifts.seats; seat += 1) {
      this.states[seat] = seats[seat] ?? 'off';
      if (this.states[seat] === 'idle') this.idle += 1;
      this.agenda.plan(at, RANK.seat, seat, 0);
    }
  }

  offer(at: Instant, call: CallKey): void {
    const offered: RunningCall = {
      call,
      offeredAt: this.emit(at, { kind: 'call.offered', call, queue: 1 }),
      answeredAt: 0,
      endedAt: 0,
      seat: 0,
    };
    this.calls.set(call, offered);
    this.queue.add(call);
    if (this.idle === 0) this.planAbandon(offered);
  }

  abandon(at: Instant, call: CallKey): void {
    if (!this.queue.delete(call)) return;
    this.emit(at, { kind: 'call.abandoned', call });
    this.calls.delete(call);
  }

  /** Ends the talk; gives the call back with its end. */
  end(at: Instant, call: CallKey): RunningCall | null {
    const talking = this.calls.get(call);
    if (talking === undefined || talking.answeredAt === 0 || talking.endedAt !== 0) return null;
    const endedAt = this.emit(at, { kind: 'call.ended', call, seat: talking.seat });
    const ended = { ...talking, endedAt };
    this.calls.set(call, ended);
    this.states[talking.seat] = 'wrap-up';
    this.planWrapUp(ended, true);
    return ended;
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
    this.idle += 1;
    this.moveSeat(at, ended.seat);
  }

  /** The seat's time to come or go has come. */
  seatDue(at: Instant, seat: SeatKey): void {
    this.moveSeat(at, seat);
    this.agenda.plan(this.shifts.nextChange(seat, at), RANK.seat, seat, 0);
  }

  /** Gives waiting calls to idle seats. To be called after every step. */
  answerWaiting(at: Instant): void {
    while (this.idle > 0 && this.queue.size > 0) {
      const call = this.queue.values().next().value!;
      const seat = this.idleSeat(call);
      const answeredAt = this.emit(at, { kind: 'call.answered', call, seat });
      this.queue.delete(call);
      this.states[seat] = 'talking';
      this.idle -= 1;
      const answered = { ...this.calls.get(call)!, answeredAt, seat };
      this.calls.set(call, answered);
      this.planEnd(answered);
    }
  }

  private moveSeat(at: Instant, seat: SeatKey): void {
    const state = this.states[seat]!;
    if (state === 'talking' || state === 'wrap-up') return;
    const wish = this.shifts.wish(seat, at);
    // Nobody signs in to pause.
    if (wish === state || (state === 'off' && wish === 'break')) return;
    this.emit(at, { kind: 'seat.changed', seat, state: wish });
    this.states[seat] = wish;
    if (state === 'idle') this.idle -= 1;
    if (wish === 'idle') this.idle += 1;
  }

  /** The first idle seat after a place that the call draws: work is spread evenly without keeping who has been idle longest. */
  private idleSeat(call: CallKey): SeatKey {
    const { seats } = this.shifts;
    let seat = hash(this.model.seed, DRAW.seatChoice, call, 0) % seats;
    while (this.states[seat + 1] !== 'idle') seat = (seat + 1) % seats;
    return seat + 1;
  }

  private draw(call: CallKey, n: number): number {
    return uniform(this.model.seed, DRAW.call, call, n);
  }

  private planAbandon({ call, offeredAt }: RunningCall): void {
    const patienceMs = exponentialMs(this.draw(call, 0), this.model.settings.floor.patienceMs);
    this.agenda.plan(offeredAt + patienceMs, RANK.abandon, call, 0);
  }

  private planEnd({ call, answeredAt }: RunningCall): void {
    const talkMs = Math.max(SHORTEST_TALK_MS, logNormalMs(this.draw(call, 1), this.model.settings.floor.talk));
    this.agenda.plan(answeredAt + talkMs, RANK.end, call, 0);
  }

  /** The seat writes the case during the wrap-up. */
  private planWrapUp({ call, endedAt }: RunningCall, withCase: boolean): void {
    const wrapUpMs = Math.max(SECOND_MS, logNormalMs(this.draw(call, 2), this.model.settings.floor.wrapUp));
    if (withCase) this.agenda.plan(endedAt + Math.round(wrapUpMs * (0.2 + 0.6 * this.draw(call, 3))), RANK.callCase, call, 0);
    this.agenda.plan(endedAt + wrapUpMs, RANK.wrapUp, call, 0);
  }
}
