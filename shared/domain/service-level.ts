/**
 * Service level (15秒接通率): the share of calls answered within the threshold. How calls count whose caller gave up is a choice that moves the
 * figure by five points, so the rule has a name that goes with the figure, and figures of different rules are never added.
 */
export const ABANDON_RULES = ['early-abandons-met', 'abandons-ignored', 'abandons-missed', 'early-abandons-excluded'] as const;
/**
 * - early-abandons-met: who gave up within the threshold counts as served in time: (answered in time + abandoned in time) / offered.
 * - abandons-ignored: only answered calls count: answered in time / answered. Whoever still waits may yet abandon, so does not count.
 * - abandons-missed: every abandon is a miss: answered in time / offered. The product's default, and the strictest.
 * - early-abandons-excluded: who gave up within the threshold does not count: answered in time / (offered − abandoned in time).
 */
export type AbandonRule = (typeof ABANDON_RULES)[number];

/** Calls of some span of time whose wait is decided; `offered` below is answered + abandoned + overdue; each `InTime` is a part of the count beside it. Whole numbers from 0. */
export interface CallCounts {
  readonly answered: number;
  readonly answeredInTime: number;
  readonly abandoned: number;
  readonly abandonedInTime: number;
  /** Waiting still, and longer than the threshold: missed already, however it ends. */
  readonly overdue?: number;
}

/** The service level as 0…1; null when the rule leaves no call to count: no data is not 0. */
export function serviceLevel(counts: CallCounts, rule: AbandonRule): number | null {
  const { answered, answeredInTime, abandoned, abandonedInTime, overdue = 0 } = counts;
  const offered = answered + abandoned + overdue;
  switch (rule) {
    case 'early-abandons-met':
      return share(answeredInTime + abandonedInTime, offered);
    case 'abandons-ignored':
      return share(answeredInTime, answered);
    case 'abandons-missed':
      return share(answeredInTime, offered);
    case 'early-abandons-excluded':
      return share(answeredInTime, offered - abandonedInTime);
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
