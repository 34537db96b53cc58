import { logWeight, upperSum } from './erlang-series';

/** What Erlang C needs to know. Calls come by chance at an even rate, are handled for an exponential time, and wait for ever. */
export interface ErlangCInput {
  /** Calls offered per ms, ≥ 0. */
  readonly ratePerMs: number;
  /** AHT, talk + wrap-up, > 0. */
  readonly handlingMs: number;
  /** Seats that take calls, a whole number ≥ 0. */
  readonly agents: number;
  /** A call answered after at most this wait is in time, ≥ 0. */
  readonly thresholdMs: number;
}

/** The steady state of M/M/n; shares are 0…1. */
export interface ErlangC {
  /** Share of calls that have to wait. */
  readonly delayed: number;
  /** Share of calls answered within the threshold. */
  readonly serviceLevel: number;
  /** Mean wait over all calls, those that do not wait included (ASA). */
  readonly answerSpeedMs: number;
  /** Handling time over staffed time; 0 of no seats. */
  readonly occupancy: number;
}

/**
 * Erlang C, the textbook formula (A. K. Erlang 1917), for comparison only: nobody gives up in it, so it misleads near and above full load, where decisions
 * are taken; `erlangA` is for those. Null: as many calls as the seats can handle or more, so the queue grows without end and there is no steady state.
 * Throws RangeError for what is not an input.
 */
export function erlangC(input: ErlangCInput): ErlangC | null {
  checkErlangInput(input);
  const { ratePerMs, handlingMs, agents, thresholdMs } = input;
  const load = ratePerMs * handlingMs;
  if (load === 0) return { delayed: 0, serviceLevel: 1, answerSpeedMs: 0, occupancy: 0 };
  if (load >= agents) return null;
  const spare = agents - load;
  const full = Math.exp(logWeight(agents, load));
  const idle = Math.max(0, 1 - full * (1 + upperSum(agents, load)));
  const waiting = (full * agents) / spare;
  const delayed = waiting / (idle + waiting);
  return {
    delayed,
    serviceLevel: 1 - delayed * Math.exp((-spare * thresholdMs) / handlingMs),
    answerSpeedMs: (delayed * handlingMs) / spare,
    occupancy: load / agents,
  };
}

/** Erlang C's service level with 0 where there is no steady state: sooner or later every call there waits longer than any threshold. */
export function serviceLevelC(input: ErlangCInput): number {
  return erlangC(input)?.serviceLevel ?? 0;
}

/** Throws RangeError unless the figures are finite and not negative, the handling time is positive and the agents are whole. */
export function checkErlangInput({ ratePerMs, handlingMs, agents, thresholdMs }: ErlangCInput): void {
  if (!(ratePerMs >= 0 && ratePerMs < Infinity)) throw new RangeError(`ratePerMs must be finite and not negative, not ${ratePerMs}`);
  if (!(handlingMs > 0 && handlingMs < Infinity)) throw new RangeError(`handlingMs must be finite and positive, not ${handlingMs}`);
  if (!(Number.isSafeInteger(agents) && agents >= 0)) throw new RangeError(`agents must be a whole number from 0, not ${agents}`);
  if (!(thresholdMs >= 0 && thresholdMs < Infinity))
    throw new RangeError(`thresholdMs must be finite and not negative, not ${thresholdMs}`);
}
