/**
 * Measures from the start of the process to the first live frame that is painted: the app as built, with wall and desk, its embedded hub and its stream, on a log of a
 * whole simulated city (105,000 cases carried over and the day's history); beside it, launched in turns, an empty Electron window (launch/empty-window.cjs), and the limit: an app
 * of the same processes that do nothing but hand one record over (launch/same-processes): a window, and two utility processes with a socket between them.
 * One first launch, which makes that log, then pairs of second launches. Who launches gives no help: `launch/milestones.cjs` listens inside.
 *
 * Why: a wall that was switched off and on must be a live wall again before anybody asks; the part that is not Electron's own is ours.
 *
 * It means nothing for: the very first launch after the machine's own start (files come from the disk's cache here); a machine with a graphics card (without one,
 * the map's first frame is drawn by the processor); a hub on another machine, whose snapshot comes over a network; absolute times on another or a busier machine. Read
 * the ratios. "Painted" is when the page has handed the frame to Chromium's compositor.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { electronDist } from '../../electron/setup/electron-binary.mjs';
import { tellFindings } from './findings';
import { processorSeconds } from './frames/processor-time';
import { calibrate, isSteady } from './machine/calibration';
import { processTree } from './machine/processes';
import { beJsonHub, isJsonHub, JsonHub } from './naive/json-hub';
import { buildPages } from './page-app/build-pages';
import { openPageApp } from './page-app/page-app';
import { figure, printTable, range, Sample } from './spread';

const PAIRS = 5;
/** The naive wall is launched with about as many cases as the city carries over. */
const NAIVE_OPEN = 100_000;
const PATIENCE_MS = 180_000;
const HOOK = 'tests/bench/launch/milestones.cjs';
const EMPTY = 'tests/bench/launch/empty-window.cjs';
const SAME_PROCESSES = 'tests/bench/launch/same-processes/main.cjs';

/** Ms from the start of the process, by name. */
type Milestones = Readonly<Record<string, number>>;

