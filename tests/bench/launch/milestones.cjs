'use strict';

// Loaded into the main process before the app itself (electron -r): says on stdout, in JSON lines with times of the machine's clock, when main runs, when Electron is
// ready, and what each page has painted when. The app knows nothing of it.

const { app } = require('electron');

const now = () => performance.timeOrigin + performance.now();
const tell = (milestones) => process.stdout.write(`${JSON.stringify({ milestones })}\n`);

tell({ main: now() });
void app.whenReady().then(() => tell({ ready: now() }));
app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => void listenTo(contents));
});

/** @param {Electron.WebContents} contents */
async function listenTo(contents) {
  const page = new URL(contents.getURL()).host || 'empty';
  for (const names of [
    ['shell', 'picture', 'live'],
    ['shell', 'whole'],
  ]) {
    const seen = await contents.executeJavaScript(`(${watch})(${JSON.stringify(names)})`);
    tell(Object.fromEntries(Object.entries(seen).map(([name, at]) => [`${page} ${name}`, at])));
  }
}

/**
 * Runs in the page. Resolves once all of `names` is painted (in the empty window: its word): the frame after the change has been handed to the compositor.
 * `shell` is Chromium's own first contentful paint, `live` the first live picture, `whole` one with its charts and with the map's WebGL ground.
 */
function watch(names) {
  return new Promise((resolve) => {
    const seen = {};
    const isFresh = (asOf) => asOf !== null && asOf.dataset.old === undefined;
    const shows = {
      picture: () => Number(document.querySelector('.as-of')?.dataset.seq ?? 0) > 0,
      // What lies under the last picture is seen by nobody.
      live: () =>
        document.querySelector('#kept-picture') === null &&
        document.querySelector('[data-testid$="connection"]')?.dataset.state === 'live' &&
        isFresh(document.querySelector('.as-of[data-seq]')),
      whole: () =>
        Number(document.querySelector('.as-of')?.dataset.seq ?? 0) > 0 &&
        [...document.querySelectorAll('.city-map')].every(({ dataset }) => dataset.ground !== 'coming') &&
        [...document.querySelectorAll('.chart-canvas')].every((box) => box.querySelector('canvas') !== null),
    };
    for (const name of Object.keys(shows)) if (!names.includes(name)) delete shows[name];
    const finish = () => {
      if (names.some((name) => seen[name] === undefined)) return;
      observer.disconnect();
      paints.disconnect();
      resolve(seen);
    };
    if (document.querySelector('#empty') !== null) for (const name of Object.keys(shows)) shows[name] = () => true;
    const painted = (name) => {
      delete shows[name];
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
          seen[name] = performance.timeOrigin + performance.now();
          finish();
        });
        port1.start();
        port2.postMessage(null);
      });
    };
    const look = () => {
      for (const [name, isShown] of Object.entries(shows)) if (isShown()) painted(name);
    };
    const paints = new PerformanceObserver((list) => {
      for (const { name, identifier, startTime } of list.getEntries()) {
        if (name === 'first-contentful-paint') seen.shell = performance.timeOrigin + startTime;
        // For an image the moment at which it was on the screen.
        if (identifier === 'kept-picture') {
          seen.picture = performance.timeOrigin + startTime;
          delete shows.picture;
        }
      }
      finish();
    });
    paints.observe({ type: 'paint', buffered: true });
    paints.observe({ type: 'element', buffered: true });
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, attributes: true });
    look();
  });
}
