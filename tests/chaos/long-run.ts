import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AppRunner } from './app-runner';
import { reportLines } from './report-text';
import { runChaos } from './run';

/**
 * The long form: a million events, a thousand faults. What it shows: that history is one and the same with everybody whatever breaks, on this machine, at the pace
 * that faults and recoveries leave. It measures no throughput: the tape waits for the faults.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20260101' },
    events: { type: 'string', default: '1000000' },
    faults: { type: 'string', default: '1000' },
    streams: { type: 'string', default: '6' },
    /** Faults of the real app, beside those of the streams; 0: it takes no part. */
    app: { type: 'string', default: '50' },
    /** Everything that was written stays, to be looked at. */
    keep: { type: 'boolean', default: false },
  },
});
const here = dirname(fileURLToPath(import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'hotline-chaos-'));
process.once('SIGTERM', () => process.exit(143));
const say = (line: string) => process.stdout.write(`${line}\n`);

say(
  `chaos with seed ${values.seed}: ${values.events} events, ${values.faults} faults on ${values.streams} streams and ${values.app} on the app`,
);
try {
  const report = await runChaos({
    seed: Number(values.seed),
    events: Number(values.events),
    faults: Number(values.faults),
    streams: Number(values.streams),
    pauseMs: 200,
    scripts: { hub: join(here, 'hub-process.mjs'), stream: join(here, 'stream-process.mjs') },
    directory,
    say,
    ...(Number(values.app) > 0 ? { app: { faults: Number(values.app), open: (wishes) => AppRunner.open(wishes) } } : {}),
  });
  for (const line of reportLines(report)) say(line);
  if (report.verdict.violations.length > 0) process.exitCode = 1;
} finally {
  if (values.keep) say(`kept: ${directory}`);
  else rmSync(directory, { recursive: true, force: true });
}
