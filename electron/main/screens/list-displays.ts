import { FIRST_WALL_PAGE } from '../../../shared/contract/wall-pages';
import type { PresentDisplay } from './identity';
import type { Screen } from './screens-file';

/** The displays as a screens.json to start from: every one with its identity, and its size where its panel tells. */
export function screensFor(displays: readonly PresentDisplay[]): { readonly screens: readonly Screen[] } {
  return {
    screens: displays.map(({ identity, label, pixels, sizeMm }, index) => ({
      name: `screen-${index + 1}`,
      display: identity,
      place: `${label} ${pixels.width}×${pixels.height}`.trim(),
      widthMm: sizeMm?.width ?? null,
      heightMm: sizeMm?.height ?? null,
      viewingDistanceMm: null,
      page: FIRST_WALL_PAGE,
      priority: index + 1,
    })),
  };
}
