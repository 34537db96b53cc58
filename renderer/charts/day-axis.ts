import { minuteText } from '../parts/city-time';
import type { Instant } from '../../shared/time/instant';
import type { ChartOption, ChartSpace } from './chart';

export interface DayAxis {
  readonly startAt: Instant;
  readonly stepMs: number;
  readonly steps: number;
  readonly zone: string;
}

/** Rem kept free left of the plot for the value axis, so that charts under each other share their time axis. */
const LEFT_REM = 2.6;
const RIGHT_REM = 0.6;

/** When the day ends: 24:00 where it ends at midnight. */
export function dayEndText({ startAt, stepMs, steps, zone }: DayAxis): string {
  const text = minuteText(startAt + steps * stepMs, zone);
  return text === '00:00' ? '24:00' : text;
}

/** Grid and axes of a chart over the city's day; x counts steps from `startAt`. */
export function dayFrame(axis: DayAxis, space: ChartSpace, values: { most: number; every: number; times: boolean }): ChartOption {
  const { tokens, width } = space;
  const rem = tokens.basePx;
  const small = { fontFamily: tokens.font, fontSize: 0.833 * rem, color: tokens.text4 };
  const stepsPerHour = 3_600_000 / axis.stepMs;
  // A label is about 3 rem wide: every 2, 4 or 6 hours, whatever leaves air between them.
  const hours = [2, 3, 4, 6, 12].find((each) => (width / 24) * each > 4.6 * rem) ?? 12;
  return {
    grid: {
      left: LEFT_REM * rem,
      right: RIGHT_REM * rem,
      top: 0.5 * rem,
      bottom: values.times ? 1.5 * rem : 0.2 * rem,
    },
    xAxis: {
      type: 'value',
      min: 0,
      max: axis.steps,
      interval: hours * stepsPerHour,
      axisLine: { show: true, lineStyle: { color: tokens.lineStrong, width: Math.max(1, 0.07 * rem) } },
      axisTick: { show: values.times, length: 0.25 * rem, lineStyle: { color: tokens.lineStrong } },
      splitLine: { show: false },
      axisLabel: {
        ...small,
        show: values.times,
        margin: 0.45 * rem,
        hideOverlap: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
        formatter: (step: number) => (step === axis.steps ? dayEndText(axis) : minuteText(axis.startAt + step * axis.stepMs, axis.zone)),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: values.most,
      interval: values.every,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: true, showMinLine: false, lineStyle: { color: tokens.line, width: Math.max(1, 0.06 * rem) } },
      axisLabel: { ...small, margin: 0.5 * rem, showMinLabel: true },
    },
  };
}

/** A round number at or above `value` and the step of its grid lines: at most `lines` of them. */
export function niceScale(value: number, lines: number): { readonly most: number; readonly every: number } {
  const rough = Math.max(1, value) / lines;
  const power = 10 ** Math.floor(Math.log10(rough));
  const every = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough && (power > 1 || factor !== 2.5)) ?? 10) * power;
  return { most: Math.ceil(Math.max(1, value) / every) * every, every };
}

/** x and y of a point; '-' is a gap. */
export type Pair = [number, number | '-'];

/** A point at the middle of each step; null becomes a gap. */
export function midStepPairs(values: readonly (number | null)[]): Pair[] {
  return values.map((value, step) => [step + 0.5, value ?? '-']);
}

/** Points for a line that holds each value over its whole step (draw with `step: 'end'`). */
export function stairPairs(values: readonly (number | null)[]): Pair[] {
  const pairs: Pair[] = values.map((value, step) => [step, value ?? '-']);
  // A stair ends where its last known step ends. The gap begins there too: the line is drawn on to where the next point is, even if that is a gap.
  const last = values.findLastIndex((value) => value !== null);
  if (last >= 0) pairs.splice(last + 1, last + 1 < values.length ? 1 : 0, [last + 1, values[last] ?? '-'], [last + 1, '-']);
  return pairs;
}

/**
 * x and y in turn, NaN for a gap: the one form of data that ECharts takes as it is, without an object or a list per point. Its types do not know what it takes here,
 * hence the cast.
 */
export function flat(pairs: readonly Pair[]): Pair[] {
  const numbers = new Float64Array(2 * pairs.length);
  pairs.forEach(([x, y], i) => {
    numbers[2 * i] = x;
    numbers[2 * i + 1] = y === '-' ? Number.NaN : y;
  });
  return numbers as unknown as Pair[];
}
