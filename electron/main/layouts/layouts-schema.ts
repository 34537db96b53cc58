import { z } from 'zod';
import {
  GRID_LIMITS,
  type Layout,
  LEAST_CELLS,
  type LayoutProblem,
  MOST_LAYOUTS,
  MOST_TILES,
  objectionsTo,
  PANELS,
} from '../../../shared/contract/layouts';
import { isLayoutName } from '../../../shared/contract/wall-pages';

/** How layouts are written in layouts.json, and what pages may hand over to be kept. */

const cells = z.number().int().min(0).max(GRID_LIMITS.most);
const gridSide = z.number().int().min(GRID_LIMITS.least).max(GRID_LIMITS.most);
const setting = z.number().int().nonnegative().optional();

const tileSchema = z
  .object({
    panel: z.enum(PANELS),
    x: cells,
    y: cells,
    w: cells.min(LEAST_CELLS),
    h: cells.min(LEAST_CELLS),
    settings: z.object({ hotspots: setting, columns: setting }).strict().default({}),
  })
  .strict();

const shapeSchema = z
  .object({
    name: z
      .string()
      .refine(isLayoutName, 'a layout is called by 1 to 40 characters, no comma or colon, and not like a page that every wall has'),
    grid: z.object({ columns: gridSide, rows: gridSide }).strict(),
    tiles: z.array(tileSchema).max(MOST_TILES),
  })
  .strict();

/** Of the whole file; what stands in it is looked at one by one. */
export const fileSchema = z.object({ layouts: z.array(z.unknown()).max(MOST_LAYOUTS) }).strict();

/** All layouts as a desk hands them over: none of them may have a fault. */
export const layoutsSchema = z
  .array(shapeSchema)
  .max(MOST_LAYOUTS)
  .superRefine((layouts, context) => {
    for (const [index, layout] of layouts.entries()) {
      if (layouts.findIndex(({ name }) => name === layout.name) !== index)
        context.addIssue({ code: 'custom', path: [index, 'name'], message: `a second layout is called ${layout.name}` });
      for (const { fault, tile } of objectionsTo(layout as Layout))
        context.addIssue({ code: 'custom', path: [index, 'tiles', tile], message: fault });
    }
  });

/** One entry of the file: a layout, or what is wrong with it. `at`: its place in the file. */
export function readLayout(entry: unknown, at: string): { readonly layout: Layout } | { readonly problems: readonly LayoutProblem[] } {
  const parsed = shapeSchema.safeParse(entry);
  if (!parsed.success) {
    const name = nameOf(entry);
    return {
      problems: parsed.error.issues.map(({ path, message }) => ({
        fault: 'shape',
        layout: name,
        at: [at, ...path].join('.'),
        detail: message,
      })),
    };
  }
  const layout = parsed.data as Layout;
  const objections = objectionsTo(layout);
  if (objections.length === 0) return { layout };
  return {
    problems: objections.map(({ fault, tile, other }) => ({
      fault,
      layout: layout.name,
      at: `${at}.tiles.${tile}`,
      detail: [layout.tiles[tile]?.panel, other === null ? null : layout.tiles[other]?.panel].filter((each) => each != null).join(', '),
    })),
  };
}

function nameOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null || !('name' in entry)) return null;
  return typeof entry.name === 'string' && isLayoutName(entry.name) ? entry.name : null;
}
