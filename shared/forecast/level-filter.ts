/** Wandering of the level per step that is tried: standard deviations of the logarithm. */
const TRIED = [0.02, 0.04, 0.07, 0.1, 0.14, 0.2];
/** A quiet morning says nothing of the noon to come: days wander at least so much per step, and at most so far in all. */
const LEAST_WANDERING = 0.06;
const FARTHEST = 1.5;
/** Nobody knows what the trend will be: standard deviation per step. */
const UNKNOWN_TREND = 0.04;
/** Noise beyond Poisson's. */
const NOISE = 0.08;
/** The trend of the last steps goes on, and fades: e-folding in steps. */
const TREND_FADE = Math.exp(-1 / 9);
/** How much of a change of the level is taken as trend. */
const TREND_GAIN = 0.15;

/**
 * A level that wanders with a fading trend, of today's counts alone: a local linear trend on the logarithm (A. C. Harvey: Forecasting, structural time series models
 * and the Kalman filter, 1989) whose wandering is the likeliest of a few. It knows nothing of the time of day, so it is honest only if its bands are wide.
 */
export class LevelFilter {
  private readonly level: number;
  private readonly trend: number;
  private readonly variance: number;
  private readonly wandering: number;

  /** `counts`: from the start of the day; null: not known. */
  constructor(counts: readonly (number | null)[]) {
    let best = run(counts, TRIED[0]!);
    for (const tried of TRIED.slice(1)) {
      const other = run(counts, tried);
      if (other.loss < best.loss) best = other;
    }
    this.level = best.level;
    this.trend = best.trend;
    this.variance = best.variance;
    this.wandering = Math.max(LEAST_WANDERING, best.wandering);
  }

  /** Expected count `ahead` ≥ 1 steps after the last of the counts. */
  mean(ahead: number): number {
    return Math.exp(this.level + this.trend * ((TREND_FADE * (1 - TREND_FADE ** ahead)) / (1 - TREND_FADE)));
  }

  /** Variance of the logarithm of the intensity at that step. */
  logVariance(ahead: number): number {
    const wandered = this.wandering * this.wandering * ahead + (UNKNOWN_TREND * ahead) ** 2;
    return this.variance + FARTHEST * FARTHEST * -Math.expm1(-wandered / (FARTHEST * FARTHEST)) + NOISE * NOISE;
  }
}

interface Run {
  readonly wandering: number;
  readonly level: number;
  readonly trend: number;
  readonly variance: number;
  readonly loss: number;
}

function run(counts: readonly (number | null)[], wandering: number): Run {
  let level = Math.log((counts.find((count) => count !== null) ?? 0) + 0.5);
  let trend = 0;
  let variance = 1;
  let loss = 0;
  for (const count of counts) {
    trend *= TREND_FADE;
    level += trend;
    variance += wandering * wandering;
    if (count === null) continue;
    const mean = Math.exp(level);
    const innovation = Math.log((count + 0.5) / (mean + 0.5));
    const slope = mean / (mean + 0.5);
    const total = slope * slope * variance + 1 / (mean + 0.5) + NOISE * NOISE;
    const gain = (slope * variance) / total;
    loss += Math.log(total) + (innovation * innovation) / total;
    level += gain * innovation;
    trend += TREND_GAIN * gain * innovation;
    variance -= gain * slope * variance;
  }
  return { wandering, level, trend, variance, loss };
}
