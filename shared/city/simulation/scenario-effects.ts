import { MINUTE_MS } from '../../time/instant';
import type { DurationMs } from '../../time/instant';
import type { CityDefinition } from '../city-definition';
import { pick, runningTotals } from './chance';
import { minuteOfDay } from './scenario';
import type { ScenarioFile } from './scenario';

const MINUTES = 1_440;

/** More calls about something from somewhere. */
export interface Surge {
  /** Calls expected in each minute of the day, at scale 1. */
  readonly perMinute: Float64Array;
  /** The leaf (index into the model's leaves) and the township that a uniform number draws. */
  leaf(u: number): number;
  township(u: number): number;
}

/** Seats that cannot work, from … to after the start of the day, in ms. */
export interface SeatLoss {
  readonly fromMs: DurationMs;
  readonly toMs: DurationMs;
  readonly share: number;
  readonly backMs: DurationMs;
}

/** A scenario as a simulation reads it. */
export interface Scenario {
  readonly code: string;
  /** 1–12; null: the month of the day. */
  readonly month: number | null;
  /** The part of the surges that the shift plan reckons with. */
  readonly planned: number;
  readonly surges: readonly Surge[];
  readonly losses: readonly SeatLoss[];
  /** Factor on talk and wrap-up, so long after the start of the day. */
  handling(sinceMs: DurationMs): number;
}

/** `leafCodes`: codes of the model's leaves in its order. */
export function scenarioEffects(file: ScenarioFile, { townships }: CityDefinition, leafCodes: readonly string[]): Scenario {
  const windows = file.handling.map(({ from, to, factor }) => ({ ...bounds(from, to), factor }));
  return {
    code: file.code,
    month: file.month ?? null,
    planned: file.planned,
    surges: file.surges.map(({ categories, from, to, peak, calls, districts, elsewhere }) => {
      const leaves = Object.keys(categories).map((code) => leafCodes.indexOf(code));
      const leafTotals = runningTotals(Object.values(categories));
      const townshipTotals = runningTotals(
        townships.map(({ weight, district }) => weight * (Object.hasOwn(districts, district) ? districts[district]! : elsewhere)),
      );
      const perMinute = shape(minuteOfDay(from), minuteOfDay(to), peak === null ? null : minuteOfDay(peak));
      for (let minute = 0; minute < MINUTES; minute += 1) perMinute[minute]! *= calls * file.dayShare;
      return { perMinute, leaf: (u) => leaves[pick(u, leafTotals)]!, township: (u) => pick(u, townshipTotals) + 1 };
    }),
    losses: file.seatsLost.map(({ from, to, share, backMinutes }) => ({ ...bounds(from, to), share, backMs: backMinutes * MINUTE_MS })),
    handling(sinceMs) {
      let factor = 1;
      for (const { fromMs, toMs, factor: times } of windows) if (sinceMs >= fromMs && sinceMs < toMs) factor *= times;
      return factor;
    },
  };
}

function bounds(from: string, to: string): { readonly fromMs: DurationMs; readonly toMs: DurationMs } {
  return { fromMs: minuteOfDay(from) * MINUTE_MS, toMs: minuteOfDay(to) * MINUTE_MS };
}

/** Weights of the minutes of a day that sum to 1: level between from and to, or swelling to a peak and ebbing away. */
function shape(from: number, to: number, peak: number | null): Float64Array {
  const weights = new Float64Array(MINUTES);
  let sum = 0;
  for (let minute = from; minute < to; minute += 1) {
    const at = minute + 0.5;
    const height = peak === null ? 1 : at < peak ? (at - from) / (peak - from) : (to - at) / (to - peak);
    weights[minute] = peak === null ? 1 : Math.sin((height * Math.PI) / 2) ** 2;
    sum += weights[minute]!;
  }
  for (let minute = from; minute < to; minute += 1) weights[minute]! /= sum;
  return weights;
}
