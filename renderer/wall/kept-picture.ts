import type { DurationMs } from '../../shared/time/instant';
import type { BoardView } from '../board/board';

/** After so long without a city the page's own words are worth more than an old picture. */
const PATIENCE_MS: DurationMs = 4_000;
/** A window that is not on any screen paints nothing. */
const PAINT_PATIENCE_MS: DurationMs = 1_000;

function keptPicture(): Element | null {
  return document.querySelector('#kept-picture');
}

/** Resolves once the picture that main has put into this page is on the screen, or is not soon; at once if there is none. */
export async function keptPicturePainted(): Promise<void> {
  if (keptPicture() === null) return;
  await new Promise<void>((resolve) => {
    const painted = new PerformanceObserver(() => done());
    const late = setTimeout(() => done(), PAINT_PATIENCE_MS);
    const done = () => {
      painted.disconnect();
      clearTimeout(late);
      resolve();
    };
    // Its element says `elementtiming`: the entry comes when it has been presented.
    painted.observe({ type: 'element', buffered: true });
  });
}

/** Takes it away when the page has painted a city below it, has been refused one, or has waited for it in vain. */
export function letGoOfKeptPicture(board: BoardView): void {
  const picture = keptPicture();
  if (picture === null) return;
  const done = () => {
    clearTimeout(late);
    for (const unsubscribe of subscriptions) unsubscribe();
    // What is below is painted by then: no empty picture comes between the two.
    requestAnimationFrame(() => setTimeout(() => picture.remove()));
  };
  const look = () => {
    if (board.tile('city') !== undefined || board.tile('link')?.connection.state === 'refused') done();
  };
  const late = setTimeout(done, PATIENCE_MS);
  const subscriptions = [board.subscribe('city', look), board.subscribe('link', look)];
}
