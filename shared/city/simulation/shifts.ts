import type { SeatState } from '../../domain/terms';
import { HOUR_MS, INTERVAL_MS, MINUTE_MS, SECOND_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import { DRAW, hash, uniform } from './chance';
import type { Load } from './load';
import type { CityModel } from './model';
import type { StaffingInForce } from './staffing-in-force';

/** Shifts begin on the half hour. */
const SHIFT_MS = 30 * MINUTE_MS;
const BREAK_BLOCK_MS = 2 * HOUR_MS;
/** People come and go within so long after the step begins. */
const LATENESS_MS = 4 * MINUTE_MS;
/** A platform that fails takes its seats along within so long. */
const FAILING_MS = MINUTE_MS;
const PLANS_KEPT = 6;

interface PlanChange {
  /** In steps of 5 minutes since 1970. */
  readonly step: number;
  readonly before: number;
  readonly after: number;
}

interface DayPlan {
  readonly seats: readonly number[];
  readonly changes: readonly PlanChange[];
}

/** Where a seat should be, if no call keeps it. */
export type SeatWish = Extract<SeatState, 'off' | 'idle' | 'break'>;

/**
 * The shift plan and what each seat makes of it. A seat is a place: with a rank below the planned number it is staffed, whoever sits there. Supervisors'
 * decisions add to the number or take from it, and a scenario may take the tools of some seats away. Pure in (seed, decisions, seat, time).
 */
export class Shifts {
  readonly seats: number;
  /** By seat key: 0 is the first to be staffed. */
  private readonly rank: Uint16Array;
  private readonly plans = new Map<Instant, DayPlan>();

  constructor(
    private readonly model: CityModel,
    private readonly load: Load,
    private readonly staffing: StaffingInForce,
  ) {
    this.seats = model.definition.city.seats.installed;
    this.rank = model.queues.rank;
  }

  /** Seats planned in each 5-minute step of the city day that holds `at`. */
  plan(at: Instant): readonly number[] {
    return this.planOf(this.model.days.startOfDay(at)).seats;
  }

  /** Where the seat should be at `at`. */
  wish(seat: number, at: Instant): SeatWish {
    const step = Math.floor(at / INTERVAL_MS);
    const moved = at - step * INTERVAL_MS >= this.latenessMs(seat, step);
    if (!this.staffed(seat, moved ? step : step - 1, at) || this.lost(seat, at)) return 'off';
    const pause = this.pause(seat, this.breakBlock(seat, at));
    return pause !== null && at >= pause.fromAt && at < pause.toAt ? 'break' : 'idle';
  }

  /** The first moment after `at` at which the wish may change. */
  nextChange(seat: number, at: Instant): Instant {
    const next = Math.min(this.nextMove(seat, at), this.staffing.nextChange(seat, at), this.nextLoss(seat, at));
    const block = this.breakBlock(seat, at);
    for (let ahead = 0; ahead < 24; ahead += 1) {
      const pause = this.pause(seat, block + ahead);
      if (pause === null || pause.toAt <= at) continue;
      return Math.min(next, pause.fromAt > at ? pause.fromAt : pause.toAt);
    }
    return next;
  }

  /** When the seat is next signed in or out; a day or two later when that is not soon. */
  private nextMove(seat: number, at: Instant): Instant {
    const rank = this.rank[seat]!;
    let day = this.model.days.startOfDay(at - INTERVAL_MS);
    for (let days = 0; days < 3; days += 1) {
      for (const { step, before, after } of this.planOf(day).changes) {
        // With a decision in force the number of seats is another one: then every change of the plan is looked at.
        if (this.staffing.none && rank < before === rank < after) continue;
        const moveAt = step * INTERVAL_MS + this.latenessMs(seat, step);
        if (moveAt > at) return moveAt;
      }
      day = this.model.days.startOfNextDay(day);
    }
    return day;
  }

  private staffed(seat: number, step: number, at: Instant): boolean {
    const stepAt = step * INTERVAL_MS;
    const startAt = this.model.days.startOfDay(stepAt);
    const planned = this.planOf(startAt).seats[(stepAt - startAt) / INTERVAL_MS] ?? 0;
    return this.rank[seat]! < planned + this.staffing.seats(seat, at);
  }

  /** The seat's tools have failed. */
  private lost(seat: number, at: Instant): boolean {
    const { losses } = this.load.day(at).scenario;
    return losses.some((_, i) => {
      const loss = this.loss(seat, this.model.days.startOfDay(at), i);
      return loss !== null && at >= loss.fromAt && at < loss.toAt;
    });
  }

  private nextLoss(seat: number, at: Instant): Instant {
    let next = Number.POSITIVE_INFINITY;
    const today = this.model.days.startOfDay(at);
    for (const startAt of [today, this.model.days.startOfNextDay(at)])
      for (let i = 0; i < this.load.day(startAt).scenario.losses.length; i += 1) {
        const loss = this.loss(seat, startAt, i);
        if (loss === null) continue;
        for (const moment of [loss.fromAt, loss.toAt]) if (moment > at && moment < next) next = moment;
      }
    return next;
  }

  /** When this seat fails and comes back on the day that begins at `startAt`; null: it goes on. Nothing fails beyond its day. */
  private loss(seat: number, startAt: Instant, which: number): { readonly fromAt: Instant; readonly toAt: Instant } | null {
    const { fromMs, toMs, share, backMs } = this.load.day(startAt).scenario.losses[which]!;
    const day = Math.floor(startAt / HOUR_MS) * 8 + which;
    const draw = (n: number): number => uniform(this.model.seed, DRAW.seatLoss, seat, day * 4 + n);
    if (draw(0) >= share) return null;
    const toAt = startAt + toMs + Math.round(backMs * draw(2));
    return { fromAt: startAt + fromMs + Math.round(FAILING_MS * draw(1)), toAt: Math.min(toAt, this.model.days.startOfNextDay(startAt)) };
  }

  private planOf(startAt: Instant): DayPlan {
    let plan = this.plans.get(startAt);
    if (plan === undefined) {
      plan = this.makePlan(startAt);
      if (this.plans.size >= PLANS_KEPT) this.plans.clear();
      this.plans.set(startAt, plan);
    }
    return plan;
  }

  private makePlan(startAt: Instant): DayPlan {
    const endAt = this.model.days.startOfNextDay(startAt);
    const seats: number[] = [];
    const changes: PlanChange[] = [];
    // The last shift of the day before.
    let before = this.seatsFor(startAt - SHIFT_MS);
    for (let at = startAt; at < endAt; at += INTERVAL_MS) {
      const after = (at - startAt) % SHIFT_MS === 0 ? this.seatsFor(at) : before;
      if (after !== before) changes.push({ step: at / INTERVAL_MS, before, after });
      seats.push(after);
      before = after;
    }
    return { seats, changes };
  }

  private latenessMs(seat: number, step: number): number {
    return hash(this.model.seed, DRAW.seatMove, seat, step) % LATENESS_MS;
  }

  /** Every seat counts its two hours from another moment, so that breaks are spread over the day. */
  private offsetMs(seat: number): number {
    return hash(this.model.seed, DRAW.seatBreak, seat, -1) % BREAK_BLOCK_MS;
  }

  private breakBlock(seat: number, at: Instant): number {
    return Math.floor((at - this.offsetMs(seat)) / BREAK_BLOCK_MS);
  }

  private pause(seat: number, block: number): { readonly fromAt: Instant; readonly toAt: Instant } | null {
    const { seed, settings } = this.model;
    const { chance, minMs, maxMs } = settings.floor.breaks;
    const draw = (n: number): number => uniform(seed, DRAW.seatBreak, seat, block * 4 + n);
    if (draw(0) >= chance) return null;
    const lengthMs = Math.round(minMs + (maxMs - minMs) * draw(1));
    const fromAt = block * BREAK_BLOCK_MS + this.offsetMs(seat) + Math.round((BREAK_BLOCK_MS - lengthMs - SECOND_MS) * draw(2));
    return { fromAt, toAt: fromAt + lengthMs };
  }

  /** Seats for the busiest minute of a shift: its load at the planned occupancy, spare by the root of the load, and people on a break. */
  private seatsFor(shift: Instant): number {
    const { settings, scale, queues } = this.model;
    const { occupancy, spare, breaks, nightSeats } = settings.floor;
    let contacts = 0;
    for (let at = shift; at < shift + SHIFT_MS; at += INTERVAL_MS) contacts = Math.max(contacts, this.load.planned(at));
    const erlangs = (contacts * settings.phoneShare * queues.meanHandlingMs) / MINUTE_MS;
    const onBreak = (breaks.chance * (breaks.minMs + breaks.maxMs)) / 2 / BREAK_BLOCK_MS;
    const seats = (erlangs / occupancy + spare * Math.sqrt(erlangs) + 1) / (1 - onBreak);
    const planned = Math.max(seats, nightSeats * scale, 2);
    return Math.min(this.seats, planned > 60 ? Math.ceil(planned / 5) * 5 : Math.ceil(planned));
  }
}
