import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './child.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { say, SetupError, step } from './say.mjs';

const wantedLock = path.join(root, 'package-lock.json');
const installedLock = path.join(root, 'node_modules/.package-lock.json');
const stamp = path.join(root, 'node_modules/.hotline-wall-setup');

/** Makes node_modules hold what package-lock.json asks for. */
export async function ensureDependencies() {
  if (isStamped() || (await withLock('checkout', installIfNeeded)) === 'nothing to do') {
    say('✓ Packages: as package-lock.json asks');
  }
}

async function installIfNeeded() {
  if (isStamped()) return 'nothing to do';
  if (isInstalled()) {
    writeFileSync(stamp, lockHash());
    return 'nothing to do';
  }
  const command = lockIsComplete() ? ['ci'] : ['install', '--no-save'];
  await step(`Packages: npm ${command.join(' ')}`, async () => {
    const { code } = await npm([...command, '--no-audit', '--no-fund', '--loglevel=error']);
    if (code === 0) return;
    throw new SetupError(`The packages could not be installed (npm ${command[0]} ended with ${code}).`, {
      safe: 'the sources; node_modules is incomplete and is made anew by the next run.',
      todo: 'check that the package registry can be reached (npm ping), then run this again.',
    });
  });
  writeFileSync(stamp, lockHash());
  return 'installed';
}

function lockHash() {
  const target = `${process.platform}-${process.arch}\n`;
  return createHash('sha256').update(target).update(readFileSync(wantedLock)).digest('hex');
}

function isStamped() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();
}

/**
 * Whether the lock names every platform's optional packages. A lock made against a registry that
 * carries only one platform's does not, and `npm ci` refuses it on every machine. `npm install`
 * takes the same locked versions and adds what this platform needs; --no-save keeps the lock as is.
 */
function lockIsComplete() {
  const entries = Object.entries(packages(wantedLock));
  const named = new Set(entries.map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)));
  return entries.every(([, entry]) => Object.keys(entry.optionalDependencies ?? {}).every((name) => named.has(name)));
}

/**
 * Whether somebody's own `npm install` already did the work: npm's record of what is installed
 * names the same packages. Without this, set-up would wipe a good node_modules under running tools.
 */
function isInstalled() {
  if (!existsSync(installedLock)) return false;
  const wanted = packages(wantedLock);
  const installed = packages(installedLock);
  delete wanted[''];
  const allThere = Object.entries(wanted).every(([name, entry]) =>
    installed[name] ? installed[name].integrity === entry.integrity : isForAnotherPlatform(entry),
  );
  return allThere && Object.entries(installed).every(([name, entry]) => name in wanted || entry.optional);
}

/**
 * @param {LockEntry} entry
 * @returns {boolean} also true where the C library decides, which Node cannot name
 */
function isForAnotherPlatform({ optional, os = [process.platform], cpu = [process.arch], libc }) {
  return optional === true && (!os.includes(process.platform) || !cpu.includes(process.arch) || libc !== undefined);
}

/**
 * @typedef {object} LockEntry
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 */

/**
 * @param {string} file
 * @returns {Record<string, LockEntry>}
 */
function packages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
