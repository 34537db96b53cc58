import { z } from 'zod';
import { isLayoutName, layoutNameOf, WALL_PAGES } from './wall-pages';

const layoutPageSchema = z
  .templateLiteral(['layout:', z.string().max(40)])
  .refine((page) => isLayoutName(layoutNameOf(page) ?? ''), 'a layout that may be called so expected');

/** A page by its own name, as it is told between processes. */
export const wallPageSchema = z.union([z.enum(WALL_PAGES), layoutPageSchema]);
