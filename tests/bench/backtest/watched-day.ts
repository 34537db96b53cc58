import { CitySimulation } from '../../../shared/city/simulation/city-simulation';
import type { CityModel } from '../../../shared/city/simulation/model';
import { capacityLine } from '../../../shared/forecast/capacity-line';
import { forecastDay } from '../../../shared/forecast/day-forecast';
import type { DayModel } from '../../../shared/forecast/day-model';
import { ShortageWatch } from '../../../shared/forecast/shortage';
import type { Shortage } from '../../../shared/forecast/shortage';
import { INTERVAL_MS, MINUTE_MS } from '../../../shared/time/instant';
import type { DurationMs, Instant } from '../../../shared/time/instant';
import { FloorLog } from './floor-log';

/** One announced shortage, as it was first said and as it was last said. */
export interface Announcement {
  readonly first: Shortage;
  last: Shortage;
  /** When it was taken back or the day ended. */
  until: Instant;
}

export interface WatchedDay {
  readonly floor: FloorLog;
  readonly announcements: readonly Announcement[];
  /** Expected service level of the next step, made at each step's start; NaN where it was not known. */
  readonly expectedNext: Float64Array;
}

/** A floor that goes on by its own events. */
export interface RunningFloor {
  readonly log: FloorLog;
  /** Takes all events up to and including `to` into the log. */
  advance(to: Instant): void;
}

const BATCH = 20_000;
/** The day begins with an empty floor: nothing is asked of it for an hour. */
const WARM_MS: DurationMs = 60 * MINUTE_MS;

/** The floor of the simulated city itself, with queues, skills, breaks and retrials, from the start of a day. */
export function cityFloor(city: CityModel, startAt: Instant): RunningFloor {
  const simulation = new CitySimulation(city);
  simulation.begin(startAt);
  const log = new FloorLog(startAt, city.definition.city.serviceLevel.thresholdMs);
  return {
    log,
    advance(to) {
      for (;;) {
        const events = simulation.advance(to, BATCH);
        for (const event of events) log.take(event);
        if (events.length < BATCH) return;
      }
    },
  };
}

/**
 * Runs a floor for the day that begins at `startAt` and every `everyMs` of the city's time does what a stream does: forecast, capacity line, shortage. The forecaster
 * sees the day's own events, the model of past days and yesterday's calls by queue key; nothing of the generator.
 */
export function watchDay(
  floor: RunningFloor,
  { seats, serviceLevel, staffing }: CityModel['definition']['city'],
  model: DayModel | null,
  yesterday: readonly (readonly number[])[],
  everyMs: DurationMs = MINUTE_MS,
): WatchedDay {
  const { log } = floor;
  const { startAt } = log;
  const watch = new ShortageWatch();
  const announcements: Announcement[] = [];
  const steps = log.offered.length;
  const expectedNext = new Float64Array(steps).fill(Number.NaN);
  let open: Announcement | null = null;
  for (let now = startAt; now < startAt + steps * INTERVAL_MS; now += everyMs) {
    floor.advance(now);
    const handlingMs = log.handlingMs(now);
    if (now - startAt < WARM_MS || handlingMs === null) continue;
    const complete = Math.floor((now - startAt) / INTERVAL_MS);
    const line = capacityLine({
      forecast: forecastDay(model, log.offered, complete, log.queueCalls(yesterday)),
      stepMs: INTERVAL_MS,
      seatsPlanned: log.seatsPlanned,
      seatsPresent: log.seatsPresent,
      seatsInstalled: seats.installed,
      breakShare: log.breakShare(now),
      handlingMs,
      patienceMs: log.patience(staffing.patienceMs).patienceMs,
      thresholdMs: serviceLevel.thresholdMs,
      target: serviceLevel.target,
    });
    if ((now - startAt) % INTERVAL_MS === 0) expectedNext[complete] = line.serviceLevel.likely[complete]!;
    const shortage = watch.update(line, startAt, now);
    if (shortage === null) {
      open = null;
      continue;
    }
    if (open === null) announcements.push((open = { first: shortage, last: shortage, until: now }));
    open.last = shortage;
    open.until = now;
  }
  // Calls of the last step are answered in the first seconds of the next day.
  floor.advance(startAt + steps * INTERVAL_MS + MINUTE_MS);
  return { floor: log, announcements, expectedNext };
}

/** Hardly anybody is answered in time, and that for a quarter of an hour: ordinary weeks know it about once in two months, so it is no busy hour. */
const LOST_BELOW = 0.2;
const LOST_STEPS = 3;

/** The first step in [from, to) of a quarter of an hour in which fewer than a fifth of the calls were answered in time; null: the queue did not explode. */
export function explosion(floor: FloorLog, from: number, to: number): number | null {
  let run = 0;
  for (let step = from; step < Math.min(to, floor.offered.length); step += 1) {
    run = floor.serviceLevel(step) < LOST_BELOW ? run + 1 : 0;
    if (run === LOST_STEPS) return step - LOST_STEPS + 1;
  }
  return null;
}
