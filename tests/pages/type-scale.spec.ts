import { describe, expect, it } from 'vitest';
import { basePxForDistance, shapeOf, wallScale } from '../../renderer/parts/type-scale';

/** Faces per em of the bundled family, measured from its glyphs: Han characters, figures. */
const HAN_FACE = 0.9;
const FIGURE_FACE = 0.733;
const KEY_NUMERAL_REM = 2.488;

describe('a wall whose screen is read from a distance', () => {
  it('sets labels at least 1/300 and key numerals at least 1/150 of the distance high', () => {
    for (const [screenHeight, heightMm, distanceMm] of [
      [1080, 700, 5_000],
      [2160, 1_215, 4_000],
      [4320, 3_000, 12_000],
    ] as const) {
      const base = basePxForDistance(screenHeight, { heightMm, distanceMm });
      const mmPerPx = heightMm / screenHeight;
      expect(base * HAN_FACE * mmPerPx).toBeGreaterThanOrEqual(distanceMm / 300 - 1e-6);
      expect(base * KEY_NUMERAL_REM * FIGURE_FACE * mmPerPx).toBeGreaterThanOrEqual(distanceMm / 150 - 1e-6);
    }
  });

  it('drops details before it drops size: farther away means larger type and the close density', () => {
    const box = { width: 1920, height: 1080, screenHeight: 1080 };
    const near = wallScale(box, { heightMm: 1_215, distanceMm: 3_000 });
    const far = wallScale(box, { heightMm: 1_215, distanceMm: 6_500 });
    expect(near.density).toBe('roomy');
    expect(far.density).toBe('close');
    expect(far.basePx).toBeGreaterThan(near.basePx);
    expect(far.readable).toBe(true);
  });

  it('says so when even the fewest details are too small, and then still does not overflow', () => {
    const scale = wallScale({ width: 1920, height: 1080, screenHeight: 1080 }, { heightMm: 300, distanceMm: 10_000 });
    expect(scale.readable).toBe(false);
    expect(scale.basePx * 41).toBeLessThanOrEqual(1080);
  });

  it('gives every 16:9 screen from 720p to 8K the same page, only larger', () => {
    const remAcross = [1280, 1920, 3840, 7680].map((width) => {
      const height = (width * 9) / 16;
      return width / wallScale({ width, height, screenHeight: height }, { heightMm: 1_215, distanceMm: 3_000 }).basePx;
    });
    for (const rem of remAcross) expect(rem).toBeCloseTo(remAcross[0] ?? 0, 6);
  });

  it('knows wide and tall screens', () => {
    expect([shapeOf(1920, 1080), shapeOf(2560, 1080), shapeOf(3840, 1080), shapeOf(1080, 1920)]).toEqual([
      'landscape',
      'landscape',
      'ribbon',
      'portrait',
    ]);
  });
});
