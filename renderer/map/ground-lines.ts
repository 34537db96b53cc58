import type { Tokens } from '../theme/tokens';

/** Thinner lines fall apart into dots on a screen of few pixels. */
const THINNEST_PX = 0.75;

/** CSS pixels of the ground's lines; rivers and roads by rank, the broadest first. */
export interface GroundLines {
  readonly rivers: readonly [number, number, number];
  readonly roads: readonly [number, number, number];
  readonly graticule: number;
  readonly outline: number;
}

/** The same for every way to draw the ground. */
export function groundLines({ basePx }: Tokens): GroundLines {
  const line = (rem: number) => Math.max(THINNEST_PX, rem * basePx);
  return {
    rivers: [line(0.26), line(0.18), line(0.12)],
    roads: [line(0.15), line(0.11), line(0.08)],
    graticule: line(0.05),
    outline: line(0.075),
  };
}
