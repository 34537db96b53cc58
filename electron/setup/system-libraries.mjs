import { run } from './child.mjs';
import { withLock } from './lock.mjs';
import { hasManyDisplays, lacksManyDisplays, manyDisplaysPackages } from './many-displays.mjs';
import { say, SetupError, step } from './say.mjs';
import { lacksDisplay, onPath } from './virtual-display.mjs';

/**
 * On Linux, sees that the Electron binary finds its shared libraries, and that there is a virtual
 * display where there is no real one. Installs what is missing if that needs no password.
 * @param {string} executable the Electron binary
 */
export async function ensureSystemLibraries(executable) {
  if (process.platform !== 'linux') return;
  const missing = await findMissing(executable);
  if (missing.length === 0) return say('✓ System libraries: all there');
  say(`· System libraries missing: ${missing.join(', ')}`);
  const prefix = await rootPrefix();
  if (!prefix || !onPath('apt-get')) throw toInstallByHand(missing);
  await withLock('system', () => step('System libraries: installing', () => install(prefix, missing)));
  const still = await findMissing(executable);
  if (still.length > 0) throw toInstallByHand(still);
}

/** On Linux, sees that tests can plug displays in and out: an X server with a dummy driver. Installs it if that needs no password. */
export async function ensureManyDisplays() {
  if (process.platform !== 'linux' || hasManyDisplays()) return;
  const prefix = await rootPrefix();
  if (!prefix || !onPath('apt-get')) throw lacksManyDisplays();
  const [command, ...before] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  await withLock('system', () =>
    step('Displays to plug in: installing', async () => {
      await run(command, [...before, 'update', '-q']);
      await run(command, [...before, 'install', '-y', '-q', '--no-install-recommends', ...manyDisplaysPackages]);
    }),
  );
  if (!hasManyDisplays()) throw lacksManyDisplays();
}

/**
 * @param {string} executable
 * @returns {Promise<string[]>} library names such as `libgtk-3.so.0`, and `Xvfb`
 */
async function findMissing(executable) {
  const { output } = await run('ldd', [executable], { output: 'collect' });
  const missing = [...output.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
  if (lacksDisplay() && !onPath('Xvfb')) missing.push('Xvfb');
  return [...new Set(missing)];
}

/**
 * @param {string[]} prefix
 * @param {string[]} missing
 */
async function install(prefix, missing) {
  const [command, ...before] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  /** @param {string[]} args */
  const apt = (...args) => run(command, [...before, ...args]);
  await apt('update', '-q');
  if (missing.includes('Xvfb')) await apt('install', '-y', '-q', 'xvfb');
  if (missing.some((name) => name !== 'Xvfb')) {
    // Playwright knows each distribution's package names for Chromium; GTK only Electron needs.
    await run('npx', ['playwright', 'install-deps', 'chromium']);
    await apt('install', '-y', '-q', 'libgtk-3-0');
  }
}

/** @returns {Promise<string[] | undefined>} what to put before a command to run it as root */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const { code } = await run('sudo', ['-n', 'true'], { output: 'collect' });
  return code === 0 ? ['sudo', '-n'] : undefined;
}

/** @param {string[]} missing */
function toInstallByHand(missing) {
  return new SetupError(`This system lacks ${missing.join(', ')}, which Electron needs.`, {
    safe: 'everything; types, lint and unit checks run without it.',
    todo:
      'run this as root, then run the same npm command again:\n' +
      '    apt-get update && apt-get install -y xvfb libgtk-3-0 && npx playwright install-deps chromium\n' +
      '  (other distributions: their packages for Xvfb, GTK 3, NSS, GBM and ALSA)',
  });
}
