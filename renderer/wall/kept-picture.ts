import type { DurationMs } from '../../shared/time/instant';
import type { Board } from '../board/board';

/** After so long without a city the page's own words are worth more than an old picture. */
const PATIENCE_MS: DurationMs = 4_000;
/** A window that is not on any screen paints nothing. */
const PAINT_PATIENCE_MS: DurationMs = 300;

function keptPicture(): Element | null {
  return document.querySelector('#kept-picture');
}

/** Resolves once the picture that main has put into this page is painted; at once if there is none. */
export async function keptPicturePainted(): Promise<void> {
  if (keptPicture() === null) return;
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, PAINT_PATIENCE_MS);
    requestAnimationFrame(() =>
      setTimeout(() => {
        clearTimeout(late);
        resolve();
      }),
    );
  });
}

/** Takes it away when the page has painted a city below it, has been refused one, or has waited for it in vain. */
export function letGoOfKeptPicture(board: Board): void {
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
