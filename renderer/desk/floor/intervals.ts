import type { FloorDayTile, QueueFigures, QueuesTile } from '../../../shared/contract/frames';
import { type AbandonRule, serviceLevel } from '../../../shared/domain/service-level';
import type { DurationMs, Instant } from '../../../shared/time/instant';

/** What happened to the calls that were offered in one step of the day. */
export interface Interval {
  readonly step: number;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly running: boolean;
  /** Nobody was planned and nobody was there. */
  readonly closed: boolean;
  /** null: nobody knows, which is not zero. */
  readonly offered: number | null;
  readonly answeredInTime: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Not answered and not abandoned yet. */
  readonly waiting: number;
  /** By the rule that was asked for; null: no call to count. */
  readonly service: number | null;
  readonly answerSpeedMs: DurationMs | null;
  readonly handlingMs: DurationMs | null;
}

export interface IntervalRules {
  readonly rule: AbandonRule;
  readonly thresholdMs: DurationMs;
  readonly now: Instant;
}

/** Steps of the day so far, latest first; those before the first that is known are left out. `queues`: one queue, or all of which the sum is told. */
export function intervalsOf(
  { startAt, stepMs }: Pick<QueuesTile, 'startAt' | 'stepMs'>,
  queues: readonly QueueFigures[],
  floorDay: FloorDayTile | undefined,
  { rule, thresholdMs, now }: IntervalRules,
): readonly Interval[] {
  const steps = queues[0]?.day.offered.length ?? 0;
  const known = (step: number) => queues.some(({ day }) => (day.offered[step] ?? null) !== null);
  const last = Math.min(steps - 1, Math.floor((now - startAt) / stepMs));
  let first = 0;
  while (first <= last && !known(first)) first += 1;
  const intervals: Interval[] = [];
  for (let step = last; step >= first; step -= 1) {
    const sum = (pick: (day: QueueFigures['day']) => readonly (number | null)[]) =>
      queues.reduce((total, { day }) => total + (pick(day)[step] ?? 0), 0);
    const [fromAt, toAt] = [startAt + step * stepMs, startAt + (step + 1) * stepMs];
    const counts = {
      answered: sum((day) => day.answered),
      answeredInTime: sum((day) => day.answeredInTime),
      abandoned: sum((day) => day.abandoned),
      abandonedInTime: sum((day) => day.abandonedInTime),
    };
    const offered = known(step) ? sum((day) => day.offered) : null;
    const waiting = Math.max(0, (offered ?? 0) - counts.answered - counts.abandoned);
    // Whoever waits still and came in longer ago than the threshold is missed already, whatever comes.
    const overdue = toAt + thresholdMs <= now ? waiting : 0;
    intervals.push({
      step,
      fromAt,
      toAt,
      running: toAt > now,
      closed: floorDay !== undefined && floorDay.seatsPresent[step] === 0 && (floorDay.seatsPlanned[step] ?? 0) === 0,
      offered,
      answeredInTime: counts.answeredInTime,
      answered: counts.answered,
      abandoned: counts.abandoned,
      waiting,
      service: serviceLevel({ ...counts, overdue }, rule),
      answerSpeedMs: meanOf(queues, step, (day) => day.answerSpeedMs),
      handlingMs: meanOf(queues, step, (day) => day.handlingMs),
    });
  }
  return intervals;
}

/** Mean over queues, each by its answered calls. */
function meanOf(
  queues: readonly QueueFigures[],
  step: number,
  pick: (day: QueueFigures['day']) => readonly (number | null)[],
): DurationMs | null {
  let [sum, weight] = [0, 0];
  for (const { day } of queues) {
    const value = pick(day)[step] ?? null;
    const answered = day.answered[step] ?? 0;
    if (value === null || answered === 0) continue;
    sum += value * answered;
    weight += answered;
  }
  return weight === 0 ? null : sum / weight;
}
