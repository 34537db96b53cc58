import type { DecisionKey, SeatKey } from '../../domain/keys';
import type { StaffingMeasure } from '../../domain/staffing';
import { MINUTE_MS } from '../../time/instant';
import type { Instant } from '../../time/instant';
import { DRAW, hash } from './chance';

/** A staffing decision as the log holds it. */
export interface TakenDecision {
  readonly decision: DecisionKey;
  readonly measure: StaffingMeasure;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** When it was taken: it changes nothing before, whatever window it names. */
  readonly decidedAt: Instant;
}

/** People come and go within so long after a decision begins and ends. */
const CALLED_IN_MS = 10 * MINUTE_MS;
/** As many as a projection holds, so that a simulation that was stopped knows the same ones. */
const DECISIONS_KEPT = 50;

/**
 * What supervisors have decided about seats and handling, as the floor follows it. Suppositions about callers (arrivals, patience) change nothing: callers
 * do not read decisions. Pure in (decisions, seat, time).
 */
export class StaffingInForce {
  private decisions: TakenDecision[] = [];

  constructor(private readonly seed: number) {}

  /** In the order of the log. */
  add(decision: TakenDecision): void {
    this.decisions.push(decision);
    if (this.decisions.length > DECISIONS_KEPT) this.decisions.shift();
  }

  get none(): boolean {
    return this.decisions.length === 0;
  }

  /** Factor on the talk or the wrap-up that begins at `at`. */
  handling(at: Instant): number {
    let factor = 1;
    for (const { measure, fromAt, toAt, decidedAt } of this.decisions)
      if (at > decidedAt && at >= fromAt && at < toAt) factor *= measure.handlingFactor;
    return factor;
  }

  /** Seats beside the planned ones as this seat sees it: each comes and goes at a moment of its own. */
  seats(seat: SeatKey, at: Instant): number {
    let more = 0;
    for (const decision of this.decisions)
      if (decision.measure.seats !== 0 && at >= this.begins(decision, seat) && at < this.ends(decision, seat))
        more += decision.measure.seats;
    return more;
  }

  /** The first moment after `at` at which `seats` may change for this seat; Infinity when nothing is decided for later. */
  nextChange(seat: SeatKey, at: Instant): Instant {
    let next = Number.POSITIVE_INFINITY;
    for (const decision of this.decisions)
      for (const moment of [this.begins(decision, seat), this.ends(decision, seat)]) if (moment > at && moment < next) next = moment;
    return next;
  }

  private begins({ decision, fromAt, decidedAt }: TakenDecision, seat: SeatKey): Instant {
    return Math.max(fromAt, decidedAt) + 1 + (hash(this.seed, DRAW.staffing, seat, decision * 2) % CALLED_IN_MS);
  }

  private ends({ decision, toAt }: TakenDecision, seat: SeatKey): Instant {
    return toAt + (hash(this.seed, DRAW.staffing, seat, decision * 2 + 1) % CALLED_IN_MS);
  }
}
