import type { LineSeriesOption } from 'echarts/charts';

/** What the numbers of a series mean that is given as one typed array: two to a point. ECharts asks for it there. */
export const POINT = ['x', 'y'];

/** What every line of ours has in common. Without `showSymbol: false` ECharts keeps an element for every point, even for the symbol "none". */
export const PLAIN_LINE = {
  type: 'line',
  dimensions: POINT,
  symbol: 'none',
  showSymbol: false,
  silent: true,
  emphasis: { disabled: true },
} satisfies LineSeriesOption & { readonly type: 'line' };
