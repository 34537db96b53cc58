import type { StaffingCommand } from '../../../shared/domain/commands';
import { type FloorExpectation, type ShareRange, type StaffingMeasure, scoreUntil } from '../../../shared/domain/staffing';
import { meanOver } from '../../../shared/forecast/step-ranges';
import type { WhatIf, WhatIfOutlook, WhatIfSide, WhatIfWindow } from '../../../shared/forecast/what-if';
import type { Instant } from '../../../shared/time/instant';

/** What a decision will be compared with later: what is scored of a window is its first hour, so that hour's expectations go with the command. */
export interface Promised {
  readonly until: Instant;
  readonly without: FloorExpectation;
  readonly with: FloorExpectation;
}

/** null: something that it needs is not known, so that nothing can be promised. */
export function promisedOf(
  { first, end, ...sides }: WhatIf,
  window: WhatIfWindow,
  outlook: Pick<WhatIfOutlook, 'startAt' | 'stepMs'>,
): Promised | null {
  const until = scoreUntil(window);
  const last = Math.min(end, Math.ceil((until - outlook.startAt) / outlook.stepMs));
  const mean = (side: WhatIfSide) => {
    const expected = meanOver(side, side.offered, side.seats, first, last);
    return expected === null ? null : whole(expected);
  };
  const without = mean(sides.without);
  const withMeasure = mean(sides.with);
  return without === null || withMeasure === null ? null : { until, without, with: withMeasure };
}

/** The command for a measure over a window, with what the person was shown to expect of it. */
export function staffingCommand(
  measure: StaffingMeasure,
  { fromAt, toAt }: WhatIfWindow,
  promised: Promised,
  reason: string,
): StaffingCommand {
  return { kind: 'decide-staffing', measure, fromAt, toAt, without: promised.without, with: promised.with, reason: reason.trim() };
}

/** Ranges as the hub takes them: within 0…1 and in order, which means over many steps can miss by a rounding. null: not a number. */
function whole({ serviceLevel, abandoned, occupancy }: FloorExpectation): FloorExpectation | null {
  const [service, lost, busy] = [inOrder(serviceLevel), inOrder(abandoned), inOrder(occupancy)];
  return service === null || lost === null || busy === null ? null : { serviceLevel: service, abandoned: lost, occupancy: busy };
}

function inOrder({ low, likely, high }: ShareRange): ShareRange | null {
  if (![low, likely, high].every(Number.isFinite)) return null;
  const share = (value: number) => Math.min(1, Math.max(0, value));
  const middle = share(likely);
  return { low: Math.min(share(low), middle), likely: middle, high: Math.max(share(high), middle) };
}
