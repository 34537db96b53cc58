import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { run } from './child.mjs';
import { megabytes, watchGrowth } from './growth.mjs';
import { cacheDir, root } from './paths.mjs';
import { say, step } from './say.mjs';

const packageDir = path.join(root, 'node_modules/electron');
export const officialDir = path.join(packageDir, 'dist');
const stallMs = 20_000;
const forgetFailureAfterMs = 24 * 60 * 60 * 1000;

/** @returns {string} the Electron version that package.json pins, such as `45.4.1` */
export function officialVersion() {
  return JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')).version;
}

/** @returns {string | undefined} the executable, when the pinned version is completely installed */
export function officialExecutable() {
  try {
    // electron's own install.js writes path.txt last: with it, the unpacking was not cut short.
    const version = readFileSync(path.join(officialDir, 'version'), 'utf8').trim();
    const name = readFileSync(path.join(packageDir, 'path.txt'), 'utf8').trim();
    const executable = path.join(officialDir, name);
    const current = version.replace(/^v/, '') === officialVersion();
    return current && existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Lets electron's own installer fetch the binary. It honours ELECTRON_MIRROR and proxies.
 * @returns {Promise<boolean>} whether it is there now; a failure is remembered for a day
 */
export async function fetchOfficial() {
  mkdirSync(cacheDir(), { recursive: true });
  // The installer downloads into the temporary folder: one of our own shows how far it is.
  const temporary = await mkdtemp(path.join(cacheDir(), 'official-'));
  const title = `Electron ${officialVersion()}: the official download`;
  try {
    return await step(
      title,
      async (progress) => {
        const watch = watchGrowth([temporary, officialDir], {
          stallMs,
          onSize: (bytes) => progress(megabytes(bytes)),
        });
        const { output, stopped } = await run(process.execPath, [path.join(packageDir, 'install.js')], {
          env: { TMPDIR: temporary, TMP: temporary, TEMP: temporary, ELECTRON_GET_NO_PROGRESS: '1' },
          output: 'collect',
          signal: watch.signal,
        });
        watch.close();
        const installed = officialExecutable() !== undefined;
        if (!installed) {
          say(`    not reachable: ${stopped ? 'nothing arrived for 20 s' : firstLine(output)}`);
          rememberFailure();
        }
        return installed;
      },
      Boolean,
    );
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Whether the same download failed within the last day: asking again would only cost time. */
export function failedLately() {
  try {
    const failure = JSON.parse(readFileSync(failureFile(), 'utf8'));
    const sameSource = failure.version === officialVersion() && failure.mirror === mirror();
    return sameSource && Date.now() - Date.parse(failure.at) < forgetFailureAfterMs;
  } catch {
    return false;
  }
}

function rememberFailure() {
  const failure = { version: officialVersion(), mirror: mirror(), at: new Date().toISOString() };
  writeFileSync(failureFile(), JSON.stringify(failure));
}

function failureFile() {
  return path.join(cacheDir(), 'official-electron-unreachable.json');
}

function mirror() {
  return process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || '';
}

/** @param {string} output */
function firstLine(output) {
  return output.trim().split('\n', 1)[0] || 'the installer gave no reason';
}
