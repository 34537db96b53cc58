/**
 * Measures a snapshot of a million open cases: its bytes per case as the hub sends it, with references and without; how long the stream needs to unpack it
 * and to rebuild its projection of it; and the longest frame of a live wall while it is sent and built anew (the hub comes back with another log). Beside it: the same cases as JSON,
 * parsed from its bytes into a Map of objects with the same counters (naive/object-fold.ts).
 *
 * Why: whoever joins, or was away for long, waits for this.
 *
 * It means nothing for: the network's own time; cases with titles (the log knows none); cases that hang together (drawn at random here, the worst case for compression).
 */
import { setTimeout } from 'node:timers/promises';
import { brotliCompressSync, constants } from 'node:zlib';
import { settingsOf } from '../../electron/hub/recover';
import { packSnapshot } from '../../electron/hub/snapshot-cache';
import { unpackSnapshot } from '../../electron/stream/unpack';
import { loadCity } from '../../electron/hub/sources/load-city';
import { toCity } from '../../shared/city/to-city';
import type { LogRecord } from '../../shared/domain/events';
import { Projection } from '../../shared/projection/projection';
import type { ProjectionSettings } from '../../shared/projection/settings';
import { tellFindings } from './findings';
import { beFloodProcess, isFloodProcess } from './flood/flood-process';
import { calibrate, isSteady } from './machine/calibration';
import { ObjectFold } from './naive/object-fold';
import { SteadyCity } from './naive/steady-city';
import { figure, printTable, range, Sample } from './spread';
import { prepared } from './wall/prepared';
import { type Reload, reloadLeg } from './wall/reload-leg';
import { RUN } from './wall/settings';
import { openStage } from './wall/stage';

const SEED = 20_240_701;
const AT_ONCE = 20_000;
/** JSON of so many cases is compressed to know what JSON would cost; all of it takes long. */
const SAMPLE = 100_000;
/** Room for what a case is as JSON. */
const MOST_LINE_BYTES = 512;
const PART_BYTES = 1024 * 1024;
const SWEEP_MS = 250;
/** Of an unpacked snapshot. */
const MOST_BYTES = 1024 * 1024 * 1024;
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

if (isFloodProcess()) await beFloodProcess();
else await bench();

async function bench(): Promise<void> {
  const settings = settingsOf(toCity(await loadCity('resources')));
  const projection = folded(settings, (record) => record);
  const packed = await packSnapshot(projection);
  const bare = await packSnapshot(folded(settings, withoutReference));
  const lines = json();
  const jsonBytes = lines.bytes.byteLength / RUN.open;
  const sample = Math.min(SAMPLE, RUN.open);
  const jsonBrotli = brotliCompressSync(lines.bytes.subarray(0, lines.ends[sample - 1]), QUALITY).byteLength / sample;
  const bytesPerCase = bare.bytes.byteLength / RUN.open;
  const times = await rebuilds(settings, packed.bytes, lines, projection.digest());
  const reloads = await reloadsOf();
  const longest = reloads.map(({ intervals }) => intervals.most);
  const wholeMs = times.map(({ unpackMs, decodeMs }) => unpackMs + decodeMs);
  const ratios = times.map(({ jsonMs }, round) => jsonMs / wholeMs[round]!);
  printTable(
    [`${figure(RUN.open)} open cases, ${times.length} rebuilds, ${reloads.length} reloads`, 'median (range)'],
    [
      ['bytes per case as sent, without references', figure(bytesPerCase, 1)],
      ['… with references', figure(packed.bytes.byteLength / RUN.open, 1)],
      ['JSON of the same', `${figure(jsonBytes)}, ${figure(jsonBrotli, 1)} with brotli`],
      ['unpack, processor ms', range(times.map(({ unpackMs }) => unpackMs))],
      ['decode, processor ms', range(times.map(({ decodeMs }) => decodeMs))],
      ['both: from its bytes to the same digest, processor ms', range(wholeMs)],
      ['JSON: parse and rebuild, processor ms', range(times.map(({ jsonMs }) => jsonMs))],
      ['JSON / both', range(ratios, 1)],
      ['reload on a live wall: longest frame, ms', range(longest)],
      ['… from the hub’s return to live, ms', range(reloads.map(({ liveMs }) => liveMs))],
    ],
  );
  tellFindings([
    {
      row: 'snapshot',
      naive: `JSON: ${figure(jsonBytes)} B/case (${figure(jsonBrotli, 1)} with brotli), ${range(times.map(({ jsonMs }) => jsonMs))} ms to rebuild`,
      limit: `unpacking alone ${range(times.map(({ unpackMs }) => unpackMs))} ms`,
      today: `${figure(bytesPerCase, 1)} B/case (${figure(packed.bytes.byteLength / RUN.open, 1)} with references), ${range(wholeMs)} ms, unpacking counted: ${range(ratios, 1)} ×; longest frame ${range(longest)} ms`,
      figures: { bytesPerCase, timesJson: new Sample(ratios).median, longestFrameMs: new Sample(longest).median },
    },
  ]);
}

