import type { CaseRow } from '../../shared/contract/frames';
import type { DeadlineState } from '../../shared/domain/terms';
import { DAY_MS, type DurationMs, HOUR_MS, type Instant, MINUTE_MS } from '../../shared/time/instant';
import { NO_DATA } from '../parts/figures';
import type { Words } from '../parts/words';

/** A deadline in words that tick with the city's clock. */
export interface Due {
  readonly state: DeadlineState;
  readonly text: string;
}

/**
 * 超 28 分, 剩 11 分, 剩 6:36, 剩 6 天 4 时. The row's own state says whether a deadline runs at all; what it says now follows from the clock, so that a
 * row turns red on the second and not with the next frame.
 */
export function dueOf(row: Pick<CaseRow, 'deadline' | 'dueAt'>, now: Instant, horizonMs: DurationMs, words: Words): Due {
  if (row.deadline === 'none' || row.dueAt === 0) return { state: 'none', text: NO_DATA };
  const left = row.dueAt - now;
  if (left < 0) return { state: 'breached', text: words.t('desk.due.over', { length: lengthText(-left, words) }) };
  return { state: left <= horizonMs ? 'at-risk' : 'in-time', text: words.t('desk.due.left', { length: lengthText(left, words) }) };
}

/** Whole minutes below an hour, h:mm below two days, days and hours from there on; never rounded up. */
function lengthText(length: DurationMs, words: Words): string {
  if (length < MINUTE_MS) return words.t('desk.due.moment');
  if (length < HOUR_MS) return words.t('desk.due.minutes', { m: Math.floor(length / MINUTE_MS) });
  if (length < 2 * DAY_MS) {
    const minutes = Math.floor(length / MINUTE_MS);
    return words.t('desk.due.hours', { h: Math.floor(minutes / 60), mm: String(minutes % 60).padStart(2, '0') });
  }
  const hours = Math.floor(length / HOUR_MS);
  return words.t('desk.due.days', { d: Math.floor(hours / 24), h: hours % 24 });
}
