/**
 * Measures how long it takes from the commit of an event at the hub to a painted frame that shows it, on the wall and on the desk, both open, at about 200 and about
 * 2,000 events a second; how often each page paints meanwhile; and where the time goes on the way. The hub is the product's own in a process of its own, the city the
 * simulated one at full size (105,000 cases carried over), run faster until it gives the rate; the app is the real one.
 *
 * How: the hub's process notes the time right after each transaction; a second client notes when the batch with the event arrives; a listener in each page notes the
 * frame's message, the change of the page's elements and the task after the next animation frame. All times are of the machine's one clock; the offset of each page's
 * clock is measured and printed. Each event of the span is followed to the first frame that holds it. In the same page, under the same load, a change that costs nothing
 * is painted as well: the floor.
 *
 * Why: people act on what they see; a wall whose numbers are a second old while the link says "live" would lie.
 *
 * It means nothing for: screens (a frame counts as painted when the page has handed it to Chromium's compositor; without a graphics card its pixels come a frame or two
 * later); an idle city (frames are then sent at once); a hub on another machine (the network is not in it); tiles that follow the clock (the city's clock runs many times
 * too fast here, so they change more often than at this rate in a larger city); absolute times on another or busier machine: read the ratios and the stages.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { launchApp, type RunningApp } from '../app/running-app';
import { follow } from './frames/follower';
import { beHubProcess, HubProcess, isHubProcess } from './frames/hub-process';
import { latencies, type Latencies } from './frames/latency';
import { barePaints, clockOffset, seenFrames, watchFrames } from './frames/page-watch';
import { processorSeconds } from './frames/processor-time';
import { figure, printTable, range, Sample } from './spread';

const RATES = [200, 2_000];
const ROUNDS = 3;
const WARM_MS = 6_000;
const SPAN_MS = 20_000;
const BARE_PAINTS = 60;
const SLOWEST_SPEED = 0.01;

if (isHubProcess()) await beHubProcess();
else await bench();

interface Run {
  readonly rate: number;
  readonly perSecond: number;
  readonly speed: number;
  readonly load: number;
  readonly openCases: number;
  readonly pages: Readonly<Record<'wall' | 'desk', Latencies & { readonly bare: Sample; readonly clock: string }>>;
  readonly processors: readonly (readonly [string, number])[];
}

async function bench(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'hotline-frames-'));
  try {
    const prepared = join(directory, 'prepared');
    const preparing = new HubProcess(prepared, SLOWEST_SPEED);
    const { pace, kinds } = await preparing.ready;
    await preparing.close();
    const total = [...kinds.values()].reduce((sum, count) => sum + count, 0);
    const mix = [...kinds].toSorted((a, b) => b[1] - a[1]).map(([kind, count]) => `${kind} ${Math.round((100 * count) / total)} %`);
    console.log(
      `the city's own pace is ${figure(pace)} events/s (${mix.join(', ')}); ${ROUNDS} rounds of ${SPAN_MS / 1_000} s per rate, in turns`,
    );
    const runs: Run[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const rate of round % 2 === 0 ? RATES : RATES.toReversed()) {
        const log = join(directory, `log-${round}-${rate}`);
        cpSync(prepared, log, { recursive: true });
        const run = await measure(log, rate, rate / pace);
        tell(run);
        runs.push(run);
        rmSync(log, { recursive: true, force: true });
      }
    }
    summary(runs);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(log: string, rate: number, citySpeed: number): Promise<Run> {
  const child = new HubProcess(log, citySpeed);
  let running: RunningApp | null = null;
  try {
    const { url } = await child.ready;
    const tokenFile = `${log}.token`;
    writeFileSync(tokenFile, `${child.token}\n`, { mode: 0o600 });
    running = await launchApp({ hub: { url, tokenFile } });
    const pages = { wall: await running.page('wall'), desk: await running.page('desk') };
    await pages.wall.locator('[data-testid="connection"][data-state="live"]').waitFor({ timeout: 60_000 });
    await pages.desk.locator('[data-testid="desk-connection"][data-state="live"]').waitFor({ timeout: 60_000 });
    const follower = await follow({ url, token: child.token });
    for (const page of Object.values(pages)) await watchFrames(page);
    const named = await namedProcesses(running, child.pid);
    await sleep(WARM_MS);
    const from = clock();
    const before = named.map(([, pid]) => processorSeconds(pid));
    const load = loadavg()[0] ?? 0;
    await sleep(SPAN_MS);
    const until = clock();
    const after = named.map(([, pid]) => processorSeconds(pid));
    // The floor, while the city goes on.
    const bare = { wall: await barePaints(pages.wall, BARE_PAINTS), desk: await barePaints(pages.desk, BARE_PAINTS) };
    const stamps = await child.stamps();
    follower.close();
    const one = async (name: 'wall' | 'desk', page: Page) => {
      const { offset, within } = await clockOffset(page);
      const seen = latencies(stamps, follower.arrivals, await seenFrames(page), { from, until });
      return { ...seen, bare: new Sample(bare[name]), clock: `${figure(offset)} ± ${figure(within)} ms` };
    };
    const seconds = (until - from) / 1_000;
    const committed = stamps.committed.filter((at) => at >= from && at <= until).length;
    return {
      rate,
      perSecond: committed / seconds,
      speed: citySpeed,
      load,
      openCases: stamps.openCases,
      pages: { wall: await one('wall', pages.wall), desk: await one('desk', pages.desk) },
      processors: named.map(([name], i) => [name, ((after[i] ?? NaN) - (before[i] ?? NaN)) / seconds] as const),
    };
  } finally {
    await running?.close();
    await child.close();
  }
}

function clock(): number {
  return performance.timeOrigin + performance.now();
}

/** Name and process id of everything that works on the way. */
async function namedProcesses(running: RunningApp, hubPid: number): Promise<(readonly [string, number])[]> {
  const { stream = 0 } = await running.pids();
  const others = await running.app.evaluate(({ app, webContents }) => [
    ...webContents.getAllWebContents().map((contents) => [`${new URL(contents.getURL()).host} page`, contents.getOSProcessId()] as const),
    ['graphics', app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? 0] as const,
    ['main', process.pid] as const,
  ]);
  return [['hub (with the city)', hubPid], ['stream', stream], ...others];
}

