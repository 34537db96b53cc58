import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { failedLately, fetchOfficial, officialDir, officialExecutable, officialVersion } from './electron-official.mjs';
import { makeStandin, standinDir, standinExecutable, standinVersion } from './electron-standin.mjs';
import { withLock } from './lock.mjs';
import { say, SetupError } from './say.mjs';

/**
 * The Electron that this checkout runs.
 * @typedef {object} ElectronDist
 * @property {string} dir its folder: what ELECTRON_OVERRIDE_DIST_PATH and electron-builder's
 *   `electronDist` mean
 * @property {string} executable
 * @property {string} version such as `45.4.1`
 * @property {"official" | "stand-in" | "chosen"} kind `chosen`: named by the person with
 *   ELECTRON_OVERRIDE_DIST_PATH
 */

/**
 * @returns {ElectronDist} what is installed: one chosen by hand, else the official one, else the
 *   stand-in
 * @throws {SetupError} when none is; `npm start` and `npm test` install one
 */
export function electronDist() {
  const dist = findDist();
  if (dist) return dist;
  throw new SetupError('No Electron binary is installed yet.', {
    safe: 'everything.',
    todo: 'run `npm test` or `npm start` once: both fetch one.',
  });
}

/**
 * Fetches an Electron binary where none is there, and says which one runs.
 * @param {{ retry?: boolean }} [options] retry: ask for the official one again although it could not
 *   be reached within the last day, or although the stand-in is there
 * @returns {Promise<ElectronDist>}
 */
export async function ensureElectron({ retry = false } = {}) {
  if (needsFetch(retry)) {
    await withLock('electron', async () => {
      if (needsFetch(retry)) await fetchOne();
    });
  }
  const dist = electronDist();
  say(`✓ ${describe(dist)}`);
  return dist;
}

/**
 * @param {ElectronDist} dist
 * @returns {NodeJS.ProcessEnv} makes the `electron` package, and what is built on it, use this one
 */
export function electronEnv(dist) {
  return { ELECTRON_OVERRIDE_DIST_PATH: dist.dir };
}

/** @param {ElectronDist} dist */
export function describe({ kind, version, dir }) {
  if (kind === 'official') return `Electron ${version} (official)`;
  if (kind === 'chosen') return `Electron ${version} from ELECTRON_OVERRIDE_DIST_PATH (${dir})`;
  return `Electron ${version} stand-in from the package registry: for development and tests only`;
}

/** @returns {ElectronDist | undefined} */
function findDist() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  // Our own children inherit the variable from us: there it names one of the two below.
  if (chosen && chosen !== officialDir && chosen !== standinDir()) return chosenDist(chosen);
  const official = officialExecutable();
  if (official) {
    return {
      dir: officialDir,
      executable: official,
      version: officialVersion(),
      kind: 'official',
    };
  }
  const standin = standinExecutable();
  if (!standin) return undefined;
  return { dir: standinDir(), executable: standin, version: standinVersion, kind: 'stand-in' };
}

/**
 * @param {string} dir
 * @returns {ElectronDist}
 */
function chosenDist(dir) {
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const name = /** @type {Record<string, string>} */ (names)[process.platform] ?? 'electron';
  const executable = path.join(dir, name);
  if (!existsSync(executable)) {
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names ${dir}, but ${name} is not there.`, {
      safe: 'everything.',
      todo: 'unset the variable to let set-up choose, or name a folder that holds an Electron.',
    });
  }
  const versionFile = path.join(dir, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : '(unknown version)';
  return { dir, executable, version, kind: 'chosen' };
}

/** @param {boolean} retry */
function needsFetch(retry) {
  const dist = findDist();
  if (dist?.kind === 'official' || dist?.kind === 'chosen') return false;
  return !dist || retry || !failedLately();
}

async function fetchOne() {
  const { platform, arch } = process;
  if (await fetchOfficial()) return;
  if (standinExecutable()) return;
  if (platform === 'linux' && arch === 'x64') return makeStandin();
  throw new SetupError(`Electron's download cannot be reached, and ${platform}-${arch} has no stand-in.`, {
    safe: 'everything; types, lint and unit checks run without Electron.',
    todo: 'set ELECTRON_MIRROR to a mirror you can reach, then run this again.',
  });
}
