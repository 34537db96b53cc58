import type { OutlookTile } from '../../shared/contract/frames';
import { HOUR_MS, type Instant } from '../../shared/time/instant';

/** One clock hour of the forecast, or what is left of the running one. */
export interface HourAhead {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** Calls expected in it. */
  readonly calls: number;
  /** Both of the step in which seats are scarcest; null: not known. */
  readonly needed: number | null;
  readonly seats: number | null;
  /** Expected over the hour, weighted by calls; null: not known. */
  readonly serviceLevel: number | null;
  readonly abandoned: number | null;
}

/** The rest of the day hour by hour of its own clock; empty without a forecast. */
export function hoursAhead(outlook: OutlookTile): readonly HourAhead[] {
  const { startAt, stepMs, first, expected, seatsNeeded, seatsExpected } = outlook;
  const perHour = Math.max(1, Math.round(HOUR_MS / stepMs));
  const hours: HourAhead[] = [];
  for (let hour = Math.floor(first / perHour); hour * perHour < expected.length; hour += 1) {
    const from = Math.max(first, hour * perHour);
    const to = Math.min(expected.length, (hour + 1) * perHour);
    const steps = Array.from({ length: to - from }, (_, index) => from + index).filter((step) => expected[step] != null);
    if (steps.length === 0) continue;
    const calls = steps.reduce((sum, step) => sum + (expected[step] ?? 0), 0);
    const spare = (step: number) => (seatsExpected[step] ?? 0) - (seatsNeeded[step] ?? 0);
    const known = steps.filter((step) => seatsNeeded[step] != null && seatsExpected[step] != null);
    const scarcest = known.reduce<number | null>((worst, step) => (worst === null || spare(step) < spare(worst) ? step : worst), null);
    const mean = (list: readonly (number | null)[]) =>
      calls > 0 && steps.every((step) => list[step] != null)
        ? steps.reduce((sum, step) => sum + (list[step] ?? 0) * (expected[step] ?? 0), 0) / calls
        : null;
    hours.push({
      fromAt: startAt + from * stepMs,
      toAt: startAt + to * stepMs,
      calls,
      needed: scarcest === null ? null : (seatsNeeded[scarcest] ?? null),
      seats: scarcest === null ? null : (seatsExpected[scarcest] ?? null),
      serviceLevel: mean(outlook.serviceLevel),
      abandoned: mean(outlook.abandoned),
    });
  }
  return hours;
}
