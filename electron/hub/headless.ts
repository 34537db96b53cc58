import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseHeadlessArguments, USAGE, UsageError } from './arguments';
import { systemClocks } from './clocks';
import { stderrLogger } from './logger';
import { serve, startProblem } from './serve';
import { readTokenFile } from './token-file';

/** The hub on a server, under plain Node. stdout carries one line, when it is ready; everything else goes to stderr. */

/** The paired walls, beside the log: what is restored together belongs together. */
const WALLS_FILE = 'walls.json';

const logger = stderrLogger();

function die(error: unknown): never {
  logger.error(
    { why: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    'the hub ends: something that must not happen',
  );
  process.exit(1);
}

process.on('uncaughtException', die);
process.on('unhandledRejection', die);

/** Ends with a message for the operator and the code of a command that could not be carried out. */
function refuse(text: string, code: number): never {
  process.stderr.write(`${text}\n`);
  process.exit(code);
}

async function run(): Promise<void> {
  const { host, port, isRemote, ...wanted } = parseHeadlessArguments(process.argv.slice(2));
  const grants = readTokenFile(wanted.tokenFile, logger);
  if (isRemote) logger.warn({ host }, 'this hub can be reached from other machines, and what passes there is not encrypted');
  const starting = serve({
    host,
    port,
    logDirectory: resolve(wanted.logDirectory),
    grants,
    wallsFile: join(resolve(wanted.logDirectory), WALLS_FILE),
    source: wanted.source,
    // The build puts this file into out/main.
    resourcesDirectory: resolve(wanted.resourcesDirectory ?? resolve(__dirname, '../../resources')),
    clocks: systemClocks,
    logger,
    onFinished: (report) => {
      // Only a replay has an end that is worth a report.
      if (report.source === null) return;
      const line = `${JSON.stringify(report)}\n`;
      process.stderr.write(line);
      if (wanted.reportFile !== null) writeFileSync(wanted.reportFile, line);
    },
    onFailed: die,
  });
  let ending = false;
  const end = (signal: NodeJS.Signals) => {
    if (ending) return;
    ending = true;
    logger.info({ signal }, 'the hub ends');
    void starting.then(
      (hub) => hub.close().then(() => process.exit(0), die),
      // Said below already.
      () => {},
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  const { url, epoch, seq } = await starting;
  process.stdout.write(`${JSON.stringify({ ready: true, url, epoch, seq })}\n`);
}

run().catch((error: unknown) => {
  if (error instanceof UsageError) refuse(`${error.message}\n${USAGE}`, 2);
  const problem = startProblem(error);
  if (problem !== null) refuse(`${problem.title}: ${problem.detail}`, 1);
  die(error);
});
