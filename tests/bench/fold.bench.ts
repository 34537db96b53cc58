/**
 * Measures how fast case events are folded and what a held case costs in memory: the product's typed columns against the same fold on a Map of objects
 * (naive/object-fold.ts: same domain code, same counters, same deadline answers), at 150 k and 1 M open cases; beside it JSON.parse alone on the same
 * events, and encode / decode of the snapshot. Each fold runs in a process of its own, so that neither pays for the other's heap; rounds alternate.
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
/** The clock's answers are asked for once per batch, as the stream does. */
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

type Kind = 'columns' | 'objects';
interface Fold {
  apply(records: ReturnType<SteadyCity['next']>): void;
  /** Compared between the two folds after every round. */
  answer(): string;
  /** Bytes that the fold can tell of itself, 0 if it cannot. */
  bytes(): number;
}

const [, script, kind, size] = process.argv;
if (kind === 'columns' || kind === 'objects') child(kind, Number(size));
else await parent();

function fold(which: Kind): Fold {
  if (which === 'columns') {
    const projection = new Projection(SETTINGS);
    return {
      apply(records) {
        for (let i = 0; i < records.length; i += 1) {
          projection.apply(records[i]!);
          if (i % BATCH === BATCH - 1) projection.deadlines.settle();
        }
      },
      answer: () => `${projection.digest()} ${JSON.stringify(projection.deadlines.total())} ${projection.census.open}`,
      bytes: () => projection.cases.bytes() + projection.deadlines.bytes(),
    };
  }
  const objects = new ObjectFold(SETTINGS);
  let seq = 0;
  return {
    apply(records) {
      for (let i = 0; i < records.length; i += 1) {
        objects.apply(records[i]!);
        if (i % BATCH === BATCH - 1) objects.settle();
      }
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
  readonly ms: number;
  readonly held: number;
  readonly own: number;
  readonly heap: number;
}
interface Round {
  readonly ms: number;
  readonly answer: string;
}

function child(which: Kind, open: number): void {
  const city = new SteadyCity(open, SEED);
  const one = fold(which);
  const build = (): Built => {
    collect();
    const before = process.memoryUsage();
    let ms = 0;
    for (let left = open; left > 0; left -= 50_000) {
      const records = city.opening(Math.min(left, 50_000));
      const start = performance.now();
      one.apply(records);
      ms += performance.now() - start;
    }
    collect();
    const after = process.memoryUsage();
    return { ms, held: open, own: one.bytes(), heap: after.heapUsed - before.heapUsed };
  };
  const round = (): Round => {
    const records = city.next(ROUND);
    collect();
    const start = performance.now();
    one.apply(records);
    return { ms: performance.now() - start, answer: one.answer() };
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
  const columns = start('columns', open);
  const objects = start('objects', open);
  try {
    const built = { columns: (await columns.ask('build')) as Built, objects: (await objects.ask('build')) as Built };
    const rates: Record<Kind, number[]> = { columns: [], objects: [] };
    for (let pair = -1; pair < PAIRS; pair += 1) {
      const order: Kind[] = pair % 2 === 0 ? ['columns', 'objects'] : ['objects', 'columns'];
      const rounds: Partial<Record<Kind, Round>> = {};
      for (const which of order) {
        const round = (await (which === 'columns' ? columns : objects).ask('round')) as Round;
        rounds[which] = round;
        if (pair >= 0) rates[which].push((ROUND / round.ms) * 1000);
      }
      if (rounds.columns?.answer !== rounds.objects?.answer) {
        throw new Error(`the folds disagree: ${rounds.columns?.answer} / ${rounds.objects?.answer}`);
      }
    }
    const ratios = rates.columns.map((rate, i) => rate / rates.objects[i]!);
    console.log(`\n${open.toLocaleString('en')} open cases              median (range)`);
    console.log(`  columns, events/s            ${spread(rates.columns)}`);
    console.log(`  objects, events/s            ${spread(rates.objects)}`);
    console.log(`  columns / objects, pairwise  ${spread(ratios, 1)}`);
    console.log(`  columns, bytes per case      ${(built.columns.own / open).toFixed(1)} with index and wheel`);
    console.log(`    heap beside (references)   ${(built.columns.heap / open).toFixed(0)}`);
    console.log(`  objects, bytes per case      ${(built.objects.heap / open).toFixed(0)} references included`);
  } finally {
    columns.stop();
    objects.stop();
  }
}

function start(which: Kind, open: number): { ask(what: 'build' | 'round'): Promise<unknown>; stop(): void } {
  const process_: ChildProcess = fork(script!, [which, String(open)], { execArgv: ['--expose-gc', '--max-old-space-size=6000'] });
  return {
    ask: (what) =>
      new Promise((resolve, reject) => {
        process_.once('message', resolve);
        process_.once('exit', (code) => reject(new Error(`${which} ended with ${code}`)));
        process_.send(what);
      }),
    stop: () => process_.kill(),
  };
}

/** JSON.parse of the same records alone: what a design that keeps events as text would pay before it folds anything. */
function parsing(): void {
  const city = new SteadyCity(150_000, SEED);
  city.opening(150_000);
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
