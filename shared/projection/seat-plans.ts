import type { SeatEvent } from '../domain/events';
import type { DurationMs, Instant } from '../time/instant';
import { BadSnapshot } from './errors';
import { isInstant } from './key-limits';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

type Planned = Extract<SeatEvent, { kind: 'seats.planned' }>;

interface Plan {
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  readonly seats: Float64Array;
}

const PLANS_KEPT = 4;
const STEPS_LIMIT = 1_500;

/** The latest shift plans: at most 4, the earliest start leaves first. A plan with the same start replaces the one before. */
export class SeatPlans {
  private plans: Plan[] = [];

  objection(event: Planned): string | null {
    if (!isInstant(event.startAt) || !(event.stepMs > 0)) return 'a plan needs a start and a step';
    return event.seats.length <= STEPS_LIMIT ? null : `a plan has at most ${STEPS_LIMIT} steps`;
  }

  apply({ startAt, stepMs, seats }: Planned): void {
    this.plans = this.plans.filter((plan) => plan.startAt !== startAt);
    this.plans.push({ startAt, stepMs, seats: Float64Array.from(seats) });
    this.plans.sort((a, b) => a.startAt - b.startAt);
    if (this.plans.length > PLANS_KEPT) this.plans.shift();
  }

  /** Seats planned for a moment, by the plan that starts last before it; null: no plan covers it. */
  at(moment: Instant): number | null {
    for (let i = this.plans.length - 1; i >= 0; i -= 1) {
      const plan = this.plans[i]!;
      const step = Math.floor((moment - plan.startAt) / plan.stepMs);
      if (step >= 0 && step < plan.seats.length) return plan.seats[step]!;
    }
    return null;
  }

  canonical(): unknown {
    return this.plans.map(({ startAt, stepMs, seats }) => ({ startAt, stepMs, seats: Array.from(seats) }));
  }

  write(writer: SnapshotWriter): void {
    writer.number(this.plans.length);
    for (const { startAt, stepMs, seats } of this.plans) {
      writer.number(startAt);
      writer.number(stepMs);
      writer.f64s(seats);
    }
  }

  read(reader: SnapshotReader): void {
    this.plans = [];
    for (let left = reader.integer(PLANS_KEPT); left > 0; left -= 1) {
      const startAt = reader.instant();
      const stepMs = reader.number();
      const seats = reader.f64s();
      if (!(stepMs > 0) || seats.length > STEPS_LIMIT) throw new BadSnapshot('a shift plan makes no sense');
      this.plans.push({ startAt, stepMs, seats });
    }
  }
}
