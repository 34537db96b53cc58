/**
 * Measures how fast case events are folded and what a held case costs in memory: the product's typed columns against the same fold on a Map of objects
 * (naive/object-fold.ts: same domain code, same counters, same deadline answers), at 150 k and 1 M open cases; beside it JSON.parse alone on the same
 * events, and encode / decode of the snapshot. Each fold runs in a process of its own, so that neither pays for the other's heap; rounds alternate.
 *
 * Two figures each. "events per CPU second" counts all that a round costs its process, collector threads and the day's end included, less what a third
 * process spends on making the same events: it depends least on what else the machine does. "all rounds together" holds the ends of city days, which fall into few rounds. "events/s in apply" is the wall clock round `apply` alone; the
 * collector mostly runs outside it, which flatters the objects.
 *
 * Why: hub and stream fold every event of the city. The columns were chosen because objects cost more memory and more collector time as a city grows.
 *
 * It means nothing for: a few thousand cases (everything fits in the cache and objects are as good); events from the wire, whose unpacking and checking cost more
 * than folding; a city whose events mostly touch today's cases (drawn at random here, the worst case for caches); other machines than the one it ran on.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { Projection } from '../../shared/projection/projection';
import type { ProjectionSettings } from '../../shared/projection/settings';
import { HOUR_MS } from '../../shared/time/instant';
import { ObjectFold } from './naive/object-fold';
import { SteadyCity } from './naive/steady-city';

const SIZES = [150_000, 1_000_000];
const PAIRS = 7;
const ROUND = 200_000;
/** Events are made and then applied in batches, so that they are as fresh in the cache as after unpacking; then the deadlines are asked for, as the stream does. */
const BATCH = 1_000;
const SEED = 20_240_701;
const SETTINGS: ProjectionSettings = {
  zone: 'Asia/Shanghai',
  extent: [115.4, 39.4, 117.5, 41.1],
  horizonMs: HOUR_MS,
  answerThresholdMs: 15_000,
  seatsInstalled: 750,
  heatCells: 200,
};

const KINDS = ['columns', 'objects', 'nothing'] as const;
/** nothing: only makes the events. */
type Kind = (typeof KINDS)[number];
interface Fold {
  apply(records: ReturnType<SteadyCity['next']>): void;
  /** Compared between the two folds after every round. */
  answer(): string;
  /** Bytes that the fold can tell of itself, 0 if it cannot. */
  bytes(): number;
}

const [, script, kind, size] = process.argv;
if (isKind(kind)) child(kind, Number(size));
else await parent();

function isKind(name: string | undefined): name is Kind {
  return KINDS.some((known) => known === name);
}

function fold(which: Kind): Fold {
  if (which === 'nothing') return { apply() {}, answer: () => '', bytes: () => 0 };
  if (which === 'columns') {
    const projection = new Projection(SETTINGS);
    return {
      apply(records) {
        for (const record of records) projection.apply(record);
        projection.deadlines.settle();
      },
      answer: () => `${projection.digest()} ${JSON.stringify(projection.deadlines.total())} ${projection.census.open}`,
      bytes: () => projection.cases.bytes() + projection.deadlines.bytes(),
    };
  }
  const objects = new ObjectFold(SETTINGS);
  let seq = 0;
  return {
    apply(records) {
      for (const record of records) objects.apply(record);
      objects.settle();
      seq += records.length;
    },
    answer() {
      const { 'in-time': inTime, 'at-risk': atRisk, breached } = objects.running;
      const totals = { inTime: inTime.total, atRisk: atRisk.total, breached: breached.total };
      return `${objects.digest.value(seq)} ${JSON.stringify(totals)} ${objects.openCases}`;
    },
    bytes: () => 0,
  };
}

interface Built {
  readonly own: number;
  readonly heap: number;
}
interface Round {
  /** Wall clock inside `apply`. */
  readonly ms: number;
  /** CPU time of the whole process over the whole round. */
  readonly cpuMs: number;
  /** The slowest batch. */
  readonly longestMs: number;
  readonly answer: string;
}

