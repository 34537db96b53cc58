import type { HeatSurface } from './heat-surface';

/** Which two cells each pixel of a line lies between: its left one, and how far it is on the way to the right one, 0…1. */
interface Between {
  readonly left: Uint16Array;
  readonly share: Float32Array;
}

/** Those of the last width: they stay while nobody moves the map, and working them out takes longer than all the rest. */
let known: { readonly columns: number; readonly finer: number; readonly between: Between } | null = null;

function betweenOf(columns: number, finer: number): Between {
  if (known?.columns === columns && known.finer === finer) return known.between;
  const width = columns * finer;
  const between = { left: new Uint16Array(width), share: new Float32Array(width) };
  for (let x = 0; x < width; x += 1) {
    const at = Math.max(0, (x + 0.5) / finer - 0.5);
    between.left[x] = Math.floor(at);
    between.share[x] = at % 1;
  }
  known = { columns, finer, between };
  return between;
}

/**
 * Colours of a surface whose cells are cut `finer` times in both directions, linear in between: columns · finer × rows · finer pixels, row 0 in the north. `top`: the density
 * that gets the last of `colours`; no cell may be denser.
 */
export function drawPixels(
  { density, columns, rows }: Pick<HeatSurface, 'density' | 'columns' | 'rows'>,
  finer: number,
  top: number,
  colours: Uint32Array,
  pixels: Uint32Array,
): void {
  const { left, share } = betweenOf(columns, finer);
  const [width, height] = [columns * finer, rows * finer];
  const scale = (colours.length - 1) / top;
  // One line of cells, already between its two rows and half a colour up, so that cutting off rounds; one cell more at the right, so that the last pixels need no test.
  const line = new Float32Array(columns + 1);
  for (let y = 0; y < height; y += 1) {
    const fromY = Math.max(0, (y + 0.5) / finer - 0.5);
    const upper = Math.floor(fromY) * columns;
    const lower = Math.min(rows - 1, Math.floor(fromY) + 1) * columns;
    const v = fromY % 1;
    for (let x = 0; x < columns; x += 1) line[x] = scale * (density[upper + x]! * (1 - v) + density[lower + x]! * v) + 0.5;
    line[columns] = line[columns - 1]!;
    const start = y * width;
    for (let x = 0; x < width; x += 1) {
      const near = line[left[x]!]!;
      // Cut off by the bits: Math.round alone takes as long as the rest of this loop.
      pixels[start + x] = colours[(near + (line[left[x]! + 1]! - near) * share[x]!) | 0]!;
    }
  }
}
