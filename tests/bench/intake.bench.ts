/**
 * Measures what the hub's process needs to take events in: source → check and fold → transaction on disk → ring → one socket, whose client in another process
 * says `took` for every batch. First as fast as it goes, then at 100,000 events/s with the time from an event's due moment to its arrival at the client.
 *
 * Why: at the limit the hub has one core, the wall the other. The events were made beforehand, so what is counted is the hub and not its source.
 *
 * It means nothing for: a hub with commands (their groups are small); a disk that is slower at fsync than this machine's; many clients (each costs its own sending).
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Arrival, follow } from './frames/follower';
import { type Intake, openPressedHub, type PressedOptions } from './intake/pressed-hub';
import { figure, printTable, Sample } from './spread';

const ROLE = 'pressed-hub';
const [, script = '', role, given = ''] = process.argv;
const RUNS: readonly Omit<PressedOptions, 'directory' | 'token'>[] = [
  { open: 150_000, events: 1_000_000, rate: null },
  { open: 1_000_000, events: 1_000_000, rate: null },
  { open: 150_000, events: 1_000_000, rate: 100_000 },
];

if (role === ROLE) await child(JSON.parse(given) as PressedOptions);
else await parent();

async function child(options: PressedOptions): Promise<void> {
  const hub = await openPressedHub(options);
  process.on('message', () => {
    void hub.press().then((intake) => process.send?.(intake));
  });
  process.on('disconnect', () => void hub.close().then(() => process.exit(0)));
  process.send?.(hub.url);
}

async function parent(): Promise<void> {
  const only = process.env['INTAKE_RUNS']?.split(',').map(Number);
  const rows: string[][] = [];
  for (const [index, run] of RUNS.entries()) {
    if (only !== undefined && !only.includes(index)) continue;
    rows.push(await measured(run));
  }
  printTable(
    [
      'open cases, events/s asked',
      'events/s',
      'CPU s per 1 M',
      'stall p99 / max ms',
      'gc max ms',
      'MB',
      'due → client p50 / p99 / max ms',
      'batches',
    ],
    rows,
  );
}

async function measured(run: Omit<PressedOptions, 'directory' | 'token'>): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'hub-intake-'));
  const token = randomUUID() + randomUUID();
  const profile = process.env['INTAKE_PROFILE'];
  const options = JSON.stringify({ ...run, directory, token } satisfies PressedOptions);
  const process_ = fork(script, [ROLE, options], {
    execArgv: ['--max-old-space-size=6000', ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`])],
  });
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      process_.once('message', resolve);
      process_.once('exit', (code) => reject(new Error(`the hub ended by itself with ${code}`)));
    });
  try {
    const url = (await next()) as string;
    const follower = await follow({ url, token });
    process_.send('press');
    const intake = (await next()) as Intake;
    while ((follower.arrivals.at(-1)?.to ?? 0) < intake.lastSeq) await new Promise((resolve) => setTimeout(resolve, 20));
    const row = rowOf(run, intake, follower.arrivals);
    follower.close();
    return row;
  } finally {
    const ended = new Promise((resolve) => process_.once('exit', resolve));
    process_.disconnect();
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
}

function rowOf(run: Omit<PressedOptions, 'directory' | 'token'>, intake: Intake, arrivals: readonly Arrival[]): string[] {
  const events = intake.lastSeq - intake.firstSeq + 1;
  const { rate } = run;
  const late = rate === null ? [] : lateness(rate, intake, arrivals);
  const sample = new Sample(late);
  return [
    `${figure(run.open)}, ${rate === null ? 'all' : figure(rate)}`,
    figure((events * 1_000) / intake.wallMs, 0),
    figure((intake.processorMs / events) * 1_000, 2),
    `${figure(intake.stallP99Ms)} / ${figure(intake.longestStallMs)}`,
    figure(intake.longestGcMs),
    figure(intake.residentMb, 0),
    rate === null ? '' : `${figure(sample.median)} / ${figure(sample.at(0.99))} / ${figure(sample.most)}`,
    figure(arrivals.length),
  ];
}

/** For every hundredth event: ms from when it fell due until the client had it. */
function lateness(rate: number, { startedAt, firstSeq, lastSeq }: Intake, arrivals: readonly Arrival[]): number[] {
  const late: number[] = [];
  let arrival = 0;
  for (let seq = firstSeq; seq <= lastSeq; seq += 100) {
    while ((arrivals[arrival]?.to ?? Infinity) < seq) arrival += 1;
    late.push((arrivals[arrival]?.at ?? Number.NaN) - (startedAt + ((seq - firstSeq) * 1_000) / rate));
  }
  return late;
}
