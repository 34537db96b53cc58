import type { ErlangA, ErlangAInput } from '../../shared/domain/erlang-a';

/**
 * Erlang A the plain way: the log of every state's weight from the birth–death chain, outwards from the heaviest; what a caller sees in each state by
 * first-step analysis and by the incomplete beta function as a sum. No series of the product's, no gamma function; time and memory grow with the states.
 */
export function erlangByStates(input: ErlangAInput): ErlangA {
  const { ratePerMs, handlingMs, patienceMs, agents, thresholdMs } = input;
  const weights = stateWeights(input);
  let total = 0;
  let busy = 0;
  let waiting = 0;
  let idle = 0;
  for (const [calls, weight] of weights.entries()) {
    total += weight;
    busy += Math.min(calls, agents) * weight;
    waiting += Math.max(0, calls - agents) * weight;
    if (calls < agents) idle += weight;
  }

  const x = (agents * patienceMs) / handlingMs;
  const threshold = thresholdMs / patienceMs;
  const late = new LateShare(x, threshold);
  const lateAnswered = new LateShare(x + 1, threshold);
  let answered = 1;
  let answeredWait = 0;
  let sumLate = 0;
  let sumInTime = idle;
  let sumWait = 0;
  for (let ahead = 0; agents + ahead < weights.length; ahead += 1) {
    const weight = weights[agents + ahead]!;
    const leaveRate = agents / handlingMs + (ahead + 1) / patienceMs;
    const moves = 1 - 1 / patienceMs / leaveRate;
    answeredWait = moves * (answeredWait + answered / leaveRate);
    answered *= moves;
    sumLate += weight * late.next();
    sumInTime += weight * answered * (1 - lateAnswered.next());
    sumWait += weight * answeredWait;
  }
  const serviceLevel = sumInTime / total;
  const abandoned = waiting / total / patienceMs / ratePerMs;
  return {
    serviceLevel,
    abandoned,
    abandonedInTime: 1 - Math.exp(-threshold) * (sumLate / total) - serviceLevel,
    occupancy: busy / total / agents,
    answerSpeedMs: sumWait / total / (1 - abandoned),
    waiting: waiting / total,
  };
}

/** The states 0, 1, … calls in the house, the heaviest 1, until they weigh nothing. */
function stateWeights({ ratePerMs, handlingMs, patienceMs, agents }: ErlangAInput): Float64Array {
  const logFall = (calls: number): number =>
    Math.log(Math.min(calls, agents) / handlingMs + Math.max(0, calls - agents) / patienceMs) - Math.log(ratePerMs);
  let heaviest = 0;
  while (logFall(heaviest + 1) < 0) heaviest += 1;
  const logs = [0];
  while (logs.at(-1)! > -45) logs.push(logs.at(-1)! - logFall(heaviest + logs.length));
  const weights = new Float64Array(heaviest + logs.length);
  for (const [i, log] of logs.entries()) weights[heaviest + i] = Math.exp(log);
  for (let calls = heaviest - 1, log = 0; calls >= 0; calls -= 1) {
    log += logFall(calls + 1);
    weights[calls] = Math.exp(log);
  }
  return weights;
}

/** P(Beta(x, j + 1) ≤ e^−threshold) for j = 0, 1, …: u^x · Σ_{i ≤ j} x(x+1)…(x+i−1)/i! · (1−u)^i, each term by its log. */
class LateShare {
  #sum = 0;
  #i = 0;
  #log: number;
  readonly #logRest: number;

  constructor(
    private readonly x: number,
    threshold: number,
  ) {
    this.#log = -x * threshold;
    this.#logRest = Math.log(-Math.expm1(-threshold));
  }

  next(): number {
    this.#sum += Math.exp(this.#log);
    this.#i += 1;
    this.#log += Math.log(this.x + this.#i - 1) - Math.log(this.#i) + this.#logRest;
    return Math.min(1, this.#sum);
  }
}
