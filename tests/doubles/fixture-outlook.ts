import type { OutlookTile, ShortageFigures } from '../../shared/contract/frames';
import type { ShareRange } from '../../shared/domain/staffing';
import { erlangA } from '../../shared/domain/erlang-a';
import { INTERVAL_MS, MINUTE_MS } from '../../shared/time/instant';
import {
  BREAK_SHARE,
  HANDLING_MS,
  loads,
  offeredCalls,
  PATIENCE_MS,
  plannedSeats,
  presentSeats,
  seatsFor,
  SHORT_FROM,
  TARGET,
  THRESHOLD_MS,
} from './fixture-day';
import { atTime, DAY_START, FIXTURE_NOW, NOW_STEP } from './fixture-moment';

/** A list over the day that begins with the running step. */
const ahead = (value: (load: number, step: number) => number) => loads.map((load, step) => (step < NOW_STEP ? null : value(load, step)));
const hoursAhead = (step: number) => (step - NOW_STEP) / 12;

/** Standard deviation of the logarithm: what is farther away is known less well. */
const spreadOf = (step: number) => 0.025 + 0.055 * (1 - Math.exp(-hoursAhead(step) / 2.5));
const band = (quantile: number) =>
  ahead((load, step) => Math.max(0, load * Math.exp(quantile * spreadOf(step)) + quantile * Math.sqrt(load)));

/** Those who are missing now come in little by little. */
const missing = (plannedSeats[NOW_STEP] ?? 0) - (presentSeats[NOW_STEP] ?? 0);
const seatsExpected = ahead((_, step) => Math.round((plannedSeats[step] ?? 0) - missing * Math.exp(-hoursAhead(step) / 1.5)));
const needed = loads.map((load, step) => seatsFor(step < NOW_STEP ? (offeredCalls[step] ?? load) : load));
const floorAt = (step: number, load: number) =>
  erlangA({
    ratePerMs: load / INTERVAL_MS,
    handlingMs: HANDLING_MS,
    patienceMs: PATIENCE_MS,
    thresholdMs: THRESHOLD_MS,
    agents: Math.round((seatsExpected[step] ?? 0) * (1 - BREAK_SHARE)),
  });
const floors = ahead((_, step) => step).map((step) => (step === null ? null : floorAt(step, loads[step] ?? 0)));

const gaps = needed.map((seats, step) => (step < SHORT_FROM ? 0 : seats - (seatsExpected[step] ?? seats)));
const gapStep = gaps.reduce((best, gap, step) => (gap > (gaps[best] ?? 0) ? step : best), SHORT_FROM);
const shortEnd = gaps.findIndex((gap, step) => step > SHORT_FROM && gap <= 0);

/** Over the shortage, at the expected calls and at both ends of their 80 % band. */
function over(share: 'serviceLevel' | 'abandoned' | 'occupancy'): ShareRange {
  const steps = loads.map((_, step) => step).slice(SHORT_FROM, shortEnd);
  const at = (quantile: number) =>
    steps.reduce((sum, step) => sum + floorAt(step, (loads[step] ?? 0) * Math.exp(quantile * spreadOf(step)))[share], 0) / steps.length;
  const [low, high] = [at(-1.28), at(1.28)].toSorted((a, b) => a - b);
  return { low: low ?? 0, likely: at(0), high: high ?? 1 };
}

const shortage: ShortageFigures = {
  announcedAt: atTime(14, 21),
  fromAt: atTime(16, 20),
  toAt: DAY_START + shortEnd * INTERVAL_MS,
  gapSeats: gaps[gapStep] ?? 0,
  gapAt: DAY_START + gapStep * INTERVAL_MS,
  serviceLevel: over('serviceLevel'),
  abandoned: over('abandoned'),
  occupancy: over('occupancy'),
};

export const fixtureOutlook: OutlookTile = {
  madeAt: Math.floor(FIXTURE_NOW / MINUTE_MS) * MINUTE_MS,
  startAt: DAY_START,
  stepMs: INTERVAL_MS,
  first: NOW_STEP,
  basis: {
    dayType: 'weekend',
    forecast: 'profile',
    historyDays: 56,
    handlingMs: HANDLING_MS,
    patienceMs: PATIENCE_MS,
    patience: 'measured',
    breakShare: BREAK_SHARE,
    thresholdMs: THRESHOLD_MS,
    target: TARGET,
    installed: 750,
  },
  expected: ahead((load) => load),
  low80: band(-1.28),
  high80: band(1.28),
  low95: band(-1.96),
  high95: band(1.96),
  spread: ahead((_, step) => spreadOf(step)),
  seatsNeeded: needed,
  seatsExpected,
  serviceLevel: floors.map((floor) => floor?.serviceLevel ?? null),
  abandoned: floors.map((floor) => floor?.abandoned ?? null),
  occupancy: floors.map((floor) => floor?.occupancy ?? null),
  shortage,
};
