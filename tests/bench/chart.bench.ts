/**
 * Measures what one more value costs a chart of 86,400 points, in a real Electron page of 1200 by 320 pixels: the product's chart with its long line (renderer/charts),
 * ECharts with its whole option set anew, and uPlot, the fastest that there is. Script time is everything that runs in frames' callbacks; the interval is between two
 * frames, each with an update.
 *
 * Why: a day by the second is what somebody wants to look at while it grows.
 *
 * It means nothing for: a chart that is zoomed into; other sizes; a machine with a graphics card.
 */
import { watchScriptTime } from './drawing/script-time';
import { tellFindings } from './findings';
import type { PacedUpdates } from './drawing/paced-updates';
import { calibrate, isSteady } from './machine/calibration';
import { buildPages } from './page-app/build-pages';
import { openPageApp } from './page-app/page-app';
import { figure, printTable, range, Sample } from './spread';
import { RUN } from './wall/settings';
import { openStage } from './wall/stage';

/** Updates of a round: the slow way needs fewer to be seen. */
const UPDATES = { product: 40, full: 8, uplot: 40 } as const;
const WAYS = ['product', 'full', 'uplot'] as const;
type Way = (typeof WAYS)[number];
type Round = Readonly<Record<Way, PacedUpdates>>;

await buildPages(['drawing/chart.html']);
const stage = await openStage();
try {
  await bench();
} finally {
  stage.close();
}

async function bench(): Promise<void> {
  const app = await openPageApp('drawing/chart.html');
  const rounds: Round[] = [];
  let voided = 0;
  try {
    await watchScriptTime(app.page);
    await app.page.waitForFunction(() => window.benchWays !== undefined);
    for (let turn = 0; rounds.length < RUN.pairs && voided <= RUN.pairs; turn += 1) {
      const before = calibrate();
      const entries: [Way, PacedUpdates][] = [];
      for (const way of turn % 2 === 0 ? WAYS : WAYS.toReversed()) {
        const measured = await app.page.evaluate(([name, updates]) => window.benchWays[name]?.(updates), [way, UPDATES[way]] as const);
        if (measured === undefined) throw new Error(`the page knows no way ${way}`);
        entries.push([way, measured]);
      }
      if (turn === 0) continue;
      if (isSteady(before, calibrate())) rounds.push(Object.fromEntries(entries) as Round);
      else voided += 1;
    }
  } finally {
    await app.close();
  }
  console.log(`one value of 86,400 changes per update; ${rounds.length} rounds in turns, ${voided} void`);
  const script = (way: Way) => rounds.map((round) => round[way].scriptMs);
  const interval = (way: Way) => rounds.map((round) => new Sample(round[way].intervalsMs).median);
  const timesUplot = rounds.map(({ product, uplot }) => product.scriptMs / uplot.scriptMs);
  const timesFull = rounds.map(({ product, full }) => full.scriptMs / product.scriptMs);
  printTable(
    ['median (range)', 'script per update, ms', 'between two frames, ms'],
    WAYS.map((way) => [way, range(script(way), 2), range(interval(way), 1)]),
  );
  console.log(`  product / uPlot ${range(timesUplot, 1)}; full setOption / product ${range(timesFull, 1)}`);
  if (rounds.length === 0) return;
  tellFindings([
    {
      row: 'chart',
      naive: `${range(script('full'), 1)} ms`,
      limit: `uPlot ${range(script('uplot'), 2)} ms`,
      today: `${range(script('product'), 2)} ms: ${figure(new Sample(timesUplot).median, 1)} × uPlot, ${figure(new Sample(timesFull).median, 1)} × faster than full`,
      figures: { timesUplot: new Sample(timesUplot).median, timesFull: new Sample(timesFull).median },
    },
  ]);
}
