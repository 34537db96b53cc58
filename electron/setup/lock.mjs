import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDir, root } from './paths.mjs';
import { say } from './say.mjs';

const refreshMs = 30_000;
const staleMs = 4 * refreshMs;

/**
 * Lets one process at a time change what the set-up steps own: two `npm ci` at once, or two builds,
 * destroy each other's files. A holder that died or was killed gives the lock up.
 * @template T
 * @param {'checkout' | 'electron' | 'system'} scope what is changed: this checkout, the
 *   shared cache, or the machine's packages
 * @param {() => Promise<T>} work checks again whether there is anything to do, then does it
 * @returns {Promise<T>}
 */
export async function withLock(scope, work) {
  const file = lockFile(scope);
  await acquire(file);
  const refresh = setInterval(() => utimesSync(file, new Date(), new Date()), refreshMs);
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(refresh);
    process.off('exit', release);
    release();
  }
}

/** @param {'checkout' | 'electron' | 'system'} scope */
function lockFile(scope) {
  const folder = path.join(cacheDir(), 'locks');
  mkdirSync(folder, { recursive: true });
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return path.join(folder, scope === 'checkout' ? `checkout-${checkout}` : scope);
}

/** @param {string} file */
async function acquire(file) {
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' });
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    if (isStale(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!waited) say(`· Another set-up is at work here; waiting for it to finish`);
    await sleep(300);
  }
}

/** @param {string} file */
function isStale(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > staleMs) return true;
    const { pid, host } = JSON.parse(readFileSync(file, 'utf8'));
    return host === hostname() && !isAlive(pid);
  } catch {
    // Released meanwhile, or its holder has not written its name yet: ask again.
    return false;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
