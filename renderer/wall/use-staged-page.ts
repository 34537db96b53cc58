import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { TileName } from '../../shared/contract/frames';
import type { DurationMs } from '../../shared/time/instant';
import type { WallPage } from '../../shared/contract/wall-pages';
import { useLink } from '../board/context';
import { useLayouts } from './layouts';
import { ALL_TILES, drawnPage } from './pages';

/** A page whose tiles do not come is shown without them after this: it then says so itself. */
const PATIENCE_MS: DurationMs = 2_000;
/** May be missing for long: nothing can be foreseen before there is a past. */
const NEVER_AWAITED: readonly TileName[] = ['outlook'];

export interface StagedPages {
  readonly shown: WallPage;
  /** Those that have been shown: they stay. */
  readonly mounted: readonly WallPage[];
}

/**
 * Turns the wall to `wanted`: asks for what that page shows, and turns when it has come, so that no page is ever seen empty or with what it knew when it was last shown.
 * `always`: tiles that are needed whatever is shown. Keep its identity.
 */
export function useStagedPage(wanted: WallPage, always: readonly TileName[]): StagedPages {
  const link = useLink();
  const { board } = link;
  const [staged, setStaged] = useState<StagedPages>({ shown: wanted, mounted: [wanted] });
  const { tiles: own } = drawnPage(wanted, useLayouts());
  const tiles = useMemo(() => [...new Set([...own, ...always])], [own, always]);

  useEffect(() => {
    link.want({ tiles, table: null, selected: null });
    let turned = false;
    const turn = () => {
      turned = true;
      setStaged(({ shown, mounted }) =>
        shown === wanted ? { shown, mounted } : { shown: wanted, mounted: mounted.includes(wanted) ? mounted : [...mounted, wanted] },
      );
    };
    const look = () => {
      if (!turned && tiles.every((name) => NEVER_AWAITED.includes(name) || board.tile(name) !== undefined)) turn();
    };
    look();
    const unsubscribe = board.subscribe('moment', look);
    const late = setTimeout(() => {
      if (!turned) turn();
    }, PATIENCE_MS);
    return () => {
      unsubscribe();
      clearTimeout(late);
    };
  }, [board, link, wanted, tiles]);

  // After the page that goes has taken what it keeps.
  const { shown } = staged;
  useLayoutEffect(() => {
    if (shown !== wanted) return;
    const needed = new Set<TileName>(tiles);
    link.forget(ALL_TILES.filter((name) => !needed.has(name)));
  }, [link, shown, wanted, tiles]);
  return staged;
}
