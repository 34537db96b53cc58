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

const uncovered = new Set<() => void>();
let covers = keptPicture() !== null;

/** Whether the page is covered by it. */
export function isCovered(): boolean {
  return covers;
}

/** Calls `then` when the page is not covered any more. Returns how to forget that. */
export function onUncovered(then: () => void): () => void {
  uncovered.add(then);
  return () => uncovered.delete(then);
}

/** Takes it away when a live city is drawn below it, when the page has been refused one, or when it has waited for it in vain. */
export function letGoOfKeptPicture(board: BoardView): void {
  const picture = keptPicture();
  if (picture === null) return;
  const done = () => {
    clearTimeout(late);
    for (const unsubscribe of subscriptions) unsubscribe();
    covers = false;
    // What is below is drawn in the same picture of the screen.
    for (const tell of uncovered) tell();
    picture.remove();
  };
  const look = () => {
    const state = board.tile('link')?.connection.state;
    if (state === 'refused' || (state === 'live' && board.tile('city') !== undefined)) done();
  };
  const late = setTimeout(done, PATIENCE_MS);
  const subscriptions = [board.subscribe('city', look), board.subscribe('link', look)];
  look();
}