const now = () => performance.timeOrigin + performance.now();
const directory = mkdtempSync(join(tmpdir(), 'hotline-launch-'));
try {
  if (isJsonHub()) await beJsonHub();
  else await bench();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function bench(): Promise<void> {
  await launchEmpty(EMPTY);
  await launchEmpty(SAME_PROCESSES);
  const first = await launchApp();
  const apps: Milestones[] = [];
  const empties: Milestones[] = [];
  const limits: Milestones[] = [];
  const loads: number[] = [];
  let voided = 0;
  while (apps.length < PAIRS && voided <= PAIRS) {
    loads.push(loadavg()[0] ?? 0);
    const before = calibrate();
    const launches = [
      async () => ({ app: await launchApp() }),
      async () => ({ empty: await launchEmpty(EMPTY) }),
      async () => ({ limit: await launchEmpty(SAME_PROCESSES) }),
    ];
    if (apps.length % 2 === 1) launches.reverse();
    const round: { app?: Milestones; empty?: Milestones; limit?: Milestones } = {};
    for (const next of launches) Object.assign(round, await next());
    const { app, empty, limit } = round;
    if (!isSteady(before, calibrate()) || app === undefined || empty === undefined || limit === undefined) {
      voided += 1;
      continue;
    }
    apps.push(app);
    empties.push(empty);
    limits.push(limit);
  }
  const naive = await launchNaive();
  console.log(
    `ms from the start of the process, ${apps.length} pairs in turns after one launch of each (${voided} void); 1-minute load ${range(loads, 1)}\n`,
  );
  const columns = [
    'main',
    'ready',
    ...['wall', 'desk'].flatMap((page) => ['shell', 'picture', 'live', 'whole'].map((what) => `${page} ${what}`)),
    'processor',
  ];
  const words: Readonly<Record<string, string>> = {
    main: "main's first line",
    ready: 'Electron is ready',
    shell: 'first content painted',
    picture: 'a picture painted (the last run’s, marked with its age)',
    live: 'first live frame painted',
    whole: 'with its charts and the map’s WebGL ground',
    processor: 'processor time of all processes until the live frames',
  };
  const titled = (name: string) => {
    const [page, what] = name.includes(' ') ? name.split(' ') : ['', name];
    return `${page === '' ? '' : `${page}: `}${words[what ?? ''] ?? what}`;
  };
  printTable(
    ['', 'second launches: median (range)', 'first launch'],
    columns.map((name) => [titled(name), range(valuesOf(apps, name)), figure(first[name] ?? Number.NaN)]),
  );
  console.log('');
  printTable(
    ['', 'empty window: median (range)', 'the same processes, empty'],
    ['main', 'ready', 'empty shell', 'empty live', 'processor'].map((name) => [
      name === 'empty live' ? 'painted (of the same processes: their record), seen as in the app' : titled(name).replace('empty: ', ''),
      range(valuesOf(empties, name)),
      range(valuesOf(limits, name)),
    ]),
  );
  console.log('\npairwise: first live frame / empty window painted');
  for (const page of ['wall', 'desk']) {
    const ratios = apps.map((app, i) => (app[`${page} live`] ?? Number.NaN) / (empties[i]?.['empty live'] ?? Number.NaN));
    const differences = apps.map((app, i) => (app[`${page} live`] ?? Number.NaN) - (empties[i]?.['empty live'] ?? Number.NaN));
    console.log(`  ${page}  ${range(ratios, 2)} times; ${range(differences)} ms more`);
  }
  const least = limits.map((limit, i) => (limit['empty live'] ?? Number.NaN) / (empties[i]?.['empty live'] ?? Number.NaN));
  console.log(`  the same processes, empty  ${range(least, 2)} times`);
  const processor = apps.map((app, i) => (app['processor'] ?? Number.NaN) / (empties[i]?.['processor'] ?? Number.NaN));
  console.log(`  processor time of all processes  ${range(processor, 2)} times`);
  console.log(`\nthe naive wall with ${figure(NAIVE_OPEN)} cases, without its map: ${figure(naive)} ms to its first picture (once)`);
  const times = (name: string) => apps.map((app, i) => (app[name] ?? Number.NaN) / (empties[i]?.['empty live'] ?? Number.NaN));
  const [live, picture] = [times('wall live'), times('wall picture')];
  tellFindings([
    {
      row: 'launch',
      naive: `${figure(naive)} ms (${figure(NAIVE_OPEN)} open)`,
      limit: `empty window ${range(valuesOf(empties, 'empty live'))} ms; the same processes, empty: ${range(least, 2)} ×`,
      today: `${range(valuesOf(apps, 'wall live'))} ms: ${range(live, 2)} ×; the last run’s picture ${range(picture, 2)} ×`,
      figures: { timesEmpty: new Sample(live).median, pictureTimesEmpty: new Sample(picture).median },
    },
  ]);
}

/** Ms from the start of the process until the naive wall (naive/wall) shows all cases. */
async function launchNaive(): Promise<number> {
  await buildPages(['naive/wall/naive.html']);
  const hub = new JsonHub({ open: NAIVE_OPEN, rate: 1, batched: false });
  const url = await hub.url;
  const startedAt = now();
  const app = await openPageApp('naive/wall/naive.html', { hub: url });
  try {
    await app.page.waitForFunction((open) => Number(document.querySelector('li')?.textContent) === open, NAIVE_OPEN, {
      timeout: PATIENCE_MS,
    });
    return now() - startedAt;
  } finally {
    await app.close();
    hub.close();
  }
}

function valuesOf(launches: readonly Milestones[], name: string): number[] {
  return launches.map((milestones) => milestones[name] ?? Number.NaN);
}

function launchApp(): Promise<Milestones> {
  return launch(
    [process.cwd(), '--data', join(directory, 'app'), '--locale', 'en', '--source', 'simulate'],
    ['wall live', 'desk live'],
    ['wall whole', 'desk whole'],
  );
}

function launchEmpty(app: string): Promise<Milestones> {
  return launch([join(process.cwd(), app), `--user-data-dir=${join(directory, 'empty')}`, '--enable-unsafe-swiftshader'], ['empty live']);
}

/**
 * Starts Electron, waits until all of `until` has been seen, when it reads the processor time of all its processes (ms), then for `after`, and ends it. Rejects when it
 * ends by itself or does not get there in time.
 */
async function launch(args: readonly string[], until: readonly string[], after: readonly string[] = []): Promise<Milestones> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const seen: Record<string, number> = {};
  const startedAt = now();
  const child = spawn(electronDist().executable, ['-r', join(process.cwd(), HOOK), ...args, ...asRoot], {
    env: { ...process.env, HOTLINE_WALL_LOG: 'error' },
    // Graphics drivers and a missing session bus complain on stderr.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`not seen in time: ${until.filter((name) => !(name in seen)).join(', ')}`)),
        PATIENCE_MS,
      );
      child.once('exit', (code) => reject(new Error(`Electron ended with ${code} before it was seen: ${until.join(', ')}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        for (const [name, at] of Object.entries(milestonesIn(line))) seen[name] = at - startedAt;
        if (!until.every((name) => name in seen)) return;
        seen['processor'] ??= processTree(child.pid ?? 0).reduce((sum, pid) => sum + (processorSeconds(pid) || 0) * 1_000, 0);
        if (!after.every((name) => name in seen)) return;
        clearTimeout(late);
        resolve();
      });
    });
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
  return seen;
}

/** Others may write to stdout as well. */
function milestonesIn(line: string): Milestones {
  if (!line.startsWith('{"milestones":')) return {};
  return (JSON.parse(line) as { milestones: Milestones }).milestones;
}
