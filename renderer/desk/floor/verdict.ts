import type { DecisionFigures } from '../../../shared/contract/frames';
import type { ShareRange } from '../../../shared/domain/staffing';

/** How what happened lies to what was expected. none: no call to judge by. */
export type Verdict = 'better' | 'inside' | 'worse' | 'none';

/** waiting: the window has not begun; running: so far; final: its first hour is over. */
export type ScoreState = 'waiting' | 'running' | 'final';

export interface Judged {
  readonly state: ScoreState;
  /** By the service level, which is what seats are added for. */
  readonly serviceLevel: Verdict;
  readonly abandoned: Verdict;
  /** Below the range is relief for people on the phones, so better. */
  readonly occupancy: Verdict;
}

/** A decision's score against the range that was expected with it. */
export function judge({ score, with: expected }: Pick<DecisionFigures, 'score' | 'with'>): Judged {
  if (score === null) return { state: 'waiting', serviceLevel: 'none', abandoned: 'none', occupancy: 'none' };
  return {
    state: score.final ? 'final' : 'running',
    serviceLevel: verdictOf(score.serviceLevel, expected.serviceLevel, 'more'),
    abandoned: verdictOf(score.abandoned, expected.abandoned, 'less'),
    occupancy: verdictOf(score.occupancy, expected.occupancy, 'less'),
  };
}

/** Half a tenth of a percent: figures that read the same are the same. */
const SAME = 0.0005;

function verdictOf(actual: number | null, { low, high }: ShareRange, good: 'more' | 'less'): Verdict {
  if (actual === null) return 'none';
  if (actual < low - SAME) return good === 'more' ? 'worse' : 'better';
  if (actual > high + SAME) return good === 'more' ? 'better' : 'worse';
  return 'inside';
}
