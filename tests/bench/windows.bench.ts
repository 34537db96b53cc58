/**
 * Measures what each further wall costs the real app at a million open cases: memory (PSS of its processes, the stream's left out of it where a flood makes that grow)
 * with 1, 2, 4 and 8 walls beside one desk and no events, and processor time with 8, 4, 2 and 1 of them under a flood. The straight line through the points is the cost
 * of a window.
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
import { processTree, treePssBytes } from './machine/processes';
import { slopeOf } from './slope';
import { figure, printTable, range, Sample } from './spread';
import { prepared } from './wall/prepared';
import { type Flood, openWall, type RunningWall } from './wall/running-wall';
import { RUN } from './wall/settings';
import { openStage, type Stage } from './wall/stage';

const WALLS = [1, 2, 4, 8] as const;
/** Processor time is compared up to so many. */
const MOST_BY_CORES = 4;
const SETTLE_MS = 5_000;
const SPAN_MS = 8_000;

if (isFloodProcess()) await beFloodProcess();
else await bench();

interface Round {
  readonly pssBytes: readonly number[];
  readonly cores: readonly number[];
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
      const round = await measure(stage, flood);
      if (isSteady(before, calibrate())) rounds.push(round);
      else voided += 1;
    }
    summary(rounds, voided);
  } finally {
    stage.close();
  }
}

async function measure({ directory }: Stage, flood: Flood): Promise<Round> {
  const wall = await openWall(directory, flood, ['--wall', '--desk']);
  try {
    const desk = await wall.running.page('desk');
    const pssBytes: number[] = [];
    for (const count of WALLS) {
      for (let open = (await walls(wall)).length; open < count; open += 1) {
        await desk.evaluate(() => (window as unknown as { hotlineWall: { openWall(): void } }).hotlineWall.openWall());
      }
      while ((await walls(wall)).length < count) await sleep(200);
      await sleep(SETTLE_MS);
      pssBytes.push(treePssBytes(wall.pid));
    }
    await wall.hub.begin();
    const cores: number[] = [];
    for (const count of WALLS.toReversed()) {
      for (const page of (await walls(wall)).slice(count)) await page.close();
      await sleep(SETTLE_MS);
      const before = usedSeconds(wall.pid);
      const from = performance.now();
      await sleep(SPAN_MS);
      cores.unshift((usedSeconds(wall.pid) - before) / ((performance.now() - from) / 1_000));
    }
    return { pssBytes, cores };
  } finally {
    await wall.close();
  }
}

async function walls({ running }: RunningWall) {
  return running.app.windows().filter((page) => page.url().startsWith('app://wall/'));
}

function usedSeconds(root: number): number {
  return processTree(root).reduce((sum, pid) => sum + (processorSeconds(pid) || 0), 0);
}

function summary(rounds: readonly Round[], voided: number): void {
  console.log(`${figure(RUN.open)} open cases; processor time at ${figure(RUN.rate)} events/s; ${rounds.length} rounds, ${voided} void`);
  printTable(
    ['walls beside a desk', 'PSS of the app, MB', 'cores of the app under the flood'],
    WALLS.map((count, i) => [
      figure(count, 0),
      range(rounds.map(({ pssBytes }) => (pssBytes[i] ?? Number.NaN) / 1e6)),
      range(
        rounds.map(({ cores }) => cores[i] ?? Number.NaN),
        2,
      ),
    ]),
  );
  if (rounds.length === 0) return;
  const perWall = (which: keyof Round, most = Number.POSITIVE_INFINITY) =>
    rounds.map(
      (round) =>
        slopeOf(WALLS.map((count, i) => [count, round[which][i] ?? Number.NaN] as const).filter(([count]) => count <= most)).perUnit,
    );
  const megabytes = perWall('pssBytes').map((bytes) => bytes / 1e6);
  // More of them than the machine has cores for would look cheap.
  const cores = perWall('cores', MOST_BY_CORES);
  console.log(`  each further wall: ${range(megabytes, 1)} MB, ${range(cores, 2)} cores`);
  tellFindings([
    {
      row: 'window',
      naive: '',
      limit: '',
      today: `${range(megabytes, 1)} MB, ${range(cores, 2)} core at ${figure(RUN.rate)}/s`,
      figures: { megabytes: new Sample(megabytes).median, cores: new Sample(cores).median },
    },
  ]);
}
