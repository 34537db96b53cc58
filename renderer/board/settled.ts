import type { DurationMs } from '../../shared/time/instant';
import type { BoardView } from './board';

/** Without a live picture the page has settled after this long. */
const PATIENCE_MS: DurationMs = 3_000;

/**
 * Resolves when a live picture has been painted, or when none has come for a while: what costs much and is not needed for the first picture begins then, so
 * that it takes no time from it.
 */
export function settled(board: BoardView): Promise<void> {
  return new Promise((resolve) => {
    let unsubscribe = () => {};
    const done = () => {
      clearTimeout(late);
      unsubscribe();
      // After the frame that shows it.
      requestAnimationFrame(() => setTimeout(resolve));
    };
    const late = setTimeout(done, PATIENCE_MS);
    const look = () => {
      if (board.tile('link')?.connection.state === 'live') done();
    };
    unsubscribe = board.subscribe('link', look);
    look();
  });
}
