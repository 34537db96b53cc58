/**
 * Measures what the hub's process needs to take events in: source → check and fold → transaction on disk → ring → one socket, whose client in another process
 * says `took` for every batch. First as fast as it goes, then at 100,000 and 2,000 events/s with the times from an event's due moment, and from its being on disk, to
 * its arrival at the client.
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
import { STAMP_EVERY } from './intake/pressing-source';
import { figure, printTable, Sample } from './spread';

const ROLE = 'pressed-hub';
const [, script = '', role, given = ''] = process.argv;
const RUNS: readonly Omit<PressedOptions, 'directory' | 'token'>[] = [
  { open: 150_000, events: 1_000_000, rate: null },
  { open: 1_000_000, events: 1_000_000, rate: null },
  { open: 150_000, events: 1_000_000, rate: 100_000 },
  { open: 150_000, events: 20_000, rate: 2_000 },
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
      'on disk → client p50 / p99 / max ms',
      'due → client',
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
  const { startedAt, committed } = intake;
  const due = committed.map((_, index) => startedAt + (index * STAMP_EVERY * 1_000) / (rate ?? Number.NaN));
  return [
    `${figure(run.open)}, ${rate === null ? 'all' : figure(rate)}`,
    figure((events * 1_000) / intake.wallMs, 0),
    figure((intake.processorMs / events) * 1_000, 2),
    `${figure(intake.stallP99Ms)} / ${figure(intake.longestStallMs)}`,
    figure(intake.longestGcMs),
    figure(intake.residentMb, 0),
    lateness(committed, intake, arrivals),
    rate === null ? '' : lateness(due, intake, arrivals),
    figure(arrivals.length),
  ];
}

/** From these moments of every hundredth event until the client had it. */
function lateness(since: readonly number[], { firstSeq }: Intake, arrivals: readonly Arrival[]): string {
  let arrival = 0;
  const late = new Sample(
    since.map((moment, index) => {
      const seq = firstSeq + index * STAMP_EVERY;
      while ((arrivals[arrival]?.to ?? Infinity) < seq) arrival += 1;
      return (arrivals[arrival]?.at ?? Number.NaN) - moment;
    }),
  );
  return `${figure(late.median)} / ${figure(late.at(0.99))} / ${figure(late.most)}`;
}
