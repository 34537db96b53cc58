import { MINUTE_MS } from '../time/instant';
import type { Decision, StaffingCommand } from './commands';
import type { DecideContext } from './decide-context';
import type { StaffingEvent } from './events';
import { accepted, checkReason, invalid } from './refusals';
import { FACTOR_LIMITS, SEATS_LIMIT, STAFFING_LIMIT_MS } from './staffing';
import type { FloorExpectation, ShareRange, StaffingMeasure } from './staffing';

/** The window that a supervisor saw may have begun while the words were typed. */
const LATE_MS = 10 * MINUTE_MS;

/** A measure that changes something, over a window that lies ahead, with expectations that are shares. */
export function decideStaffing(command: StaffingCommand, context: DecideContext): Decision<StaffingEvent> {
  const { measure, fromAt, toAt, without, with: withMeasure } = command;
  const wrong = wrongField(measure);
  if (wrong !== null) return invalid(wrong, 'out-of-range');
  const { seats, handlingFactor, arrivalsFactor, patienceFactor } = measure;
  if (seats === 0 && handlingFactor === 1 && arrivalsFactor === 1 && patienceFactor === 1) return invalid('measure', 'no-change');
  const { now } = context;
  const soon = fromAt >= now - LATE_MS && fromAt <= now + STAFFING_LIMIT_MS;
  if (!soon || !(toAt > fromAt && toAt > now && toAt - fromAt <= STAFFING_LIMIT_MS)) return invalid('fromAt', 'bad-window');
  if (!isExpectation(without)) return invalid('without', 'out-of-range');
  if (!isExpectation(withMeasure)) return invalid('with', 'out-of-range');
  const refused = checkReason(command.reason);
  if (refused !== null) return refused;
  return accepted({
    kind: 'staffing.decided',
    decision: context.nextDecision,
    measure,
    fromAt,
    toAt,
    without,
    with: withMeasure,
    reason: command.reason.trim(),
  });
}

function wrongField({ seats, handlingFactor, arrivalsFactor, patienceFactor }: StaffingMeasure): string | null {
  if (!(Number.isInteger(seats) && Math.abs(seats) <= SEATS_LIMIT)) return 'seats';
  const factors = { handlingFactor, arrivalsFactor, patienceFactor };
  return Object.entries(factors).find(([, factor]) => !(factor >= FACTOR_LIMITS.least && factor <= FACTOR_LIMITS.most))?.[0] ?? null;
}

function isExpectation({ serviceLevel, abandoned, occupancy }: FloorExpectation): boolean {
  return [serviceLevel, abandoned, occupancy].every(isRange);
}

function isRange({ low, likely, high }: ShareRange): boolean {
  return low >= 0 && low <= likely && likely <= high && high <= 1;
}
