import { ensureBuild } from './app-build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { electronEnv, ensureElectron } from './electron-binary.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { lacksDisplay, openVirtualDisplay } from './virtual-display.mjs';
import { say } from './say.mjs';

/**
 * Everything a window needs, in order. Each step does nothing when it is already done.
 * @param {{ retryElectron?: boolean }} [options] retryElectron: see `ensureElectron`
 */
export async function ensureApp({ retryElectron = false } = {}) {
  await ensureDependencies();
  const dist = await ensureElectron({ retry: retryElectron });
  await ensureSystemLibraries(dist.executable);
  await ensureBuild();
  return dist;
}

/** What runs under plain Node needs: packages and bundles, no Electron binary. */
export async function ensureBundles() {
  await ensureDependencies();
  await ensureBuild();
}

/**
 * @param {import("./electron-binary.mjs").ElectronDist} dist
 * @returns {Promise<import("./virtual-display.mjs").VirtualDisplay & { isVirtual: boolean }>} the
 *   environment for processes that open windows, on a virtual display where there is no real one
 */
export async function openStage(dist) {
  if (!lacksDisplay()) return { env: electronEnv(dist), close: () => {}, isVirtual: false };
  const display = await openVirtualDisplay();
  say(`· No display here (DISPLAY is not set): windows open on a virtual one, ${display.env.DISPLAY}, 3520x1080`);
  return { env: { ...electronEnv(dist), ...display.env }, close: display.close, isVirtual: true };
}
