import type { OutlookBasis, OutlookTile } from '../../../shared/contract/frames';
import type { DayType } from '../../../shared/domain/day-type';
import { type CapacityLine, capacityLine, seatsNeededFor } from '../../../shared/forecast/capacity-line';
import { forecastDay } from '../../../shared/forecast/day-forecast';
import type { DayModel } from '../../../shared/forecast/day-model';
import { estimatePatience } from '../../../shared/forecast/patience';
import type { QueueCalls } from '../../../shared/forecast/queue-mix';
import type { Shortage } from '../../../shared/forecast/shortage';
import type { DurationMs, Instant } from '../../../shared/time/instant';

/** What is known of the floor at `now`. Arrays: one entry per step of the day that began at `startAt`. */
export interface FloorSoFar {
  readonly now: Instant;
  readonly startAt: Instant;
  readonly stepMs: DurationMs;
  /** null: in the future, or nobody knows. */
  readonly offered: readonly (number | null)[];
  /** The same calls by queue, and those of the hours before. */
  readonly queues: QueueCalls;
  /** Decisions included; null: no plan. */
  readonly seatsPlanned: readonly (number | null)[];
  /** Signed in now, breaks included; null: the source tells none. */
  readonly seatsPresent: number | null;
  readonly handlingMs: DurationMs | null;
  /** Time that calls have waited, however it ended, and how many gave up. */
  readonly waitedMs: DurationMs;
  readonly abandoned: number;
  /** Share of signed-in seat time that is break. */
  readonly breakShare: number;
}

/** What the city has settled. */
export interface FloorTerms {
  readonly dayType: DayType;
  readonly thresholdMs: DurationMs;
  readonly target: number;
  readonly installed: number;
  /** Assumed until it can be measured. */
  readonly patienceMs: DurationMs;
}

/** Takes the fresh line of the day and says what is announced. */
export type Announce = (line: CapacityLine) => Shortage | null;

type Values = readonly (number | null)[];

/** Without a model from today's calls alone. Without an AHT there is a forecast and no line: nothing is announced then. */
export function outlookTile(floor: FloorSoFar, terms: FloorTerms, model: DayModel | null, announce: Announce): OutlookTile {
  const { now, startAt, stepMs, offered } = floor;
  const complete = Math.min(offered.length, Math.max(0, Math.floor((now - startAt) / stepMs)));
  const forecast = forecastDay(model, offered, complete, floor.queues);
  const patience = estimatePatience(floor.waitedMs, floor.abandoned, terms.patienceMs);
  const basis: OutlookBasis = {
    dayType: terms.dayType,
    forecast: forecast.basis,
    historyDays: model?.days ?? 0,
    handlingMs: floor.handlingMs,
    patienceMs: patience.patienceMs,
    patience: patience.basis,
    breakShare: floor.breakShare,
    thresholdMs: terms.thresholdMs,
    target: terms.target,
    installed: terms.installed,
  };
  const { expected, low80, high80, low95, high95, spread } = forecast;
  return {
    madeAt: now,
    startAt,
    stepMs,
    first: forecast.first,
    basis,
    expected: values(expected),
    low80: values(low80),
    high80: values(high80),
    low95: values(low95),
    high95: values(high95),
    spread: values(spread),
    ...(floor.handlingMs === null ? noLine(offered.length) : lineOf(floor, floor.handlingMs, forecast, basis, announce)),
  };
}

/** Before anything has been worked out: an outlook that says so. */
export function unknownOutlook(floor: FloorSoFar, terms: FloorTerms): OutlookTile {
  const { now, startAt, stepMs, offered } = floor;
  const nothing = nothingPer(offered.length);
  return {
    madeAt: now,
    startAt,
    stepMs,
    first: Math.min(offered.length, Math.max(0, Math.floor((now - startAt) / stepMs))),
    basis: {
      dayType: terms.dayType,
      forecast: 'none',
      historyDays: 0,
      handlingMs: floor.handlingMs,
      patienceMs: terms.patienceMs,
      patience: 'assumed',
      breakShare: floor.breakShare,
      thresholdMs: terms.thresholdMs,
      target: terms.target,
      installed: terms.installed,
    },
    expected: nothing,
    low80: nothing,
    high80: nothing,
    low95: nothing,
    high95: nothing,
    spread: nothing,
    ...noLine(offered.length),
  };
}

type LinePart = Pick<OutlookTile, 'seatsNeeded' | 'seatsExpected' | 'serviceLevel' | 'abandoned' | 'occupancy' | 'shortage'>;

function lineOf(
  { stepMs, offered, seatsPlanned, seatsPresent }: FloorSoFar,
  handlingMs: DurationMs,
  forecast: ReturnType<typeof forecastDay>,
  { patienceMs, breakShare, thresholdMs, target, installed }: OutlookBasis,
  announce: Announce,
): LinePart {
  const floor = { stepMs, breakShare, handlingMs, patienceMs, thresholdMs, target };
  const line = capacityLine({ ...floor, forecast, seatsPlanned, seatsPresent, seatsInstalled: installed });
  // What was needed in the past follows from the calls that came.
  const needed = (step: number, ahead: number): number => {
    const came = offered[step] ?? null;
    return step >= line.first ? ahead : came === null ? Number.NaN : seatsNeededFor(came, floor);
  };
  return {
    seatsNeeded: values(line.seatsNeeded.map((ahead, step) => needed(step, ahead))),
    seatsExpected: values(line.seatsExpected),
    serviceLevel: values(line.serviceLevel.likely),
    abandoned: values(line.abandoned.likely),
    occupancy: values(line.occupancy.likely),
    shortage: announce(line),
  };
}

function noLine(steps: number): LinePart {
  const nothing = nothingPer(steps);
  return {
    seatsNeeded: nothing,
    seatsExpected: nothing,
    serviceLevel: nothing,
    abandoned: nothing,
    occupancy: nothing,
    shortage: null,
  };
}

function nothingPer(steps: number): Values {
  return Array.from({ length: steps }, () => null);
}

/** NaN, "not known", is null in tiles. */
function values(numbers: Float64Array): Values {
  return Array.from(numbers, (value) => (Number.isNaN(value) ? null : value));
}
