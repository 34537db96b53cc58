import { erlangA, seatsNeeded } from '../domain/erlang-a';
import { SEATS_LIMIT } from '../domain/staffing';
import type { FloorExpectation, ShareRange } from '../domain/staffing';
import type { DurationMs } from '../time/instant';
import { Z80 } from './normal';

/** How calls are handled and how long callers wait. All > 0. */
export interface Handling {
  readonly handlingMs: DurationMs;
  readonly patienceMs: DurationMs;
  readonly thresholdMs: DurationMs;
}

/** Share of breaks beyond which a floor is not believed: somebody answers. */
const MOST_BREAKS = 0.9;

/** Whole seats that answer calls, of the signed-in ones. */
export function agentsOf(seats: number, breakShare: number): number {
  return Math.min(SEATS_LIMIT, Math.max(0, Math.round(seats * (1 - Math.min(MOST_BREAKS, Math.max(0, breakShare))))));
}

/** Signed-in seats so that `agents` of them answer: whole seats, at most SEATS_LIMIT. */
export function seatsFor(agents: number, breakShare: number): number {
  const seats = agents / (1 - Math.min(MOST_BREAKS, Math.max(0, breakShare)));
  // What rounding has added to a whole number is no seat.
  return Math.min(SEATS_LIMIT, Math.max(0, Math.ceil(seats - 1e-9)));
}

/** Least signed-in seats for `target` by Erlang A at `offered` calls in a step; `from`: agents to look at first. At most SEATS_LIMIT, which no hotline has. */
export function seatsForTarget(
  offered: number,
  stepMs: DurationMs,
  handling: Handling,
  target: number,
  breakShare: number,
  from?: number,
): { readonly agents: number; readonly seats: number } {
  const { handlingMs, patienceMs, thresholdMs } = handling;
  const ratePerMs = offered / stepMs;
  // Far beyond any hotline the answer is not worth its time, and a target of 1 has none.
  if (ratePerMs * handlingMs >= SEATS_LIMIT) return { agents: SEATS_LIMIT, seats: SEATS_LIMIT };
  const asked = { ratePerMs, handlingMs, patienceMs, thresholdMs, target: Math.min(MOST_TARGET, target) };
  const agents = Math.min(SEATS_LIMIT, from === undefined ? seatsNeeded(asked) : seatsNeeded(asked, from));
  return { agents, seats: seatsFor(agents, breakShare) };
}

const MOST_TARGET = 0.9999;

/**
 * Weights of three intensities, at the 10 % and 90 % quantiles of a log-normal and its median: mean and variance of the logarithm are the distribution's, so the
 * three are also a quadrature.
 */
const OUTER = 1 / (2 * Z80 * Z80);
const INNER = 1 - 2 * OUTER;

/**
 * What `agents` can expect of a step with `offered` calls, whose intensity has the logarithmic standard deviation `spread`: low and high at the ends of the
 * intensity's 80 % range, likely the mean over all of it, per call (occupancy: per seat).
 */
export function expectStep(offered: number, spread: number, stepMs: DurationMs, agents: number, handling: Handling): FloorExpectation {
  const felt = feltSpread(spread);
  const { handlingMs, patienceMs, thresholdMs } = handling;
  const ratePerMs = offered / stepMs;
  const few = erlangA({ ratePerMs: ratePerMs * Math.exp(-Z80 * felt), handlingMs, patienceMs, agents, thresholdMs });
  const mid = erlangA({ ratePerMs, handlingMs, patienceMs, agents, thresholdMs });
  const many = erlangA({ ratePerMs: ratePerMs * Math.exp(Z80 * felt), handlingMs, patienceMs, agents, thresholdMs });
  const fewCalls = OUTER * Math.exp(-Z80 * felt);
  const manyCalls = OUTER * Math.exp(Z80 * felt);
  const calls = fewCalls + INNER + manyCalls;
  const perCall = (a: number, b: number, c: number): number => (fewCalls * a + INNER * b + manyCalls * c) / calls;
  return {
    serviceLevel: ordered(many.serviceLevel, perCall(few.serviceLevel, mid.serviceLevel, many.serviceLevel), few.serviceLevel),
    abandoned: ordered(few.abandoned, perCall(few.abandoned, mid.abandoned, many.abandoned), many.abandoned),
    occupancy: ordered(few.occupancy, OUTER * few.occupancy + INNER * mid.occupancy + OUTER * many.occupancy, many.occupancy),
  };
}

/** Of a step's own noise, which comes and goes within minutes, a queue feels about half (variance): it does not reach its steady state meanwhile. */
const PASSING = 0.1 ** 2;
function feltSpread(spread: number): number {
  return Math.sqrt(Math.max(0, spread * spread - Math.min(spread * spread, PASSING) / 2));
}

/** A range of shares that is one: 0 ≤ low ≤ likely ≤ high ≤ 1, whatever rounding has done. */
export function ordered(low: number, likely: number, high: number): ShareRange {
  const middle = Math.min(1, Math.max(0, likely));
  return { low: Math.max(0, Math.min(low, middle)), likely: middle, high: Math.min(1, Math.max(high, middle)) };
}
