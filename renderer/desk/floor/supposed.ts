import type { OutlookTile } from '../../../shared/contract/frames';
import type { StaffingMeasure } from '../../../shared/domain/staffing';
import { type WhatIf, whatIf, type WhatIfSide, type WhatIfWindow } from '../../../shared/forecast/what-if';
import type { Instant } from '../../../shared/time/instant';
import { type Promised, promisedOf } from './staffing-command';
import { type WindowChoice, windowOf } from './what-if-window';

/** Why nothing can be said. no-outlook: none has come; no-window: the day is over, or no shortage is announced; unknown: calls, seats or AHT are not known. */
export type Unsaid = 'no-outlook' | 'no-window' | 'unknown';

/** What a measure would change over the chosen window. */
export type Supposed =
  | { readonly said: false; readonly why: Unsaid }
  | { readonly said: true; readonly window: WhatIfWindow; readonly result: WhatIf; readonly promised: Promised };

/** `now`: the city's minute. */
export function suppose(outlook: OutlookTile | undefined, measure: StaffingMeasure, choice: WindowChoice, now: Instant): Supposed {
  if (outlook === undefined) return { said: false, why: 'no-outlook' };
  const dayEnd = outlook.startAt + outlook.expected.length * outlook.stepMs;
  const window = windowOf(choice, { now, dayEnd, shortageAt: outlook.shortage?.fromAt ?? null });
  if (window === null) return { said: false, why: 'no-window' };
  const result = whatIf(outlook, measure, window);
  const promised = result === null ? null : promisedOf(result, window, outlook);
  if (result === null || promised === null) return { said: false, why: 'unknown' };
  return { said: true, window, result, promised };
}

/** The step of the window with the largest gap of seats: positive where seats are short. */
export interface Tightest {
  readonly at: Instant;
  readonly needed: number;
  readonly seats: number;
}

export function tightestOf(
  side: Pick<WhatIfSide, 'seats' | 'seatsNeeded'>,
  { first, end }: Pick<WhatIf, 'first' | 'end'>,
  { startAt, stepMs }: Pick<OutlookTile, 'startAt' | 'stepMs'>,
): Tightest | null {
  let tightest: Tightest | null = null;
  for (let step = first; step < end; step += 1) {
    const [needed, seats] = [side.seatsNeeded[step] ?? Number.NaN, side.seats[step] ?? Number.NaN];
    if (!Number.isFinite(needed) || !Number.isFinite(seats)) continue;
    if (tightest === null || needed - seats > tightest.needed - tightest.seats) tightest = { at: startAt + step * stepMs, needed, seats };
  }
  return tightest;
}