function tell(run: Run): void {
  const { wall, desk } = run.pages;
  console.log(
    `\n${figure(run.rate)} events/s asked, ${figure(run.perSecond)} given: city clock ${figure(run.speed)} × real time, ${figure(run.openCases)} open cases, 1-minute load ${figure(run.load)}`,
  );
  const row = (name: string, sample: Sample) => [
    name,
    ...[0.5, 0.9, 0.99, 1].map((share) => figure(sample.at(share))),
    figure(sample.size, 0),
  ];
  printTable(
    ['ms', 'p50', 'p90', 'p99', 'most', 'samples'],
    [
      row('committed → painted on the wall', wall.whole),
      row('committed → painted on the desk', desk.whole),
      row('… its heat map, at most every 500 ms by design', wall.slowest),
      row('… its table rows, at most every 500 ms by design', desk.slowest),
      row('floor: a bare change → painted on the wall', wall.bare),
      row('floor: a bare change → painted on the desk', desk.bare),
      row('between two paints of the wall', wall.intervals),
      row('between two paints of the desk', desk.intervals),
      row('stage: happened → committed (not in the above)', wall.happened),
      row('stage: committed → at a second client', wall.wire),
      row('stage: … → frame’s message at the wall', wall.stream),
      row('stage: … → frame’s message at the desk', desk.stream),
      row('stage: … → elements changed on the wall', wall.draw),
      row('stage: … → elements changed on the desk', desk.draw),
      row('stage: … → painted on the wall', wall.paint),
      row('stage: … → painted on the desk', desk.paint),
    ],
  );
  const span = SPAN_MS / 1_000;
  console.log(
    `  frames/s: wall ${figure(wall.frames / span)} (${wall.frames}), desk ${figure(desk.frames / span)} (${desk.frames}); ` +
      `never painted: ${wall.unseen} / ${desk.unseen}; page clocks ahead by: wall ${wall.clock}, desk ${desk.clock}`,
  );
  console.log(`  processors used: ${run.processors.map(([name, share]) => `${name} ${figure(100 * share, 0)} %`).join(', ')}`);
}

function summary(runs: readonly Run[]): void {
  console.log('\nall rounds: median (range) of the rounds');
  printTable(
    ['', 'p50, ms', 'p99, ms', 'p50 / floor', 'frames/s'],
    RATES.flatMap((rate) =>
      (['wall', 'desk'] as const).map((name) => {
        const pages = runs.filter((run) => run.rate === rate).map((run) => run.pages[name]);
        return [
          `${figure(rate)} events/s, ${name}`,
          range(pages.map(({ whole }) => whole.median)),
          range(pages.map(({ whole }) => whole.at(0.99))),
          range(
            pages.map(({ whole, bare }) => whole.median / bare.median),
            1,
          ),
          range(
            pages.map(({ frames }) => frames / (SPAN_MS / 1_000)),
            1,
          ),
        ];
      }),
    ),
  );
}
