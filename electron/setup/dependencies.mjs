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
  await step('Packages: npm ci', async () => {
    const { code } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    if (code === 0) return;
    throw new SetupError(`The packages could not be installed (npm ci ended with ${code}).`, {
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
 * Whether somebody's own `npm install` already did the work: npm's record of what is installed
 * names the same packages. Without this, set-up would wipe a good node_modules under running tools.
 */
function isInstalled() {
  if (!existsSync(installedLock)) return false;
  const wanted = packages(wantedLock);
  const installed = packages(installedLock);
  delete wanted[''];
  const allThere = Object.entries(wanted).every(([name, entry]) =>
    installed[name] ? installed[name].integrity === entry.integrity : entry.optional,
  );
  return allThere && Object.keys(installed).every((name) => name in wanted);
}

/**
 * @param {string} file
 * @returns {Record<string, { integrity?: string, optional?: boolean }>}
 */
function packages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
