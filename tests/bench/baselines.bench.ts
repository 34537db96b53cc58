/**
 * Measures the wall as others would write it (naive/wall): "naive", where every event is a state of its own, and "competent", with batches, a Map of objects and four
 * states a second; each a real Electron app with map and chart, on a socket.io hub of JSON objects, read from the same screen in the same way as the product is in
 * wall.bench.ts.
 *
 * Why: the product's figures mean something only beside these.
 *
 * It means nothing for: better baselines; those of a machine with a graphics card.
 */
import { beJsonHub, isJsonHub } from './naive/json-hub';
import { buildPages } from './page-app/build-pages';
import { figure, printTable } from './spread';
import { type Baseline, baselineLeg } from './wall/baseline-leg';
import { openStage } from './wall/stage';

const BASELINES: readonly Baseline[] = [
  { name: 'naive', open: 1_000, rate: 1 },
  { name: 'naive', open: 10_000, rate: 1 },
  { name: 'competent', open: 10_000, rate: 1_000 },
  { name: 'naive', open: 100_000, rate: 1 },
  { name: 'competent', open: 100_000, rate: 1 },
];

if (isJsonHub()) await beJsonHub();
else await bench();

async function bench(): Promise<void> {
  await buildPages(['naive/wall/naive.html', 'naive/wall/competent.html']);
  const stage = await openStage();
  try {
    const rows: string[][] = [];
    for (const baseline of BASELINES) {
      const { latency, intervals, pssBytes } = await baselineLeg(stage, baseline);
      rows.push([
        `${baseline.name}, ${figure(baseline.open)} open, ${figure(baseline.rate)}/s`,
        figure(intervals.at(0.95)),
        figure(intervals.most),
        figure(latency.all.median),
        figure(latency.all.at(0.99)),
        figure(latency.all.size),
        figure(pssBytes / 1e6),
      ]);
    }
    printTable(['', 'frame p95, ms', 'most', 'event → pixels p50, ms', 'p99', 'samples', 'PSS, MB'], rows);
  } finally {
    stage.close();
  }
}
