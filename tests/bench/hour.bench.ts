/**
 * Measures memory over time: the real app with a wall and a desk open at 2,000 events a second for an hour (BENCH_MINUTES), every process sampled, the growth of each as a
 * straight line with its 95 % confidence interval. The city's clock runs fast, so that many city days end meanwhile and what a day holds is given back again and again.
 *
 * How: PSS and RSS of every process from /proc, the stream's own account of its heap and buffers from inside (machine/watch-process.cjs). The first tenth warms up and is
 * left out of the lines. Samples hang together, so the intervals are narrower than they should be: a slope is worth worrying about when it is many times its interval.
 *
 * It means nothing for: leaks that need something to happen that does not happen here (windows that come and go, exports, losses of the hub).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { DAY_MS } from '../../shared/time/instant';
import { beFloodProcess, isFloodProcess } from './flood/flood-process';
import { pssBytes, rssBytes } from './machine/processes';
import { watchedStream } from './machine/watched-process';
import { slopeOf } from './slope';
import { figure, printTable, Sample } from './spread';
import { prepared } from './wall/prepared';
import { openWall, type RunningWall } from './wall/running-wall';
import { asked } from './wall/settings';
import { openStage } from './wall/stage';

const MINUTES = asked('BENCH_MINUTES', 60);
const RATE = asked('BENCH_RATE', 2_000);
const OPEN = asked('BENCH_OPEN', 100_000);
/** A city day in this time. */
const DAY_S = 60;
const EVERY_MS = Math.min(10_000, MINUTES * 1_000);
const WARM_SHARE = 0.1;
/** Rows of the curve. */
const SHOWN = 13;

if (isFloodProcess()) await beFloodProcess();
else await bench();

interface Curve {
  readonly name: string;
  /** Minutes since the beginning, MB. */
  readonly pss: (readonly [number, number])[];
  readonly rss: (readonly [number, number])[];
}

async function bench(): Promise<void> {
  const stage = await openStage();
  try {
    const stepMs = DAY_MS / (DAY_S * RATE);
    const flood = await prepared(stage.directory, { open: OPEN, rate: RATE, seconds: MINUTES * 60 + 60, stepMs });
    const wall = await openWall(stage.directory, flood, ['--wall', '--desk']);
    try {
      await wall.running.page('desk');
      const { startedAt } = await wall.hub.begin();
      const curves = await sampled(wall);
      const { heap, pauses } = watchedStream(wall.watched);
      const minutes = (at: number) => (at - startedAt) / 60_000;
      const account = (name: string, of: (sample: (typeof heap)[number]) => number): Curve => {
        const points = heap.filter(({ at }) => at >= startedAt).map((sample) => [minutes(sample.at), of(sample) / 1e6] as const);
        return { name, pss: points, rss: [] };
      };
      // Not the page of the beginning: one that was silent for too long on a busy machine has been replaced.
      const page = await wall.running.page('wall');
      const shown = await page.evaluate(() => Number(document.querySelector<HTMLElement>('.as-of')?.dataset['seq']));
      console.log(
        `${MINUTES} min at ${figure(RATE)} events/s, ${figure(OPEN)} open cases, a city day in ${DAY_S} s; ${figure(shown - flood.seq)} events shown`,
      );
      summary([
        ...curves,
        account('stream: heap', ({ heapUsed }) => heapUsed),
        account('stream: buffers', ({ arrayBuffers }) => arrayBuffers),
      ]);
      const longest = new Sample(pauses.filter(({ at }) => at >= startedAt).map(({ pauseMs }) => pauseMs));
      console.log(
        `  pauses of the stream’s collector: p99 ${figure(longest.at(0.99), 1)} ms, longest ${figure(longest.most, 1)} ms, ${longest.size} of them`,
      );
    } finally {
      await wall.close();
    }
  } finally {
    stage.close();
  }
}

async function sampled(wall: RunningWall): Promise<Curve[]> {
  const named = (await wall.processes()).filter(([name]) => name !== 'hub');
  const curves = named.map(([name, pid]) => ({ name, pid, pss: [] as [number, number][], rss: [] as [number, number][] }));
  const startedAt = performance.now();
  for (let next = startedAt; next - startedAt <= MINUTES * 60_000; next += EVERY_MS) {
    await sleep(Math.max(0, next - performance.now()));
    const minute = (performance.now() - startedAt) / 60_000;
    for (const { pid, pss, rss } of curves) {
      // Gone: a page that was replaced.
      if (pssBytes(pid) === 0) continue;
      pss.push([minute, pssBytes(pid) / 1e6]);
      rss.push([minute, rssBytes(pid) / 1e6]);
    }
  }
  return curves;
}

function summary(curves: readonly Curve[]): void {
  const at = (points: readonly (readonly [number, number])[], minute: number) =>
    points.findLast(([x]) => x <= minute)?.[1] ?? points[0]?.[1] ?? Number.NaN;
  const steps = Array.from({ length: SHOWN }, (_, i) => (MINUTES * i) / (SHOWN - 1));
  console.log('\nMB (PSS of processes) after so many minutes');
  printTable(
    ['', ...steps.map((minute) => figure(minute))],
    curves.map(({ name, pss }) => [name, ...steps.map((minute) => figure(at(pss, minute)))]),
  );
  const line = (points: Curve['pss']) => {
    const late = points.filter(([minute]) => minute >= MINUTES * WARM_SHARE);
    const { perUnit, within } = slopeOf(late.map(([minute, megabytes]) => [minute / 60, megabytes]));
    return late.length === 0 ? '' : `${figure(perUnit, 1)} ± ${figure(within, 1)}`;
  };
  console.log('\ngrowth, MB per hour ± 95 % confidence');
  printTable(
    ['', 'PSS', 'RSS'],
    curves.map(({ name, pss, rss }) => [name, line(pss), line(rss)]),
  );
}
