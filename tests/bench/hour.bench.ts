/**
 * Measures memory over an hour of a country's load: as many events as 2,000 a second are in 60 minutes (BENCH_MINUTES), 7.2 million, told in less time (time-lapse,
 * BENCH_RATE a second: 20,000 make it 6 minutes) to the real app with two walls and a desk open. Every process is sampled; the growth of each is a straight line with
 * its 95 % confidence interval, per ten minutes of wall time and per million events. The city's clock runs fast too, so that many city days end meanwhile and what a day
 * holds is given back again and again.
 *
 * How: PSS of every process from /proc, without pages of files (machine/processes.ts says why), and the stream's own account of its heap and of what lies beside it from
 * inside (machine/watch-process.cjs). The first third warms up and is left out of the lines. Samples hang together; the intervals are widened for it (tests/soak/trend.ts). Every sample goes to out/curves/hour.csv.
 *
 * What a page's process takes is more than what the page holds: Chromium keeps room for what is drawn anew again and again, and gives it back when it collects everything. Both are told: the
 * curves with that room, and what is held once everything else is collected, at the beginning and at the end.
 *
 * A busy machine does not matter for memory. A page that was silent for too long there is replaced by the app's own watchdog: that is counted, and its successor is a
 * process with a curve of its own.
 *
 * It means nothing for: leaks that need time and not events, or something that does not happen here (windows that come and go, exports, losses of the hub).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { DAY_MS } from '../../shared/time/instant';
import { type Trend, trendOfSeries } from '../soak/trend';
import { tellFindings } from './findings';
import { beFloodProcess, isFloodProcess } from './flood/flood-process';
import { type Held, PageHeaps } from './machine/page-heap';
import { ownPssBytes } from './machine/processes';
import { type WatchedProcess, watchedStream } from './machine/watched-process';
import { sparkline } from './sparkline';
import { figure, printTable, Sample } from './spread';
import { prepared } from './wall/prepared';
import { openWall, type RunningWall } from './wall/running-wall';
import { asked } from './wall/settings';
import { openStage } from './wall/stage';

const HOUR_PER_SECOND = 2_000;
const EVENTS = asked('BENCH_MINUTES', 60) * 60 * HOUR_PER_SECOND;
const RATE = asked('BENCH_RATE', 20_000);
const OPEN = asked('BENCH_OPEN', 100_000);
const WALLS = 2;
const SPAN_MINUTES = EVENTS / RATE / 60;
/** A city day has so many of them. */
const EVENTS_PER_DAY = 120_000;
const EVERY_MS = Math.min(5_000, (SPAN_MINUTES * 60_000) / 30);
const WARM_SHARE = 1 / 3;
const HEAP_STRETCH_MS = 5_000;
/** Until charts and everything else that comes after the first picture are there. */
const SETTLE_MS = 20_000;
/** Points of time in the table. */
const SHOWN = 7;
/** Events that the flood goes on for, beyond what is measured. */
const SPARE_S = 60;
/** A page that is just being replaced gives no answer. */
const PATIENCE_MS = 180_000;
const CURVES = 'out/curves';
const SURFACES = ['wall', 'desk'] as const;
type Surface = (typeof SURFACES)[number];

if (isFloodProcess()) await beFloodProcess();
else await bench();

interface Curve {
  readonly name: string;
  /** Minutes since the beginning, MB. */
  readonly points: (readonly [number, number])[];
}

async function bench(): Promise<void> {
  const stage = await openStage();
  try {
    console.log(
      `time-lapse: ${figure(EVENTS / 1e6, 2)} M events, as many as ${figure(HOUR_PER_SECOND)}/s bring in ${figure(EVENTS / HOUR_PER_SECOND / 60)} min, at ${figure(RATE)}/s in ${figure(SPAN_MINUTES, 1)} min; ` +
        `${figure(OPEN)} open cases, ${WALLS} walls and a desk, a city day per ${figure(EVENTS_PER_DAY)} events`,
    );
    const flood = await prepared(stage.directory, {
      open: OPEN,
      rate: RATE,
      seconds: Math.ceil(SPAN_MINUTES * 60) + SPARE_S,
      stepMs: DAY_MS / EVENTS_PER_DAY,
    });
    const wall = await openWall(stage.directory, flood, ['--wall', '--desk']);
    try {
      await openWalls(wall);
      const heaps = new PageHeaps();
      const { startedAt } = await wall.hub.begin();
      await sleep(SETTLE_MS);
      const atFirst = await heldByPages(wall, heaps);
      const { curves, replaced } = await sampled(wall, heaps);
      const shown = await seqShown(wall);
      const watched = watchedStream(wall.watched);
      const { kept, beside } = accounts(watched, startedAt);
      const atLast = await heldByPages(wall, heaps);
      summary([...curves, kept, beside]);
      const pauses = new Sample(watched.pauses.filter(({ at }) => at >= startedAt).map(({ pauseMs }) => pauseMs));
      console.log(
        `\n  ${figure((shown - flood.seq) / 1e6, 2)} M events are shown; pages replaced meanwhile: ${replaced}\n` +
          `  pauses of the stream’s collector: p99 ${figure(pauses.at(0.99), 1)} ms, longest ${figure(pauses.most, 1)} ms, ${figure(pauses.size, 0)} of them`,
      );
      tellHeld(atFirst, atLast);
      const trend = trendOfSeries(late(kept));
      const [perTen, within] = [trend.slope * 10, trend.within * 10];
      tellFindings([
        {
          row: 'heap',
          naive: '',
          limit: '',
          today: `stream: ${figure(perTen, 2)} ± ${figure(within, 2)} MB per 10 min at ${figure(RATE)}/s, ${figure(EVENTS / 1e6, 1)} M events`,
          figures: { megabytesPer10Min: perTen },
        },
      ]);
    } finally {
      await wall.close();
    }
  } finally {
    stage.close();
  }
}