interface Times {
  readonly unpackMs: number;
  readonly decodeMs: number;
  readonly jsonMs: number;
}

async function rebuilds(settings: ProjectionSettings, snapshot: Uint8Array, lines: Lines, digest: string): Promise<Times[]> {
  const times: Times[] = [];
  for (let round = 0; round <= RUN.pairs; round += 1) {
    await collect();
    const parts = partsOf(snapshot);
    let unpacked: Uint8Array = snapshot;
    const unpackMs = await processorMs(async () => {
      unpacked = await unpackSnapshot(parts, MOST_BYTES);
    });
    let same = false;
    const decodeMs = await processorMs(() => {
      const decoded = Projection.decode(unpacked, settings);
      decoded.deadlines.settle();
      same = decoded.digest() === digest;
    });
    if (!same) throw new Error('the snapshot tells another story');
    await collect();
    const jsonMs = await processorMs(() => {
      const fold = new ObjectFold(settings);
      let from = 0;
      for (const end of lines.ends) {
        fold.apply(JSON.parse(lines.bytes.toString('utf8', from, end)) as LogRecord);
        from = end;
      }
      fold.settle();
    });
    // The first round warms up.
    if (round > 0) times.push({ unpackMs, decodeMs, jsonMs });
  }
  return times;
}

async function reloadsOf(): Promise<Reload[]> {
  const stage = await openStage();
  try {
    const flood = await prepared(stage.directory, { open: RUN.open, rate: 1_000, seconds: 1 });
    const reloads: Reload[] = [];
    for (let voided = 0; reloads.length < RUN.pairs && voided <= RUN.pairs;) {
      const before = calibrate();
      const reload = await reloadLeg(stage, flood);
      if (isSteady(before, calibrate())) reloads.push(reload);
      else voided += 1;
    }
    return reloads;
  } finally {
    stage.close();
  }
}

function* opening(): Generator<LogRecord> {
  const city = new SteadyCity(RUN.open, SEED);
  for (let left = RUN.open; left > 0; left -= AT_ONCE) yield* city.opening(Math.min(left, AT_ONCE));
}

function folded(settings: ProjectionSettings, change: (record: LogRecord) => LogRecord): Projection {
  const projection = new Projection(settings);
  for (const record of opening()) projection.apply(change(record));
  return projection;
}

function withoutReference(record: LogRecord): LogRecord {
  return 'reference' in record.event ? { ...record, event: { ...record.event, reference: '' } } : record;
}

/** One JSON text per case, as bytes, which is what comes from a network: a million strings would burden every collection of the product's rounds too. */
interface Lines {
  readonly bytes: Buffer;
  /** Where each ends. */
  readonly ends: Uint32Array;
}

function json(): Lines {
  const bytes = Buffer.alloc(RUN.open * MOST_LINE_BYTES);
  const ends = new Uint32Array(RUN.open);
  let lines = 0;
  let end = 0;
  for (const record of opening()) {
    end += bytes.write(JSON.stringify(record), end);
    ends[lines] = end;
    lines += 1;
  }
  return { bytes: bytes.subarray(0, end), ends };
}

/** Copies, for they are used up, as long as the hub sends them. */
function partsOf(snapshot: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < snapshot.length; from += PART_BYTES) parts.push(snapshot.slice(from, from + PART_BYTES));
  return parts;
}

async function processorMs(work: () => void | Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Until nothing is left to sweep of what was before: other threads do that, and would count for who comes next. */
async function collect(): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    (globalThis as { gc?: () => void }).gc?.();
    await setTimeout(SWEEP_MS);
  }
}
