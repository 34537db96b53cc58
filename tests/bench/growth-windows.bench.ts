/**
 * Measures what each further wall costs the real app at a million open cases: memory (PSS of its processes, the stream's left out of it where a flood makes that grow)
 * with 1, 2, 4 and 8 walls beside one desk and no events, and processor time and frames of the first wall with 8, 4, 2 and 1 of them under a flood. The straight line through the points is the cost
 * of a window. Beside it in every round, a further empty window, with a process of its own and in one that all share, as walls do, and one full of text that changes; and once, what a
 * further naive wall is: another page with a copy of its own of everything.
 *
 * Why: a control room has many screens; one stream serves them all.
 *
 * It means nothing for: walls on displays of their own (they lie over each other here and are drawn nevertheless); a machine with a graphics card.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { tellFindings } from './findings';
import { beFloodProcess, isFloodProcess } from './flood/flood-process';
import { processorSeconds } from './frames/processor-time';
import { calibrate, isSteady } from './machine/calibration';
import { pagePssBytes, processTree, treePssBytes } from './machine/processes';
import { beJsonHub, isJsonHub, JsonHub } from './naive/json-hub';
import { buildPages } from './page-app/build-pages';
import { openPageApp } from './page-app/page-app';
import { MARKER, seenIntervals, watchIntervals } from './screen/marker';
import { colourShown } from './screen/pixel-watch';
import { slopeOf } from './slope';
import { figure, printTable, range, Sample } from './spread';
import { bareLeg, emptyLeg } from './wall/empty-leg';
import { prepared } from './wall/prepared';
import { type Flood, openWall, type RunningWall } from './wall/running-wall';
import { RUN } from './wall/settings';
import { openStage, type Stage } from './wall/stage';

const WALLS = [1, 2, 4, 8] as const;
/** Processor time is compared up to so many. */
const MOST_BY_CORES = 4;
const SETTLE_MS = 3_000;
/** A wall's beginning takes more than the wall: Chromium keeps unused tiles for five seconds, and a page gives them back every ten. */
const MEMORY_SETTLE_MS = 16_000;
const SPAN_MS = 5_000;

const LIMIT_WINDOWS = 5;
const NAIVE_OPEN = 10_000;

if (isFloodProcess()) await beFloodProcess();
else if (isJsonHub()) await beJsonHub();
else await bench();

interface Round {
  readonly pssBytes: readonly number[];
  readonly cores: readonly number[];
  /** Ms between two animation frames of the first wall, the 99th in a hundred. */
  readonly frameMs: readonly number[];
  /** Of each further window that holds next to nothing. */
  readonly limits: Limits;
}

interface Limits {
  /** An empty page in a process of its own. */
  readonly emptyBytes: number;
  /** An empty page in a process that all share. */
  readonly sharedBytes: number;
  /** A screen full of text that is another every second, in a process that all share. */
  readonly textBytes: number;
}

async function bench(): Promise<void> {
  const stage = await openStage();
  try {
    const seconds = (WALLS.length * (SETTLE_MS + SPAN_MS)) / 1_000 + 30;
    const flood = await prepared(stage.directory, { open: RUN.open, rate: RUN.rate, seconds });
    const rounds: Round[] = [];
    let voided = 0;
    while (rounds.length < RUN.pairs && voided <= RUN.pairs) {
      const before = calibrate();
      const limits = await limitsOf(stage);
      const round = { ...(await measure(stage, flood)), limits };
      if (isSteady(before, calibrate())) rounds.push(round);
      else voided += 1;
    }
    summary(rounds, voided, await naivePageBytes(stage));
  } finally {
    stage.close();
  }
}

async function limitsOf(stage: Stage): Promise<Limits> {
  const further = async (leg: (windows: number) => Promise<number>) => ((await leg(LIMIT_WINDOWS)) - (await leg(1))) / (LIMIT_WINDOWS - 1);
  return {
    emptyBytes: await further((windows) => emptyLeg(stage, windows)),
    sharedBytes: await further((windows) => bareLeg(stage, 'empty', windows)),
    textBytes: await further((windows) => bareLeg(stage, 'text', windows)),
  };
}

