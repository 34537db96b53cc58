import type { Actor, DecisionKey, Seq } from '../domain/keys';
import { serviceLevel } from '../domain/service-level';
import type { AbandonRule } from '../domain/service-level';
import { scoreUntil } from '../domain/staffing';
import type { FloorExpectation, StaffingMeasure } from '../domain/staffing';
import { HOUR_MS } from '../time/instant';
import type { Instant } from '../time/instant';
import type { Floor } from './floor';
import { callsIn } from './floor-windows';
import { occupancyIn } from './seat-figures';
import type { StaffingDecision } from './staffing';

/** Decisions are told of as long as their first hour is in the series. */
const TOLD_MS = 36 * HOUR_MS;

export interface DecisionFigures {
  readonly decision: DecisionKey;
  readonly seq: Seq;
  readonly by: Actor;
  readonly at: Instant;
  readonly measure: StaffingMeasure;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly without: FloorExpectation;
  readonly with: FloorExpectation;
  readonly reason: string;
  /** What happened so far; null: it has not begun. */
  readonly score: DecisionScore | null;
}

/** Over fromAt ≤ t < min(now, until). `final`: the window is over; calls of it may still come to their end. */
export interface DecisionScore {
  readonly until: Instant;
  readonly final: boolean;
  readonly offered: number;
  /** By the rule that was asked for. */
  readonly serviceLevel: number | null;
  /** Abandoned / offered. */
  readonly abandoned: number | null;
  readonly occupancy: number | null;
}

/**
 * The decisions that begin, or began, in the last 36 hours, newest in the log first, each with what happened in its first hour. A score is computed when
 * it is read: calls to the millisecond as `callsIn` counts them, seat time in proportion where the window cuts a step.
 */
export function staffingFigures(floor: Floor, { abandonRule }: { readonly abandonRule: AbandonRule }): DecisionFigures[] {
  const { now } = floor.clock;
  const told = floor.staffing.all().filter(({ event }) => event.fromAt >= now - TOLD_MS);
  return told.toReversed().map((decision) => ({ ...plain(decision), score: scoreOf(floor, decision, abandonRule) }));
}

function plain({ seq, at, by, event }: StaffingDecision): Omit<DecisionFigures, 'score'> {
  const { decision, measure, fromAt, toAt, without, with: withMeasure, reason } = event;
  return { decision, seq, by, at, measure, fromAt, toAt, without, with: withMeasure, reason };
}

function scoreOf(floor: Floor, { event }: StaffingDecision, rule: AbandonRule): DecisionScore | null {
  const { now } = floor.clock;
  if (now <= event.fromAt) return null;
  const until = scoreUntil(event);
  const toAt = Math.min(now, until);
  const counts = callsIn(floor, null, event.fromAt, toAt);
  return {
    until,
    final: now >= until,
    offered: counts.offered,
    serviceLevel: serviceLevel(counts, rule),
    abandoned: counts.offered > 0 ? counts.abandoned / counts.offered : null,
    occupancy: occupancyIn(floor, event.fromAt, toAt),
  };
}
