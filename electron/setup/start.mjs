// npm start [-- arguments for the app]
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { endWithNpm, exitCode } from './child.mjs';
import { ensureApp, openStage } from './ensure.mjs';
import { root } from './paths.mjs';
import { explain, runAsCommand, say } from './say.mjs';
import { startFailure } from './start-failure.mjs';

const retryFlag = '--retry-electron';
/** npm passes Ctrl-C on a second time; only a later one is meant as "now". */
const secondSignalMs = 1000;
const graceMs = 10_000;
const failedStartMs = 15_000;

endWithNpm();

await runAsCommand(async () => {
  const args = process.argv.slice(2);
  const dist = await ensureApp({ retryElectron: args.includes(retryFlag) });
  const stage = await openStage(dist);
  try {
    const own = args.filter((arg) => arg !== retryFlag);
    return await runApp(dist.executable, [...switches(stage.isVirtual), '.', ...own], stage.env);
  } finally {
    stage.close();
  }
});

/**
 * Chromium switches that this machine needs and that are never shipped.
 * @param {boolean} isVirtual
 * @returns {string[]}
 */
function switches(isVirtual) {
  const wanted = [];
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say("· Running as root: Chromium's sandbox cannot start, so --no-sandbox is passed, here only");
    wanted.push('--no-sandbox');
  }
  // No graphics card behind a virtual display: the map's WebGL runs on the processor.
  if (isVirtual) wanted.push('--enable-unsafe-swiftshader');
  return wanted;
}

/**
 * @param {string} executable
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the app's exit code
 */
function runApp(executable, args, env) {
  const startedAtMs = performance.now();
  // In a group of its own: Chromium treats a second SIGINT as a kill, and Ctrl-C brings up to three.
  const child = spawn(executable, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
    detached: process.platform !== 'win32',
  });
  const asked = endOnSignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(startFailure(error.message)));
    child.once('exit', (code, signal) => {
      const result = asked.signal ? 128 + constants.signals[asked.signal] : exitCode(code, signal);
      const early = performance.now() - startedAtMs < failedStartMs;
      if (result !== 0 && !asked.signal && early) explain(startFailure(`it ended with ${result}`));
      resolve(result);
    });
  });
}

/**
 * Passes the first request to end on as one polite SIGTERM, a later one as a kill.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {{ signal?: "SIGINT" | "SIGTERM" | "SIGHUP" }} which request came first
 */
function endOnSignals(child) {
  /** @type {{ signal?: "SIGINT" | "SIGTERM" | "SIGHUP" }} */
  const asked = {};
  let askedAtMs = 0;
  const killGroup = () => {
    try {
      process.kill(-(/** @type {number} */ (child.pid)), 'SIGKILL');
    } catch {
      // Gone already.
    }
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (asked.signal) {
        if (performance.now() - askedAtMs > secondSignalMs) killGroup();
        return;
      }
      asked.signal = signal;
      askedAtMs = performance.now();
      child.kill('SIGTERM');
      setTimeout(killGroup, graceMs).unref();
    });
  }
  // Whatever the app left behind in its group ends with it.
  child.once('exit', () => asked.signal && killGroup());
  return asked;
}
