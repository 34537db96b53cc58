import type { LineSeriesOption } from 'echarts/charts';
import { PLAIN_LINE } from '../../../renderer/charts/plain-line';

/**
 * A line of very many points at the cost of as many as the chart has pixels: ECharts takes the pairs as they lie in one typed array, without an object each, and draws
 * of each pixel's points the one that shapes the line most. `xs` ascending, as long as `ys`.
 */
export function longLine(id: string, xs: Float64Array, ys: Float64Array): LineSeriesOption {
  const data = new Float64Array(2 * xs.length);
  for (let i = 0; i < xs.length; i += 1) {
    data[2 * i] = xs[i] ?? Number.NaN;
    data[2 * i + 1] = ys[i] ?? Number.NaN;
  }
  // ECharts' types know arrays alone; its typed-array source is documented under series.data.
  return { ...PLAIN_LINE, id, sampling: 'lttb', data: data as unknown as number[] };
}
