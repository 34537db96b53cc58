import type { Source } from '../../shared/contract/city';
import type { Instant } from '../../shared/time/instant';
import type { Clocks } from './clocks';

/**
 * The city's time, which the source decides: real time for a live feed and for none; `speed` times real time from `origin` for a simulated or
 * replayed city; and where the speed is 0, or the source has ended, only as far as its events have come. Never goes backwards.
 */
export class SourceClock {
  readonly #clocks: Clocks;
  readonly #real: boolean;
  readonly #origin: Instant;
  readonly #startedMs: number;
  #speed: number;
  #latest: Instant;

  constructor(source: Source, origin: Instant, clocks: Clocks) {
    this.#clocks = clocks;
    this.#real = source.kind === 'live' || source.kind === 'none';
    this.#speed = this.#real ? 1 : source.speed;
    this.#origin = origin;
    this.#startedMs = clocks.monotonicMs();
    this.#latest = origin;
  }

  /** City ms per real ms. 0: it moves with the events only. */
  get speed(): number {
    return this.#speed;
  }

  /** What the clock says now, in whole ms. */
  read(): Instant {
    if (this.#real) return this.reach(Math.trunc(this.#clocks.wallMs()));
    if (this.#speed === 0) return this.#latest;
    return this.reach(Math.trunc(this.#origin + (this.#clocks.monotonicMs() - this.#startedMs) * this.#speed));
  }

  /** An event of that time has come. */
  reach(at: Instant): Instant {
    if (at > this.#latest) this.#latest = at;
    return this.#latest;
  }

  /** The source has ended: its city stands still. Real time goes on. */
  stop(): void {
    if (!this.#real) this.#speed = 0;
  }
}
