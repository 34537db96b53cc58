import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';

/** @typedef {{ code: number, output: string, stopped: boolean }} Ending */

/**
 * Runs a command to its end in the checkout's top folder.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env] added to this process's environment
 * @param {"stderr" | "inherit" | "collect" | "overhear"} [options.output] where its output goes; set-up
 *   steps use stderr so that stdout stays clean; "overhear" shows and collects it
 * @param {AbortSignal} [options.signal] stops the command
 * @returns {Promise<Ending>} a code of 127 when the command does not exist; 128 + n after signal n
 */
export function run(command, args, { env, output = 'stderr', signal } = {}) {
  const collects = output === 'collect' || output === 'overhear';
  const sink = collects ? 'pipe' : output === 'inherit' ? 'inherit' : 2;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: [output === 'inherit' ? 'inherit' : 'ignore', sink, sink],
      shell: process.platform === 'win32' && command === 'npm',
    });
    let collected = '';
    child.stdout?.on('data', (chunk) => (collected += chunk));
    child.stderr?.on('data', (chunk) => (collected += chunk));
    if (output === 'overhear') {
      child.stdout?.pipe(process.stdout, { end: false });
      child.stderr?.pipe(process.stderr, { end: false });
    }
    const stop = () => child.kill('SIGTERM');
    signal?.addEventListener('abort', stop);
    // Ctrl-C reaches the child by itself; a SIGTERM meant for us alone would orphan it.
    const passOn = () => {
      stop();
      process.exit(128 + constants.signals.SIGTERM);
    };
    process.once('SIGTERM', passOn);
    const end = (/** @type {number} */ code) => {
      process.off('SIGTERM', passOn);
      signal?.removeEventListener('abort', stop);
      resolve({ code, output: collected, stopped: signal?.aborted ?? false });
    };
    child.once('error', () => end(127));
    child.once('close', (code, endedBy) => end(exitCode(code, endedBy)));
  });
}

/**
 * Runs npm, with the very npm that started us where there is one.
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function npm(args, options) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args], options) : run('npm', args, options);
}

/**
 * The exit code a shell would report.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCode(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}

/**
 * Ends this process when the shell that npm put in front of it is gone: npm passes a SIGTERM on to
 * that shell, which dies of it without a word to us.
 */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  look.unref();
}
