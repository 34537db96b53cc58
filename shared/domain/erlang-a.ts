import { checkErlangInput, erlangC } from './erlang-c';
import type { ErlangCInput } from './erlang-c';
import { logAboveDigamma, logWeight, lowerSlope, lowerSum, upperSum, upperSums } from './erlang-series';
import { serviceLevel } from './service-level';
import type { AbandonRule } from './service-level';

/** What Erlang A needs to know: as Erlang C, and callers give up after an exponential patience of this mean. */
export interface ErlangAInput extends ErlangCInput {
  /** Mean patience, > 0; Infinity: nobody gives up, which is Erlang C. */
  readonly patienceMs: number;
}

/** The steady state of M/M/n+M; shares are of the calls offered, 0…1. */
export interface ErlangA {
  /** Answered within the threshold / offered: the rule `abandons-missed`. `serviceLevelA` gives the other rules. */
  readonly serviceLevel: number;
  /** Gave up / offered. */
  readonly abandoned: number;
  /** Gave up within the threshold / offered: what the other abandon rules need. */
  readonly abandonedInTime: number;
  /** Handling time over staffed time. 1 where there is work and no seat, 0 where there is no work. */
  readonly occupancy: number;
  /** Mean wait of the calls that are answered (ASA). With no seat: what a first one would see. */
  readonly answerSpeedMs: number;
  /** Mean number of calls in queue; waiting / ratePerMs is the mean wait over all calls. */
  readonly waiting: number;
}

/**
 * Erlang A (Palm's M/M/n+M): the service level, abandons, occupancy and waits of `agents` seats in steady state.
 *
 * `serviceLevel` is P(served, wait ≤ threshold): calls answered in time over all calls offered, every abandon a miss. Of the definitions in use (P(wait ≤ T)
 * counts early abandons as served; P(served, wait ≤ T | served) leaves abandons out; P(offered wait ≤ T) asks of a caller who never gives up) it is the one
 * that DOMAIN.md's figures follow, and it is the product's default rule for actual figures, so that both may stand side by side.
 *
 * Source: Mandelbaum & Zeltyn, "Service engineering in action: the Palm/Erlang-A queue, with applications to call centers" (2007), sections 4–6; Garnett,
 * Mandelbaum & Reiman, "Designing a call center with impatient customers" (2002). There A(x, y) = 1 + upperSum and E = Erlang B. The mean wait of the answered
 * is ours: a call that finds j waiting sees a wait V with e^−θV ~ Beta(x, j + 1), so E[V e^−θV] = x/(x+j+1) · (1/(x+1) + … + 1/(x+j+1)) / θ.
 *
 * Takes O(√n) steps. At most 1e-9 off the sum over all states (tests/domain/erlang.spec.ts). Throws RangeError for what is not an input.
 */
export function erlangA(input: ErlangAInput): ErlangA {
  checkInput(input);
  const { ratePerMs, handlingMs, patienceMs, agents, thresholdMs } = input;
  if (ratePerMs === 0) return NO_CALLS;
  if (patienceMs === Infinity) return withoutAbandons(input);
  const load = ratePerMs * handlingMs;
  const x = (agents * patienceMs) / handlingMs;
  const y = ratePerMs * patienceMs;
  const threshold = thresholdMs / patienceMs;

  const state = steadyState(load, agents, x, y);
  const { idle, full, queued, total } = state;
  const late = lateCalls(state, x, y, threshold);
  const occupancy = agents === 0 ? 1 : share(((load / agents) * idle + queued) / total);
  const answeredInTime = share((idle + x * ((queued - late.queued) / y)) / total);
  const endedInTime = 1 - (Math.exp(-threshold) * (late.full + late.queued)) / total;
  const length = state.heavy ? (y - x) * (full + queued) + x * full : state.length;
  const slope = state.heavy ? logAboveDigamma(x, y) + full * lowerSlope(x, y) : state.slope;
  return {
    serviceLevel: answeredInTime,
    abandoned: share(length / (y * total)),
    abandonedInTime: share(endedInTime - answeredInTime),
    occupancy,
    answerSpeedMs: occupancy === 0 ? 0 : (patienceMs * Math.max(0, slope)) / (occupancy * total),
    waiting: length / total,
  };
}

