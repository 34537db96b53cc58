import type { FloorDayTile, FloorTile, OutlookTile } from '../../shared/contract/frames';

/** One entry per step of the day; null: no data. */
export type Series = readonly (number | null)[];

/** Everything that the charts over the day draw. All lists are as long as the day has steps. */
export interface DaySeries {
  /** Steps that are over; the running one would look like a fall. */
  readonly offered: Series;
  readonly abandoned: Series;
  /** Forecast from the running step on. */
  readonly expected: Series;
  readonly low80: Series;
  readonly high80: Series;
  readonly low95: Series;
  readonly high95: Series;
  /** Calls that the seats can carry at the target. */
  readonly carried: Series;
  readonly present: Series;
  readonly planned: Series;
  readonly needed: Series;
  /** Seats expected from the running step on. */
  readonly seatsExpected: Series;
}

/** false: the source carries neither calls nor seats (a replay of cases alone). */
export function hasCalls(floor: FloorTile): boolean {
  return floor.state !== 'no-data' && (floor.seats !== null || floor.today !== null);
}

/** Index of the last step of the day that is over, -1 before the first: the last step with a count is the one that still runs. */
export function lastWholeStep(day: FloorDayTile): number {
  return Math.max(-1, day.offered.findLastIndex((value) => value !== null) - 1);
}

export function sameSeries(a: Series, b: Series): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** `outlook` undefined: has not come; nothing ahead is then drawn. */
export function daySeries(day: FloorDayTile, outlook: OutlookTile | undefined): DaySeries {
  const running = lastWholeStep(day) + 1;
  const whole = (list: Series) => list.map((value, step) => (step < running ? value : null));
  const none = day.offered.map(() => null);
  // An outlook of another day is not drawn into this one.
  const ahead = outlook?.startAt === day.startAt && outlook.expected.length === none.length ? outlook : undefined;
  // Where nobody is meant to answer nobody is missing.
  const closed = (step: number) => day.seatsPlanned[step] === 0 && (ahead?.seatsExpected[step] ?? day.seatsPresent[step] ?? 0) === 0;
  const open = (list: Series) => list.map((value, step) => (closed(step) ? null : value));
  return {
    offered: whole(day.offered),
    abandoned: whole(day.abandoned),
    expected: ahead?.expected ?? none,
    low80: ahead?.low80 ?? none,
    high80: ahead?.high80 ?? none,
    low95: ahead?.low95 ?? none,
    high95: ahead?.high95 ?? none,
    carried: open(ahead === undefined ? day.capacity : carriedCalls(day, ahead)),
    present: day.seatsPresent,
    planned: day.seatsPlanned,
    needed: open(ahead?.seatsNeeded ?? none),
    seatsExpected: ahead?.seatsExpected ?? none,
  };
}

/**
 * Calls per step that the seats carry at the target: the calls of the step and what the spare seats could take beside them (missing seats: less). So calls
 * lie above this line exactly where seats are short. Seats: those that were there, then those that are expected. Before anything is known of AHT or
 * need: what seats · step / AHT of the floor tile gives.
 */
export function carriedCalls(day: FloorDayTile, { basis, first, expected, seatsNeeded, seatsExpected }: OutlookTile): Series {
  const { handlingMs, breakShare } = basis;
  if (handlingMs === null) return day.capacity;
  const perSeat = ((1 - breakShare) * day.stepMs) / handlingMs;
  return day.offered.map((offered, step) => {
    const past = step < first;
    const seats = past ? (day.seatsPresent[step] ?? null) : (seatsExpected[step] ?? null);
    const calls = past ? offered : (expected[step] ?? null);
    const needed = seatsNeeded[step] ?? null;
    if (seats === null) return null;
    if (calls === null || needed === null) return seats * perSeat;
    return Math.max(0, calls + (seats - needed) * perSeat);
  });
}
