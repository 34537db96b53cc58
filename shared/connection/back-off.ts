import type { DurationMs } from '../time/instant';

export interface BackOff {
  /** Wait before the first new try, before jitter. */
  readonly firstMs: DurationMs;
  /** No wait is longer. */
  readonly mostMs: DurationMs;
}

/**
 * How long to wait before try `attempt` (0 for the first one after a loss): doubles up to a bound, then between half and all of it, so that
 * streams that lost the same hub do not all come back in one moment.
 *
 * @param random a number in [0, 1)
 */
export function backOffMs(backOff: BackOff, attempt: number, random: number): DurationMs {
  const full = Math.min(backOff.mostMs, backOff.firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(full * (0.5 + random / 2));
}
