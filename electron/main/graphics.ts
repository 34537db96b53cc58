import { app } from 'electron';
import type { Logger } from './log';

/** More GPU-process deaths than this in the window, and the app goes on with software rendering. */
const MOST_DEATHS = 10;
const WINDOW_MS = 600_000;

/** CSS pixels; whole tiles fill a screen of 1920 × 1080, 2560 × 1440 and 3840 × 2160. */
const TILE = { width: 128, height: 120 } as const;

/**
 * Before `ready`. Where the processor draws, a page is drawn in tiles: a changed one is copied whole, its old memory is held for seconds, and one that is of one colour takes none. So small ones
 * (Chromium's are 256 × 256) take less memory and less time. A graphics card has tiles of its own sizes.
 */
export function drawInSmallTiles(): void {
  app.commandLine.appendSwitch('default-tile-width', String(TILE.width));
  app.commandLine.appendSwitch('default-tile-height', String(TILE.height));
}

/**
 * Before `ready`. By default Chromium ends the whole app at the sixth GPU-process death and blocks WebGL for a page after the second; both are
 * lifted, and bounded here instead.
 */
export function surviveGraphicsLoss(log: Logger): void {
  app.disableDomainBlockingFor3DAPIs();
  app.commandLine.appendSwitch('disable-gpu-process-crash-limit');
  // Without a GPU the map still draws: WebGL in software.
  app.commandLine.appendSwitch('enable-unsafe-swiftshader');
  const deaths: number[] = [];
  app.on('child-process-gone', (_event, details) => {
    if (details.type !== 'GPU') return;
    const now = performance.now();
    deaths.push(now);
    while (deaths.length > 0 && now - (deaths[0] ?? now) > WINDOW_MS) deaths.shift();
    log.error({ reason: details.reason, deaths: deaths.length }, 'graphics process ended and is started again');
    if (deaths.length > MOST_DEATHS && !process.argv.includes('--software-rendering')) {
      log.error('graphics process ends again and again; the app is started again with software rendering');
      app.relaunch({ args: [...process.argv.slice(1), '--software-rendering'] });
      app.exit(0);
    }
  });
}
