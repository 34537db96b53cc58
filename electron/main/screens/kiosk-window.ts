import { app, type BaseWindow, type WebContents } from 'electron';
import { HeldKeys, reachesKiosk } from './held-keys';

let quitting = false;
app.on('before-quit', () => {
  quitting = true;
});

export interface KioskRules {
  /** Whether a passer-by must not get out now. */
  readonly closed: () => boolean;
  /** The technician has held the keys in front of this page. */
  readonly technician: (page: WebContents) => void;
}

/**
 * Guards a wall's window: in a kiosk it cannot be closed or minimized, and nothing stands before it. What a window manager takes for itself (Alt+Tab, virtual consoles) it must be told not
 * to: no program can refuse it.
 */
export function guardKioskWindow(window: BaseWindow, { closed }: KioskRules): void {
  window.on('close', (event) => {
    if (closed() && !quitting) event.preventDefault();
  });
  window.on('minimize', () => {
    if (closed()) window.restore();
  });
  if (closed()) window.setAlwaysOnTop(true, 'screen-saver');
}

/** Guards a page of such a window: in a kiosk no key leads out of it. The technician's keys work with and without. */
export function guardKioskPage(page: WebContents, { closed, technician }: KioskRules): void {
  const keys = new HeldKeys(
    () => technician(page),
    (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  );
  page.on('before-input-event', (event, input) => {
    keys.hear(input);
    if (closed() && !reachesKiosk(input)) event.preventDefault();
  });
  page.on('blur', () => keys.letGo());
  page.on('destroyed', () => keys.letGo());
}
