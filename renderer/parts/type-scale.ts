import type { Settings } from '../../shared/contract/bridge';

/**
 * How large things must be on a wall so that people read them from where they stand: key numerals at least 1/150 of the distance high, labels at
 * least 1/300. Everything else hangs on one number, the base size (1 rem).
 */
export interface WallScale {
  /** CSS pixels of 1 rem. */
  readonly basePx: number;
  readonly shape: WallShape;
  /** roomy: everything; close: fewer rows, columns and notes, because the same screen is read from farther away. */
  readonly density: 'roomy' | 'close';
  /** false: this window is too small for its distance even with the fewest details. */
  readonly readable: boolean;
}
export type WallShape = 'landscape' | 'ribbon' | 'portrait';

export interface WallBox {
  /** CSS pixels of the page. */
  readonly width: number;
  readonly height: number;
  /** CSS pixels of the whole screen's height: what `heightMm` is the height of. */
  readonly screenHeight: number;
}

const NUMERAL_OF_DISTANCE = 1 / 150;
const LABEL_OF_DISTANCE = 1 / 300;

/** Height of a character's face per em of the bundled family: Han characters, and figures (as high as capitals). */
const HAN_FACE = 0.9;
const FIGURE_FACE = 0.733;

/** Key numerals are set in --size-6 of the modular scale. */
const KEY_NUMERAL_REM = 2.488;

/** The page in rem: as drawn with everything on it, and the least that still holds the parts that must not go. */
const BUDGETS: Readonly<Record<WallShape, { readonly full: readonly [number, number]; readonly least: readonly [number, number] }>> = {
  landscape: { full: [106, 59.6], least: [74, 41.6] },
  ribbon: { full: [150, 56], least: [112, 40] },
  portrait: { full: [56, 99], least: [44, 78] },
};

/** Above this share of the full page's room there is room for everything. */
const ROOMY_FROM = 0.9;

export function shapeOf(width: number, height: number): WallShape {
  const aspect = width / height;
  if (aspect >= 2.7) return 'ribbon';
  return aspect < 1.1 ? 'portrait' : 'landscape';
}

/** The base size for a page on a screen that is read from `distanceMm` away. Never so large that the page would overflow. */
export function wallScale(box: WallBox, geometry: Settings['wall']): WallScale {
  const shape = shapeOf(box.width, box.height);
  const { full, least } = BUDGETS[shape];
  const filling = Math.min(box.width / full[0], box.height / full[1]);
  const largest = Math.min(box.width / least[0], box.height / least[1]);
  const needed = basePxForDistance(box.screenHeight, geometry);
  const basePx = Math.min(largest, Math.max(filling, needed));
  return {
    basePx,
    shape,
    density: filling / basePx >= ROOMY_FROM ? 'roomy' : 'close',
    // A tenth of a pixel is not what anybody sees.
    readable: basePx >= needed - 0.1,
  };
}

/** The base size at which labels and key numerals both meet the rule on a screen of this height. */
export function basePxForDistance(screenHeightPx: number, { heightMm, distanceMm }: Settings['wall']): number {
  const pxPerMm = screenHeightPx / heightMm;
  const label = (distanceMm * LABEL_OF_DISTANCE) / HAN_FACE;
  const numeral = (distanceMm * NUMERAL_OF_DISTANCE) / (FIGURE_FACE * KEY_NUMERAL_REM);
  return Math.max(label, numeral) * pxPerMm;
}
