/**
 * Measures how a wall comes back: the page killed, the page hanging, the graphics process killed, the stream killed, the hub killed, the hub hanging (data stops), and the display unplugged
 * and plugged in again, each BENCH_TIMES (20) times, in turns, in the real app on its embedded hub.
 *
 * How: from the fault until the wall says that it is live again and shows a later picture than before; until it says that it is not live, where that is to be seen (after 5 s at most when data
 * stops); and, read from the screen's own memory 40 times a second (screen/framebuffer.ts), for how long nothing was on it. A display that can be unplugged has no memory to read: there the
 * time is until the wall is on the other display, and back.
 *
 * It means nothing for: crashes of main or of the machine, a hub on another machine (its own chaos run is `npm run chaos`), and absolute times on another or a busier machine.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { hasManyDisplays, openManyDisplays } from '../../electron/setup/many-displays.mjs';
import { launchApp, type RunningApp } from '../app/running-app';
import { BlankWatch } from './recovery/blank-watch';
import { figure, printTable, Sample } from './spread';
import { asked } from './wall/settings';
import { openStage } from './wall/stage';

const TIMES = asked('BENCH_TIMES', 20);
const PATIENCE_MS = 90_000;
const LOOK_MS = 20;
/** A page that does nothing for so long hangs; the app's watchdog must not wait until it goes on by itself. */
const HANG_MS = 60_000;
/** Longer than a wall may show what it was sent last as if it were now. */
const SILENCE_MS = 9_000;
/** Between two faults, so that each meets an app at rest. */
const REST_MS = 1_500;
const FAULTS = ['page killed', 'page hangs', 'graphics killed', 'stream killed', 'hub killed', 'data stops'] as const;
type Fault = (typeof FAULTS)[number];
const HALL = { output: 0, x: 0, y: 0, width: 1920, height: 1080 };
const DOOR = { output: 1, x: 1920, y: 0, width: 1280, height: 720 };
const FIRST_OUTPUT = 78;

interface Shown {
  readonly live: boolean;
  readonly seq: number;
  readonly width: number;
}

const NOTHING: Shown = { live: false, seq: -1, width: 0 };

/** What one fault did, ms. NaN: it was not to be seen. */
interface Recovery {
  readonly notLiveMs: number;
  readonly backMs: number;
  readonly blankMs: number;
}

const told: string[][] = [];
await processesDie();
if (hasManyDisplays()) await displaysGo();
else console.log('\nno X server whose displays can be unplugged is here: that part was left out');
printTable(['fault', 'times', 'not live after, ms (longest)', 'live again, ms (longest)', 'nothing on the screen, ms (longest)'], told);

function tell(fault: string, recoveries: readonly Recovery[]): void {
  const words = (name: keyof Recovery): string => {
    const sample = new Sample(recoveries.map((one) => one[name]).filter((ms) => !Number.isNaN(ms)));
    return sample.size === 0 ? '–' : `${figure(sample.median, 0)} (${figure(sample.most, 0)})`;
  };
  told.push([fault, String(recoveries.length), words('notLiveMs'), words('backMs'), words('blankMs')]);
}

async function processesDie(): Promise<void> {
  const stage = await openStage();
  const running = await launchApp({ source: 'simulate?scale=0.1&speed=20', args: ['--wall', '--kiosk'] });
  const recoveries = new Map<Fault, Recovery[]>(FAULTS.map((fault) => [fault, []]));
  try {
    await untilShown(running, true, 0);
    await sleep(10 * REST_MS);
    for (let i = 0; i < TIMES; i += 1)
      for (const fault of FAULTS) {
        const watch = new BlankWatch(stage.screen);
        const { notLiveMs, backMs } = await suffer(running, fault);
        recoveries.get(fault)!.push({ notLiveMs, backMs, blankMs: await watch.end() });
        await sleep(REST_MS);
      }
  } finally {
    await running.close();
    stage.close();
  }
  for (const [fault, those] of recoveries) tell(fault, those);
}

