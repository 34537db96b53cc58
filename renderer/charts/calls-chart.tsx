import { useCallback, useMemo } from 'react';
import { Chart, type ChartSpace } from './chart';
import { type DayAxis, dayFrame, midStepPairs, niceScale, stairPairs } from './day-axis';
import { nowLine } from './now-line';

interface CallsChartProps {
  readonly label: string;
  readonly axis: DayAxis;
  /** Calls per step. The running step is not complete and must not be in it (null). */
  readonly offered: readonly (number | null)[];
  readonly abandoned: readonly (number | null)[];
  /** Calls that the planned seats can carry in each step. */
  readonly capacity: readonly (number | null)[];
  /** Steps since the start of the day; null: none to draw. */
  readonly nowStep: number | null;
  readonly nowLabel: string;
  readonly old: boolean;
}

/** Offered calls against what the planned seats can carry; abandoned calls at the foot, on the same scale. Above the line is amber. */
export function CallsChart({ label, axis, offered, abandoned, capacity, nowStep, nowLabel, old }: CallsChartProps) {
  const top = useMemo(() => {
    const most = (list: readonly (number | null)[]) => list.reduce<number>((max, value) => Math.max(max, value ?? 0), 0);
    return niceScale(1.04 * Math.max(most(offered), most(capacity)), 4);
  }, [offered, capacity]);
  const { most, every } = top;
  const { startAt, stepMs, steps, zone } = axis;
  const frame = useCallback(
    (space: ChartSpace) => dayFrame({ startAt, stepMs, steps, zone }, space, { most, every, times: true }),
    [startAt, stepMs, steps, zone, most, every],
  );
  const data = useMemo(() => {
    const over = offered.map((value, step) => {
      const near = [step - 1, step, step + 1].some((i) => (offered[i] ?? 0) > (capacity[i] ?? Number.POSITIVE_INFINITY));
      return near ? value : null;
    });
    return { offered: midStepPairs(offered), abandoned: midStepPairs(abandoned), capacity: stairPairs(capacity), over: midStepPairs(over) };
  }, [offered, abandoned, capacity]);
  const series = useCallback(
    ({ tokens, width }: ChartSpace) => {
      const thin = 0.09 * tokens.basePx;
      const plain = { symbol: 'none', silent: true } as const;
      return [
        {
          ...plain,
          id: 'offered',
          type: 'line' as const,
          data: data.offered,
          lineStyle: { color: tokens.data, width: 1.2 * thin, type: old ? ('dashed' as const) : ('solid' as const) },
          ...(old ? {} : { areaStyle: { color: tokens.dataFill } }),
        },
        {
          id: 'abandoned',
          type: 'bar' as const,
          silent: true,
          data: data.abandoned,
          barWidth: Math.max(1, (width / steps) * 0.6),
          itemStyle: { color: tokens.text2 },
        },
        { ...plain, id: 'over', type: 'line' as const, data: data.over, lineStyle: { color: tokens.amber, width: 2 * thin }, z: 3 },
        {
          ...plain,
          id: 'capacity',
          type: 'line' as const,
          step: 'end' as const,
          data: data.capacity,
          lineStyle: { color: tokens.capacity, width: 1.4 * thin },
          z: 4,
        },
        nowLine(tokens, nowStep, most, nowLabel),
      ];
    },
    [data, nowStep, nowLabel, most, steps, old],
  );
  return <Chart label={label} frame={frame} series={series} />;
}
