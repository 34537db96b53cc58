import { createContext, useContext } from 'react';
import type { LayoutProblem, Layouts } from '../../shared/contract/layouts';
import { FIRST_WALL_PAGE, layoutNameOf, type WallPage } from '../../shared/contract/wall-pages';

export const LayoutsContext = createContext<Layouts | null>(null);

export function useLayouts(): Layouts {
  const layouts = useContext(LayoutsContext);
  if (layouts === null) throw new Error('useLayouts outside of a wall');
  return layouts;
}

/** A layout that cannot be shown, and why: what is wrong with it, or (null) that there is none of that name. */
export interface LayoutTrouble {
  readonly name: string;
  readonly problem: LayoutProblem | null;
}

export interface ShownInstead {
  readonly page: WallPage;
  readonly trouble: LayoutTrouble | null;
}

/** The page itself, or what stands in for it: a wall is never empty because of a layout. */
export function withStandIn(page: WallPage, { layouts, problems }: Layouts): ShownInstead {
  const name = layoutNameOf(page);
  if (name === null || layouts.some((layout) => layout.name === name)) return { page, trouble: null };
  const problem = problems.find((each) => each.layout === name) ?? problems.find((each) => each.layout === null) ?? null;
  return { page: FIRST_WALL_PAGE, trouble: { name, problem } };
}
