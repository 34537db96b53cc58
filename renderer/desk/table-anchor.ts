import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { TableTile } from '../../shared/contract/frames';
import type { CaseKey } from '../../shared/domain/keys';
import { ROW_PX } from './columns';
import { placeByAnchor } from './table-held';
import { sameQuestion, placeOf } from './table-rows';

interface AnchorCase {
  readonly case: CaseKey;
  readonly index: number;
}

/**
 * Holds one case still on the screen while the list changes above it: what the keys act on if it is in view, else what the pointer is on, else
 * the first row in view. At the very top nothing is held, so that new first rows are seen.
 */
export function useTableAnchor(
  scroller: RefObject<HTMLElement | null>,
  tile: TableTile | null,
  /** The case to hold now; null: none. */
  choose: () => AnchorCase | null,
): void {
  const held = useRef<{ readonly tile: TableTile | null; readonly anchor: AnchorCase | null }>({ tile: null, anchor: null });
  useLayoutEffect(() => {
    const element = scroller.current;
    const { tile: before, anchor } = held.current;
    if (element !== null && tile !== before && tile !== null && before !== null && anchor !== null) {
      const same = sameQuestion(before, tile.query, tile.query.sort);
      const place = same ? (placeOf(tile, anchor.case) ?? placeByAnchor(before, tile, anchor.index)) : null;
      if (place !== null && place !== anchor.index) element.scrollBy({ top: (place - anchor.index) * ROW_PX, behavior: 'instant' });
    }
    held.current = { tile, anchor: choose() };
  });
}
