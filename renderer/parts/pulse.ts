import type { Bridge } from '../../shared/contract/bridge';
import type { WallPage } from '../../shared/contract/wall-pages';
import { clockAt } from '../board/context';
import type { BoardView } from '../board/board';
import { afterPaint } from './drawing-turns';
import { freshnessOf } from './freshness';

let webglAlive: boolean | null = null;

/** Called by whoever owns a WebGL context: true while it lives, false when it was lost, null when it is not needed any more. */
export function reportWebgl(alive: boolean | null): void {
  webglAlive = alive;
}

let shownPage: WallPage | null = null;

/** Of a wall: which of its pages is on the screen. */
export function reportPage(page: WallPage): void {
  shownPage = page;
}

/**
 * Counts animation frames and tells main every second what was painted, so that a frozen page is noticed although nobody touches it; and at once when the first live
 * picture is painted, for what waits for that.
 */
export function startPulse(bridge: Pick<Bridge, 'pulse'>, board: BoardView): void {
  let frames = 0;
  const count = () => {
    frames += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const isLive = () => {
    const link = board.tile('link');
    return link?.past === null && freshnessOf(link, clockAt(board.moment, performance.now())).fresh;
  };
  const tell = () => {
    const { ageMs } = clockAt(board.moment, performance.now());
    bridge.pulse({ seq: board.moment?.seq ?? 0, frames, webgl: webglAlive, live: isLive(), page: shownPage, ageMs });
  };
  setInterval(tell, 1_000);
  const unsubscribe = board.subscribe('link', () => {
    if (!isLive()) return;
    unsubscribe();
    afterPaint(tell);
  });
}
