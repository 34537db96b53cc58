import { app, type Session, type WebContents } from 'electron';
import type { Logger } from './log';
import { surfaceOf } from './origin';

/** Addresses that never leave the page. */
const INNER = ['blob:', 'data:', 'devtools:'];

/** No page reaches anything but its own files: requests to every other origin are cancelled, and so is every permission. */
export function guardSession(session: Session, log: Logger): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn({ permission }, 'permission refused');
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => {
    if (INNER.some((scheme) => details.url.startsWith(scheme))) return answer({});
    const target = surfaceOf(details.url);
    const own = details.webContents === undefined ? target : surfaceOf(details.webContents.getURL());
    // A page that is just being opened has no address yet.
    const opening = details.resourceType === 'mainFrame' && details.webContents?.getURL() === '';
    const allowed = target !== null && (opening || own === target);
    if (!allowed) log.warn({ resource: details.resourceType }, 'request of a page refused');
    answer({ cancel: !allowed });
  });
}

/** No navigation, no new window, no webview, no WebRTC by any route, for every web contents that ever exists in this app. */
export function guardContents(log: Logger): void {
  app.on('web-contents-created', (_created, contents) => {
    const refuse = (what: string) => (event: { preventDefault(): void }) => {
      event.preventDefault();
      log.warn({ what }, 'navigation of a page refused');
    };
    contents.on('will-navigate', (event) => {
      // Reloading the page that is shown is the only navigation there is.
      if (surfaceOf(event.url) === null || event.url !== contents.getURL()) refuse('will-navigate')(event);
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) refuse('will-frame-navigate')(event);
    });
    contents.on('will-redirect', refuse('will-redirect'));
    contents.on('will-attach-webview', refuse('will-attach-webview'));
    contents.setWindowOpenHandler(() => {
      log.warn({ what: 'window.open' }, 'navigation of a page refused');
      return { action: 'deny' };
    });
    denyWebRtc(contents);
  });
}

function denyWebRtc(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
