import type { Clocks } from '../clocks';

/** A bucket of tokens that fills with time: `burst` at once, `perSecond` for long. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #clocks: Clocks;
  #left: number;
  #filledAt: number;

  constructor(perSecond: number, burst: number, clocks: Clocks) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#clocks = clocks;
    this.#left = burst;
    this.#filledAt = clocks.monotonicMs();
  }

  /** true: one more is allowed now. */
  take(): boolean {
    const now = this.#clocks.monotonicMs();
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#filledAt) / 1000) * this.#perSecond);
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
