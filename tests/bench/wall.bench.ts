/**
 * Measures the real app with one wall, full screen, at a million open cases under a flood of case events over a real socket, hub and app on the same cores: how many
 * events a second it comes to show, how long its frames take, how long from an event to the screen's pixels that show it, its memory, the pauses of the stream's collector.
 * Beside it, in turns: the same flood into an empty page (floor-page), and an empty window for the memory.
 *
 * How: the hub's process is the product's own server over batches made beforehand (flood/), so that making events costs nothing meanwhile; event number n falls due at
 * n / rate, and every delay counts from there. A box on the page has the shown seq as its colour, and a process of its own reads that pixel once a millisecond from
 * the memory of the virtual screen (`Xvfb -fbdir`). Frame intervals are those between two callbacks of requestAnimationFrame in the page.
 *
 * Why: the wall must not know how big the city is.
 *
 * It means nothing for: the hub's own work (folding and writing each event), which is not done here; a machine with a graphics card (pixels are drawn by the processor
 * here); a hub on another machine. BENCH_PAIRS, BENCH_SECONDS, BENCH_RATE, BENCH_OPEN change the run.
 */
import { loadavg } from 'node:os';
import { tellFindings } from './findings';
import { beFloodProcess, isFloodProcess } from './flood/flood-process';
import { calibrate, isSteady } from './machine/calibration';
import { beJsonHub, isJsonHub } from './naive/json-hub';
import { buildPages } from './page-app/build-pages';
import { figure, printTable, range, Sample } from './spread';
import { type Baseline, type BaselineLeg, baselineLeg } from './wall/baseline-leg';
import { emptyLeg } from './wall/empty-leg';
import { floorLeg } from './wall/floor-leg';
import { prepared } from './wall/prepared';
import type { Flood } from './wall/running-wall';
import { RUN } from './wall/settings';
import { openStage, type Stage } from './wall/stage';
import { type WallLeg, wallLeg } from './wall/wall-leg';

/** Before and after the span. */
const SPARE_S = 10;

/** Beside it in every pair; more of them in baselines.bench.ts. */
const NAIVE: Baseline = { name: 'naive', open: 10_000, rate: 1 };

if (isFloodProcess()) await beFloodProcess();
else if (isJsonHub()) await beJsonHub();
else await bench();

interface Pair {
  readonly wall: WallLeg;
  readonly floor: Awaited<ReturnType<typeof floorLeg>>;
  readonly emptyBytes: number;
  /** In every other pair. */
  readonly naive: BaselineLeg | null;
}

async function bench(): Promise<void> {
  const stage = await openStage();
  try {
    await buildPages(['naive/wall/naive.html', 'naive/wall/competent.html']);
    const flood = await prepared(stage.directory, { open: RUN.open, rate: RUN.rate, seconds: RUN.seconds + SPARE_S });
    console.log(`${figure(RUN.rate)} events/s at ${figure(RUN.open)} open cases for ${RUN.seconds} s, ${RUN.pairs} pairs in turns`);
    const pairs: Pair[] = [];
    let voided = 0;
    while (pairs.length < RUN.pairs && voided <= RUN.pairs) {
      const before = calibrate();
      const pair = await measure(stage, flood, pairs.length);
      const steady = isSteady(before, calibrate());
      tell(pair, steady);
      if (steady) pairs.push(pair);
      else voided += 1;
    }
    console.log(`\n${pairs.length} pairs, ${voided} void (calibrations before and after differ by more than 25 %)`);
    if (pairs.length > 0) summary(pairs);
  } finally {
    stage.close();
  }
}

async function measure(stage: Stage, flood: Flood, index: number): Promise<Pair> {
  const spanMs = RUN.seconds * 1_000;
  const floorMs = Math.min(spanMs, 12_000);
  const emptyBytes = await emptyLeg(stage);
  const early = index % 2 === 1 ? await floorLeg(stage, flood, floorMs) : null;
  const wall = await wallLeg(stage, flood, spanMs);
  const floor = early ?? (await floorLeg(stage, flood, floorMs));
  return { wall, floor, emptyBytes, naive: index % 2 === 0 ? await baselineLeg(stage, NAIVE) : null };
}

