import type { WhatIfWindow } from '../../../shared/forecast/what-if';
import { HOUR_MS, MINUTE_MS, type Instant } from '../../../shared/time/instant';

export const WINDOW_STARTS = ['now', 'shortage'] as const;
export const WINDOW_LENGTHS = ['1h', '2h', 'end'] as const;

/** What a person chooses: it moves with the clock and with what is announced. */
export interface WindowChoice {
  readonly start: (typeof WINDOW_STARTS)[number];
  readonly length: (typeof WINDOW_LENGTHS)[number];
}

export const FIRST_CHOICE: WindowChoice = { start: 'now', length: '1h' };

export interface WindowGround {
  readonly now: Instant;
  /** First instant after the day that the outlook covers. */
  readonly dayEnd: Instant;
  /** When the announced shortage begins; null: none is announced. */
  readonly shortageAt: Instant | null;
}

/**
 * The choice as instants: whole minutes, never before now, never beyond the day. A shortage that has begun counts from now. null: the day is over, or
 * begins with a shortage that is not announced.
 */
export function windowOf({ start, length }: WindowChoice, { now, dayEnd, shortageAt }: WindowGround): WhatIfWindow | null {
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  if (start === 'shortage' && shortageAt === null) return null;
  const fromAt = start === 'shortage' ? Math.max(minute, shortageAt ?? minute) : minute;
  const toAt = length === 'end' ? dayEnd : Math.min(dayEnd, fromAt + (length === '1h' ? HOUR_MS : 2 * HOUR_MS));
  return toAt > fromAt ? { fromAt, toAt } : null;
}
