import { describe, expect, it } from 'vitest';
import { drawPixels } from '../../renderer/map/heat-pixels';

/** Colour i is i, so that pixels can be read as densities. */
const COLOURS = Uint32Array.from({ length: 4_096 }, (_, i) => i);
const TOP = 10;

interface Cells {
  readonly density: Float32Array;
  readonly columns: number;
  readonly rows: number;
}

function surfaceOf(columns: number, rows: number): Cells {
  return { columns, rows, density: Float32Array.from({ length: columns * rows }, (_, i) => (TOP * ((i * 2_654_435_761) % 4_096)) / 4_096) };
}

function drawn(surface: Cells, finer: number): Uint32Array {
  const pixels = new Uint32Array(surface.columns * finer * surface.rows * finer);
  drawPixels(surface, finer, TOP, COLOURS, pixels);
  return pixels;
}

/** The density half-way between cell centres, pixel by pixel, as one would write it. */
function bilinear({ density, columns, rows }: Cells, finer: number, x: number, y: number): number {
  const [fromX, fromY] = [x, y].map((at) => Math.max(0, (at + 0.5) / finer - 0.5)) as [number, number];
  const [left, upper] = [Math.floor(fromX), Math.floor(fromY)];
  const [right, lower] = [Math.min(columns - 1, left + 1), Math.min(rows - 1, upper + 1)];
  const [u, v] = [fromX - left, fromY - upper];
  const at = (column: number, row: number) => density[row * columns + column]!;
  return (at(left, upper) * (1 - u) + at(right, upper) * u) * (1 - v) + (at(left, lower) * (1 - u) + at(right, lower) * u) * v;
}

describe('pixels of the heat', () => {
  it.each([
    [1, 1, 1],
    [7, 5, 1],
    [7, 5, 3],
    [5, 7, 8],
    [200, 150, 2],
  ])('of %i × %i cells, each cut %i times, lie linearly between them', (columns, rows, finer) => {
    const surface = surfaceOf(columns, rows);
    const pixels = drawn(surface, finer);
    pixels.forEach((colour, i) => {
      const expected = (bilinear(surface, finer, i % (columns * finer), Math.floor(i / (columns * finer))) / TOP) * (COLOURS.length - 1);
      expect(Math.abs(colour - expected)).toBeLessThan(0.51);
    });
  });

  it('follow a size that changes', () => {
    drawn(surfaceOf(9, 9), 2);
    const surface = surfaceOf(4, 9);
    expect(drawn(surface, 2)).toEqual(drawn({ ...surface }, 2));
    expect(drawn(surface, 2)[0]).toBe(Math.round((surface.density[0]! / TOP) * (COLOURS.length - 1)));
  });

  it('reach the last colour at the top, and never beyond', () => {
    const top = { columns: 3, rows: 3, density: new Float32Array(9).fill(TOP) };
    expect(new Set(drawn(top, 4))).toEqual(new Set([COLOURS.length - 1]));
  });
});
