// A day of 86,400 points that gets one more value per frame, drawn in three ways.
import '../../../renderer/theme/tokens.css';
import * as echarts from 'echarts';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { Board } from '../../../renderer/board/board';
import { type Link, LinkContext } from '../../../renderer/board/context';
import { Chart, type ChartOption } from '../../../renderer/charts/chart';
import { loadLibrary } from '../../../renderer/charts/load-library';
import { longLine } from './long-line';
import { type PacedUpdates, pacedUpdates } from './paced-updates';

const POINTS = 86_400;
/** Characters: an empty canvas is shorter as a picture. */
const LEAST_PICTURE = 5_000;
const times = Float64Array.from({ length: POINTS }, (_, i) => i);
const values = Float64Array.from(times, (i) => 300 + 200 * Math.sin(i / 4_000) + 60 * Math.sin(i / 37) + ((i * 7_919) % 41));

/** The same, as the product's chart takes them. */
const pairs = Float64Array.from({ length: 2 * POINTS }, (_, i) => (i % 2 === 0 ? i / 2 : (values[(i - 1) / 2] ?? 0)));
let changes = 0;
function change(): void {
  changes += 1;
  const point = (changes * 7_919) % POINTS;
  values[point] = 300 + ((changes * 104_729) % 400);
  pairs[2 * point + 1] = values[point];
}

function frame(): ChartOption {
  return { xAxis: { type: 'value', min: 0, max: POINTS }, yAxis: { type: 'value', min: 0, max: 800 }, grid: {} };
}

function element(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#${id}`);
  if (found === null) throw new Error(`no #${id}`);
  return found;
}

/** Nobody is there to be asked. */
const link: Link = {
  board: new Board(() => 0),
  forget: () => undefined,
  want: () => {},
  command: () => Promise.reject(new Error('no hub')),
  history: () => Promise.reject(new Error('no hub')),
  screens: { open: () => () => undefined, request: () => Promise.reject(new Error('nothing is asked of walls here')) },
};
const root = createRoot(element('product'));
/** A new series function says that the values are others. */
const draw = () =>
  flushSync(() =>
    root.render(
      <LinkContext value={link}>
        <Chart label="" frame={frame} series={() => [longLine('values', pairs)]} />
      </LinkContext>,
    ),
  );
// A wall loads it after its first live picture.
await loadLibrary();
draw();
const full = echarts.init(element('full'));
full.setOption({
  animation: false,
  ...frame(),
  series: [
    {
      type: 'line',
      data: [
        [0, 0],
        [POINTS, 800],
      ],
    },
  ],
});
const uplot = new UPlot(
  { width: 1200, height: 320, series: [{}, { stroke: '#3fa' }], scales: { x: { time: false } } },
  [times, values],
  element('uplot'),
);

/** What a chart shows; throws when that is nothing, or the same as `before`. */
function picture(id: string, before?: string): string {
  const canvas = element(id).querySelector('canvas');
  const shown = canvas?.toDataURL() ?? '';
  if (shown.length < LEAST_PICTURE || shown === before) throw new Error(`${id} does not draw`);
  return shown;
}

async function measured(id: string, updates: number, update: () => void): Promise<PacedUpdates> {
  const before = picture(id);
  const result = await pacedUpdates(updates, () => {
    change();
    update();
  });
  picture(id, before);
  return result;
}

window.benchWays = {
  product: (updates) => measured('product', updates, draw),
  full: (updates) =>
    measured('full', updates, () => {
      const data = Array.from(values, (value, i) => [i, value]);
      full.setOption({ animation: false, ...frame(), series: [{ type: 'line', symbol: 'none', data }] }, { notMerge: true });
    }),
  uplot: (updates) => measured('uplot', updates, () => uplot.setData([times, values])),
};