async function suffer(running: RunningApp, fault: Fault): Promise<Omit<Recovery, 'blankMs'>> {
  let before = (await shown(running)).seq;
  const { hub = 0, stream = 0 } = await running.pids();
  const at = performance.now();
  let notLiveMs = Number.NaN;
  switch (fault) {
    case 'page killed':
      process.kill(await pidOf(running, 'page'), 'SIGKILL');
      await sleep(LOOK_MS);
      break;
    case 'page hangs':
      void hang(running);
      while ((await shown(running)).live) await patiently(at);
      break;
    case 'graphics killed':
      process.kill(await pidOf(running, 'GPU'), 'SIGKILL');
      await sleep(REST_MS);
      break;
    case 'stream killed':
      process.kill(stream, 'SIGKILL');
      while ([stream, undefined].includes((await running.pids()).stream)) await patiently(at);
      // What was on its way still is drawn too.
      before = (await shown(running)).seq;
      break;
    case 'hub killed':
      process.kill(hub, 'SIGKILL');
      await untilShown(running, false, 0);
      notLiveMs = performance.now() - at;
      break;
    case 'data stops':
      process.kill(hub, 'SIGSTOP');
      await Promise.race([untilShown(running, false, 0), sleep(SILENCE_MS)]);
      notLiveMs = performance.now() - at;
      process.kill(hub, 'SIGCONT');
  }
  await untilShown(running, true, before + 1);
  return { notLiveMs, backMs: performance.now() - at };
}

/** The wall is moved from the display that goes to the other one, and back when it comes again. */
async function displaysGo(): Promise<void> {
  const displays = await openManyDisplays([HALL, DOOR]);
  const dataDirectory = mkdtempSync(join(tmpdir(), 'hotline-recovery-'));
  const identity = ({ output }: typeof HALL) => `output:${FIRST_OUTPUT + output}`;
  writeFileSync(
    join(dataDirectory, 'screens.json'),
    JSON.stringify({
      screens: [{ name: 'hall', display: identity(HALL), priority: 1, heightMm: 1_215, viewingDistanceMm: 5_000 }],
    }),
  );
  const running = await launchApp({
    args: ['--wall', '--kiosk', '--software-rendering'],
    dataDirectory,
    env: displays.env as Record<string, string>,
  });
  const gone: Recovery[] = [];
  const back: Recovery[] = [];
  try {
    await untilShown(running, true, 0);
    for (let i = 0; i < TIMES; i += 1)
      for (const [list, plugged] of [
        [gone, [DOOR]],
        [back, [HALL, DOOR]],
      ] as const) {
        const before = (await shown(running)).seq;
        const at = performance.now();
        await displays.arrange([...plugged]);
        const { width } = plugged[0];
        while ((await shown(running)).width !== width) await patiently(at);
        await untilShown(running, true, before + 1);
        list.push({ notLiveMs: Number.NaN, backMs: performance.now() - at, blankMs: Number.NaN });
        await sleep(REST_MS);
      }
  } finally {
    await running.close();
    displays.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
  tell('display unplugged: on the other one', gone);
  tell('display plugged in again: back', back);
}

/** What the wall's page says of itself; a page that is gone or hangs says nothing. */
async function shown(running: RunningApp): Promise<Shown> {
  const page = running.app.windows().find((each) => each.url().startsWith('app://wall/'));
  if (page === undefined) return NOTHING;
  try {
    // The answer of a page that dies meanwhile may be none at all.
    const answer: Shown | undefined = await Promise.race([page.evaluate(look), sleep(1_000).then(() => NOTHING)]);
    return answer ?? NOTHING;
  } catch {
    // As said.
    return NOTHING;
  }
}

/** Runs in the page. */
function look(): Shown {
  const state = document.querySelector<HTMLElement>('[data-testid="connection"]')?.dataset['state'];
  const seq = document.querySelector<HTMLElement>('.as-of')?.dataset['seq'];
  return { live: state === 'live', seq: Number(seq ?? -1), width: innerWidth };
}

/** Until the wall is (not) live, with a picture of `seq` or later where it is to be. */
async function untilShown(running: RunningApp, live: boolean, seq: number): Promise<void> {
  const since = performance.now();
  for (;;) {
    const now = await shown(running);
    if (now.live === live && (!live || now.seq >= seq)) return;
    await patiently(since);
  }
}

async function patiently(since: number): Promise<void> {
  if (performance.now() - since > PATIENCE_MS) throw new Error(`the wall did not come back in ${PATIENCE_MS} ms`);
  await sleep(LOOK_MS);
}

function pidOf(running: RunningApp, what: 'page' | 'GPU'): Promise<number> {
  return running.app.evaluate(
    ({ app, webContents }, process) =>
      process === 'GPU'
        ? (app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? 0)
        : (webContents
            .getAllWebContents()
            .find((contents) => contents.getURL().startsWith('app://wall/'))
            ?.getOSProcessId() ?? 0),
    what,
  );
}

async function hang(running: RunningApp): Promise<void> {
  const page: Page = await running.page('wall');
  try {
    await page.evaluate((forMs) => {
      const until = performance.now() + forMs;
      while (performance.now() < until);
    }, HANG_MS);
  } catch {
    // Expected: the page was replaced.
  }
}
