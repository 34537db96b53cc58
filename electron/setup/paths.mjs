import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Where things live that are too large or too slow to fetch twice. Outside the checkout, so that
 * `git clean` and `npm ci` leave them alone and two checkouts share them.
 * @returns {string} an absolute folder name; it may not exist yet
 */
export function cacheDir() {
  const own = process.env.HOTLINE_WALL_CACHE;
  if (own) return path.resolve(own);
  const shared = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return path.join(shared, 'hotline-wall');
}