async function measure({ directory }: Stage, flood: Flood): Promise<Omit<Round, 'limits'>> {
  const wall = await openWall(directory, flood, ['--wall', '--desk']);
  try {
    const desk = await wall.running.page('desk');
    const pssBytes: number[] = [];
    for (const count of WALLS) {
      for (let open = (await walls(wall)).length; open < count; open += 1) {
        await desk.evaluate(() => (window as unknown as { hotlineWall: { openWall(): void } }).hotlineWall.openWall());
      }
      while ((await walls(wall)).length < count) await sleep(200);
      await sleep(MEMORY_SETTLE_MS);
      pssBytes.push(treePssBytes(wall.pid));
    }
    await wall.hub.begin();
    const cores: number[] = [];
    const frameMs: number[] = [];
    for (const count of WALLS.toReversed()) {
      for (const page of (await walls(wall)).slice(count)) await page.close();
      await sleep(SETTLE_MS);
      const [first] = await walls(wall);
      if (first === undefined) throw new Error('the first wall is gone');
      await watchIntervals(first);
      const before = usedSeconds(wall.pid);
      const from = performance.now();
      await sleep(SPAN_MS);
      cores.unshift((usedSeconds(wall.pid) - before) / ((performance.now() - from) / 1_000));
      frameMs.unshift(new Sample(await seenIntervals(first)).at(0.99));
    }
    return { pssBytes, cores, frameMs };
  } finally {
    await wall.close();
  }
}

/** What a naive wall's page holds: every further one is such a page. */
async function naivePageBytes({ screen }: Stage): Promise<number> {
  await buildPages(['naive/wall/naive.html']);
  const hub = new JsonHub({ open: NAIVE_OPEN, rate: 1, batched: false });
  const app = await openPageApp('naive/wall/naive.html', { hub: await hub.url });
  try {
    await colourShown(screen, MARKER.x, MARKER.y, NAIVE_OPEN);
    await sleep(SETTLE_MS);
    return pagePssBytes(app.pid);
  } finally {
    await app.close();
    hub.close();
  }
}

async function walls({ running }: RunningWall) {
  return running.app.windows().filter((page) => page.url().startsWith('app://wall/'));
}

function usedSeconds(root: number): number {
  return processTree(root).reduce((sum, pid) => sum + (processorSeconds(pid) || 0), 0);
}

function summary(rounds: readonly Round[], voided: number, naiveBytes: number): void {
  console.log(`${figure(RUN.open)} open cases; processor time at ${figure(RUN.rate)} events/s; ${rounds.length} rounds, ${voided} void`);
  printTable(
    ['walls beside a desk', 'PSS of the app, MB', 'cores of the app under the flood', 'frame interval p99 of the first wall, ms'],
    WALLS.map((count, i) => [
      figure(count, 0),
      range(rounds.map(({ pssBytes }) => (pssBytes[i] ?? Number.NaN) / 1e6)),
      range(
        rounds.map(({ cores }) => cores[i] ?? Number.NaN),
        2,
      ),
      range(rounds.map(({ frameMs }) => frameMs[i] ?? Number.NaN)),
    ]),
  );
  if (rounds.length === 0) return;
  const perWall = (which: 'pssBytes' | 'cores', most = Number.POSITIVE_INFINITY) =>
    rounds.map(
      (round) =>
        slopeOf(WALLS.map((count, i) => [count, round[which][i] ?? Number.NaN] as const).filter(([count]) => count <= most)).perUnit,
    );
  const limit = (which: keyof Limits) =>
    range(
      rounds.map(({ limits }) => limits[which] / 1e6),
      1,
    );
  const megabytes = perWall('pssBytes').map((bytes) => bytes / 1e6);
  // More of them than the machine has cores for would look cheap.
  const cores = perWall('cores', MOST_BY_CORES);
  console.log(
    `  each further wall: ${range(megabytes, 1)} MB, ${range(cores, 2)} cores; an empty one: ${limit('emptyBytes')} MB, in a shared process ${limit('sharedBytes')} MB, full of text ${limit('textBytes')} MB`,
  );
  tellFindings([
    {
      row: 'window',
      naive: `a page with its own copy: ${figure(naiveBytes / 1e6)} MB at ${figure(NAIVE_OPEN)} open`,
      limit: `an empty window: ${limit('emptyBytes')} MB; in one process for all: ${limit('sharedBytes')} MB, full of text: ${limit('textBytes')} MB`,
      today: `${range(megabytes, 1)} MB, ${range(cores, 2)} core at ${figure(RUN.rate)}/s`,
      figures: { megabytes: new Sample(megabytes).median, cores: new Sample(cores).median },
    },
  ]);
}
