import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './child.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { say, SetupError, step } from './say.mjs';

const sources = ['electron', 'renderer', 'shared', 'resources'];
const rootConfig = /^(package(-lock)?\.json|tsconfig.*\.json|(electron\.)?vite\.config\.\w+)$/;
/** The set-up is not part of the bundle. */
const notBundled = new Set([path.join(root, 'electron/setup')]);
const stamp = path.join(root, 'out/.stamp');
const mainBundle = path.join(root, 'out/main/main.js');

/** Builds the app into out/ unless what is there was built from these very sources. */
export async function ensureBuild() {
  if (isCurrent() || (await withLock('checkout', buildIfNeeded)) === 'nothing to do') {
    say('✓ Build: current');
  }
}

async function buildIfNeeded() {
  if (isCurrent()) return 'nothing to do';
  // Before the build: a file saved while it runs makes the next run build again.
  const hash = sourceHash();
  rmSync(stamp, { force: true });
  await step('Build: npm run build', async () => {
    const { code } = await npm(['run', '--silent', 'build']);
    if (code === 0) return;
    throw new SetupError(`The build failed (it ended with ${code}).`, {
      safe: 'the sources; out/ is incomplete and is made anew by the next run.',
      todo: 'mend what the lines above name, then run this again.',
    });
  });
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return 'built';
}

function isCurrent() {
  return existsSync(mainBundle) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash();
}

/** Contents, not times: a `git switch` there and back needs no build. */
function sourceHash() {
  const hash = createHash('sha256');
  const configs = readdirSync(root).filter((name) => rootConfig.test(name));
  const files = sources.flatMap((name) => filesUnder(path.join(root, name)));
  for (const file of [...configs.map((name) => path.join(root, name)), ...files].toSorted()) {
    const content = readFileSync(file);
    hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(folder) {
  if (!existsSync(folder) || notBundled.has(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(name);
    return entry.isFile() ? [name] : [];
  });
}
