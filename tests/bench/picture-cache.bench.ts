/**
 * Measures how long the event loop of a stream stands still while the picture of a million open cases is written to disk and 100,000 events/s are folded:
 * "a few ms at a time" is the product's way, "at once" encodes the whole picture in one go and hashes it in one go, as one would write it at first. Both pack in
 * other threads. Beside it: the same events without any writing. The longest stall is read by monitorEventLoopDelay and includes what the fold itself takes.
 *
 * Why: the stream writes the picture every half minute, and no window may miss frames for it. Nothing is folded while the cases are copied, so the time
 * that events wait for that is printed too.
 *
 * It means nothing for: a real socket's share of the loop; disks that are slower than the packing; other machines than the one it ran on.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { writeCacheFile } from '../../electron/stream/cache-file';
import { encodeCalmly } from '../../electron/stream/encode-calmly';
import { Projection } from '../../shared/projection/projection';
import { HOUR_MS } from '../../shared/time/instant';
import { SteadyCity } from './naive/steady-city';
import { figure, printTable, range } from './spread';

const OPEN = 1_000_000;
const ROUNDS = 3;
const EVENTS_PER_MS = 100;
const TURN_MS = 10;

const directory = mkdtempSync(join(tmpdir(), 'picture-cache-'));
const file = join(directory, 'picture');
const city = new SteadyCity(OPEN, 20_240_701);
const projection = new Projection({
  zone: 'Asia/Shanghai',
  extent: [115.4, 39.4, 117.5, 41.1],
  horizonMs: HOUR_MS,
  answerThresholdMs: 15_000,
  seatsInstalled: 750,
  heatCells: 200,
});
for (let left = OPEN; left > 0; left -= 50_000) for (const record of city.opening(Math.min(left, 50_000))) projection.apply(record);

let held = false;
let heldAt = 0;
const heldMs: number[] = [];

async function nothing(): Promise<void> {
  await setTimeout(2_000);
}

async function atOnce(): Promise<void> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 3 };
  const packed = await promisify(brotliCompress)(projection.encode(), { params });
  writeFileSync(file, Buffer.concat([createHash('sha256').update(packed).digest(), packed]));
}

async function calmly(): Promise<void> {
  const body = await encodeCalmly(projection, () => {
    held = true;
    heldAt = performance.now();
    return () => {
      held = false;
      heldMs.push(performance.now() - heldAt);
    };
  });
  const about = {
    epoch: 'bench',
    seq: projection.seq,
    cityNow: projection.now,
    speed: 1,
    writtenAt: 0,
    source: { kind: 'none', name: 'none', speed: 1 } as const,
    city: null as never,
  };
  await writeCacheFile(file, { about, body });
}

/** Longest stall and duration in ms, CPU ms of the process beyond what the events cost. */
async function measured(work: () => Promise<void>): Promise<{ readonly stallMs: number; readonly ms: number; readonly cpuMs: number }> {
  (globalThis as { gc?: () => void }).gc?.();
  let folded = performance.now();
  const folding = setInterval(() => {
    if (held) return;
    // What a full loop did not get to is not made up for: the stall is measured, not its consequences.
    const due = Math.min(20, performance.now() - folded);
    folded = performance.now();
    for (const record of city.next(Math.round(due * EVENTS_PER_MS))) projection.apply(record);
  }, TURN_MS);
  await setTimeout(500);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const from = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  // The last stall is noticed by the next tick.
  await setTimeout(20);
  delay.disable();
  clearInterval(folding);
  return { stallMs: delay.max / 1e6, ms: performance.now() - from, cpuMs: (user + system) / 1_000 };
}

const ways = { 'no writing': nothing, 'at once': atOnce, 'a few ms at a time': calmly };
const rows: string[][] = [];
const found = new Map<string, Awaited<ReturnType<typeof measured>>[]>();
try {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, work] of Object.entries(ways)) found.set(name, [...(found.get(name) ?? []), await measured(work)]);
  }
  for (const [name, rounds] of found) {
    rows.push([
      name,
      ...(['stallMs', 'ms', 'cpuMs'] as const).map((what) =>
        range(
          rounds.map((round) => round[what]),
          0,
        ),
      ),
    ]);
  }
  printTable(['1,000,000 open, 100,000 events/s', 'longest stall, ms', 'until written, ms', 'CPU ms with events'], rows);
  console.log(
    `\n  events wait for the copying: ${range(heldMs, 0)} ms; the file holds ${figure(statSync(file).size / OPEN, 1)} bytes per case`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