async function openWalls({ running }: RunningWall): Promise<void> {
  const desk = await running.page('desk');
  const walls = () => running.app.windows().filter((page) => page.url().startsWith('app://wall/')).length;
  for (let open = walls(); open < WALLS; open += 1) {
    await desk.evaluate(() => (window as unknown as { hotlineWall: { openWall(): void } }).hotlineWall.openWall());
  }
  while (walls() < WALLS) await sleep(200);
}

/** The curve of every process that has been there, and of all of the app's together; and how many pages have come in place of others. */
async function sampled(wall: RunningWall, heaps: PageHeaps): Promise<{ curves: Curve[]; replaced: number }> {
  const whole: Curve = { name: 'the app together', points: [] };
  const heapCurves = new Map(SURFACES.map((surface) => [surface, heapCurveOf(surface)]));
  const byProcess = new Map<number, Curve>();
  const pages = new Set((await wall.pages()).map(({ key }) => key));
  const pagesAtFirst = pages.size;
  const startedAt = performance.now();
  for (let next = startedAt; next - startedAt <= SPAN_MINUTES * 60_000; next += EVERY_MS) {
    await sleep(Math.max(0, next - performance.now()));
    const minute = (performance.now() - startedAt) / 60_000;
    for (const { key } of await wall.pages()) pages.add(key);
    let sum = 0;
    for (const [name, pid] of await wall.processes()) {
      if (name === 'hub') continue;
      const megabytes = ownPssBytes(pid) / 1e6;
      // It has ended since it was named.
      if (megabytes === 0) continue;
      const curve = byProcess.get(pid) ?? { name: distinct(name, byProcess), points: [] };
      byProcess.set(pid, curve);
      curve.points.push([minute, megabytes]);
      sum += megabytes;
    }
    whole.points.push([minute, sum]);
    for (const [surface, { points }] of heapCurves) {
      const used = await askPage(wall, surface, (page) => heaps.used(page));
      if (used !== null) points.push([minute, used.heap / 1e6]);
    }
  }
  return { curves: [...byProcess.values(), whole, ...heapCurves.values()], replaced: pages.size - pagesAtFirst };
}

function heapCurveOf(surface: Surface): Curve {
  return { name: `${surface}: heap`, points: [] };
}

/** What pages hold once everything else is collected: by their own account, and by the system's of their process. Absent: the page is just being replaced. */
async function heldByPages(wall: RunningWall, heaps: PageHeaps): Promise<Map<Surface, Held & { readonly pss: number }>> {
  const all = new Map<Surface, Held & { readonly pss: number }>();
  for (const surface of SURFACES) {
    const held = await askPage(wall, surface, (page) => heaps.held(page));
    const process = (await wall.pages()).find(({ host }) => host === surface);
    if (held !== null && process !== undefined) all.set(surface, { ...held, pss: ownPssBytes(process.pid) });
  }
  return all;
}

function tellHeld(...moments: readonly Awaited<ReturnType<typeof heldByPages>>[]): void {
  console.log(`\nwhat pages hold once everything else is collected, ${SETTLE_MS / 1_000} s after the flood began and at its end`);
  printTable(
    ['', 'JavaScript, MB', 'nodes', 'listeners', 'process (PSS), MB'],
    SURFACES.map((surface) => {
      const change = (of: (held: Held & { readonly pss: number }) => number) =>
        moments
          .map((moment) => moment.get(surface))
          .map((held) => figure(held === undefined ? Number.NaN : of(held)))
          .join(' → ');
      return [
        surface,
        change(({ heap }) => heap / 1e6),
        change(({ nodes }) => nodes),
        change(({ listeners }) => listeners),
        change(({ pss }) => pss / 1e6),
      ];
    }),
  );
}

