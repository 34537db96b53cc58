import { DRAW, exponentialMs, hash, logNormalMs, uniform } from '../../../shared/city/simulation/chance';
import type { Agenda } from '../../../shared/city/simulation/agenda';
import type { CityModel } from '../../../shared/city/simulation/model';
import { RANK } from '../../../shared/city/simulation/rank';
import type { Shifts } from '../../../shared/city/simulation/shifts';
import type { CallEvent, SeatEvent } from '../../../shared/domain/events';
import type { SeatState } from '../../../shared/domain/terms';
import type { Instant } from '../../../shared/time/instant';

interface Call {
  readonly call: number;
  readonly queue: number;
  readonly offeredAt: Instant;
  seat: number;
}

/**
 * The floor as one would write it at first: an array of waiting calls in the order in which they came, an array of seats, and after every step a walk along
 * both. Same rules and same draws as the product's floor, without staffing decisions, so the same events.
 */
export class ScanningFloor {
  private readonly waiting: Call[] = [];
  private readonly talking: Call[] = [];
  private readonly states: SeatState[];

  constructor(
    private readonly model: CityModel,
    private readonly handling: (at: Instant) => number,
    private readonly shifts: Shifts,
    private readonly agenda: Agenda,
    private readonly emit: (at: Instant, event: CallEvent | SeatEvent) => Instant,
  ) {
    this.states = Array.from({ length: shifts.seats + 1 }, () => 'off');
  }

  begin(at: Instant): void {
    for (let seat = 1; seat < this.states.length; seat += 1) this.agenda.plan(at, RANK.seat, seat, 0);
  }

  offer(at: Instant, call: number, queue: number): void {
    const offeredAt = this.emit(at, { kind: 'call.offered', call, queue });
    // Of two that come in the same millisecond the one of the earlier queue is first.
    const after = (waiting: Call): boolean => waiting.offeredAt > offeredAt || (waiting.offeredAt === offeredAt && waiting.queue > queue);
    const place = this.waiting.at(-1) !== undefined && after(this.waiting.at(-1)!) ? this.waiting.findIndex(after) : this.waiting.length;
    this.waiting.splice(place, 0, { call, queue, offeredAt, seat: 0 });
    const patienceMs = exponentialMs(this.draw(call, 0), this.model.queues.byKey[queue]!.patienceMs);
    this.agenda.plan(offeredAt + patienceMs, RANK.abandon, call, 0);
  }

  abandon(at: Instant, call: number): Instant | null {
    const place = this.waiting.findIndex((waiting) => waiting.call === call);
    if (place < 0) return null;
    this.waiting.splice(place, 1);
    return this.emit(at, { kind: 'call.abandoned', call });
  }

  end(at: Instant, call: number): void {
    const { seat, queue } = this.talking.find((talking) => talking.call === call)!;
    const endedAt = this.emit(at, { kind: 'call.ended', call, seat });
    this.states[seat] = 'wrap-up';
    const wrapUpMs = logNormalMs(this.draw(call, 2), this.model.queues.byKey[queue]!.wrapUp) * this.handling(endedAt);
    this.agenda.plan(endedAt + Math.max(1_000, Math.round(wrapUpMs)), RANK.wrapUp, call, 0);
  }

  wrapUp(at: Instant, call: number): void {
    const place = this.talking.findIndex((talking) => talking.call === call);
    const [{ seat }] = this.talking.splice(place, 1) as [Call];
    this.emit(at, { kind: 'call.wrapped-up', call, seat });
    this.states[seat] = 'idle';
    this.moveSeat(at, seat);
  }

  seatDue(at: Instant, seat: number): void {
    this.moveSeat(at, seat);
    this.agenda.plan(this.shifts.nextChange(seat, at), RANK.seat, seat, 0);
  }

  answerWaiting(at: Instant): void {
    const without = new Set<number>();
    for (let i = 0; i < this.waiting.length;) {
      const call = this.waiting[i]!;
      const seat = without.has(call.queue) ? 0 : this.idleSeat(call);
      if (seat === 0) {
        without.add(call.queue);
        i += 1;
        continue;
      }
      this.waiting.splice(i, 1);
      const answeredAt = this.emit(at, { kind: 'call.answered', call: call.call, seat });
      this.states[seat] = 'talking';
      this.talking.push({ ...call, seat });
      const talkMs = logNormalMs(this.draw(call.call, 1), this.model.queues.byKey[call.queue]!.talk) * this.handling(answeredAt);
      this.agenda.plan(answeredAt + Math.max(8_000, Math.round(talkMs)), RANK.end, call.call, 0);
    }
  }

  private idleSeat({ call, queue }: Call): number {
    const { seats } = this.shifts;
    const first = hash(this.model.seed, DRAW.seatChoice, call, 0) % seats;
    for (let i = 0; i < seats; i += 1) {
      const seat = 1 + ((first + i) % seats);
      if (this.states[seat] === 'idle' && this.model.queues.answers(seat, queue)) return seat;
    }
    return 0;
  }

  private moveSeat(at: Instant, seat: number): void {
    const state = this.states[seat]!;
    if (state === 'talking' || state === 'wrap-up') return;
    const wish = this.shifts.wish(seat, at);
    if (wish === state || (state === 'off' && wish === 'break')) return;
    this.emit(at, { kind: 'seat.changed', seat, state: wish });
    this.states[seat] = wish;
  }

  private draw(call: number, n: number): number {
    return uniform(this.model.seed, DRAW.call, call, n);
  }
}
