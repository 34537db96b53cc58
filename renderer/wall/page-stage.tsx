import { type ReactNode, useLayoutEffect, useMemo, useState } from 'react';
import type { TileName } from '../../shared/contract/frames';
import type { WallPage } from '../../shared/contract/wall-pages';
import { LinkContext, ShownContext, useLink } from '../board/context';
import { HeldBoard } from '../board/held-board';
import { FreshnessHeld } from '../parts/freshness';

interface PageStageProps {
  readonly page: WallPage;
  readonly shown: boolean;
  /** What the page reads. Keep its identity. */
  readonly tiles: readonly TileName[];
  /** Keep its identity. */
  readonly children: ReactNode;
}

/**
 * One of the wall's pages. It is mounted once and stays: its charts and its map keep what they have drawn. While it is not shown nothing that it reads changes, no clock
 * runs in it, and the browser neither lays it out nor paints it.
 */
export function PageStage({ page, shown, tiles, children }: PageStageProps) {
  const link = useLink();
  const [board] = useState(() => new HeldBoard(link.board));
  const held = useMemo(() => ({ ...link, board }), [link, board]);
  // Before the wall forgets the tiles that are not asked for any more: effects of what is inside come first.
  useLayoutEffect(() => {
    if (shown) board.release();
    else board.hold(tiles);
  }, [board, shown, tiles]);
  return (
    <div className="wall-stage" data-page={page} data-shown={shown} inert={!shown}>
      <ShownContext value={shown}>
        <LinkContext value={held}>
          <FreshnessHeld held={!shown}>{children}</FreshnessHeld>
        </LinkContext>
      </ShownContext>
    </div>
  );
}
