/**
 * Measures how cost grows with the city: open cases are doubled from eight thousand to four million, each size in a process of its own. By the million: how long an event
 * takes to be folded from its packed batch, bytes of the columns, bytes of a snapshot and how long it takes to be rebuilt; and what a frame takes that carries every tile
 * of a wall after a change, the heat among them; and by what factor each grows when the city doubles. Windows from 1 to 8 are growth-windows.bench.ts.
 *
 * Why: the map and the frames must stay flat, the fold may pay for the caches that a large city does not fit into, and memory and snapshots must be linear and small.
 *
 * It means nothing for: cities whose events mostly touch today's cases (drawn at random here). Processor time, so that a busy machine hurts less.
 */
import { fork } from 'node:child_process';
import { inflateRawSync } from 'node:zlib';
import { packChunks } from '../../electron/hub/chunks';
import { settingsOf } from '../../electron/hub/recover';
import { packSnapshot } from '../../electron/hub/snapshot-cache';
import { loadCity } from '../../electron/hub/sources/load-city';
import type { Picture } from '../../electron/stream/picture';
import { PICTURE_TILES, TileBoard } from '../../electron/stream/tiles/tile-board';
import { openBatch } from '../../shared/contract/record-batch';
import { catalogueEvents } from '../../shared/city/catalogue-events';
import { toCity } from '../../shared/city/to-city';
import { Projection } from '../../shared/projection/projection';
import { SteadyCity } from './naive/steady-city';
import { slopeOf } from './slope';
import { figure, printTable } from './spread';
import { asked } from './wall/settings';

const LARGEST = asked('BENCH_OPEN', 4_000_000);
const DOUBLINGS = 9;
const SEED = 20_240_701;
const START_AT = Date.UTC(2024, 6, 1, 2);
const BATCH = { maxRecords: 1_000, maxBytes: 256 * 1024 };
const EVENTS = 200_000;
const AT_ONCE = 10_000;
const FRAMES = 50;

interface Grown {
  readonly foldUs: number;
  readonly columnBytes: number;
  readonly snapshotBytes: number;
  readonly rebuildMs: number;
  readonly frameMs: number;
  /** What a process holds more once it has rebuilt the projection: heap and buffers. */
  readonly heldBytes: number;
}

const [, script = '', size] = process.argv;
if (size !== undefined) {
  const grown = await measure(Number(size));
  process.send?.(grown, () => process.exit(0));
} else await bench();

async function bench(): Promise<void> {
  const all: Grown[] = [];
  const rows: string[][] = [];
  for (let doubling = DOUBLINGS; doubling >= 0; doubling -= 1) {
    const open = Math.round(LARGEST / 2 ** doubling);
    const grown = await inChild(open);
    all.push(grown);
    console.log(`  ${figure(open)} open cases are measured`);
    rows.push([
      figure(open),
      figure(grown.foldUs, 2),
      figure(grown.columnBytes / 1e6, 1),
      figure(grown.columnBytes / open, 1),
      figure(grown.snapshotBytes / 1e6, 1),
      figure(grown.snapshotBytes / open, 1),
      figure(grown.rebuildMs),
      figure(grown.heldBytes / 1e6, 1),
      figure(grown.frameMs, 2),
    ]);
  }
  const times = (of: (grown: Grown) => number) => `× ${figure(perDoubling(all.map(of)), 2)}`;
  printTable(
    [
      'open cases',
      'fold, µs/event',
      'columns, MB',
      'B/case',
      'snapshot, MB',
      'B/case',
      'rebuild, ms',
      'memory when rebuilt, MB',
      'tiles of a frame, ms',
    ],
    [
      ...rows,
      [
        'per doubling',
        times(({ foldUs }) => foldUs),
        times(({ columnBytes }) => columnBytes),
        '',
        times(({ snapshotBytes }) => snapshotBytes),
        '',
        times(({ rebuildMs }) => rebuildMs),
        times(({ heldBytes }) => heldBytes),
        times(({ frameMs }) => frameMs),
      ],
    ],
  );
}

/** By what factor values grow on average from one to the next: the straight line through their logarithms. */
function perDoubling(values: readonly number[]): number {
  return 2 ** slopeOf(values.map((value, i) => [i, Math.log2(value)])).perUnit;
}

function inChild(open: number): Promise<Grown> {
  const child = fork(script, [String(open)], { execArgv: ['--expose-gc', '--max-old-space-size=8000'] });
  return new Promise((resolve, reject) => {
    child.once('message', (grown) => resolve(grown as Grown));
    child.once('exit', (code) => reject(new Error(`${open} cases ended with ${code}`)));
  });
}

async function measure(open: number): Promise<Grown> {
  const definition = await loadCity('resources');
  const city = toCity(definition);
  const settings = settingsOf(city);
  const projection = new Projection(settings);
  for (const event of catalogueEvents(definition, START_AT)) {
    projection.apply({ seq: projection.seq + 1, at: START_AT, by: 'source:bench', event });
  }
  // As busy as the largest city is, whatever the size: a city day is as many events for all.
  const steady = new SteadyCity(open, SEED, { startAt: START_AT, stepMs: 1, after: projection.seq });
  for (let left = open; left > 0; left -= AT_ONCE) for (const record of steady.opening(Math.min(left, AT_ONCE))) projection.apply(record);
  projection.deadlines.settle();
  const { bytes } = await packSnapshot(projection);
  const columnBytes = projection.cases.bytes() + projection.deadlines.bytes();

  const messages = packChunks(steady.next(EVENTS), BATCH).map((chunk) => chunk.bytes);
  collect();
  const foldMs = processorMs(() => {
    for (const message of messages) {
      const opened = openBatch(message);
      if (!opened.ok) throw new Error(opened.reason);
      projection.applyColumns(opened.columns, 0, opened.columns.length);
    }
  });

  const picture: Picture = {
    id: 1,
    epoch: 'bench',
    projection,
    city,
    source: { kind: 'simulate', name: 'bench', speed: 1 },
    speed: 1,
    sound: true,
  };
  const board = new TileBoard();
  let frameMs = 0;
  for (let frame = 0; frame < FRAMES; frame += 1) {
    for (const record of steady.next(10)) projection.apply(record);
    frameMs += processorMs(() => {
      for (const name of PICTURE_TILES) board.withheldTile(name, picture);
    });
  }

  const unpacked = inflateRawSync(bytes);
  collect();
  const before = allocatedBytes();
  let rebuilt: Projection | null = null;
  const rebuildMs = processorMs(() => {
    rebuilt = Projection.decode(unpacked, settings);
    rebuilt.deadlines.settle();
  });
  collect();
  const heldBytes = allocatedBytes() - before;
  if (rebuilt === null) throw new Error('nothing was rebuilt');
  return {
    foldUs: (foldMs * 1_000) / EVENTS,
    columnBytes,
    snapshotBytes: bytes.byteLength,
    rebuildMs,
    frameMs: frameMs / FRAMES,
    heldBytes,
  };
}

function allocatedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function collect(): void {
  (globalThis as { gc?: () => void }).gc?.();
}