/** Asks the first page of a surface; null: there is none at the moment, or it does not answer. */
async function askPage<T>({ running }: RunningWall, surface: Surface, ask: (page: Page) => Promise<T | null>): Promise<T | null> {
  const page = running.app.windows().find((each) => each.url().startsWith(`app://${surface}/`));
  return page === undefined ? null : ask(page);
}

/** Surfaces may share a process, and a page that is replaced gets another one. */
function distinct(name: string, others: ReadonlyMap<number, Curve>): string {
  const same = [...others.values()].filter((curve) => curve.name.replace(/ \(\d+\)$/, '') === name).length;
  return same === 0 ? name : `${name} (${same + 1})`;
}

/** Of whichever page is the wall now. Rejects when none answers in time. */
async function seqShown({ running }: RunningWall): Promise<number> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      const page = await running.page('wall');
      const seq = await page.evaluate(() => Number(document.querySelector<HTMLElement>('.as-of')?.dataset['seq'] ?? Number.NaN));
      if (Number.isFinite(seq)) return seq;
    } catch (error) {
      // It has been replaced while it was asked.
      if (performance.now() > until) throw error;
    }
    if (performance.now() > until) throw new Error('no wall says what it shows');
    await sleep(1_000);
  }
}

/** What the stream itself says that it holds. Its heap goes up and down with every collection: the least of each stretch is what it keeps. */
function accounts({ heap }: WatchedProcess, startedAt: number): { kept: Curve; beside: Curve } {
  const account = (name: string, of: (sample: (typeof heap)[number]) => number): Curve => {
    const points = new Map<number, readonly [number, number]>();
    for (const sample of heap) {
      const [minute, megabytes] = [(sample.at - startedAt) / 60_000, of(sample) / 1e6];
      if (minute < 0 || minute > SPAN_MINUTES) continue;
      const stretch = Math.floor((minute * 60_000) / HEAP_STRETCH_MS);
      const least = points.get(stretch);
      if (least === undefined || megabytes < least[1]) points.set(stretch, [minute, megabytes]);
    }
    return { name, points: [...points.values()] };
  };
  return {
    kept: account('stream: heap', ({ heapUsed }) => heapUsed),
    beside: account('stream: beside its heap', ({ external }) => external),
  };
}

function late({ points }: Curve): Curve['points'] {
  return points.filter(([minute]) => minute >= SPAN_MINUTES * WARM_SHARE);
}

function summary(curves: readonly Curve[]): void {
  const at = (points: Curve['points'], minute: number) => points.findLast(([x]) => x <= minute)?.[1] ?? Number.NaN;
  const steps = Array.from({ length: SHOWN }, (_, i) => (SPAN_MINUTES * i) / (SHOWN - 1));
  console.log('\nMB after so many minutes (PSS without pages of files; the rows of a heap: by the process’s own account)');
  printTable(
    ['', ...steps.map((minute) => figure(minute, 1)), 'least … most', 'curve'],
    curves.map(({ name, points }) => {
      const values = new Sample(points.map(([, megabytes]) => megabytes));
      return [
        name,
        ...steps.map((minute) => figure(at(points, minute))),
        `${figure(values.least)} … ${figure(values.most)}`,
        sparkline(points.map(([, megabytes]) => megabytes)),
      ];
    }),
  );
  const millionPerMinute = (RATE * 60) / 1e6;
  const line = (trend: Trend, scale: number) => `${figure(trend.slope * scale, 2)} ± ${figure(trend.within * scale, 2)}`;
  console.log('\ngrowth, MB ± 95 % confidence, after the first third');
  printTable(
    ['', 'per 10 min of wall time', 'per million events'],
    curves.flatMap(({ name, points }) => {
      const after = late({ name, points });
      if (after.length < 3) return [];
      const trend = trendOfSeries(after);
      return [[name, line(trend, 10), line(trend, 1 / millionPerMinute)]];
    }),
  );
  mkdirSync(CURVES, { recursive: true });
  const file = join(CURVES, 'hour.csv');
  const rows = curves.flatMap(({ name, points }) =>
    points.map(([minute, megabytes]) => `${name},${minute.toFixed(3)},${megabytes.toFixed(3)}`),
  );
  writeFileSync(file, ['of,minute,megabytes', ...rows, ''].join('\n'));
  console.log(`\n  every sample: ${file}`);
}
