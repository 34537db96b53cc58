import { type ReactNode, useEffect, useState } from 'react';
import type { Layouts } from '../../shared/contract/layouts';
import { LayoutsContext } from './layouts';

/** The operator's layouts as main has them, also after they were changed. */
export function KeptLayouts({ first, children }: { readonly first: Layouts; readonly children: ReactNode }) {
  const [layouts, setLayouts] = useState(first);
  useEffect(() => window.hotlineWall.onLayouts(setLayouts), []);
  return <LayoutsContext value={layouts}>{children}</LayoutsContext>;
}
