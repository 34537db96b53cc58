import type { DurationMs } from '../../shared/time/instant';
import { takeTurn } from './drawing-turns';
import './give-back-tiles.css';

/** Chromium keeps a tile that it no longer shows for five seconds, should it be wanted again. */
const EVERY_MS: DurationMs = 10_000;

/**
 * Has the graphics process free the tiles that this page has let go of. Where the processor draws, Chromium tells it so only with the next tile that it asks for, and a page
 * that has found its rest asks for none: two screens' worth of what only its beginning took would stay for minutes. So a mark of one clear pixel, a layer of its own,
 * is drawn anew every so often, in a picture without other changes.
 */
export function giveBackTiles(): void {
  const mark = document.createElement('i');
  mark.className = 'tile-mark';
  mark.ariaHidden = 'true';
  document.body.append(mark);
  setInterval(() => takeTurn(mark, () => mark.toggleAttribute('data-turned')), EVERY_MS);
}
