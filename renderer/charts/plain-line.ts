import type { LineSeriesOption } from 'echarts/charts';

/** What every line of ours has in common. Without `showSymbol: false` ECharts keeps an element for every point, even for the symbol "none". */
export const PLAIN_LINE = {
  type: 'line',
  symbol: 'none',
  showSymbol: false,
  silent: true,
  emphasis: { disabled: true },
} as const satisfies LineSeriesOption;
