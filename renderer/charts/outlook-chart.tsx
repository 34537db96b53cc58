import { useCallback, useMemo } from 'react';
import { shortageLevel } from '../parts/levels';
import { bandSeries, curveBand, stairBand } from './band';
import { Chart, type ChartSpace } from './chart';
import { type DayAxis, dayFrame, flat, midStepPairs, niceScale, type Pair, stairPairs } from './day-axis';
import type { DaySeries, Series } from './day-series';
import { nowLine } from './now-line';
import { overLine } from './over-line';
import { PLAIN_LINE, POINT } from './plain-line';

interface OutlookChartProps {
  readonly label: string;
  readonly axis: DayAxis;
  /** Keep the identity of what has not changed. */
  readonly series: Pick<DaySeries, 'offered' | 'abandoned' | 'expected' | 'low80' | 'high80' | 'low95' | 'high95' | 'carried'>;
  /** Steps since the start of the day; null: none to draw. */
  readonly nowStep: number | null;
  /** Empty: the line alone. */
  readonly nowLabel: string;
  readonly old: boolean;
  /** false: the chart below has the times. */
  readonly times?: boolean;
}

/** Height from which there is air for the time beside the now line. */
const LABEL_FROM_REM = 8;

/**
 * Calls per step: those that came as an area, those that are expected as a dashed line in its 80 % and 95 % bands, and what the seats can carry as the capacity
 * line. Above that line calls are amber, far above it red; abandoned calls stand at the foot, on the same scale.
 */
export function OutlookChart({ label, axis, series: day, nowStep, nowLabel, old, times = true }: OutlookChartProps) {
  const { offered, abandoned, expected, low80, high80, low95, high95, carried } = day;
  const { most, every } = useMemo(() => {
    const highest = (list: Series) => list.reduce<number>((max, value) => Math.max(max, value ?? 0), 0);
    return niceScale(1.04 * Math.max(highest(offered), highest(high95), highest(expected), highest(carried)), 4);
  }, [offered, high95, expected, carried]);
  const { startAt, stepMs, steps, zone } = axis;
  const frame = useCallback(
    (space: ChartSpace) => dayFrame({ startAt, stepMs, steps, zone }, space, { most, every, times }),
    [startAt, stepMs, steps, zone, most, every, times],
  );
  const data = useMemo(() => {
    const from = lastPoint(offered);
    const level = (wanted: 'watch' | 'broken') => stairBand(carried, expected, (line, calls) => shortageLevel(calls, line) === wanted);
    const short = (wanted: 'watch' | 'broken') =>
      midStepPairs(expected.map((calls, step) => (shortageLevel(calls, carried[step] ?? null) === wanted ? calls : null)));
    return {
      offered: midStepPairs(offered),
      abandoned: midStepPairs(abandoned),
      carried: stairPairs(carried),
      over: overLine(offered, carried, (calls, line) => shortageLevel(calls, line) !== 'normal'),
      expected: from === null ? midStepPairs(expected) : joined(from, expected),
      band80: curveBand(low80, high80, from),
      band95: curveBand(low95, high95, from),
      shortWatch: short('watch'),
      shortBroken: short('broken'),
      watch: level('watch'),
      broken: level('broken'),
    };
  }, [offered, abandoned, expected, low80, high80, low95, high95, carried]);
  const series = useCallback(
    ({ tokens, width, height }: ChartSpace) => {
      const thin = 0.09 * tokens.basePx;
      const hidden = 'transparent';
      return [
        ...bandSeries('band95', data.band95, old ? hidden : tokens.dataFill, 1),
        ...bandSeries('band80', data.band80, old ? hidden : tokens.dataFill, 1),
        ...bandSeries('watch', data.watch, old ? hidden : tokens.shortWatch, 2),
        ...bandSeries('broken', data.broken, old ? hidden : tokens.shortBroken, 2),
        {
          ...PLAIN_LINE,
          id: 'offered',
          data: flat(data.offered),
          lineStyle: { color: tokens.data, width: 1.2 * thin, type: old ? ('dashed' as const) : ('solid' as const) },
          ...(old ? {} : { areaStyle: { color: tokens.dataFill } }),
        },
        {
          id: 'abandoned',
          type: 'bar' as const,
          silent: true,
          data: flat(data.abandoned),
          dimensions: POINT,
          large: true,
          largeThreshold: 1,
          barWidth: Math.max(1, (width / steps) * 0.6),
          itemStyle: { color: tokens.text2 },
        },
        { ...PLAIN_LINE, id: 'over', data: flat(data.over), lineStyle: { color: tokens.amber, width: 2 * thin }, z: 3 },
        {
          ...PLAIN_LINE,
          id: 'expected',
          data: flat(data.expected),
          lineStyle: { color: tokens.data, width: 1.3 * thin, type: [4 * thin, 2.5 * thin] },
          z: 3,
        },
        {
          ...PLAIN_LINE,
          id: 'shortWatch',
          data: flat(data.shortWatch),
          lineStyle: { color: tokens.amber, width: 2 * thin, type: [4 * thin, 2.5 * thin] },
          z: 3,
        },
        {
          ...PLAIN_LINE,
          id: 'shortBroken',
          data: flat(data.shortBroken),
          lineStyle: { color: tokens.red, width: 2 * thin, type: [4 * thin, 2.5 * thin] },
          z: 3,
        },
        {
          ...PLAIN_LINE,
          id: 'carried',
          step: 'end' as const,
          data: flat(data.carried),
          lineStyle: { color: tokens.capacity, width: 1.4 * thin },
          z: 4,
        },
        // In a low chart the label would lie over the curves.
        nowLine(tokens, nowStep, most, height < LABEL_FROM_REM * tokens.basePx ? '' : nowLabel),
      ];
    },
    [data, nowStep, nowLabel, most, steps, old],
  );
  return <Chart label={label} frame={frame} series={series} />;
}

/** Where the curve of what came ends; null: nothing came. */
function lastPoint(offered: Series): readonly [number, number] | null {
  const step = offered.findLastIndex((value) => value !== null);
  return step < 0 ? null : [step + 0.5, offered[step] ?? 0];
}

/** The forecast as a continuation of what came. */
function joined(from: readonly [number, number], expected: Series): Pair[] {
  return [[...from], ...midStepPairs(expected).filter(([x]) => x > from[0])];
}
