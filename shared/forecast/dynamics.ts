/** How a day strays from its profile, on the logarithm of the ratio count / profile: a level of the whole day, a drift that fades, and noise. */
export interface Dynamics {
  /** Standard deviation of the day's level. */
  readonly levelDeviation: number;
  /** The drift's share that is left a step later, and its standard deviation. */
  readonly fade: number;
  readonly driftDeviation: number;
  /** Standard deviation of the step's own noise beyond Poisson's. */
  readonly noiseDeviation: number;
}

/** What is learned when little is known: a day 10 % off, a drift of 5 % over an hour, noise of 10 %. */
export const USUAL_DYNAMICS: Dynamics = { levelDeviation: 0.1, fade: Math.exp(-1 / 12), driftDeviation: 0.05, noiseDeviation: 0.1 };

/** A surge (a rainstorm) is a third part that is absent until innovations insist, and fades over hours. In steps of 5 minutes: 4 h. */
const SURGE_FADE = Math.exp(-1 / 48);
/**
 * The running mean of innovations, in its own deviations, from which on a surge is suspected, and at which it is certain. Of independent innovations one in a
 * hundred is suspect and one in seven hundred certain.
 */
const RUNNING = 0.3;
const RUNNING_DEVIATION = Math.sqrt(RUNNING / (2 - RUNNING));
const SUSPECT = 2.6;
const CERTAIN = 3.2;
/** How much of a surge's growth is taken for momentum, and how that fades per step. */
const MOMENTUM_GAIN = 0.25;
const MOMENTUM_FADE = 0.8;
/** A surge (of the logarithm) that is more than chance, and one that surely is: such a day is expected to surge again, and a surge to have momentum. */
const LIKELY_SURGE = 0.2;
const SURE_SURGE = 0.4;
/** A surge is believed by its running mean, with this weight of the latest step: an hour of it, not a moment. */
const LASTING = 0.12;
/** On such a day so much less of insistence is asked, and the surge is taken to move by this variance in every step. */
const ALERTNESS = 0.6;
const ALERT_VARIANCE = 0.04 ** 2;
/** Innovations count for the running mean up to so many deviations. */
const MOST_SURPRISE = 5;
/** Correction for the logarithm's skew; that of a count near none is not as large as its variance says. */
const MOST_SKEW = 0.25;
/** Largest variance that one step may open the surge by: a doubling of the intensity. */
const MOST_OPENING = 0.5;
/** How fast a surge's own restlessness is forgotten, per step. */
const CALMING = 0.92;

/** State of one day: means and covariances of level, drift and surge. */
export class DayFilter {
  level = 0;
  drift = 0;
  surge = 0;
  private levelVariance: number;
  private driftVariance: number;
  private surgeVariance = 0;
  private levelDrift = 0;
  private levelSurge = 0;
  private driftSurge = 0;
  /** Growth of the surge per step. */
  private momentum = 0;
  private running = 0;
  /** 0…1: how sure it is that this day has surged. */
  private alert = 0;
  private lasting = 0;
  /** Variance by which a surge has lately been opened per step. */
  private restless = 0;
  /** Of the last observed step: innovation and its variance; NaN before one. */
  innovation = Number.NaN;
  innovationVariance = Number.NaN;

  constructor(
    private readonly dynamics: Dynamics,
    /** Without it the filter is linear: to learn the dynamics of ordinary days. */
    private readonly followsSurges = true,
  ) {
    this.levelVariance = dynamics.levelDeviation ** 2;
    this.driftVariance = dynamics.driftDeviation ** 2;
  }

