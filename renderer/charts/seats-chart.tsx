import { useCallback, useMemo } from 'react';
import { shortageLevel } from '../parts/levels';
import { bandSeries, stairBand } from './band';
import { Chart, type ChartSpace } from './chart';
import { type DayAxis, dayFrame, flat, type Pair, stairPairs } from './day-axis';
import type { DaySeries, Series } from './day-series';
import { nowLine } from './now-line';
import { PLAIN_LINE } from './plain-line';

interface SeatsChartProps {
  readonly label: string;
  readonly axis: DayAxis;
  /** Keep the identity of what has not changed. */
  readonly series: Pick<DaySeries, 'present' | 'planned' | 'needed' | 'seatsExpected'>;
  /** Seats that exist: the top of the scale, unless more are needed. */
  readonly installed: number;
  readonly nowStep: number | null;
  readonly old: boolean;
  /** true: with the times of the day below. */
  readonly times?: boolean;
}

/**
 * The seats themselves: present as a filled stair, expected as a paler one, planned and needed as lines over them, the whole house as the top of the scale.
 * Where more are needed than expected the gap is filled: amber, red when it is far.
 */
export function SeatsChart({ label, axis, series: day, installed, nowStep, old, times = false }: SeatsChartProps) {
  const { startAt, stepMs, steps, zone } = axis;
  const { present, planned, needed, seatsExpected } = day;
  const top = useMemo(() => {
    const highest = (list: Series) => list.reduce<number>((max, value) => Math.max(max, value ?? 0), 0);
    const most = Math.max(highest(present), highest(planned), highest(needed), highest(seatsExpected));
    return most <= Math.max(1, installed) ? Math.max(1, installed) : 50 * Math.ceil(most / 50);
  }, [present, planned, needed, seatsExpected, installed]);
  const frame = useCallback(
    (space: ChartSpace) => dayFrame({ startAt, stepMs, steps, zone }, space, { most: top, every: top, times }),
    [startAt, stepMs, steps, zone, top, times],
  );
  const data = useMemo(() => {
    const gap = (wanted: 'watch' | 'broken') => stairBand(seatsExpected, needed, (seats, need) => shortageLevel(need, seats) === wanted);
    const short = (wanted: 'watch' | 'broken') =>
      stairPairs(needed.map((need, step) => (shortageLevel(need, seatsExpected[step] ?? null) === wanted ? need : null)));
    // Who is there is known until now, not until the running step ends.
    const until = nowStep ?? Number.POSITIVE_INFINITY;
    return {
      present: stairPairs(present).map(([x, y]): Pair => [x > until && x - until < 1 ? until : x, y]),
      planned: stairPairs(planned),
      needed: stairPairs(needed),
      expected: stairPairs(seatsExpected),
      shortWatch: short('watch'),
      shortBroken: short('broken'),
      watch: gap('watch'),
      broken: gap('broken'),
    };
  }, [present, planned, needed, seatsExpected, nowStep]);
  const series = useCallback(
    ({ tokens }: ChartSpace) => {
      const thin = 0.09 * tokens.basePx;
      const stair = { ...PLAIN_LINE, step: 'end' } as const;
      const hidden = 'transparent';
      return [
        {
          ...stair,
          id: 'expected',
          data: flat(data.expected),
          lineStyle: { width: 0 },
          ...(old ? {} : { areaStyle: { color: tokens.data3, opacity: 0.3 } }),
          z: 1,
        },
        {
          ...stair,
          id: 'present',
          data: flat(data.present),
          lineStyle: { color: tokens.data3, width: thin, type: old ? ('dashed' as const) : ('solid' as const) },
          ...(old ? {} : { areaStyle: { color: tokens.data3, opacity: 0.75 } }),
        },
        ...bandSeries('watch', data.watch, old ? hidden : tokens.amber, 3),
        ...bandSeries('broken', data.broken, old ? hidden : tokens.red, 3),
        { ...stair, id: 'planned', data: flat(data.planned), lineStyle: { color: tokens.capacity, width: 1.2 * thin }, z: 4 },
        {
          ...stair,
          id: 'needed',
          data: flat(data.needed),
          lineStyle: { color: tokens.data, width: 1.2 * thin, type: [1.6 * thin, 1.6 * thin] },
          z: 4,
        },
        { ...stair, id: 'shortWatch', data: flat(data.shortWatch), lineStyle: { color: tokens.amber, width: 2 * thin }, z: 5 },
        { ...stair, id: 'shortBroken', data: flat(data.shortBroken), lineStyle: { color: tokens.red, width: 2 * thin }, z: 5 },
        nowLine(tokens, nowStep, top, ''),
      ];
    },
    [data, nowStep, top, old],
  );
  return <Chart label={label} frame={frame} series={series} />;
}
