import type { DurationMs } from '../time/instant';

/** Mean patience of callers, and whether data or the assumption speaks. */
export interface Patience {
  readonly patienceMs: DurationMs;
  /** assumed: fewer than LEAST_ABANDONS have abandoned. */
  readonly basis: 'measured' | 'assumed';
}

/** Abandons below which the assumption is shown. */
export const LEAST_ABANDONS = 50;
/** The assumption weighs as much as so many abandons. */
const PRIOR_ABANDONS = 20;

/**
 * Mean patience from what was waited: `waitedMs` is the total time that all calls spent in the queue, however it ended; `abandoned` of them gave up.
 * Maximum likelihood of an exponential patience whose rest is censored by the answer: total waiting time / abandons (L. Brown, N. Gans, A. Mandelbaum,
 * A. Sakov, H. Shen, S. Zeltyn, L. Zhao: Statistical analysis of a telephone call center, JASA 100 (2005), section 5), with a gamma prior at the assumption.
 */
export function estimatePatience(waitedMs: DurationMs, abandoned: number, assumedMs: DurationMs): Patience {
  if (!(abandoned >= LEAST_ABANDONS)) return { patienceMs: assumedMs, basis: 'assumed' };
  return { patienceMs: (waitedMs + PRIOR_ABANDONS * assumedMs) / (abandoned + PRIOR_ABANDONS), basis: 'measured' };
}