/** The service level of `erlangA` by another abandon rule; null where the rule leaves no call to count. Never add figures of different rules. */
export function serviceLevelA(of: ErlangA, rule: AbandonRule): number | null {
  const { serviceLevel: answeredInTime, abandoned, abandonedInTime } = of;
  return serviceLevel({ answered: 1 - abandoned, answeredInTime, abandoned, abandonedInTime }, rule);
}

/** What `seatsNeeded` is asked: the load, and the service level to reach, 0…1. */
export interface SeatsNeededInput extends Omit<ErlangAInput, 'agents'> {
  readonly target: number;
  /** How abandons count in the target; `abandons-missed` where it is not said. The others take longer. */
  readonly rule?: AbandonRule;
}

/**
 * The least number of agents whose service level by `erlangA` is at least `target`; 0 where there are no calls or no target, else at least 1. `from`, a whole
 * number ≥ 0, is where to look first, such as the answer for the interval before: it costs less, it changes nothing. A target within 1e-9 of 0 or 1 is a
 * matter of rounding: it gets an answer, not a sharp one.
 *
 * The service level grows with the seats, so two neighbours, one below and one not, are proof. The log of the share missed is nearly straight in the seats:
 * a secant finds the neighbours within about four evaluations; halving takes over where it does not.
 */
export function seatsNeeded(input: SeatsNeededInput, from?: number): number {
  const { ratePerMs, handlingMs, patienceMs, thresholdMs, target, rule = 'abandons-missed' } = input;
  if (!(target >= 0 && target <= 1)) throw new RangeError(`target must be between 0 and 1, not ${target}`);
  checkInput({ ratePerMs, handlingMs, patienceMs, thresholdMs, agents: from ?? 0 });
  const load = ratePerMs * handlingMs;
  if (load === 0 || target === 0) return 0;
  const levelOf = (agents: number): number =>
    rule === 'abandons-missed' && patienceMs < Infinity
      ? answeredInTimeShare(load, agents, (agents * patienceMs) / handlingMs, ratePerMs * patienceMs, thresholdMs / patienceMs)
      : (serviceLevelA(erlangA({ ratePerMs, handlingMs, patienceMs, agents, thresholdMs }), rule) ?? 0);

  let below = 0;
  let enough = Infinity;
  let guess = Math.max(1, from ?? Math.ceil(load));
  let lastGuess = Number.NaN;
  let lastLogMissed = Number.NaN;
  for (let probes = 1; ; probes += 1) {
    const level = levelOf(guess);
    if (level >= target) enough = guess;
    else below = guess;
    if (enough - below === 1) return enough;
    const logMissed = Math.log(1 - level);
    const slope = probes === 1 ? usualSlope(logMissed, load) : (lastLogMissed - logMissed) / (guess - lastGuess);
    lastGuess = guess;
    lastLogMissed = logMissed;
    const straight = level > 0.3 && probes <= SECANTS ? Math.ceil(guess + (logMissed - Math.log(1 - target)) / slope) : Number.NaN;
    guess = within(below, enough, straight, Math.ceil(load));
  }
}

/** Secants to try before the gap is halved. */
const SECANTS = 6;

/** How fast the log of the share missed falls per seat, roughly, near full load and for a patience of minutes: for a first step only. */
function usualSlope(logMissed: number, load: number): number {
  return (0.75 - 0.22 * logMissed) / Math.sqrt(load);
}

