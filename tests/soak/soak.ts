import { cpus } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, type RunningApp } from '../app/running-app';
import { figure } from '../bench/spread';
import { drawPicture } from './picture/draw';
import { reportPicture } from './picture/report-svg';
import { reportLines } from './report-text';
import { runSoak } from './soak-run';

/**
 * Runs the app for hours on a simulated city whose clock runs fast, looks at every process and page every few seconds, and says what grows. Ctrl+C ends it with what it
 * has until then. It means nothing for hours that have not passed: what grows with time and not with events needs the time.
 */
const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '2' },
    /** City seconds per second: two hours at 12 are a day. */
    speed: { type: 'string', default: '12' },
    walls: { type: 'string', default: '2' },
    /** Seconds between two looks. */
    every: { type: 'string', default: '5' },
    /** In place of the simulated city. */
    source: { type: 'string' },
    out: { type: 'string', default: 'out/soak' },
  },
});
const SAY_EVERY_MINUTES = 10;

const [hours, speed, walls, every] = [amount('hours'), amount('speed'), amount('walls'), amount('every')];
const source = values.source ?? `simulate?speed=${speed}`;
const directory = join(ROOT, values.out);
const stop = new AbortController();
let said = 0;

say(`soak of ${figure(hours, 2)} h on ${source} with a desk and ${figure(walls, 0)} walls, looked at every ${figure(every, 0)} s`);
const outcome = await runSoak({
  source,
  minutes: hours * 60,
  everyMs: every * 1_000,
  walls,
  directory,
  stop: stop.signal,
  opened: takeSignals,
  looked: (minute) => {
    if (minute < said + SAY_EVERY_MINUTES) return;
    said = minute;
    say(`  ${figure(minute, 0)} of ${figure(hours * 60, 0)} min`);
  },
});
for (const line of reportLines(outcome)) say(line);
const lines = [
  `Soak: ${figure(outcome.span, 1)} min, ${figure((outcome.span / 60) * speed, 1)} h of the city`,
  `${source}, a desk and ${figure(walls, 0)} walls; ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}; ended ${new Date().toISOString()}`,
];
const png = await drawPicture(reportPicture(outcome, lines), directory);
say(`\nevery sample: ${relative(ROOT, join(directory, 'samples.csv'))}; picture: ${relative(ROOT, png)}`);
if (outcome.ended || outcome.judgements.some(({ verdict }) => verdict === 'grows')) process.exitCode = 1;

/** Playwright ends this process on the first Ctrl+C, before anything could be told: from now on it is ours, and a second one is final. */
function takeSignals(_running: RunningApp): void {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(name);
    process.once(name, () => {
      say('\nending with what there is …');
      stop.abort();
    });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function amount(name: 'hours' | 'speed' | 'walls' | 'every'): number {
  const value = Number(values[name]);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0`);
  return value;
}
