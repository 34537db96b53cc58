import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { SetupError } from './say.mjs';

/** Room for a wall (1920) beside a desk (1600). */
const roomForBoth = '3520x1080';
const startMs = 20_000;

/** @typedef {{ env: NodeJS.ProcessEnv, close: () => void }} VirtualDisplay */

/** Whether windows have nowhere to open: Linux without X11 or Wayland. */
export function lacksDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY;
}

/**
 * @param {string} command
 * @returns {string | undefined} where it is on the PATH
 */
export function onPath(command) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, command);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * Opens a display that nobody sees, under the first free number.
 * @param {object} [options]
 * @param {string} [options.size] pixels, `WIDTHxHEIGHT`
 * @param {string | null} [options.framebufferDirectory] where its pixels can be read in the file Xvfb_screen0 (XWD)
 * @returns {Promise<VirtualDisplay>} `env` is what its clients need; it ends with this process
 */
export async function openVirtualDisplay({ size = roomForBoth, framebufferDirectory = null } = {}) {
  const xvfb = ['Xvfb', '-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'];
  if (framebufferDirectory !== null) xvfb.push('-fbdir', framebufferDirectory);
  return startServer(xvfb);
}

/**
 * Starts an X server that writes its number to descriptor 3; it ends with this process.
 * @param {string[]} words
 * @returns {Promise<VirtualDisplay>}
 */
export async function startServer(words) {
  // With setpriv it dies with us even if we are killed without a chance to clean up.
  const [command = '', ...args] = onPath('setpriv') ? ['setpriv', '--pdeathsig', 'TERM', ...words] : words;
  /** @type {import('node:child_process').SpawnOptions} */
  const options = {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // Ctrl-C must end the app first, its display last.
    detached: true,
  };
  const server = spawn(command, args, options);
  const close = () => void server.kill('SIGTERM');
  process.once('exit', close);
  const number = await displayNumber(server, words[0] ?? '');
  server.unref();
  return {
    env: { DISPLAY: `:${number}` },
    close: () => {
      process.off('exit', close);
      close();
    },
  };
}

/**
 * @param {import("node:child_process").ChildProcess} server
 * @param {string} name
 * @returns {Promise<string>} written by the server once it accepts clients
 */
function displayNumber(server, name) {
  return new Promise((resolve, reject) => {
    let complaint = '';
    const fail = (/** @type {string} */ reason) => {
      clearTimeout(timer);
      server.kill('SIGKILL');
      reject(
        new SetupError(`The virtual display did not start: ${reason}`, {
          safe: 'everything.',
          todo: 'start one by hand (`Xvfb :99 &`, `export DISPLAY=:99`), or run this on a desktop.',
        }),
      );
    };
    const timer = setTimeout(() => fail('no answer for 20 s'), startMs);
    server.stderr?.on('data', (chunk) => (complaint += chunk));
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`${name} ended with ${code}. ${complaint.trim()}`));
    let answer = '';
    const pipe = /** @type {import("node:stream").Readable} */ (server.stdio[3]);
    pipe.on('data', (chunk) => {
      answer += chunk;
      if (!answer.includes('\n')) return;
      clearTimeout(timer);
      server.removeAllListeners('exit');
      // Neither pipe may keep this process alive, nor may a full one stop the server.
      pipe.destroy();
      server.stderr?.resume();
      /** @type {import("node:net").Socket} */ (server.stderr).unref();
      resolve(answer.trim());
    });
  });
}
