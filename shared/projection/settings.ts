import type { Calendar } from '../domain/day-type';
import { DAY_MS, HOUR_MS, INTERVAL_MS, MINUTE_MS } from '../time/instant';
import type { DurationMs } from '../time/instant';

/** What a projection is told of its city. Everything else it learns from events. */
export interface ProjectionSettings {
  /** IANA zone in which the city's day and month run. */
  readonly zone: string;
  /** What the heat grid covers: west, south, east, north in WGS-84 degrees. */
  readonly extent: readonly [number, number, number, number];
  /** How far ahead a deadline counts as at risk (临期). At most 14 days. */
  readonly horizonMs: DurationMs;
  /** A call answered after at most this long counts for the service level. */
  readonly answerThresholdMs: DurationMs;
  /** Seats that exist, staffed or not. */
  readonly seatsInstalled: number;
  /** The heat grid has this many columns and rows, 1…1024. */
  readonly heatCells: number;
  /** Local time after midnight at which the operational day begins: whole 5-minute steps below 24 hours. Absent: midnight. */
  readonly dayResetMs?: DurationMs;
  /** Days that are not what their weekday says. Absent: there are none. */
  readonly calendar?: Calendar;
  /** So many of the latest calls are kept one by one: a power of two in 8…2^20. Absent: 2^17, about a day and a half of a megacity. */
  readonly callsKept?: number;
}

export const CALLS_KEPT = 2 ** 17;

/** After midnight, of a time that is written `HH:MM`. */
export function timeOfDayMs(time: string): DurationMs {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number);
  return hours * HOUR_MS + minutes * MINUTE_MS;
}

/** The deadline wheel looks this far ahead at most; the rest of its ring is slack for the time between two re-hangings. */
export const HORIZON_LIMIT_MS: DurationMs = 14 * DAY_MS;

/** Web Mercator ends here. */
const LATITUDE_LIMIT = 85.06;

/** Throws a RangeError that names the setting that makes no sense. An unknown zone is refused by `zoneClock`. */
export function checkSettings(settings: ProjectionSettings): void {
  const [west, south, east, north] = settings.extent;
  const inside = west >= -180 && east <= 180 && south >= -LATITUDE_LIMIT && north <= LATITUDE_LIMIT;
  if (!(inside && west < east && south < north)) throw new RangeError(`extent ${settings.extent.join(', ')} is not a piece of the map`);
  const { horizonMs, answerThresholdMs, seatsInstalled, heatCells } = settings;
  if (!(horizonMs > 0 && horizonMs <= HORIZON_LIMIT_MS)) throw new RangeError(`horizonMs ${horizonMs} is not in 1…${HORIZON_LIMIT_MS}`);
  if (!(answerThresholdMs >= 0)) throw new RangeError(`answerThresholdMs ${answerThresholdMs} is negative`);
  if (!(seatsInstalled >= 0)) throw new RangeError(`seatsInstalled ${seatsInstalled} is negative`);
  const { dayResetMs = 0, callsKept = CALLS_KEPT } = settings;
  if (!(dayResetMs >= 0 && dayResetMs < DAY_MS && dayResetMs % INTERVAL_MS === 0))
    throw new RangeError(`dayResetMs ${dayResetMs} is not a whole number of 5-minute steps below a day`);
  if (!(callsKept >= 8 && callsKept <= 2 ** 20 && Number.isInteger(Math.log2(callsKept))))
    throw new RangeError(`callsKept ${callsKept} is not a power of two in 8…2^20`);
  if (!(Number.isInteger(heatCells) && heatCells >= 1 && heatCells <= 1024))
    throw new RangeError(`heatCells ${heatCells} is not in 1…1024`);
}

/** A u32 that differs for settings that lead to different figures; a snapshot carries it. */
export function settingsHash(settings: ProjectionSettings): number {
  const { zone, extent, horizonMs, answerThresholdMs, seatsInstalled, heatCells, dayResetMs = 0, callsKept = CALLS_KEPT } = settings;
  const { holidays = [], workdays = [] } = settings.calendar ?? {};
  const text = JSON.stringify([
    zone,
    extent,
    horizonMs,
    answerThresholdMs,
    seatsInstalled,
    heatCells,
    dayResetMs,
    callsKept,
    holidays,
    workdays,
  ]);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The same for what has changed since a seq, which must never be taken for a snapshot. */
export function changesHash(settings: ProjectionSettings): number {
  return (settingsHash(settings) ^ 0x6368_616e) >>> 0;
}
