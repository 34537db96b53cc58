import type { LineSeriesOption } from 'echarts/charts';
import { PLAIN_LINE } from '../../../renderer/charts/plain-line';

/**
 * A line of very many points at the cost of as many as the chart has pixels: ECharts takes x, y, x, y, … as they lie in one typed array, without an object each, and draws
 * of each pixel's points the one that shapes the line most. Ascending by x.
 */
export function longLine(id: string, pairs: Float64Array): LineSeriesOption {
  // ECharts' types know arrays alone; its typed-array source is documented under series.data.
  return { ...PLAIN_LINE, id, sampling: 'lttb', data: pairs as unknown as number[] };
}
