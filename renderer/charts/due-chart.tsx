import { useCallback, useMemo } from 'react';
import { GRADES } from '../../shared/domain/terms';
import type { Tokens } from '../theme/tokens';
import { Chart, type ChartSpace } from './chart';

interface DueChartProps {
  readonly label: string;
  /** byGrade[grade index][step]: cases that fall due in each step from now. */
  readonly byGrade: readonly (readonly number[])[];
  /** Under the columns, each where its step begins; every second is written. Keep its identity. */
  readonly labels: readonly string[];
  readonly old: boolean;
}

/** The colour of each grade, the most pressing strongest. The legend uses the same. */
export function gradeColours(tokens: Tokens): readonly string[] {
  return [tokens.capacity, tokens.data, tokens.data2, tokens.data3];
}

/** "+0", "+5" …: minutes from now. */
export function minutesAhead(steps: number, stepMinutes: number): readonly string[] {
  return Array.from({ length: steps }, (_, step) => `+${step * stepMinutes}`);
}

/** What falls due from now on, a column per step, a segment per grade, the sum on top. */
export function DueChart({ label, byGrade, labels, old }: DueChartProps) {
  const steps = byGrade[0]?.length ?? 0;
  const sums = useMemo(
    () => Array.from({ length: steps }, (_, step) => byGrade.reduce((sum, grade) => sum + (grade[step] ?? 0), 0)),
    [byGrade, steps],
  );
  const most = Math.max(4, ...sums);
  const frame = useCallback(
    ({ tokens }: ChartSpace) => {
      const rem = tokens.basePx;
      return {
        grid: { left: 0, right: 0, top: 1.35 * rem, bottom: 1.35 * rem },
        xAxis: {
          type: 'category' as const,
          data: [...labels],
          axisLine: { lineStyle: { color: tokens.lineStrong, width: Math.max(1, 0.07 * rem) } },
          axisTick: { show: false },
          axisLabel: {
            color: tokens.text4,
            fontFamily: tokens.font,
            fontSize: 0.833 * rem,
            margin: 0.35 * rem,
            interval: (index: number) => index % 2 === 0,
          },
        },
        yAxis: { type: 'value' as const, min: 0, max: most, show: false },
      };
    },
    [labels, most],
  );
  const series = useCallback(
    ({ tokens }: ChartSpace) => {
      const colours = gradeColours(tokens);
      // From the bottom: the slowest grade first, so that the pressing ones end on top.
      const stack = GRADES.map((grade, index) => ({
        id: grade,
        type: 'bar' as const,
        stack: 'due',
        silent: true,
        barCategoryGap: '16%',
        data: [...(byGrade[index] ?? [])],
        itemStyle: old
          ? { color: 'transparent', borderColor: colours[index] ?? tokens.data, borderWidth: 1 }
          : { color: colours[index] ?? tokens.data, borderColor: tokens.panel, borderWidth: 0.06 * tokens.basePx },
      })).toReversed();
      return [
        ...stack,
        {
          id: 'sum',
          type: 'bar' as const,
          stack: 'due',
          silent: true,
          data: sums.map(() => 0),
          itemStyle: { color: 'transparent' },
          label: {
            show: true,
            position: 'insideBottom' as const,
            distance: 0.1 * tokens.basePx,
            formatter: ({ dataIndex }: { readonly dataIndex: number }) => String(sums[dataIndex] ?? ''),
            color: tokens.text2,
            fontFamily: tokens.font,
            fontSize: 0.833 * tokens.basePx,
          },
        },
      ];
    },
    [byGrade, sums, old],
  );
  return <Chart label={label} frame={frame} series={series} />;
}
