'use strict';

// Loaded into the main process before the app itself (electron -r): notes what each page holds when its document has been read and none of the product's work has begun.

const { app } = require('electron');

globalThis.atDomReady = {};
app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => void lookAt(contents));
});

/** @param {Electron.WebContents} contents */
async function lookAt(contents) {
  const surface = new URL(contents.getURL()).host;
  globalThis.atDomReady[surface] = await contents.executeJavaScript(`(async () => {
      const kept = document.querySelector('#kept-picture');
      if (kept === null) return null;
      const image = kept.querySelector('img');
      await image.decode();
      const { filter, opacity } = getComputedStyle(image);
      return { text: kept.innerText, filter, opacity: Number(opacity), width: image.naturalWidth, covers: kept.getBoundingClientRect().width === innerWidth };
    })()`);
}
