// A day of 86,400 points that gets one more value per frame, drawn in three ways.
import '../../../renderer/theme/tokens.css';
import * as echarts from 'echarts';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { Chart, type ChartOption } from '../../../renderer/charts/chart';
import { longLine } from './long-line';
import { pacedUpdates } from './paced-updates';

const POINTS = 86_400;
const times = Float64Array.from({ length: POINTS }, (_, i) => i);
const values = Float64Array.from(times, (i) => 300 + 200 * Math.sin(i / 4_000) + 60 * Math.sin(i / 37) + ((i * 7_919) % 41));

function change(index: number): void {
  values[(index * 7_919) % POINTS] = 300 + ((index * 104_729) % 400);
}

function frame(): ChartOption {
  return { xAxis: { type: 'value', min: 0, max: POINTS }, yAxis: { type: 'value', min: 0, max: 800 }, grid: {} };
}

function element(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#${id}`);
  if (found === null) throw new Error(`no #${id}`);
  return found;
}

const root = createRoot(element('product'));
/** A new series function says that the values are others. */
const draw = () => flushSync(() => root.render(<Chart label="" frame={frame} series={() => [longLine('values', times, values)]} />));
draw();
const full = echarts.init(element('full'));
const uplot = new UPlot(
  { width: 1200, height: 320, series: [{}, { stroke: '#3fa' }], scales: { x: { time: false } } },
  [times, values],
  element('uplot'),
);

window.benchWays = {
  product: (updates) =>
    pacedUpdates(updates, (index) => {
      change(index);
      draw();
    }),
  full: (updates) =>
    pacedUpdates(updates, (index) => {
      change(index);
      const data = Array.from(values, (value, i) => [i, value]);
      full.setOption({ animation: false, ...frame(), series: [{ type: 'line', symbol: 'none', data }] }, { notMerge: true });
    }),
  uplot: (updates) =>
    pacedUpdates(updates, (index) => {
      change(index);
      uplot.setData([times, values]);
    }),
};