/** The next number of seats to try between two bounds, both excluded: the secant's if there is one, else the load, else the middle. */
function within(below: number, enough: number, straight: number, load: number): number {
  if (Number.isFinite(straight)) return Math.min(enough - 1, Math.max(below + 1, straight));
  if (load > below && load < enough) return load;
  return enough === Infinity ? below * 2 : Math.floor((below + enough) / 2);
}

/** Up to here e^y is far from overflow, so that the upper sum serves on both sides; above, the lower sum is exact also for fractional x. */
const UPPER_SUM_TO = 150;

const NO_CALLS: ErlangA = { serviceLevel: 1, abandoned: 0, abandonedInTime: 0, occupancy: 0, answerSpeedMs: 0, waiting: 0 };

/** Weights of the states, all by one factor that keeps them within numbers. */
interface SteadyState {
  /** A seat is free. */
  readonly idle: number;
  /** All seats are busy and nobody waits. */
  readonly full: number;
  readonly logFull: number;
  /** Calls wait. */
  readonly queued: number;
  readonly total: number;
  /** More calls than seats, by so much that the weights are counted down from the whole: `length` and `slope` are then not known. */
  readonly heavy: boolean;
  /** Moments of the queue, see `UpperSums`. */
  readonly length: number;
  readonly slope: number;
}

/** `load`: seats' worth of calls, λ/μ; `x` = nμ/θ and `y` = λ/θ: the same of seats and of calls, counted in patience. */
function steadyState(load: number, agents: number, x: number, y: number): SteadyState {
  const heavy = load > agents && y > UPPER_SUM_TO;
  if (heavy) {
    const logFull = logWeight(x, y);
    const full = Math.exp(logFull);
    const idle = full * lowerSum(agents, load);
    const queued = 1 - full * (1 + lowerSum(x, y));
    return { idle, full, logFull, queued, total: idle + full + queued, heavy, length: 0, slope: 0 };
  }
  const logFull = load > agents ? 0 : logWeight(agents, load);
  const full = Math.exp(logFull);
  const idle = load > agents ? lowerSum(agents, load) : Math.max(0, 1 - full * (1 + upperSum(agents, load)));
  const { sum, length, slope } = upperSums(x, y);
  const queued = full * sum;
  return { idle, full, logFull, queued, total: idle + full + queued, heavy, length: full * length, slope: full * slope };
}

/** `ErlangA.serviceLevel` alone. */
function answeredInTimeShare(load: number, agents: number, x: number, y: number, threshold: number): number {
  const state = steadyState(load, agents, x, y);
  const late = lateCalls(state, x, y, threshold);
  return share((state.idle + x * ((state.queued - late.queued) / y)) / state.total);
}

/** The weights of the calls whose offered wait is longer than `threshold` (counted in patience): as `full` and `queued`, had the line been cut for so long. */
function lateCalls(state: SteadyState, x: number, y: number, threshold: number): Pick<SteadyState, 'full' | 'queued'> {
  const z = y * Math.exp(-threshold);
  const full = Math.exp(state.logFull - y * Math.expm1(-threshold) - x * threshold);
  const queued = state.heavy && z > x && z > UPPER_SUM_TO ? 1 - full * (1 + lowerSum(x, z)) : full * upperSum(x, z);
  return { full, queued };
}

/** Takes away what rounding puts outside 0…1. */
function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function withoutAbandons(input: ErlangAInput): ErlangA {
  const steady = erlangC(input);
  if (steady === null) return { ...NO_CALLS, serviceLevel: 0, occupancy: 1, answerSpeedMs: Infinity, waiting: Infinity };
  const { serviceLevel: answeredInTime, occupancy, answerSpeedMs } = steady;
  return { ...NO_CALLS, serviceLevel: answeredInTime, occupancy, answerSpeedMs, waiting: answerSpeedMs * input.ratePerMs };
}

function checkInput(input: ErlangAInput): void {
  checkErlangInput(input);
  if (!(input.patienceMs > 0)) throw new RangeError(`patienceMs must be positive, not ${input.patienceMs}`);
}
