import { quantile } from '../../../shared/forecast/normal';
import { HORIZONS } from './tally';
import type { StepForecast } from './tally';

/** A forecaster as the backtest asks it: origin `complete` of day `day`, step `step`. null: it has nothing to say. */
export interface Naive {
  readonly name: string;
  forecast(day: number, complete: number, step: number): StepForecast | null;
}

type Days = readonly { readonly offered: readonly number[] }[];

interface Ratios {
  readonly low95: number;
  readonly low80: number;
  readonly high80: number;
  readonly high95: number;
}

function ratiosOf(found: readonly number[]): Ratios | null {
  const values = Float64Array.from(found);
  if (values.length < 100) return null;
  return {
    low95: quantile(values, 0.025),
    low80: quantile(values, 0.1),
    high80: quantile(values, 0.9),
    high95: quantile(values, 0.975),
  };
}

function scaled(expected: number, ratios: Ratios | null): StepForecast {
  if (ratios === null) return { expected, bands: null };
  const of = (ratio: number): number => Math.max(0, (expected + 0.5) * ratio - 0.5);
  return { expected, bands: { low95: of(ratios.low95), low80: of(ratios.low80), high80: of(ratios.high80), high95: of(ratios.high95) } };
}

/** The count of the same step a week ago; bands from how counts differed from those a week before, over the first `learned` days. */
export function sameTimeLastWeek(days: Days, learned: number): Naive {
  const found: number[] = [];
  for (let day = 7; day < learned; day += 1)
    for (const [step, count] of days[day]!.offered.entries()) found.push((count + 0.5) / ((days[day - 7]!.offered[step] ?? 0) + 0.5));
  const ratios = ratiosOf(found);
  return {
    name: 'same time last week',
    forecast: (day, _complete, step) => {
      const count = days[day - 7]?.offered[step];
      return count === undefined ? null : scaled(count, ratios);
    },
  };
}

/** Mean of the last hour's steps; bands from how counts came to differ from that, by horizon, over the first `learned` days. */
export function lastHoursLevel(days: Days, learned: number): Naive {
  const level = (day: number, complete: number): number => {
    const hour = days[day]!.offered.slice(Math.max(0, complete - 12), complete);
    return hour.reduce((sum, count) => sum + count, 0) / hour.length;
  };
  const found: number[][] = HORIZONS.map(() => []);
  for (let day = 0; day < learned; day += 1)
    for (let complete = 12; complete < days[day]!.offered.length; complete += 12)
      for (let step = complete; step < days[day]!.offered.length; step += 1)
        found[HORIZONS.findIndex(({ last }) => step - complete + 1 <= last)]!.push(
          (days[day]!.offered[step]! + 0.5) / (level(day, complete) + 0.5),
        );
  const ratios = found.map(ratiosOf);
  return {
    name: "last hour's level",
    forecast: (day, complete, step) =>
      complete < 12 ? null : scaled(level(day, complete), ratios[HORIZONS.findIndex(({ last }) => step - complete + 1 <= last)] ?? null),
  };
}