  /** Goes one step on; `count` null: the step is not known. `expected`: the profile's value. `noiseScale` multiplies the noise variance at this time of day. */
  step(count: number | null, expected: number, noiseScale: number): void {
    const { fade, driftDeviation, noiseDeviation } = this.dynamics;
    this.drift *= fade;
    this.levelDrift *= fade;
    this.driftVariance = fade * fade * this.driftVariance + (1 - fade * fade) * driftDeviation * driftDeviation;
    this.momentum *= MOMENTUM_FADE;
    this.surge = SURGE_FADE * this.surge + this.momentum;
    this.levelSurge *= SURGE_FADE;
    this.driftSurge *= fade * SURGE_FADE;
    this.surgeVariance = SURGE_FADE * SURGE_FADE * this.surgeVariance;
    const moving = this.alert * ALERT_VARIANCE;
    this.surgeVariance += moving;
    this.restless = Math.max(this.restless * CALMING, moving);
    if (count === null) return;
    const mean = expected * Math.exp(this.level + this.drift + this.surge);
    const noise = 1 / (mean + 0.5) + noiseDeviation * noiseDeviation * noiseScale;
    // Half a call on both sides keeps the logarithm finite; half the variance makes it 0 on average for a count that is right on average (the profile is a mean).
    const innovation = Math.log((count + 0.5) / (mean + 0.5)) + Math.min(MOST_SKEW, noise / 2);
    // The half call also dampens what the state can do to the logarithm.
    const slope = mean / (mean + 0.5);
    let variance = slope * slope * this.total() + noise;
    if (this.followsSurges) {
      const surprise = Math.max(-MOST_SURPRISE, Math.min(MOST_SURPRISE, innovation / Math.sqrt(variance)));
      this.running += RUNNING * (surprise - this.running);
      const insistence = Math.abs(this.running) / RUNNING_DEVIATION + ALERTNESS * this.alert;
      if (insistence > SUSPECT && surprise * this.running > 0) {
        const certainty = Math.min(1, (insistence - SUSPECT) / (CERTAIN - SUSPECT));
        const opening = certainty * Math.min(MOST_OPENING, Math.max(0, innovation * innovation - noise));
        this.surgeVariance += opening;
        this.restless += (1 - CALMING) * opening;
        variance = slope * slope * this.total() + noise;
      }
    }
    this.update(innovation, variance, slope);
    this.innovation = innovation;
    this.innovationVariance = variance;
  }

  private total(): number {
    return this.levelVariance + this.driftVariance + this.surgeVariance + 2 * (this.levelDrift + this.levelSurge + this.driftSurge);
  }

  private update(innovation: number, variance: number, slope: number): void {
    const toLevel = slope * (this.levelVariance + this.levelDrift + this.levelSurge);
    const toDrift = slope * (this.levelDrift + this.driftVariance + this.driftSurge);
    const toSurge = slope * (this.levelSurge + this.driftSurge + this.surgeVariance);
    this.level += (toLevel * innovation) / variance;
    this.drift += (toDrift * innovation) / variance;
    const grown = (toSurge * innovation) / variance;
    this.surge += grown;
    const sure = Math.min(1, Math.max(0, (Math.abs(this.surge) - LIKELY_SURGE) / (SURE_SURGE - LIKELY_SURGE)));
    this.lasting += LASTING * (sure - this.lasting);
    this.alert = Math.max(this.alert, this.lasting);
    this.momentum += MOMENTUM_GAIN * sure * grown;
    this.levelVariance -= (toLevel * toLevel) / variance;
    this.driftVariance -= (toDrift * toDrift) / variance;
    this.surgeVariance -= (toSurge * toSurge) / variance;
    this.levelDrift -= (toLevel * toDrift) / variance;
    this.levelSurge -= (toLevel * toSurge) / variance;
    this.driftSurge -= (toDrift * toSurge) / variance;
  }

  /** Mean of the logarithm of intensity / profile, `ahead` ≥ 1 steps after the last one. */
  logRatio(ahead: number): number {
    const growing = (this.momentum * MOMENTUM_FADE * (1 - MOMENTUM_FADE ** ahead)) / (1 - MOMENTUM_FADE);
    return this.level + this.dynamics.fade ** ahead * this.drift + SURGE_FADE ** ahead * (this.surge + growing);
  }

  /** Its variance, the step's own noise included. */
  logVariance(ahead: number, noiseScale: number): number {
    const { fade, driftDeviation, noiseDeviation } = this.dynamics;
    const left = fade ** ahead;
    const surging = SURGE_FADE ** ahead;
    const state =
      this.levelVariance +
      left * left * this.driftVariance +
      surging * surging * this.surgeVariance +
      2 * (left * this.levelDrift + surging * this.levelSurge + left * surging * this.driftSurge);
    // Nobody knows how long a surge lasts: it may be over at once or stay as it is.
    const ending = 0.6 * this.surge * (1 - surging);
    const restless = (this.restless * (1 - CALMING ** ahead)) / (1 - CALMING);
    return (
      Math.max(0, state) +
      (1 - left * left) * driftDeviation * driftDeviation +
      ending * ending +
      restless +
      noiseDeviation * noiseDeviation * noiseScale
    );
  }
}
