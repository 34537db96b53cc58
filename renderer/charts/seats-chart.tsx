import { useCallback, useMemo } from 'react';
import { Chart, type ChartSpace } from './chart';
import { type DayAxis, dayFrame, stairPairs } from './day-axis';
import { nowLine } from './now-line';

interface SeatsChartProps {
  readonly label: string;
  readonly axis: DayAxis;
  readonly present: readonly (number | null)[];
  readonly planned: readonly (number | null)[];
  /** Seats that exist: the top of the scale. */
  readonly installed: number;
  readonly nowStep: number | null;
  readonly old: boolean;
}

/** The seats themselves: present as a filled stair, planned as a line over it, the whole house as the top of the scale. */
export function SeatsChart({ label, axis, present, planned, installed, nowStep, old }: SeatsChartProps) {
  const { startAt, stepMs, steps, zone } = axis;
  const top = Math.max(
    1,
    installed,
    present.reduce<number>((max, value) => Math.max(max, value ?? 0), 0),
  );
  const frame = useCallback(
    (space: ChartSpace) => dayFrame({ startAt, stepMs, steps, zone }, space, { most: top, every: top, times: false }),
    [startAt, stepMs, steps, zone, top],
  );
  const data = useMemo(() => ({ present: stairPairs(present), planned: stairPairs(planned) }), [present, planned]);
  const series = useCallback(
    ({ tokens }: ChartSpace) => {
      const thin = 0.09 * tokens.basePx;
      const stair = { type: 'line', step: 'end', symbol: 'none', silent: true } as const;
      return [
        {
          ...stair,
          id: 'present',
          data: data.present,
          lineStyle: { color: tokens.data3, width: thin, type: old ? ('dashed' as const) : ('solid' as const) },
          ...(old ? {} : { areaStyle: { color: tokens.data3, opacity: 0.75 } }),
        },
        { ...stair, id: 'planned', data: data.planned, lineStyle: { color: tokens.capacity, width: 1.2 * thin }, z: 4 },
        nowLine(tokens, nowStep, top, ''),
      ];
    },
    [data, nowStep, top, old],
  );
  return <Chart label={label} frame={frame} series={series} />;
}