function tell({ wall, floor, emptyBytes, naive }: Pair, steady: boolean): void {
  console.log(
    `\n${steady ? 'pair' : 'VOID pair'}; 1-minute load ${figure(loadavg()[0] ?? 0)}; the hub was late by ${figure(wall.hubLatestMs)} ms at most`,
  );
  const row = (name: string, sample: Sample) => [
    name,
    ...[0.5, 0.9, 0.99, 1].map((share) => figure(sample.at(share))),
    figure(sample.size, 0),
  ];
  const pauses = new Sample(wall.stream.pauses.map(({ pauseMs }) => pauseMs));
  printTable(
    ['ms', 'p50', 'p90', 'p99', 'most', 'samples'],
    [
      row('event → pixels, wall', wall.latency.all),
      row('event → pixels, floor', floor.all),
      row('newest event of a picture → pixels, wall', wall.latency.newest),
      row('newest event of a picture → pixels, floor', floor.newest),
      row('between two pictures, wall', wall.latency.between),
      row('between two animation frames, wall', wall.intervals),
      ...(naive === null
        ? []
        : [
            row(`event → pixels, naive, ${figure(NAIVE.open)} open, ${NAIVE.rate}/s`, naive.latency.all),
            row('between two animation frames, naive', naive.intervals),
          ]),
      row('garbage collection pauses, stream', pauses),
    ],
  );
  const cores = Object.entries(wall.cores).filter(([, share]) => share > 0.005);
  console.log(`  shown: ${figure(wall.perSecond)} events/s; frames over 50 ms: ${wall.framesOver50}`);
  const perEvent = (name: string) => figure(((wall.cores[name] ?? Number.NaN) * 1e6) / wall.perSecond, 2);
  console.log(
    `  processor time per shown event, µs (what holds on a busy machine too): stream ${perEvent('stream')}, page ${perEvent('wall page')}`,
  );
  console.log(`  cores: ${cores.map(([name, share]) => `${name} ${figure(share, 2)}`).join(', ')}`);
  const memory = Object.entries(wall.pssByProcess).map(([name, bytes]) => `${name} ${figure(bytes / 1e6)}`);
  console.log(
    `  PSS, MB: ${figure(wall.pssBytes / 1e6)} before the flood, ${figure(wall.pssBytesAfter / 1e6)} after it (${memory.join(', ')}); empty window ${figure(emptyBytes / 1e6)}`,
  );
}

function summary(pairs: readonly Pair[]): void {
  const walls = pairs.map(({ wall }) => wall);
  const median = (values: readonly number[]) => new Sample(values).median;
  const perSecond = walls.map((wall) => wall.perSecond);
  const frameP99 = walls.map(({ intervals }) => intervals.at(0.99));
  const over50 = walls.map(({ framesOver50 }) => framesOver50);
  const p99 = walls.map(({ latency }) => latency.all.at(0.99));
  const floorP99 = pairs.map(({ floor }) => floor.all.at(0.99));
  const timesFloor = pairs.map(({ wall, floor }) => wall.latency.all.at(0.99) / floor.all.at(0.99));
  const timesEmpty = pairs.map(({ wall, emptyBytes }) => wall.pssBytes / emptyBytes);
  const naives = pairs.flatMap(({ naive }) => naive ?? []);
  const naiveFrame = naives.map(({ intervals }) => intervals.at(0.95));
  const naiveP99 = naives.map(({ latency }) => latency.all.at(0.99));
  const asked = `${NAIVE.rate}/s, ${figure(NAIVE.open)} open`;
  const pauses = walls.map(({ stream }) => new Sample(stream.pauses.map(({ pauseMs }) => pauseMs)));
  const [longestPause, pauseP99] = [pauses.map((sample) => sample.most), pauses.map((sample) => sample.at(0.99))];
  const floorPictures = pairs.map(({ floor }) => floor.between.at(0.99));
  const megabytes = (bytes: readonly number[]) => range(bytes.map((value) => value / 1e6));
  printTable(
    ['median (range)', ''],
    [
      ['shown, events/s', range(perSecond)],
      ['frame interval p99, ms', range(frameP99)],
      ['frame interval, most, ms', range(walls.map(({ intervals }) => intervals.most))],
      ['frames over 50 ms', range(over50, 0)],
      ['event → pixels p99, ms', range(p99)],
      ['… floor', range(floorP99)],
      ['… times the floor, pairwise', range(timesFloor, 2)],
      ['PSS, MB', megabytes(walls.map((wall) => wall.pssBytes))],
      ['PSS of the empty window, MB', megabytes(pairs.map(({ emptyBytes }) => emptyBytes))],
      ['… times, pairwise', range(timesEmpty, 2)],
    ],
  );
  tellFindings([
    {
      row: 'sustained',
      naive: `frame p95 ${range(naiveFrame)} ms at ${asked}`,
      limit: `empty page: picture p99 ${range(floorPictures)} ms`,
      today: `${range(perSecond)}/s for ${RUN.seconds} s, frame p99 ${range(frameP99)} ms, over 50 ms: ${range(over50, 0)}`,
      figures: { perSecond: median(perSecond), frameP99Ms: median(frameP99), framesOver50: median(over50) },
    },
    {
      row: 'pixels',
      naive: `${range(naiveP99)} ms at ${asked}`,
      limit: `${range(floorP99)} ms (empty page)`,
      today: `${range(p99)} ms, ${range(timesFloor, 2)} × the empty page`,
      figures: { p99Ms: median(p99), timesFloor: median(timesFloor) },
    },
    {
      row: 'pauses',
      naive: '',
      limit: '',
      today: `longest ${range(longestPause, 1)} ms, p99 ${range(pauseP99, 1)} ms`,
      figures: { longestPauseMs: median(longestPause) },
    },
    {
      row: 'memory',
      naive: `${megabytes(naives.map(({ pssBytes }) => pssBytes))} MB at ${figure(NAIVE.open)} open`,
      limit: `${megabytes(pairs.map(({ emptyBytes }) => emptyBytes))} MB (empty window)`,
      today: `${megabytes(walls.map((wall) => wall.pssBytes))} MB, ${range(timesEmpty, 2)} ×`,
      figures: { timesEmpty: median(timesEmpty) },
    },
  ]);
}
