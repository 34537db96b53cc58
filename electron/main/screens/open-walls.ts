import { join } from 'node:path';
import { screen, type WebContents } from 'electron';
import { rotationOf } from '../../../shared/contract/rotation';
import { FIRST_WALL_PAGE } from '../../../shared/contract/wall-pages';
import type { Logger } from '../log';
import type { AppOptions } from '../options';
import type { Windows } from '../windows';
import { watchDisplays } from './display-watch';
import { pluggedPanels } from './edid';
import { fillDisplay } from './fill-display';
import { identify, type PresentDisplay } from './identity';
import { readScreens, rotationOn } from './screens-file';
import { type PlacedScreen, WallScreens, type WallWish } from './wall-screens';

export const SCREENS_FILE = 'screens.json';

/** Every display of this machine, with its identity. */
export function presentDisplays(): readonly PresentDisplay[] {
  return identify(screen.getAllDisplays(), pluggedPanels());
}

/**
 * Opens the walls of a machine that shows nothing but walls, and keeps them in their places: the screens of screens.json, or one where there is no such
 * file or the command line names pages or a display.
 */
export function openWalls(
  chosen: Pick<AppOptions, 'pages' | 'display' | 'kiosk'>,
  userData: string,
  windows: Windows,
  tell: (contents: WebContents, placed: PlacedScreen) => void,
  log: Logger,
): WallScreens {
  const read = readScreens(join(userData, SCREENS_FILE));
  if (!read.ok && !read.absent) {
    log.error({ reason: read.reason }, 'screens.json is not used; one wall is shown until it is mended');
    process.stderr.write(`${read.reason}\n`);
  }
  const described = read.ok ? read.screens : [];
  const named = chosen.pages !== null || chosen.display !== null;
  const single: WallWish = { name: 'wall', display: chosen.display, rotation: rotationOf(chosen.pages ?? [FIRST_WALL_PAGE]), priority: 1 };
  const wishes: readonly WallWish[] =
    named || described.length === 0 ? [single] : described.map((each) => ({ ...each, rotation: rotationOn(each) }));
  if (chosen.display !== null) warnIfAbsent(chosen.display, log);

  const walls = new WallScreens(
    wishes,
    described,
    chosen.kiosk,
    {
      displays: presentDisplays,
      open: (page, bounds, shown) => windows.openWall(page, bounds, shown),
      fill: fillDisplay,
      tell,
    },
    log,
  );
  windows.guardWalls({ closed: () => walls.kiosk, technician: ({ id }) => walls.callTechnician(id) });
  walls.arrange();
  watchDisplays(() => walls.arrange());
  return walls;
}

/** A wall that starts before its display wakes must not stay dark: another display will do until it is there. */
function warnIfAbsent(display: string, log: Logger): void {
  const present = presentDisplays();
  if (present.some(({ names }) => names.includes(display))) return;
  const reason = `--display ${display} is not plugged in; there is ${present.map(({ identity }) => identity).join(', ')}. Another one is used until it comes.`;
  log.warn({ reason }, 'display is not there');
  process.stderr.write(`${reason}\n`);
}
