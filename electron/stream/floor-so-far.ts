import type { City } from '../../shared/contract/city';
import { type DayType, dayTypeOf } from '../../shared/domain/day-type';
import type { PastDay } from '../../shared/forecast/past-day';
import { type QueueCalls, STEPS_BEFORE } from '../../shared/forecast/queue-mix';
import { OFFERED } from '../../shared/projection/floor-columns';
import { daySteps, floorSums, type FloorSums, meansOf } from '../../shared/projection/floor-figures';
import type { Floor } from '../../shared/projection/floor';
import { stepOf } from '../../shared/projection/step-series';
import { DAY_MS, type DurationMs, HOUR_MS, INTERVAL_MS, type Instant, MINUTE_MS } from '../../shared/time/instant';
import { zoneClock } from '../../shared/time/zone';
import type { Picture } from './picture';
import { floorDayTile } from './tiles/floor-day-tile';
import { floorTile } from './tiles/floor-tile';
import type { FloorSoFar, FloorTerms } from './tiles/outlook-tile';

/** Fewer wrapped-up calls than this in the last hour do not tell the AHT. */
const LEAST_HANDLED = 30;
/** Of the calls of the last minutes only the short ones have ended: they would tell too short an AHT. */
const UNSETTLED_MS: DurationMs = 10 * MINUTE_MS;
/** Breaks come in waves: a few hours tell their share. */
const BREAKS_MS: DurationMs = 4 * HOUR_MS;
/** Less signed-in seat time than this does not tell a share. */
const LEAST_PRESENT_MS: DurationMs = HOUR_MS;

/** What an outlook is made from, as the picture tells it now. */
export function floorSoFar(picture: Picture): FloorSoFar {
  const { floor, now } = picture.projection;
  const { seats } = floorTile(picture);
  const { startAt, stepMs, offered, seatsPlanned } = floorDayTile(picture);
  // A morning has too few abandons of its own.
  const { waitMs, abandonWaitMs, abandoned } = since(floor, now - DAY_MS);
  return {
    now,
    startAt,
    stepMs,
    offered,
    queues: queueCalls(floor),
    seatsPlanned,
    seatsPresent: seats?.present ?? null,
    handlingMs:
      handlingMs(between(floor, now - UNSETTLED_MS - HOUR_MS, now - UNSETTLED_MS), LEAST_HANDLED) ?? handlingMs(since(floor, startAt), 1),
    waitedMs: waitMs + abandonWaitMs,
    abandoned,
    breakShare: breakShare(since(floor, now - BREAKS_MS)),
  };
}

/** The log keeps 42 hours by queue: at the end of the longest day still those before it. */
function queueCalls({ clock, offers }: Floor): QueueCalls {
  const first = stepOf(clock.dayStart) - STEPS_BEFORE;
  return { before: STEPS_BEFORE, queues: offers.queues().map((queue) => offers.column(queue, first, stepOf(clock.now), OFFERED)) };
}

/** Seats planned for each step of the day, decisions included: what an outlook must follow at once. */
export function plannedSeats({ projection, city }: Picture): readonly (number | null)[] {
  const { floor } = projection;
  return daySteps(floor).steps.map((step) => floor.plannedAt(step * INTERVAL_MS, city.seatsInstalled));
}

/** What the city has settled for the day that runs. */
export function floorTerms({ projection, city }: Picture): DayTerms {
  const { dayStart, nextDay } = projection.clock;
  const { serviceLevel, staffing, seatsInstalled } = city;
  const { thresholdMs, target } = serviceLevel;
  const steps = Math.ceil((nextDay - dayStart) / INTERVAL_MS);
  return { ...dayKind(city, dayStart), steps, thresholdMs, target, installed: seatsInstalled, patienceMs: staffing.patienceMs };
}

export interface DayTerms extends FloorTerms {
  readonly weekday: number;
  readonly steps: number;
}

/** The days before today that the log knows of, in steps of the day series; a day in other steps is no help. */
export function pastDays({ projection, city }: Picture): PastDay[] {
  const { floor } = projection;
  return floor.history
    .past(floor.since)
    .filter(({ stepMs }) => stepMs === INTERVAL_MS)
    .map(({ startAt, offered }) => ({ startAt, offered, ...dayKind(city, startAt) }));
}

/** A day is of the kind of the date on which it begins. */
function dayKind({ zone, calendar }: City, startAt: Instant): { readonly dayType: DayType; readonly weekday: number } {
  const date = zoneClock(zone).parts(startAt);
  return { dayType: dayTypeOf(date, calendar), weekday: date.weekday };
}

/** Mean talk and wrap-up; null: fewer than `least` calls have got that far. */
function handlingMs(sums: FloorSums, least: number): DurationMs | null {
  const { talkMs, wrapUpMs } = meansOf(sums);
  return talkMs === null || wrapUpMs === null || Math.min(sums.talks, sums.wrapUps) < least ? null : talkMs + wrapUpMs;
}

/** 0 until there was seat time enough to tell. */
function breakShare({ presentMs, staffedMs }: FloorSums): number {
  return presentMs < LEAST_PRESENT_MS ? 0 : 1 - staffedMs / presentMs;
}

/** Sums over the steps from that of `from` to the running one. */
function since(floor: Floor, from: Instant): FloorSums {
  return between(floor, from, floor.clock.now);
}

function between(floor: Floor, from: Instant, to: Instant): FloorSums {
  return floorSums(floor, stepOf(from), stepOf(to));
}
