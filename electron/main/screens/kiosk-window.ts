import { app, type BrowserWindow } from 'electron';
import { HeldKeys, reachesKiosk } from './held-keys';

let quitting = false;
app.on('before-quit', () => {
  quitting = true;
});

export interface KioskRules {
  /** Whether a passer-by must not get out now. */
  readonly closed: () => boolean;
  /** The technician has held the keys. */
  readonly technician: (window: BrowserWindow) => void;
}

/**
 * Guards a wall's window: in a kiosk no key leads out of it, it cannot be closed or minimized, and nothing stands before it. The technician's keys work
 * with and without. What a window manager takes for itself (Alt+Tab, virtual consoles) it must be told not to: no program can refuse it.
 */
export function guardKiosk(window: BrowserWindow, { closed, technician }: KioskRules): void {
  const keys = new HeldKeys(
    () => technician(window),
    (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  );
  window.webContents.on('before-input-event', (event, input) => {
    keys.hear(input);
    if (closed() && !reachesKiosk(input)) event.preventDefault();
  });
  window.on('blur', () => keys.letGo());
  window.on('closed', () => keys.letGo());
  window.on('close', (event) => {
    if (closed() && !quitting) event.preventDefault();
  });
  window.on('minimize', () => {
    if (closed()) window.restore();
  });
  if (closed()) window.setAlwaysOnTop(true, 'screen-saver');
}
