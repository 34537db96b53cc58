/** How a queue's excess moves per step of 5 minutes: it fades over hours, its growth within an hour. Standard deviations are in calls. */
const FADE = Math.exp(-1 / 48);
const GROWTH_FADE = 0.95;
const WANDERS = 3;
const GROWTH_WANDERS = 3;
/** Counts scatter a little more than Poisson's. */
const OVERDISPERSION = 1.2;
/**
 * An excess, in mean steps of the day, from which on the day may have surged, and at which it surely has. A burst pipe or a power cut in one quarter is a sixth of a
 * mean step and comes every day: it must stay below.
 */
const LIKELY = 0.2;
const SURE = 0.3;
/** On a day that has surged an excess is believed from so many of its own deviations on, and wholly at so many. */
const DOUBTED = 0.5;
const BELIEVED = 1.5;
/** Nobody knows when a surge ends: this part of what is expected to be left of it, and of what is not. */
const ENDING = 0.3;

/**
 * Calls of one queue beyond its usual share of all: a level with a fading trend (a Kalman filter, as in A. C. Harvey: Forecasting, structural time series models and
 * the Kalman filter, 1989). What moves all queues alike, as noise and the day's level do, does not touch it: a rainstorm that fills one queue is seen there when the
 * sum of all still looks like an ordinary quarter of an hour. Until a day has surged it says that nothing is beyond the usual.
 */
export class QueueSurge {
  private excess = 0;
  private growth = 0;
  private excessVariance = 0;
  private covariance = 0;
  private growthVariance = 0;
  /** 0…1: how sure it is that the day has surged; it stays so. */
  private alert = 0;

  constructor(
    /** The queue's usual share of all calls, 0 < share < 1. */
    private readonly share: number,
    /** Calls of a mean step of the day, all queues. */
    private readonly meanStep: number,
  ) {}

  /** Goes one step on: calls offered in this queue, and in all. Without any call nothing is learned. */
  step(offered: number, inAll: number): void {
    this.excess = FADE * (this.excess + this.growth);
    this.growth *= GROWTH_FADE;
    this.excessVariance = FADE * FADE * (this.excessVariance + 2 * this.covariance + this.growthVariance) + WANDERS * WANDERS;
    this.covariance = FADE * GROWTH_FADE * (this.covariance + this.growthVariance);
    this.growthVariance = GROWTH_FADE * GROWTH_FADE * this.growthVariance + GROWTH_WANDERS * GROWTH_WANDERS;
    if (inAll <= 0) return;
    const odds = this.share / (1 - this.share);
    const others = inAll - offered;
    const noise = OVERDISPERSION * (Math.max(offered, odds * others) + odds * odds * others + 1);
    const variance = this.excessVariance + noise;
    const gain = this.excessVariance / variance;
    const growthGain = this.covariance / variance;
    const innovation = offered - odds * others - this.excess;
    this.excess += gain * innovation;
    this.growth += growthGain * innovation;
    this.growthVariance -= growthGain * this.covariance;
    this.covariance -= gain * this.covariance;
    this.excessVariance -= gain * this.excessVariance;
    this.alert = Math.max(this.alert, between(this.excess / this.meanStep, LIKELY, SURE));
  }

  /** Surging calls expected `ahead` ≥ 0 steps after the last one; 0 on a day that has not surged. */
  mean(ahead: number): number {
    return this.belief() * this.level(ahead);
  }

  /** Its variance. */
  variance(ahead: number): number {
    const belief = this.belief();
    const grown = growthAfter(ahead);
    const ending = ENDING * this.level(ahead) * (1 - FADE ** ahead);
    const state = this.excessVariance + 2 * grown * this.covariance + grown * grown * this.growthVariance;
    return belief * belief * (Math.max(0, state) + ending * ending);
  }

  private level(ahead: number): number {
    return Math.max(0, FADE ** ahead * (this.excess + growthAfter(ahead) * this.growth));
  }

  private belief(): number {
    if (this.alert === 0 || this.excessVariance === 0) return 0;
    return this.alert * between(this.excess / Math.sqrt(this.excessVariance), DOUBTED, BELIEVED);
  }
}

/** How much of the growth has come to the level `ahead` steps later. */
function growthAfter(ahead: number): number {
  return (GROWTH_FADE * (1 - GROWTH_FADE ** ahead)) / (1 - GROWTH_FADE);
}

function between(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
