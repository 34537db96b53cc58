import { app } from 'electron';
import type { Logger } from './log';

/** More GPU-process deaths than this in the window, and the app goes on with software rendering. */
const MOST_DEATHS = 10;
const WINDOW_MS = 600_000;

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