function child(which: Kind, open: number): void {
  const city = new SteadyCity(open, SEED);
  const one = fold(which);
  const timed = (next: (count: number) => ReturnType<SteadyCity['next']>, count: number): { ms: number; longestMs: number } => {
    let ms = 0;
    let longestMs = 0;
    for (let left = count; left > 0; left -= BATCH) {
      const records = next(Math.min(left, BATCH));
      const start = performance.now();
      one.apply(records);
      const took = performance.now() - start;
      ms += took;
      longestMs = Math.max(longestMs, took);
    }
    return { ms, longestMs };
  };
  const build = (): Built => {
    collect();
    const before = process.memoryUsage().heapUsed;
    timed((count) => city.opening(count), open);
    collect();
    return { own: one.bytes(), heap: process.memoryUsage().heapUsed - before };
  };
  const round = (): Round => {
    const before = process.cpuUsage();
    const took = timed((count) => city.next(count), ROUND);
    const cpu = process.cpuUsage(before);
    return { ...took, cpuMs: (cpu.user + cpu.system) / 1000, answer: one.answer() };
  };
  process.on('message', (ask) => {
    process.send?.(ask === 'build' ? build() : round());
  });
}

async function parent(): Promise<void> {
  console.log(`rounds of ${ROUND.toLocaleString('en')} events (20 % open, 60 % update, 20 % close), ${PAIRS} pairs after one warm-up each`);
  for (const open of SIZES) await comparison(open);
  parsing();
  snapshots(1_000_000);
}

async function comparison(open: number): Promise<void> {
  const folds = { columns: launch('columns', open), objects: launch('objects', open), nothing: launch('nothing', open) };
  try {
    const built = { columns: await folds.columns.build(), objects: await folds.objects.build() };
    await folds.nothing.build();
    const perCpu: Record<'columns' | 'objects', number[]> = { columns: [], objects: [] };
    const cpuMs = { columns: 0, objects: 0 };
    const longestMs = { columns: 0, objects: 0 };
    const inApply: Record<'columns' | 'objects', number[]> = { columns: [], objects: [] };
    for (let pair = -1; pair < PAIRS; pair += 1) {
      const nothing = await folds.nothing.round();
      const rounds: Partial<Record<Kind, Round>> = {};
      for (const which of pair % 2 === 0 ? (['columns', 'objects'] as const) : (['objects', 'columns'] as const)) {
        const round = await folds[which].round();
        rounds[which] = round;
        if (pair < 0) continue;
        cpuMs[which] += round.cpuMs - nothing.cpuMs;
        longestMs[which] = Math.max(longestMs[which], round.longestMs);
        perCpu[which].push((ROUND / (round.cpuMs - nothing.cpuMs)) * 1000);
        inApply[which].push((ROUND / round.ms) * 1000);
      }
      if (rounds.columns?.answer !== rounds.objects?.answer) {
        throw new Error(`the folds disagree: ${rounds.columns?.answer} / ${rounds.objects?.answer}`);
      }
    }
    const ratios = (rates: typeof perCpu) => rates.columns.map((rate, i) => rate / rates.objects[i]!);
    console.log(`\n${open.toLocaleString('en')} open cases                  median (range)`);
    console.log(`  columns, events per CPU second   ${spread(perCpu.columns)}`);
    console.log(`  objects, events per CPU second   ${spread(perCpu.objects)}`);
    console.log(`  columns / objects, pairwise      ${spread(ratios(perCpu), 1)}`);
    const whole = (which: 'columns' | 'objects') =>
      (((PAIRS * ROUND) / cpuMs[which]) * 1000).toLocaleString('en', { maximumFractionDigits: 0 });
    console.log(
      `  all rounds together              columns ${whole('columns')}, objects ${whole('objects')}, ${(cpuMs.objects / cpuMs.columns).toFixed(1)} times`,
    );
    console.log(`  slowest ${BATCH} events, ms         columns ${longestMs.columns.toFixed(0)}, objects ${longestMs.objects.toFixed(0)}`);
    console.log(`  columns, events/s in apply       ${spread(inApply.columns)}`);
    console.log(`  objects, events/s in apply       ${spread(inApply.objects)}`);
    console.log(`  columns / objects, pairwise      ${spread(ratios(inApply), 1)}`);
    console.log(`  columns, bytes per case          ${(built.columns.own / open).toFixed(1)} with index and wheel`);
    console.log(`    heap beside (references)       ${(built.columns.heap / open).toFixed(0)}`);
    console.log(`  objects, bytes per case          ${(built.objects.heap / open).toFixed(0)} references included`);
  } finally {
    for (const which of KINDS) folds[which].stop();
  }
}

