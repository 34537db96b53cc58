import type { BaseWindow, Rectangle } from 'electron';

/**
 * Puts a window on exactly this display. By bounds alone Chromium leaves a pixel free on X11, so that window managers do not take it for a full screen; and
 * a full screen stays on its display unless it is left first. The picture stays while it moves.
 */
export function fillDisplay(window: BaseWindow, bounds: Rectangle): void {
  if (window.isFullScreen()) window.setFullScreen(false);
  window.setBounds(bounds);
  window.setFullScreen(true);
}
