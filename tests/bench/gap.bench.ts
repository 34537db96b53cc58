/**
 * Measures how a stream that was away comes back, at a million open cases: what the hub sends it of what has changed since (Projection.encodeChanges as the
 * wire carries it), how long the hub needs to pack that and the stream to take it in; beside it the whole reload, and the records that it has missed. "Changed rows" are
 * what the cases that changed are worth in a whole snapshot: bytes per case there, times their number.
 *
 * There is no digest to exchange before: the stream says at which seq it stands, and the hub knows what has changed since. A digest is compared afterwards, as always.
 *
 * Why: a wall that lost its line for some minutes must not wait, nor a hub with many of them suffocate.
 *
 * It means nothing for: the network's own time; a city whose events mostly touch the same cases (drawn at random here, the worst case: nearly every event changes another).
 */
import { inflateRawSync } from 'node:zlib';
import { CHUNK_LIMITS, packChunks } from '../../electron/hub/chunks';
import { settingsOf } from '../../electron/hub/recover';
import { packChanges, packSnapshot } from '../../electron/hub/snapshot-cache';
import { loadCity } from '../../electron/hub/sources/load-city';
import { toCity } from '../../shared/city/to-city';
import { Projection } from '../../shared/projection/projection';
import { tellFindings } from './findings';
import { SteadyCity } from './naive/steady-city';
import { figure, printTable } from './spread';
import { asked, RUN } from './wall/settings';

const RATE = asked('BENCH_RATE', 500);
const MINUTES = [1, 5, 15] as const;
const SEED = 20_240_701;
const AT_ONCE = 20_000;

interface Gap {
  readonly minutes: number;
  readonly missed: number;
  readonly changed: number;
  readonly recordBytes: number;
  readonly changeBytes: number;
  readonly packMs: number;
  readonly takeMs: number;
  readonly timesChangedRows: number;
}

await bench();

async function bench(): Promise<void> {
  const settings = settingsOf(toCity(await loadCity('resources')));
  const hub = new Projection(settings);
  const city = new SteadyCity(RUN.open, SEED, { stepMs: 1_000 / RATE });
  for (let left = RUN.open; left > 0; left -= AT_ONCE) for (const record of city.opening(Math.min(left, AT_ONCE))) hub.apply(record);
  hub.deadlines.settle();
  const whole = await packSnapshot(hub);
  const since = hub.seq;
  const wholeMs = await processorMs(() => {
    Projection.decode(inflateRawSync(whole.bytes), settings);
  });
  const bytesPerCase = whole.bytes.byteLength / RUN.open;
  const gaps: Gap[] = [];
  const changed = new Set<number>();
  let recordBytes = 0;
  for (const minutes of MINUTES) {
    while (hub.seq - since < minutes * 60 * RATE) {
      const records = city.next(Math.min(AT_ONCE, minutes * 60 * RATE - (hub.seq - since)));
      for (const record of records) {
        hub.apply(record);
        if ('case' in record.event) changed.add(record.event.case);
      }
      for (const { bytes } of packChunks(records, CHUNK_LIMITS)) recordBytes += bytes.byteLength;
    }
    let packed: Uint8Array | null = null;
    const packMs = await processorMs(async () => {
      packed = (await packChanges(hub, since))?.bytes ?? null;
    });
    if (packed === null) {
      console.log(`after ${minutes} min at ${figure(RATE)} events/s the hub cannot tell what has changed: a whole snapshot is sent`);
      continue;
    }
    const bytes: Uint8Array = packed;
    // It takes over the cases of the one that was away, so that there is a new one each time.
    const away = Projection.decode(inflateRawSync(whole.bytes), settings);
    let digest = '';
    const takeMs = await processorMs(() => {
      const back = away.applyChanges(inflateRawSync(bytes));
      back.deadlines.settle();
      digest = back.digest();
    });
    if (digest !== hub.digest()) throw new Error('the changes tell another story');
    const timesChangedRows = bytes.byteLength / (changed.size * bytesPerCase);
    const missed = hub.seq - since;
    gaps.push({ minutes, missed, changed: changed.size, recordBytes, changeBytes: bytes.byteLength, packMs, takeMs, timesChangedRows });
  }
  console.log(
    `${figure(RUN.open)} open cases, ${figure(RATE)} events/s; whole reload ${figure(whole.bytes.byteLength / 1e6, 1)} MB, ${figure(wholeMs)} ms`,
  );
  printTable(
    [
      'minutes away',
      'events missed',
      'cases changed',
      'as records, MB',
      'changes, MB',
      'times the changed rows',
      'pack, ms',
      'take in, ms',
    ],
    gaps.map((gap) => [
      figure(gap.minutes, 0),
      figure(gap.missed),
      figure(gap.changed),
      figure(gap.recordBytes / 1e6, 2),
      figure(gap.changeBytes / 1e6, 2),
      figure(gap.timesChangedRows, 2),
      figure(gap.packMs),
      figure(gap.takeMs),
    ]),
  );
  if (gaps.length < MINUTES.length) return;
  const shown = gaps.map(
    ({ minutes, changeBytes, timesChangedRows }) => `${minutes} min ${figure(changeBytes / 1e6, 2)} MB (${figure(timesChangedRows, 2)} ×)`,
  );
  tellFindings([
    {
      row: 'gap',
      naive: `whole reload ${figure(whole.bytes.byteLength / 1e6, 1)} MB, ${figure(wholeMs)} ms`,
      limit: `the changed rows in a snapshot: ${gaps.map(({ minutes, changed: rows }) => `${minutes} min ${figure((rows * bytesPerCase) / 1e6, 2)} MB`).join(', ')}`,
      today: `no digest is exchanged; ${shown.join(', ')}`,
      figures: { digestBytes: 0, timesChangedRows: Math.max(...gaps.map((gap) => gap.timesChangedRows)) },
    },
  ]);
}

async function processorMs(work: () => void | Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