function launch(which: Kind, open: number): { build(): Promise<Built>; round(): Promise<Round>; stop(): void } {
  const runner: ChildProcess = fork(script!, [which, String(open)], { execArgv: ['--expose-gc', '--max-old-space-size=6000'] });
  const ask = (what: 'build' | 'round'): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`${which} ended with ${code}`));
      runner.once('exit', ended);
      runner.once('message', (answer) => {
        runner.off('exit', ended);
        resolve(answer);
      });
      runner.send(what);
    });
  return {
    build: async () => (await ask('build')) as Built,
    round: async () => (await ask('round')) as Round,
    stop: () => runner.kill(),
  };
}

/** JSON.parse of the same records alone: what a design that keeps events as text would pay before it folds anything. */
function parsing(): void {
  const city = new SteadyCity(150_000, SEED);
  for (let left = 150_000; left > 0; left -= BATCH) city.opening(BATCH);
  const rates: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const lines = city.next(100_000).map((record) => JSON.stringify(record));
    const from = performance.now();
    let last = 0;
    for (const line of lines) last = (JSON.parse(line) as { seq: number }).seq;
    rates.push((lines.length / (performance.now() - from)) * 1000);
    if (last === 0) throw new Error('nothing parsed');
  }
  console.log(`\nJSON.parse alone, events/s     ${spread(rates)}`);
}

function snapshots(open: number): void {
  const city = new SteadyCity(open, SEED);
  const projection = new Projection(SETTINGS);
  for (let left = open; left > 0; left -= 50_000) for (const record of city.opening(Math.min(left, 50_000))) projection.apply(record);
  const encodeMs: number[] = [];
  const decodeMs: number[] = [];
  let bytes = 0;
  for (let pair = 0; pair < PAIRS; pair += 1) {
    collect();
    const from = performance.now();
    const snapshot = projection.encode();
    encodeMs.push(performance.now() - from);
    bytes = snapshot.byteLength;
    const then = performance.now();
    const decoded = Projection.decode(snapshot, SETTINGS);
    decodeMs.push(performance.now() - then);
    if (decoded.digest() !== projection.digest()) throw new Error('the snapshot tells another story');
  }
  console.log(
    `\nsnapshot of ${open.toLocaleString('en')} cases: ${(bytes / open).toFixed(1)} bytes per case, references included, uncompressed`,
  );
  console.log(`  encode, ms                   ${spread(encodeMs)}`);
  console.log(`  decode, ms                   ${spread(decodeMs)}`);
}

function spread(values: readonly number[], digits = 0): string {
  const sorted = values.toSorted((a, b) => a - b);
  const shown = (value: number | undefined) => (value ?? 0).toLocaleString('en', { maximumFractionDigits: digits });
  return `${shown(sorted[Math.floor(sorted.length / 2)])} (${shown(sorted[0])} … ${shown(sorted.at(-1))})`;
}

function collect(): void {
  (globalThis as { gc?: () => void }).gc?.();
}
